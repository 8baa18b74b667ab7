/**
 * @jest-environment node
 *
 * The send queue: what it takes, when it goes out and in which order, and that every message's fate is known.
 */
import { bytes, createWebSocketNode, type Outgoing } from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { createStage, type Stage, type TextOptions } from '../support/core/stage.js'
import { signalsIn } from '../support/core/story.js'
import { watchUncaught } from '../support/core/uncaught.js'
import { createNarrowTransport } from '../support/model/narrowTransport.js'

const takeUncaught = watchUncaught()
const RETRY = { reconnect: { next: () => 1 } } satisfies TextOptions

const createQueueing = (options: TextOptions = {}, transport = createFakeTransport()) =>
  createStage({ sendQueue: 5, ...options }, transport)

/** Each connection's messages, oldest first. */
const sentOn = ({ transport }: Stage) => transport.connections.map(({ sent }) => sent)

/** Connects, and queues on the way. */
function open(stage: Stage, ...messages: string[]): void {
  stage.node.connect()
  for (const message of messages) stage.node.send(message)
  stage.peer.open()
}

describe('when it takes a message', () => {
  test.each<[status: string, isTaken: boolean, how: string, go: (stage: Stage) => void]>([
    ['idle', true, 'from the start', () => {}],
    ['waiting', true, 'for another node', (stage) => stage.driver.wait('parent-ready')],
    ['connecting', true, 'at once', (stage) => void stage.node.connect()],
    ['connecting', true, 'in a later task', (stage) => stage.driver.connectSoon()],
    [
      'connecting',
      true,
      'while the url is asked for',
      (stage) => {
        stage.configure({ url: () => new Promise<string>(() => {}) })
        stage.node.connect()
      },
    ],
    [
      'reconnecting',
      true,
      'after a failure',
      (stage) => {
        stage.configure(RETRY)
        stage.node.connect()
        stage.peer.close(1006)
      },
    ],
    [
      'reconnecting',
      true,
      'after a connection',
      (stage) => {
        stage.configure(RETRY)
        open(stage)
        stage.peer.close(1001)
      },
    ],
    [
      'closing',
      false,
      'a connection',
      (stage) => {
        open(stage)
        stage.node.close()
      },
    ],
    [
      'closing',
      false,
      'an attempt',
      (stage) => {
        stage.node.connect()
        stage.node.close()
      },
    ],
    [
      'closed',
      false,
      'by the peer',
      (stage) => {
        open(stage)
        stage.peer.close(1000)
      },
    ],
    [
      'failed',
      false,
      'refused',
      (stage) => {
        stage.node.connect()
        stage.peer.close(1006)
      },
    ],
    [
      'closing',
      true,
      'with connect() after it',
      (stage) => {
        open(stage)
        stage.node.close()
        stage.node.connect()
      },
    ],
    ['idle', false, 'disposed', (stage) => stage.driver.dispose()],
  ])('%s: %p (%s)', (status, isTaken, _how, go) => {
    const stage = createQueueing()
    go(stage)
    expect(stage.node.state.status).toBe(status)
    const { node } = stage
    expect([node.send('a'), node.sendString('b'), node.sendJson({ c: 1 })]).toEqual([isTaken, isTaken, isTaken])
    expect([node.queued, node.lastSent]).toEqual(isTaken ? [3, '{"c":1}'] : [0, undefined])
  })

  test('100 by default', () => {
    const { node } = createStage()
    for (let message = 0; message < 100; message++) expect(node.send(String(message))).toBe(true)
    expect([node.send('over'), node.queued]).toEqual([false, 100])
  })

  test('none, where sendQueue is 0', () => {
    const { node } = createStage({ sendQueue: 0 })
    expect(node.send('a')).toBe(false)
    node.connect()
    expect(node.send('a')).toBe(false)
    expect([node.queued, node.lastSent]).toEqual([0, undefined])
  })

  test('where the url is null: for the first destination since the mount; nothing where it has become null', () => {
    const stage = createQueueing({ url: null })
    expect(stage.node.send('first')).toBe(true)
    stage.configure({ url: 'ws://a/' })
    expect(stage.node.queued).toBe(1)
    stage.configure({ url: null })
    expect(signalsIn(stage.story)).toEqual(['sendFailed(first)'])
    expect([stage.node.send('late'), stage.node.queued]).toEqual([false, 0])
  })

  test('before a mount and between mounts, for a second', async () => {
    const stage = createQueueing()
    stage.driver.unmount()
    await settled()
    stage.node.send('a')
    stage.clock.advance(0.9)
    stage.node.send('b')
    stage.driver.mount()
    stage.clock.advance(10)
    expect([stage.node.queued, signalsIn(stage.story)]).toEqual([2, []])
    open(stage)
    expect(stage.wire.sent).toEqual(['a', 'b'])
  })

  test('what no mount takes within a second ends in sendFailed', async () => {
    const stage = createQueueing()
    stage.driver.unmount()
    await settled()
    stage.node.send('a')
    stage.clock.advance(0.9)
    expect(signalsIn(stage.story)).toEqual([])
    stage.clock.advance(0.1)
    expect([signalsIn(stage.story), stage.node.queued, stage.clock.pending()]).toEqual([['sendFailed(a)'], 0, 0])
  })

  test('what the format cannot encode is a TypeError, and takes no place', () => {
    const { node } = createQueueing()
    expect(() => node.send(1 as never)).toThrow(TypeError)
    expect(() => node.sendJson(undefined)).toThrow(TypeError)
    expect(node.queued).toBe(0)
  })

  test('full, it refuses the newest', () => {
    const stage = createQueueing({ sendQueue: 2 })
    expect(['a', 'b', 'c', 'd'].map((message) => stage.node.send(message))).toEqual([true, true, false, false])
    expect([stage.node.queued, stage.node.lastSent]).toEqual([2, 'b'])
    open(stage)
    expect(stage.wire.sent).toEqual(['a', 'b'])
    expect(signalsIn(stage.story)).not.toContainEqual(expect.stringMatching(/^sendFailed/))
  })

  test('a larger limit counts at once; a smaller one drops nothing', () => {
    const stage = createQueueing({ sendQueue: 2 })
    stage.node.send('a')
    stage.node.send('b')
    stage.configure({ sendQueue: 3 })
    expect(stage.node.send('c')).toBe(true)
    stage.configure({ sendQueue: 1 })
    expect([stage.node.send('d'), stage.node.queued]).toEqual([false, 3])
    stage.configure({ sendQueue: 0 })
    open(stage)
    expect(stage.wire.sent).toEqual(['a', 'b', 'c'])
  })

  test('10,000 messages at most', () => {
    const { node } = createQueueing({ sendQueue: 10_000 })
    let taken = 0
    for (let message = 0; message < 10_001; message++) if (node.send(String(message))) taken++
    expect([taken, node.queued]).toEqual([10_000, 10_000])
    expect(() => createQueueing({ sendQueue: 10_001 })).toThrow(
      new RangeError('sendQueue is in whole messages, 0 to 10000; got 10001'),
    )
  })

  test('bytes are copied: what the caller writes into them later is not sent', () => {
    const transport = createFakeTransport()
    const node = createWebSocketNode({ transport, sendQueue: 5, format: bytes })
    const buffer = new Uint8Array([1, 2, 3, 4])
    node.send(buffer.subarray(1, 3))
    node.send(buffer.buffer)
    buffer.fill(9)
    node.connect()
    transport.last.peer.open()
    expect(transport.last.sent).toEqual([new Uint8Array([2, 3]), new Uint8Array([1, 2, 3, 4])])
    node.dispose()
  })
})

