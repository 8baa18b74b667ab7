/**
 * @jest-environment node
 *
 * The last word counts: `connect()` and `close()` while closing, and `reconnect()`.
 */
import { createOpenStage, createStage, type Stage, type TextOptions } from '../support/core/stage.js'
import { microtasks } from '../support/core/microtasks.js'
import { signalsIn } from '../support/core/story.js'
import { watchUncaught } from '../support/core/uncaught.js'

watchUncaught()

/** Closing, with the story of that told. */
function createClosing(options: TextOptions = {}): Stage {
  const stage = createOpenStage(options)
  stage.node.close()
  stage.story.length = 0
  return stage
}

describe('connect() while closing', () => {
  test('answers true and queues at once; the attempt begins in a task after the closing', () => {
    const stage = createClosing()
    expect(stage.node.connect()).toBe(true)
    expect(stage.node.send('queued')).toBe(true)
    expect(stage.transport.connections).toHaveLength(1)
    stage.peer.close(1000)
    expect(stage.story).toEqual(['-> connecting', 'closed(1000) in connecting'])
    expect(stage.transport.connections).toHaveLength(1)
    stage.clock.runTasks()
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['queued'])
    expect(stage.warnings).toEqual([])
  })

  test('close() and connect() in one handler: connected again', () => {
    const stage: Stage = createOpenStage({
      onReceived() {
        stage.node.close()
        stage.node.connect()
      },
    })
    stage.peer.deliver('restart')
    stage.clock.runTasks()
    stage.peer.close(1000)
    stage.clock.runTasks()
    stage.peer.open()
    expect(signalsIn(stage.story)).toEqual(['received(restart)', 'closing', 'closed(1000)', 'connected(ws://h/)'])
  })

  test('after close() while connecting, too', () => {
    const stage = createStage()
    stage.node.connect()
    stage.node.close()
    expect(stage.node.connect()).toBe(true)
    stage.clock.runTasks()
    expect(stage.node.state.status).toBe('connecting')
    stage.clock.runTasks()
    expect(stage.transport.liveCount).toBe(1)
  })

  test('what was queued before the first close() has ended in sendFailed', () => {
    const stage = createStage()
    stage.node.connect()
    stage.node.send('before')
    stage.node.close()
    stage.node.connect()
    stage.node.send('after')
    expect(signalsIn(stage.story)).toEqual(['closing', 'sendFailed(before)'])
    stage.clock.runTasks()
    stage.clock.runTasks()
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['after'])
  })

  test('goes to its host and route', () => {
    const stage = createClosing()
    stage.node.connect('other', '/x')
    stage.peer.close(1000)
    stage.clock.runTasks()
    expect(stage.wire.request.url).toBe('ws://other/x')
  })

  test('again, it makes one attempt, and what is queued stays', () => {
    const stage = createClosing()
    stage.node.connect()
    stage.node.send('kept')
    expect(stage.node.connect()).toBe(true)
    stage.peer.close(1000)
    stage.clock.runTasks()
    stage.peer.open()
    expect(stage.transport.connections).toHaveLength(2)
    expect(stage.wire.sent).toEqual(['kept'])
  })

  test('begins after a close timeout just as well', () => {
    const stage = createClosing({ closeTimeout: 2 })
    stage.node.connect()
    stage.clock.advance(2)
    stage.clock.runTasks()
    expect(signalsIn(stage.story)).toEqual(['closed(1006, Close timeout)'])
    expect(stage.transport.connections).toHaveLength(2)
  })

  test('no reconnect policy is asked', () => {
    const next = jest.fn(() => 1)
    const stage = createClosing({ reconnect: { next } })
    stage.node.connect()
    stage.peer.close(1006)
    expect(next).not.toHaveBeenCalled()
  })
})

