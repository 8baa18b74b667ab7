/**
 * @jest-environment node
 *
 * The queue and the values belong to a destination: scheme, host, port, path and, of string URLs, the query; or the name
 * in `destination`, and nothing else.
 */
import { createAutoStage, createStage, type Stage, type TextOptions } from '../support/core/stage.js'
import { microtasks } from '../support/core/microtasks.js'
import { signalsIn } from '../support/core/story.js'
import { watchUncaught } from '../support/core/uncaught.js'

watchUncaught()

const asked = () => 'ws://asked/'

/** Reconnecting, with a value and a message that waits. */
function full(options: TextOptions): Stage {
  const stage = createStage({ reconnect: { next: (attempt) => 10 * attempt }, ...options })
  stage.node.connect()
  stage.peer.open()
  stage.peer.deliver('a')
  stage.clock.runTasks()
  stage.peer.close(1006)
  stage.node.send('queued')
  stage.story.length = 0
  return stage
}

interface Change {
  readonly name: string
  readonly from: TextOptions
  readonly to: TextOptions
}

const others: readonly Change[] = [
  { name: 'the scheme', from: {}, to: { useWSS: true } },
  { name: 'the host', from: {}, to: { host: 'new' } },
  { name: 'the port', from: {}, to: { host: 'h:81' } },
  { name: 'the path', from: {}, to: { route: '/new' } },
  { name: 'the query of a string url', from: { url: 'ws://h/?room=1' }, to: { url: 'ws://h/?room=2' } },
  { name: 'the query of a route', from: { route: '/?room=1' }, to: { route: '/?room=2' } },
  { name: 'the name', from: { destination: 'a' }, to: { destination: 'b' } },
  { name: 'the name under a url function', from: { url: asked, destination: 'a' }, to: { destination: 'b' } },
  { name: 'a name that appears', from: {}, to: { destination: 'a' } },
  { name: 'a name that disappears', from: { destination: 'a' }, to: { destination: undefined } },
  { name: 'a url that becomes null', from: {}, to: { url: null } },
  { name: 'a function instead of a url', from: { url: 'ws://asked/' }, to: { url: asked } },
]

test.each(others)('another destination: $name. Queue and values end at once', ({ from, to }) => {
  const stage = full(from)
  stage.configure(to)
  expect(signalsIn(stage.story)).toEqual(['sendFailed(queued)'])
  expect([stage.node.queued, stage.node.lastReceived, stage.node.receivedCount]).toEqual([0, undefined, 0])
})

const same: readonly Change[] = [
  {
    name: 'a token in the query, under a name',
    from: { url: 'ws://h/?t=1', destination: 'chat' },
    to: { url: 'ws://h/?t=2' },
  },
  { name: 'another path, under a name', from: { route: '/a', destination: 'chat' }, to: { route: '/b' } },
  { name: 'another host, under a name', from: { destination: 'chat' }, to: { host: 'spare' } },
  { name: 'the protocols', from: { protocols: 'v1' }, to: { protocols: ['v1', 'token'] } },
  { name: 'another url function', from: { url: asked }, to: { url: () => 'ws://other/' } },
  { name: 'the same place, written otherwise', from: { host: 'h:80' }, to: { url: 'ws://H' } },
]

test.each(same)('the same destination: $name. Queue and values stay', ({ from, to }) => {
  const stage = full(from)
  stage.configure(to)
  expect(stage.story).toEqual([])
  expect([stage.node.queued, stage.node.lastReceived, stage.node.receivedCount]).toEqual([1, ['a'], 1])
})