describe('when it goes out', () => {
  test('in order, before connected is told and before anything that a listener sends', () => {
    const stage = createQueueing({ onConnected: () => void stage.node.send('from the handler') })
    stage.node.subscribe(() => {
      if (stage.node.state.status === 'open') stage.node.send('from a subscriber')
    })
    stage.node.send('a')
    stage.driver.connectSoon()
    stage.node.send('b')
    stage.clock.runTasks()
    stage.node.send('c')
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['a', 'b', 'c', 'from a subscriber', 'from the handler'])
    expect([stage.node.queued, stage.node.sentCount]).toEqual([0, 5])
  })

  test('over any number of retries, once', () => {
    const stage = createQueueing(RETRY)
    stage.node.connect()
    for (const message of 'abc') {
      stage.peer.close(1006)
      stage.node.send(message)
      stage.clock.advance(1)
    }
    stage.peer.open()
    stage.peer.close(1006)
    stage.clock.advance(1)
    stage.peer.open()
    expect(sentOn(stage)).toEqual([[], [], [], ['a', 'b', 'c'], []])
  })

  test('what an open node sends goes past it', () => {
    const stage = createQueueing({ sendQueue: 0 })
    open(stage)
    expect(stage.node.send('a')).toBe(true)
    expect([stage.wire.sent, stage.node.queued]).toEqual([['a'], 0])
  })

  test('partly, where the wire takes no more: the rest waits for the next connection, in order', () => {
    const transport = createNarrowTransport()
    transport.room = 2
    const stage = createQueueing(RETRY, transport)
    open(stage, 'a', 'b', 'c', 'd')
    expect([stage.wire.sent, stage.node.queued]).toEqual([['a', 'b'], 2])
    expect(stage.node.send('e')).toBe(false)

    stage.peer.close(1006)
    expect(stage.node.send('f')).toBe(true)
    transport.room = Infinity
    stage.clock.advance(1)
    stage.peer.open()
    expect(sentOn(stage)).toEqual([
      ['a', 'b'],
      ['c', 'd', 'f'],
    ])
    expect(stage.node.queued).toBe(0)
  })

  test('what the wire throws at is reported and lost, and no message goes out twice', () => {
    const transport = createNarrowTransport()
    const stage = createQueueing(RETRY, transport)
    stage.node.connect()
    for (const message of ['a', 'b', 'c', 'd']) stage.node.send(message)
    const broken = new Error('broken')
    let isWhole = true
    Object.defineProperty(transport, 'room', {
      get() {
        if (!isWhole || stage.wire.sent.length < 2) return 9
        isWhole = false
        throw broken
      },
      set: () => {},
      configurable: true,
    })
    stage.peer.open()
    expect(takeUncaught()).toEqual([broken])
    expect(signalsIn(stage.story)).toEqual(['sendFailed(c)', 'connected(ws://h/)'])
    Object.defineProperty(transport, 'room', { value: Infinity, writable: true })
    stage.peer.close(1006)
    stage.clock.advance(1)
    stage.peer.open()
    // Whether the wire has the one that it threw at is not known: it is not sent again.
    expect(sentOn(stage)).toEqual([['a', 'b', 'd'], []])
  })
})