describe('close() takes a connect() while closing back', () => {
  test('and answers true; what was queued for it ends in sendFailed', () => {
    const stage = createClosing()
    stage.node.connect()
    stage.node.send('for the next')
    expect(stage.node.close()).toBe(true)
    expect(signalsIn(stage.story)).toEqual(['sendFailed(for the next)'])
    expect(stage.node.send('late')).toBe(false)
    expect(stage.node.close()).toBe(false)
    stage.peer.close(1000)
    stage.clock.advance(100)
    expect(stage.node.state.status).toBe('closed')
    expect(stage.transport.connections).toHaveLength(1)
  })

  test('connect() has the last word again', () => {
    const stage = createClosing()
    stage.node.connect()
    stage.node.close()
    stage.node.connect()
    stage.peer.close(1000)
    stage.clock.runTasks()
    expect(stage.transport.connections).toHaveLength(2)
  })

  test('the code of the first close() is what went on the wire', () => {
    const stage = createOpenStage()
    stage.node.close(4000, 'first')
    stage.node.connect()
    stage.node.close(4001, 'second')
    expect(stage.wire.closeCalls).toEqual([[4000, 'first']])
  })
})

describe('a connect() while closing is forgotten', () => {
  test('by an unmount', async () => {
    const stage = createClosing()
    stage.node.connect()
    stage.node.send('queued')
    stage.driver.unmount()
    await microtasks()
    stage.peer.close(1000)
    stage.clock.advance(100)
    expect(stage.story).toEqual(['-> idle', 'sendFailed(queued) in idle'])
    expect(stage.transport.connections).toHaveLength(1)
  })

  test('by a url that becomes null', () => {
    const stage = createClosing()
    stage.node.connect()
    stage.node.send('queued')
    stage.configure({ url: null })
    expect(signalsIn(stage.story)).toEqual(['sendFailed(queued)'])
    stage.peer.close(1000)
    stage.clock.advance(100)
    expect(stage.node.state).toEqual({ status: 'idle' })
    expect(stage.transport.connections).toHaveLength(1)
  })

  test('but led elsewhere by a move', () => {
    const stage = createClosing()
    stage.node.connect()
    stage.node.send('for h')
    stage.configure({ host: 'new' })
    expect(signalsIn(stage.story)).toEqual(['sendFailed(for h)'])
    stage.peer.close(1000)
    stage.clock.runTasks()
    expect(stage.wire.request.url).toBe('ws://new/')
  })
})