describe('a url function', () => {
  const answers = (...urls: string[]) => full({ url: (attempt) => urls[attempt]! })

  test('that answers with another query leads to the same destination', () => {
    const stage = answers('ws://h/?t=1', 'ws://h/?t=2')
    stage.clock.advance(10)
    stage.peer.open()
    expect(stage.wire.request.url).toBe('ws://h/?t=2')
    expect(stage.wire.sent).toEqual(['queued'])
    expect(stage.node.lastReceived).toEqual(['a'])
  })

  test('that answers with another path leads to another one', () => {
    const stage = answers('ws://h/1', 'ws://h/2')
    stage.clock.advance(10)
    expect(signalsIn(stage.story)).toEqual(['sendFailed(queued)'])
    expect(stage.node.lastReceived).toBeUndefined()
    stage.peer.open()
    expect(stage.wire.sent).toEqual([])
  })

  test('under a name, another path is not another destination', () => {
    const urls = ['ws://h/1', 'ws://h/2']
    const stage = full({ url: (attempt) => urls[attempt]!, destination: 'chat' })
    stage.clock.advance(10)
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['queued'])
    expect(stage.node.lastReceived).toEqual(['a'])
  })

  test('what is queued before its first answer is for that', () => {
    const stage = createStage({ url: asked })
    stage.node.send('early')
    stage.node.connect()
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['early'])
  })
})

describe('lastSent and sentCount go on', () => {
  test('over a change of the destination', () => {
    const stage = createStage()
    stage.node.connect()
    stage.peer.open()
    stage.node.send('m')
    stage.configure({ host: 'new' })
    expect([stage.node.lastSent, stage.node.sentCount]).toEqual(['m', 1])
  })
})

describe('while reconnecting', () => {
  test.each<readonly [string, TextOptions, TextOptions]>([
    ['another query', { url: 'ws://h/?t=1' }, { url: 'ws://h/?t=2' }],
    ['other protocols', { protocols: ['t1'] }, { protocols: ['t2'] }],
    ['another path under the same name', { route: '/1', destination: 'chat' }, { route: '/2' }],
  ])('%s counts for the next attempt, which keeps its number and its wait', (_name, from, to) => {
    const stage = full(from)
    const { state } = stage.node
    stage.clock.advance(9)
    stage.configure(to)
    expect(stage.node.state).toBe(state)
    stage.clock.advance(1)
    expect(stage.node.state).toMatchObject({ status: 'connecting', attempt: 1 })
    expect(stage.transport.connections).toHaveLength(2)
    stage.peer.close(1006)
    expect(stage.node.state).toMatchObject({ status: 'reconnecting', attempt: 2, delay: 20 })
  })

  test('a token that is refreshed at each failure is no new start each time', () => {
    const stage: Stage = createStage({
      url: 'ws://h/?t=0',
      reconnect: { next: (attempt) => attempt },
      onConnectFailed: () => stage.configure({ url: `ws://h/?t=${stage.transport.connections.length}` }),
    })
    stage.node.connect()
    for (let attempt = 0; attempt < 4; attempt++) {
      stage.peer.close(1006)
      stage.clock.advance(attempt + 1)
    }
    expect(signalsIn(stage.story).filter((line) => line.startsWith('reconnecting'))).toEqual([
      'reconnecting(1, 1)',
      'reconnecting(2, 2)',
      'reconnecting(3, 3)',
      'reconnecting(4, 4)',
    ])
    expect(stage.transport.connections.map(({ request }) => request.url.at(-1))).toEqual(['0', '1', '2', '3', '4'])
  })
})