describe('where it goes: to the destination that it was queued for, or nowhere', () => {
  const A = { host: 'a', route: '/room?x=1', useWSS: false }

  test.each<[string, TextOptions, TextOptions]>([
    ['another host', A, { ...A, host: 'b' }],
    ['another port', A, { ...A, host: 'a:81' }],
    ['another scheme', A, { ...A, useWSS: true }],
    ['another path', A, { ...A, route: '/hall?x=1' }],
    ['another query', A, { ...A, route: '/room?x=2' }],
    ['another query of a url', { url: 'ws://a/?x=1' }, { url: 'ws://a/?x=2' }],
    ['no query any more', { url: 'ws://a/?x=1' }, { url: 'ws://a/' }],
    ['another url', { url: 'ws://a/' }, { url: new URL('ws://b/') }],
    ['routing that becomes a url', A, { ...A, url: 'ws://b/' }],
    ['a function that becomes a url', { url: () => 'ws://a/' }, { url: 'ws://b/' }],
    ['an address that is none', A, { ...A, host: 'no host' }],
  ])('%s: sendFailed, idle, waiting, connecting and reconnecting', (_name, from, to) => {
    for (const go of [
      () => {},
      (stage: Stage) => stage.driver.wait('parent-ready'),
      (stage: Stage) => void stage.node.connect(),
      (stage: Stage) => {
        stage.node.connect()
        stage.peer.close(1006)
      },
    ]) {
      const stage = createQueueing({ ...RETRY, ...from })
      go(stage)
      stage.node.send('a')
      stage.node.send('b')
      stage.configure(to)
      const told = signalsIn(stage.story).filter((line) => line.startsWith('sendFailed'))
      expect([stage.node.state.status, told, stage.node.queued]).toEqual([
        stage.node.state.status,
        ['sendFailed(a b)'],
        0,
      ])
      stage.driver.unmount()
      for (const sent of sentOn(stage)) expect(sent).toEqual([])
    }
  })

  test.each<[string, TextOptions, TextOptions]>([
    ['the same, spelled otherwise', { ...A, host: 'A:80', route: 'room?x=1' }, A],
    ['the same as a url', { ...A, url: undefined }, { ...A, url: 'ws://a/room?x=1' }],
    ['a url object', { url: 'ws://a/?x=1' }, { url: new URL('ws://a/?x=1') }],
    ['a function of each render', { url: () => 'ws://a/' }, { url: () => 'ws://a/' }],
    ['protocols', A, { ...A, protocols: ['chat'] }],
    ['another format, timeout, policy', A, { ...A, connectionTimeout: 5, reconnect: { next: () => 2 } }],
  ])('%s: it is kept, and delivered', (_name, from, to) => {
    const stage = createQueueing({ ...RETRY, ...from })
    stage.node.connect()
    stage.peer.close(1006)
    stage.node.send('a')
    stage.configure(to)
    stage.clock.advance(2)
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['a'])
    expect(signalsIn(stage.story)).not.toContainEqual(expect.stringMatching(/^sendFailed/))
  })

  test('connect(host, route) is another one, too', () => {
    const stage = createQueueing()
    stage.node.send('a')
    stage.node.connect('other')
    stage.node.send('b')
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['b'])
    expect(stage.story).toContain('sendFailed(a) in connecting')

    const same = createQueueing()
    same.node.send('a')
    same.node.connect('h', '/')
    same.peer.open()
    expect(same.wire.sent).toEqual(['a'])
  })

  test('back again is too late: what failed does not come back', () => {
    const stage = createQueueing({ host: 'a' })
    stage.node.send('a')
    stage.configure({ host: 'b' })
    stage.configure({ host: 'a' })
    open(stage)
    expect(stage.wire.sent).toEqual([])
    expect(signalsIn(stage.story)).toEqual(['sendFailed(a)', 'connected(ws://a/)'])
  })

  test('a url function may answer with another token each time', () => {
    let token = 0
    const stage = createQueueing({ ...RETRY, url: () => `ws://a/room?token=${++token}` })
    stage.node.send('a')
    stage.node.connect()
    stage.node.send('b')
    stage.peer.close(1006)
    stage.node.send('c')
    stage.clock.advance(1)
    stage.node.send('d')
    stage.peer.open()
    expect(stage.wire.request.url).toBe('ws://a/room?token=2')
    expect(stage.wire.sent).toEqual(['a', 'b', 'c', 'd'])
  })

  test.each([
    ['path', 'ws://a/hall'],
    ['host', 'ws://b/room'],
    ['port', 'ws://a:81/room'],
    ['scheme', 'wss://a/room'],
  ])('a url function that answers with another %s fails what waits, before the new handshake', async (_part, next) => {
    let answer = 'ws://a/room?token=1'
    const stage = createQueueing({ ...RETRY, url: () => Promise.resolve(answer) })
    stage.node.send('first')
    stage.node.connect()
    await settled()
    stage.peer.open()
    stage.peer.close(1006)
    stage.node.send('waits')
    answer = next
    stage.clock.advance(1)
    stage.node.send('asked')
    expect(stage.node.queued).toBe(2)
    await settled()
    expect(stage.story.at(-1)).toBe('sendFailed(waits asked) in connecting')
    stage.node.send('known')
    stage.peer.open()
    expect(sentOn(stage)).toEqual([['first'], ['known']])
  })

  test('while open: what a partial flush kept, before closing is told', () => {
    const transport = createNarrowTransport()
    transport.room = 1
    const stage = createQueueing({ flush: 'burst' }, transport)
    open(stage, 'a', 'b')
    stage.story.length = 0
    stage.peer.deliver('last')
    stage.configure({ host: 'other' })
    transport.room = Infinity
    expect(signalsIn(stage.story)).toEqual(['received(last)', 'sendFailed(b)', 'closing', 'closed(1000)'])
    expect(stage.node.send('c')).toBe(true)
    stage.clock.runTasks()
    stage.peer.open()
    expect(sentOn(stage)).toEqual([['a'], ['c']])
  })
})