describe('reconnect()', () => {
  test('while open: leaves the connection and begins anew in a later task', () => {
    const stage = createOpenStage()
    const { wire } = stage
    stage.peer.deliver('a')
    expect(stage.node.reconnect()).toBe(true)
    expect(wire.isAbandoned).toBe(true)
    expect(signalsIn(stage.story)).toEqual(['received(a)', 'closing', 'closed(1000)'])
    expect(stage.transport.connections).toHaveLength(1)
    stage.clock.runTasks()
    expect(stage.node.state).toEqual({ status: 'connecting', url: 'ws://h/', attempt: 0 })
  })

  test('the queue and the values stay', () => {
    const stage = createOpenStage()
    stage.peer.deliver('a')
    stage.node.reconnect()
    stage.node.send('queued')
    expect(stage.node.lastReceived).toEqual(['a'])
    stage.node.reconnect()
    stage.clock.runTasks()
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['queued'])
  })

  test('while connecting or reconnecting: no signal, attempt 0', async () => {
    const stage = createStage({ reconnect: { next: () => 1 } })
    stage.node.connect()
    stage.peer.close(1006)
    stage.story.length = 0
    expect(stage.node.reconnect()).toBe(true)
    stage.clock.runTasks()
    await microtasks()
    expect(stage.node.reconnect()).toBe(true)
    stage.clock.runTasks()
    expect(signalsIn(stage.story)).toEqual([])
    expect(stage.node.state).toMatchObject({ status: 'connecting', attempt: 0 })
    expect(stage.transport.liveCount).toBe(1)
  })

  test('asks url, protocols and authenticate again, and no policy', async () => {
    const asked: string[] = []
    const stage = createStage({
      url: () => (asked.push('url'), 'ws://h/'),
      protocols: () => (asked.push('protocols'), []),
      authenticate: () => void asked.push('authenticate'),
      reconnect: { next: () => (asked.push('policy'), 1) },
    })
    stage.node.connect()
    stage.peer.open()
    await microtasks()
    stage.node.reconnect()
    stage.clock.runTasks()
    stage.peer.open()
    await microtasks()
    const attempt = ['url', 'protocols', 'authenticate']
    expect(asked).toEqual([...attempt, ...attempt])
  })

  test.each<readonly [string, (stage: Stage) => void, boolean]>([
    ['idle', () => {}, true],
    ['waiting', ({ driver }) => driver.wait('owner-ready'), true],
    [
      'closed',
      (stage) => {
        stage.node.connect()
        stage.peer.open()
        stage.peer.close(1000)
      },
      true,
    ],
    [
      'closing',
      (stage) => {
        stage.node.connect()
        stage.peer.open()
        stage.node.close()
      },
      true,
    ],
    ['a node that is not mounted', ({ driver }) => driver.dispose(), false],
  ])('in %s it is connect(): %s', (_status, get, answer) => {
    const stage = createStage()
    get(stage)
    const { length } = stage.transport.connections
    expect(stage.node.reconnect()).toBe(answer)
    if (stage.node.state.status === 'closing') stage.peer.close(1000)
    stage.clock.runTasks()
    expect(stage.transport.connections).toHaveLength(answer ? length + 1 : length)
  })

  test('while lingering answers false', () => {
    const stage = createOpenStage()
    stage.driver.unmount(5)
    expect(stage.node.reconnect()).toBe(false)
    expect(stage.wire.isLive).toBe(true)
    stage.driver.dispose()
  })

  test('a move, reconnect() and connect() in one task make one handshake', () => {
    const stage = createOpenStage()
    stage.configure({ host: 'new' })
    stage.node.reconnect()
    stage.node.connect()
    stage.clock.runTasks()
    stage.clock.runTasks()
    expect(stage.transport.connections.map(({ request }) => request.url)).toEqual(['ws://h/', 'ws://new/'])
  })

  test('connect() and reconnect() in one task make one handshake', () => {
    const stage = createStage()
    stage.node.connect()
    expect(stage.node.reconnect()).toBe(true)
    stage.clock.runTasks()
    expect(stage.transport.connections).toHaveLength(1)
  })

  test('in the task in which a retry has begun: the retry is replaced by attempt 0', () => {
    const asked: number[] = []
    const stage = createStage({ url: (attempt) => (asked.push(attempt), 'ws://h/'), reconnect: { next: () => 1 } })
    stage.node.connect()
    stage.peer.close(1006)
    stage.clock.advance(1)
    expect(stage.node.reconnect()).toBe(true)
    stage.clock.runTasks()
    expect(asked).toEqual([0, 1, 0])
    expect(stage.node.state).toMatchObject({ status: 'connecting', attempt: 0 })
    expect(stage.transport.liveCount).toBe(1)
  })

  test('close() after it has the last word', () => {
    const stage = createOpenStage()
    stage.node.reconnect()
    expect(stage.node.close()).toBe(true)
    stage.clock.runTasks()
    expect(stage.node.state.status).toBe('closed')
    expect(stage.transport.connections).toHaveLength(1)
  })
})

describe('connect() in a handler of a failure begins in a later task, so that no loop freezes the page', () => {
  test.each(['onConnectFailed', 'onClosed', 'onGaveUp'] as const)('%s', (handler) => {
    const stage: Stage = createStage({
      reconnect: { next: () => null },
      [handler]: () => stage.node.connect(),
    })
    stage.node.connect()
    if (handler === 'onClosed') stage.peer.open()
    stage.peer.close(1006)
    expect(stage.transport.connections).toHaveLength(1)
    stage.clock.runTasks()
    expect(stage.transport.connections).toHaveLength(2)
  })

  test('a bad host: one attempt a task', () => {
    let failures = 0
    const stage: Stage = createStage({ host: 'a/b', onConnectFailed: () => void (failures++, stage.node.connect()) })
    stage.node.connect()
    expect(failures).toBe(1)
    stage.clock.runTasks()
    expect(failures).toBe(2)
    stage.driver.dispose()
  })
})