describe('a node at rest whose mode is not none', () => {
  const restAuto = (code: number) => {
    const stage = createAutoStage()
    stage.clock.runTasks()
    stage.peer.open()
    stage.peer.close(code)
    return stage
  }

  test.each([1000, 1006])('closed with %i: connects to another destination as at a mount', (code) => {
    const stage = restAuto(code)
    stage.configure({ host: 'new' })
    expect(stage.transport.connections).toHaveLength(1)
    stage.clock.runTasks()
    expect(stage.node.state).toEqual({ status: 'connecting', url: 'ws://new/', attempt: 0 })
  })

  test('failed: likewise', () => {
    const stage = createAutoStage({ host: 'a/b' })
    stage.clock.runTasks()
    expect(stage.node.state.status).toBe('failed')
    stage.configure({ host: 'h' })
    stage.clock.runTasks()
    expect(stage.wire.request.url).toBe('ws://h/')
  })

  test('closed by the user: stays closed', () => {
    const stage = createAutoStage()
    stage.clock.runTasks()
    stage.peer.open()
    stage.node.close()
    stage.peer.close(1000)
    stage.configure({ host: 'new' })
    stage.clock.advance(100)
    expect(stage.node.state.status).toBe('closed')
    expect(stage.transport.connections).toHaveLength(1)
  })

  test('a mode that changes from none counts as long as the user has not closed the node', () => {
    const stage = createStage()
    stage.configure({}, 'self-ready')
    stage.clock.runTasks()
    expect(stage.node.state.status).toBe('connecting')

    const closed = createStage()
    closed.node.connect()
    closed.peer.open()
    closed.node.close()
    closed.peer.close(1000)
    closed.configure({}, 'self-ready')
    closed.clock.runTasks()
    expect(closed.node.state.status).toBe('closed')
  })

  test('a mode that becomes none closes nothing', () => {
    const stage = createAutoStage()
    stage.clock.runTasks()
    stage.peer.open()
    stage.configure({}, 'none')
    expect(stage.node.state.status).toBe('open')
  })
})

describe('what an attempt itself asks for is no move', () => {
  test('protocols that change while the url function is asked are those of this attempt', async () => {
    let count = 0
    const stage: Stage = createStage({
      protocols: ['v1'],
      url: async () => {
        await Promise.resolve()
        stage.configure({ protocols: ['v1', `token${++count}`] })
        return 'ws://h/'
      },
    })
    stage.node.connect()
    await microtasks()
    stage.clock.runTasks()
    await microtasks()
    expect(count).toBe(1)
    expect(stage.wire.request.protocols).toEqual(['v1', 'token1'])
    expect(stage.transport.liveCount).toBe(1)
  })

  test('protocols that change right after its answer: the attempt goes on with them, and asks nothing again', async () => {
    const url = jest.fn(() => Promise.resolve('ws://h/'))
    const stage = createStage({ protocols: ['v1'], url })
    stage.node.connect()
    await microtasks()
    expect(stage.wire.request.protocols).toEqual(['v1'])
    stage.configure({ protocols: ['v1', 'token'] })
    stage.clock.runTasks()
    expect(url).toHaveBeenCalledTimes(1)
    expect(stage.wire.request.protocols).toEqual(['v1', 'token'])
    expect(stage.transport.liveCount).toBe(1)
    expect(stage.node.state).toEqual({ status: 'connecting', url: 'ws://h/', attempt: 0 })
  })

  test('… within the connection timeout, that counts from the beginning of the attempt', async () => {
    const stage = createStage({ protocols: ['v1'], url: () => Promise.resolve('ws://h/'), connectionTimeout: 3 })
    stage.node.connect()
    await microtasks()
    stage.clock.advance(2)
    stage.configure({ protocols: ['v2'] })
    stage.clock.runTasks()
    stage.clock.advance(1)
    expect(stage.node.state).toMatchObject({ status: 'failed', error: { code: 'timeout' } })
  })
})