describe('what can no longer be sent is told in sendFailed, oldest first', () => {
  test('the attempt failed, and nobody retries', () => {
    const stage = createQueueing()
    stage.node.connect()
    stage.node.send('a')
    stage.node.send('b')
    stage.peer.close(1006)
    expect(stage.story.slice(-3)).toEqual([
      '-> failed',
      'connectFailed(refused) in failed',
      'sendFailed(a b) in failed',
    ])
    expect(stage.node.queued).toBe(0)
  })

  test('the policy gave up: before gaveUp is told', () => {
    const stage = createQueueing({ reconnect: { next: (attempt) => (attempt === 1 ? 1 : null) } })
    open(stage)
    stage.peer.close(1006)
    stage.node.send('a')
    stage.clock.advance(1)
    stage.node.send('b')
    stage.peer.close(1006)
    expect(signalsIn(stage.story).slice(-3)).toEqual(['connectFailed(refused)', 'sendFailed(a b)', 'gaveUp(failed)'])
  })

  test.each<[string, TextOptions]>([
    ['the address is none', { host: 'no host' }],
    ['the url function failed', { url: () => Promise.reject(new Error('no')) }],
    ['the attempt took too long', { connectionTimeout: 1 }],
  ])('%s', async (_name, options) => {
    const stage = createQueueing(options)
    stage.node.send('a')
    stage.node.connect()
    await settled()
    stage.clock.advance(1)
    expect(signalsIn(stage.story).at(-1)).toBe('sendFailed(a)')
    expect(stage.node.queued).toBe(0)
  })

  test('close() while reconnecting', () => {
    const stage = createQueueing(RETRY)
    open(stage)
    stage.peer.close(1006)
    stage.node.send('a')
    stage.story.length = 0
    expect(stage.node.close()).toBe(true)
    expect(stage.story).toEqual(['-> closed', 'sendFailed(a) in closed'])
  })

  test('close() while connecting: after closed', () => {
    const stage = createQueueing()
    stage.node.connect()
    stage.node.send('a')
    stage.node.close()
    expect(stage.node.queued).toBe(1)
    stage.clock.runTasks()
    expect(signalsIn(stage.story)).toEqual(['closing', 'closed(1000)', 'sendFailed(a)'])
  })

  test('close() while waiting: not yet, for it may still connect', () => {
    const stage = createQueueing()
    stage.driver.wait('parent-ready')
    stage.node.send('a')
    expect(stage.node.close()).toBe(true)
    expect([stage.node.state.status, stage.node.queued]).toEqual(['idle', 1])
    open(stage)
    expect(stage.wire.sent).toEqual(['a'])
    expect(signalsIn(stage.story)).toEqual(['connected(ws://h/)'])
  })

  test('the connection is closed for good, after a partial flush', () => {
    const transport = createNarrowTransport()
    transport.room = 1
    const stage = createQueueing({}, transport)
    open(stage, 'a', 'b', 'c')
    stage.peer.close(1001)
    expect(signalsIn(stage.story).slice(1)).toEqual(['closing', 'closed(1001)', 'sendFailed(b c)'])
  })

  test('it unmounts: after what has arrived, in a microtask, and then nothing', async () => {
    const transport = createNarrowTransport()
    transport.room = 0
    const stage = createQueueing({}, transport)
    open(stage, 'a', 'b')
    stage.peer.deliver('last')
    stage.driver.unmount()
    expect(signalsIn(stage.story).slice(1)).toEqual(['received(last)'])
    await settled()
    expect(signalsIn(stage.story).slice(1)).toEqual(['received(last)', 'sendFailed(a b)'])
    expect(stage.clock.pending()).toBe(0)
    stage.driver.mount()
    transport.room = Infinity
    open(stage)
    expect(stage.wire.sent).toEqual([])
  })

  test('a mount in the same task takes over what waits', async () => {
    const stage = createQueueing()
    stage.node.connect()
    stage.node.send('a')
    stage.driver.unmount()
    stage.node.send('b')
    stage.driver.mount()
    await settled()
    expect([stage.node.state.status, stage.node.queued]).toEqual(['idle', 2])
    open(stage)
    expect(stage.wire.sent).toEqual(['a', 'b'])
    expect(signalsIn(stage.story)).toEqual(['connected(ws://h/)'])
  })

  test('it unmounts idle, waiting, connecting, closing or reconnecting', async () => {
    for (const go of [
      () => {},
      (stage: Stage) => stage.driver.wait('parent-ready'),
      (stage: Stage) => void stage.node.connect(),
      (stage: Stage) => {
        stage.node.connect()
        stage.peer.close(1006)
      },
    ]) {
      const stage = createQueueing(RETRY)
      go(stage)
      stage.node.send('a')
      stage.driver.unmount()
      await settled()
      expect(signalsIn(stage.story).at(-1)).toBe('sendFailed(a)')
    }
    const closing = createQueueing()
    closing.node.connect()
    closing.node.send('a')
    closing.node.close()
    closing.driver.unmount()
    await settled()
    expect(signalsIn(closing.story)).toEqual(['closing', 'sendFailed(a)'])
  })

  test('it unmounts in a handler of what made them fail', async () => {
    const stage = createQueueing({ onConnectFailed: () => stage.driver.unmount() })
    stage.node.connect()
    stage.node.send('a')
    stage.peer.close(1006)
    await settled()
    expect(signalsIn(stage.story)).toEqual(['sendFailed(a)'])
  })

  test('the handlers of it may send again: into the next attempt, not into this failure', () => {
    const stage = createQueueing({
      onSendFailed(messages) {
        stage.node.connect('other')
        for (const message of messages) stage.node.send(message as string)
      },
    })
    stage.node.connect()
    stage.node.send('a')
    stage.node.send('b')
    stage.peer.close(1006)
    expect([stage.node.state.status, stage.node.queued]).toEqual(['connecting', 2])
    stage.clock.runTasks()
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['a', 'b'])
  })

  test('the messages are as they would have gone on the wire', () => {
    const told: (readonly Outgoing[])[] = []
    const node = createWebSocketNode({
      transport: createFakeTransport(),
      sendQueue: 9,
      onSendFailed: (messages) => void told.push(messages),
    })
    node.send(Uint8Array.of(1, 2).buffer)
    node.sendString('text')
    node.sendJson({ a: [1] })
    node.dispose()
    expect(told).toEqual([[Uint8Array.of(1, 2), 'text', '{"a":[1]}']])
  })

  test('never, where nothing waits', () => {
    const stage = createQueueing(RETRY)
    open(stage, 'a')
    stage.peer.close(1006)
    stage.node.close()
    stage.configure({ host: 'other' })
    stage.node.connect()
    stage.configure({ host: 'third' })
    stage.driver.unmount()
    expect(signalsIn(stage.story)).not.toContainEqual(expect.stringMatching(/^sendFailed/))
  })
})