describe('protocols as a function', () => {
  test('are asked after the url, at each attempt, with its number', () => {
    const order: string[] = []
    const stage = createStage({
      url: (attempt) => (order.push(`url ${attempt}`), 'ws://h/'),
      protocols: (attempt) => (order.push(`protocols ${attempt}`), ['v1', `token ${attempt}`]),
      reconnect: { next: () => 1 },
    })
    stage.node.connect()
    expect(stage.wire.request.protocols).toEqual(['v1', 'token 0'])
    stage.peer.close(1006)
    stage.clock.advance(1)
    expect(stage.wire.request.protocols).toEqual(['v1', 'token 1'])
    expect(order).toEqual(['url 0', 'protocols 0', 'url 1', 'protocols 1'])
  })

  test('may answer later, within the connection timeout', async () => {
    const stage = createStage({ protocols: () => Promise.resolve('v1') })
    stage.node.connect()
    await microtasks()
    expect(stage.wire.request.protocols).toEqual(['v1'])

    const silent = createStage({ protocols: () => new Promise<string>(() => {}), connectionTimeout: 3 })
    silent.node.connect()
    silent.clock.advance(3)
    expect(silent.node.state).toMatchObject({ status: 'failed', error: { code: 'timeout' } })
    expect(silent.transport.connections).toEqual([])
  })

  test('that fail are a connectFailed(url-rejected)', async () => {
    const cause = new Error('no token')
    const stage = createStage({ protocols: () => Promise.reject(cause) })
    stage.node.connect()
    await microtasks()
    expect(stage.node.state).toMatchObject({
      status: 'failed',
      error: { code: 'url-rejected', message: 'the protocols function failed: no token', cause },
    })
  })

  test('another function is never a move', () => {
    const stage = createStage({ protocols: () => 'v1' })
    stage.node.connect()
    stage.peer.open()
    stage.configure({ protocols: () => 'v2' })
    expect(stage.node.state.status).toBe('open')
  })
})

describe('a move while open', () => {
  test('what has arrived is emitted first, in the old state, by the handlers that named the old destination', () => {
    const heard: string[] = []
    const handlerOf = (room: string): TextOptions['onReceived'] => {
      return ([packet]) => heard.push(`${room} heard ${packet} in ${stage.node.state.status}`)
    }
    const stage = createStage({ route: '/a', onReceived: handlerOf('a') })
    stage.node.connect()
    stage.peer.open()
    stage.peer.deliver('of a')
    stage.configure({ route: '/b', onReceived: handlerOf('b') })
    expect(heard).toEqual(['a heard of a in open'])
    expect(stage.node.lastReceived).toBeUndefined()
    stage.clock.runTasks()
    stage.peer.open()
    stage.peer.deliver('of b')
    stage.clock.advance(1)
    expect(heard.slice(1)).toEqual(['b heard of b in open'])
  })
})

describe('connected says whether it is the same destination’s next connection', () => {
  const told = (stage: Stage) => {
    const infos: unknown[] = []
    stage.node.on('connected', (_url, info) => infos.push(info))
    return infos
  }
  const first = { isReconnect: false, downFor: undefined }

  test('after a cut, and for how long it was away', () => {
    const stage = createStage({ reconnect: { next: () => 2 } })
    const infos = told(stage)
    stage.node.connect()
    stage.peer.open()
    stage.clock.advance(5)
    stage.peer.close(1006)
    stage.clock.advance(2)
    stage.clock.advance(0.5)
    stage.peer.open()
    expect(infos).toEqual([first, { isReconnect: true, downFor: 2.5 }])
  })

  test('after close() and connect(), and after reconnect()', () => {
    const stage = createStage()
    const infos = told(stage)
    stage.node.connect()
    stage.peer.open()
    stage.node.close()
    stage.peer.close(1000)
    stage.clock.advance(60)
    stage.node.connect()
    stage.peer.open()
    stage.node.reconnect()
    stage.clock.runTasks()
    stage.peer.open()
    expect(infos).toEqual([first, { isReconnect: true, downFor: 60 }, { isReconnect: true, downFor: 0 }])
  })

  test('not after a move there and back', () => {
    const stage = createStage()
    const infos = told(stage)
    stage.node.connect()
    stage.peer.open()
    for (const host of ['other', 'h']) {
      stage.configure({ host })
      stage.clock.runTasks()
      stage.peer.open()
    }
    expect(infos).toEqual([first, first, first])
  })

  test('after a mount again', async () => {
    const stage = createStage()
    const infos = told(stage)
    stage.node.connect()
    stage.peer.open()
    stage.driver.unmount()
    await microtasks()
    stage.clock.advance(3)
    stage.driver.mount()
    stage.node.connect()
    stage.peer.open()
    expect(infos).toEqual([first, { isReconnect: true, downFor: 3 }])
  })
})