describe('while the node lingers', () => {
  test('it sends, and the queue waits for the connection that comes', () => {
    const stage = createQueueing(RETRY)
    stage.node.connect()
    stage.driver.unmount(10)
    expect(stage.node.send('a')).toBe(true)
    stage.peer.open()
    expect(stage.node.send('b')).toBe(true)
    stage.peer.close(1006)
    expect(stage.node.send('c')).toBe(true)
    stage.clock.advance(1)
    stage.peer.open()
    expect(sentOn(stage)).toEqual([['a', 'b'], ['c']])
    stage.driver.mount()
    expect(signalsIn(stage.story)).not.toContainEqual(expect.stringMatching(/^sendFailed/))
  })

  test('what failed meanwhile is told when the node comes back', () => {
    const stage = createQueueing()
    stage.node.connect()
    stage.node.send('a')
    stage.driver.unmount(10)
    stage.peer.close(1006)
    expect(signalsIn(stage.story)).toEqual([])
    stage.driver.mount()
    expect(signalsIn(stage.story)).toEqual([])
    stage.clock.runTasks()
    expect(signalsIn(stage.story)).toEqual(['connectFailed(refused)', 'sendFailed(a)'])
  })

  test('what failed meanwhile is told when the lingering is over, and nothing else', () => {
    const stage = createQueueing()
    stage.node.connect()
    stage.node.send('a')
    stage.driver.unmount(10)
    stage.peer.close(1006)
    stage.clock.advance(10)
    expect(signalsIn(stage.story)).toEqual(['sendFailed(a)'])
  })

  test('what still waits is told when the lingering is over', () => {
    const stage = createQueueing()
    stage.node.connect()
    stage.driver.unmount(5)
    stage.node.send('a')
    stage.clock.advance(5)
    expect(signalsIn(stage.story)).toEqual(['sendFailed(a)'])
    expect([stage.node.queued, stage.clock.pending()]).toEqual([0, 0])
  })
})

/** Promises that are settled already have told everyone. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve()
}
