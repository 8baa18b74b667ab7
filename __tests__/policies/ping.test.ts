/**
 * `ping()` in the hands of a node: when it asks, what counts as an answer, and how a silent peer is given up.
 */
import { ping, text, type Heartbeat, type HeartbeatPolicy, type PingOptions, type Wire } from '../../src/core/index.js'
import { createOpenStage, createStage, type Stage, type TextOptions } from '../support/core/stage.js'
import { watchUncaught } from '../support/core/uncaught.js'
import { useTestPage } from '../support/model/page.js'

const takeUncaught = watchUncaught()
const page = useTestPage()
const stages: Stage[] = []
afterEach(() => {
  for (const { driver, clock } of stages.splice(0)) {
    driver.dispose()
    expect(clock.pending()).toBe(0)
  }
})

/** An open node with `ping({ message: 'ping' })` and what else is said; each packet is a batch. */
function beat(options: Partial<PingOptions> = {}, others: TextOptions = {}): Stage {
  const stage = createOpenStage({ flush: 'sync', heartbeat: ping({ message: 'ping', ...options }), ...others })
  stages.push(stage)
  return stage
}

const isPong = (wire: Wire) => wire === 'pong'

describe('when it asks', () => {
  test('after 25 s without a packet, and not before', () => {
    const { clock, wire } = beat()
    clock.advance(24.999)
    expect(wire.sent).toEqual([])
    clock.advance(0.001)
    expect(wire.sent).toEqual(['ping'])
  })

  test('after `interval`', () => {
    const { clock, wire } = beat({ interval: 3 })
    clock.advance(2.9)
    expect(wire.sent).toEqual([])
    clock.advance(0.1)
    expect(wire.sent).toEqual(['ping'])
  })

  test('any packet postpones it, an empty one too', () => {
    const { clock, wire, peer } = beat({ interval: 10 })
    for (const packet of ['hello', '', 'pong', '']) {
      clock.advance(9)
      peer.deliver(packet)
    }
    clock.advance(9.999)
    expect(wire.sent).toEqual([])
    clock.advance(0.001)
    expect(wire.sent).toEqual(['ping'])
  })

  test('a crossing without packets is no life, and what the node sends is none either', () => {
    const { clock, wire, node } = beat({ interval: 10, timeout: 5 })
    for (let second = 0; second < 14; second++) {
      clock.advance(1)
      node.send('hello?')
    }
    expect(wire.sent.filter((message) => message === 'ping')).toHaveLength(1)
    clock.advance(1)
    expect(node.state).toMatchObject({ status: 'closed', reason: 'Heartbeat timeout' })
  })

  test('again and again, while each is answered', () => {
    const { clock, wire, peer, node } = beat({ interval: 10, timeout: 5 })
    for (let beats = 1; beats <= 50; beats++) {
      clock.advance(10)
      expect(wire.sent).toHaveLength(beats)
      clock.advance(4.999)
      peer.deliver('here')
    }
    expect(node.state.status).toBe('open')
  })

  test('one timer at most, however many packets come', () => {
    const { clock, peer } = beat({ interval: 10, timeout: 5 })
    for (let second = 0; second < 100; second++) {
      clock.advance(1)
      peer.deliver('a', 'b')
      expect(clock.pending('timer')).toBe(1)
    }
  })

  test('nothing before the node is open', () => {
    const stage = createStage({ heartbeat: ping({ message: 'ping', interval: 1, timeout: 1 }), connectionTimeout: 0 })
    stages.push(stage)
    stage.node.connect()
    stage.clock.advance(100)
    page.hide()
    page.show()
    expect(stage.wire.sent).toEqual([])
    expect(stage.node.state.status).toBe('connecting')
  })
})

describe('what it says', () => {
  test('bytes', () => {
    const message = Uint8Array.of(0, 255)
    const { clock, wire } = beat({ message })
    clock.advance(25)
    expect(wire.sent).toEqual([message])
  })

  test('what a function gives for the node, anew each time', () => {
    let count = 0
    const stage = beat({ message: (node) => `${node.state.status} ${node === stage.node} ${++count}` })
    for (let beats = 0; beats < 2; beats++) {
      stage.clock.advance(25)
      stage.peer.deliver('here')
    }
    expect(stage.wire.sent).toEqual(['open true 1', 'open true 2'])
  })

  test('past the format, the queue and the buffer limit; the user did not send it', () => {
    const encode = jest.fn(text.encode)
    const { clock, wire, node } = beat({}, { format: { ...text, encode }, sendBufferLimit: 1, sendQueue: 5 })
    node.send('mine')
    Object.assign(wire, { bufferedAmount: 100 })
    clock.advance(25)
    expect(wire.sent).toEqual(['mine', 'ping'])
    expect(encode).toHaveBeenCalledTimes(1)
    expect([node.lastSent, node.sentCount, node.queued]).toEqual(['mine', 1, 0])
  })

  test('a function that throws is reported, and the peer is still given up in time', () => {
    const broken = new Error('broken')
    const { clock, node } = beat({
      message() {
        throw broken
      },
    })
    const thrown: unknown[] = []
    // Out of a timer it is an uncaught error on any platform; a manual clock throws it at the test.
    try {
      clock.advance(25)
    } catch (error) {
      thrown.push(error)
    }
    expect([...thrown, ...takeUncaught()]).toEqual([broken])
    clock.advance(10)
    expect(node.state).toMatchObject({ status: 'closed', reason: 'Heartbeat timeout' })
    expect(clock.pending()).toBe(0)
  })

  test('a function that closes the node: no ping, no timer', () => {
    const { clock, wire, node } = beat({
      message(asking) {
        asking.close()
        return 'ping'
      },
    })
    clock.advance(25)
    expect(wire.sent).toEqual([])
    expect(node.state.status).toBe('closing')
    clock.advance(2)
    expect(node.state).toMatchObject({ status: 'closed', reason: 'Close timeout' })
    expect(clock.pending()).toBe(0)
  })
})

describe('a peer that does not answer', () => {
  test('is given up here and now: closed(1006), without closing, and the wire is abandoned, not closed', () => {
    const { clock, wire, node, story } = beat()
    clock.advance(34.999)
    expect(node.state.status).toBe('open')
    clock.advance(0.001)
    expect(story).toEqual(['-> closed', 'closed(1006, Heartbeat timeout) in closed'])
    expect(node.state).toEqual({
      status: 'closed',
      url: 'ws://h/',
      code: 1006,
      reason: 'Heartbeat timeout',
      wasClean: false,
    })
    expect([wire.isAbandoned, wire.closeCalls]).toEqual([true, []])
    expect(clock.pending()).toBe(0)
    // Nothing that an abandoned socket does later reaches anyone.
    wire.peer.deliver('late')
    wire.peer.close(1000)
    expect(story).toHaveLength(2)
  })

  test('what has arrived before is emitted first', () => {
    const { clock, peer, story } = beat({ interval: 10, timeout: 0.001 }, { flush: 'frame' })
    clock.advance(10)
    peer.deliver('last words')
    clock.advance(10)
    story.length = 0
    peer.deliver('a')
    page.show()
    clock.advance(0.001)
    expect(story).toEqual(['-> closed', 'received(a) in closed', 'closed(1006, Heartbeat timeout) in closed'])
  })

  test('a policy is asked, and the next connection has a heart of its own', () => {
    const stage = beat({ interval: 10, timeout: 5 }, { reconnect: { next: () => 1 } })
    stage.clock.advance(15)
    expect(stage.story).toEqual([
      '-> reconnecting',
      'closed(1006, Heartbeat timeout) in reconnecting',
      'reconnecting(1, 1) in reconnecting',
    ])
    stage.clock.advance(1)
    stage.clock.advance(4)
    stage.peer.open()
    stage.clock.advance(9.999)
    expect(stage.wire.sent).toEqual([])
    stage.clock.advance(0.001)
    expect(stage.wire.sent).toEqual(['ping'])
    stage.clock.advance(4.999)
    expect(stage.node.state.status).toBe('open')
  })

  test('a question that an older connection did not answer is none of the new one', () => {
    const stage = beat({ interval: 10, timeout: 5 }, { reconnect: { next: () => 0 } })
    stage.clock.advance(14)
    stage.peer.close(1006)
    stage.clock.advance(0)
    stage.peer.open()
    stage.clock.advance(9.9)
    expect(stage.node.state.status).toBe('open')
    expect(stage.wire.sent).toEqual([])
    expect(stage.clock.pending('timer')).toBe(1)
  })
})

describe('life is judged by the clock, not by timer ticks', () => {
  /** The clock is ahead of the timers: they fire `seconds` late. */
  function late(stage: Stage, seconds: number): void {
    const { now } = stage.clock
    jest.spyOn(stage.clock, 'now').mockImplementation(() => now() + seconds)
  }

  test('a timer that fires late asks at once, and leaves the whole timeout for the answer', () => {
    const stage = beat()
    late(stage, 3600)
    stage.clock.advance(25)
    expect(stage.wire.sent).toEqual(['ping'])
    stage.clock.advance(9.999)
    expect(stage.node.state.status).toBe('open')
    stage.clock.advance(0.001)
    expect(stage.node.state.status).toBe('closed')
  })

  test('a timer that fires early decides nothing', () => {
    const stage = beat()
    // A packet in the meantime moves the moment, but not the timer that runs already.
    stage.clock.advance(24)
    stage.peer.deliver('here')
    stage.clock.advance(1)
    expect(stage.wire.sent).toEqual([])
    stage.clock.advance(23.999)
    expect(stage.wire.sent).toEqual([])
    stage.clock.advance(0.001)
    expect(stage.wire.sent).toEqual(['ping'])
  })
})

describe('a page that wakes up asks at once', () => {
  test.each<[string, () => void]>([
    ['it is visible', () => page.show()],
    ['it resumes', () => page.resume()],
    ['it is online', () => page.goOnline()],
  ])('%s', (_name, wakeUp) => {
    const { clock, wire, node } = beat()
    page.hide()
    clock.advance(7)
    expect(wire.sent).toEqual([])
    wakeUp()
    expect(wire.sent).toEqual(['ping'])
    expect(clock.pending('timer')).toBe(1)
    clock.advance(9.999)
    expect(node.state.status).toBe('open')
    clock.advance(0.001)
    expect(node.state).toMatchObject({ reason: 'Heartbeat timeout' })
  })

  test('and an answer is an answer: the next ping comes an interval later', () => {
    const { clock, wire, peer } = beat()
    page.hide()
    page.show()
    clock.advance(2)
    peer.deliver('here')
    clock.advance(24.999)
    expect(wire.sent).toEqual(['ping'])
    clock.advance(0.001)
    expect(wire.sent).toEqual(['ping', 'ping'])
  })

  test('a page that was frozen for an hour while it waited for an answer asks again, before it judges', () => {
    const stage = beat()
    stage.clock.advance(25)
    const { now } = stage.clock
    jest.spyOn(stage.clock, 'now').mockImplementation(() => now() + 3600)
    page.resume()
    stage.clock.advance(9)
    expect(stage.node.state.status).toBe('open')
    expect(stage.wire.sent).toEqual(['ping', 'ping'])
  })

  test('hidden, it asks nothing', () => {
    const { wire } = beat()
    page.hide()
    page.goOffline()
    page.freeze()
    expect(wire.sent).toEqual([])
  })

  test('a node without a heartbeat asks nothing, and one that is not open neither', () => {
    const quiet = createOpenStage()
    const closing = beat()
    const reconnecting = beat({}, { reconnect: { next: () => 100 } })
    stages.push(quiet)
    closing.node.close()
    reconnecting.peer.close(1006)
    page.show()
    expect([quiet.wire.sent, closing.wire.sent, reconnecting.transport.connections[0]!.sent]).toEqual([[], [], []])
    expect(reconnecting.wire.sent).toEqual([])
  })

  test('each node of the page does, though the heart of one is broken', () => {
    const broken = new Error('broken')
    const first = beat()
    beat({
      message() {
        throw broken
      },
    })
    const third = beat()
    page.show()
    expect(takeUncaught()).toEqual([broken])
    expect([first.wire.sent, third.wire.sent]).toEqual([['ping'], ['ping']])
  })
})

describe('isReply: which packets are answers', () => {
  test('they are neither emitted nor counted, and the rest keeps its order', () => {
    const { peer, node, story } = beat({ isReply: isPong }, { flush: 'burst', receiveLimit: 3 })
    peer.deliver('a', 'pong', 'b', 'pong')
    expect(story).toEqual([])
    peer.deliver('pong')
    peer.deliver('c')
    expect(story).toEqual(['received(a b c) in open'])
    expect([node.receivedCount, node.lastReceived]).toEqual([3, ['a', 'b', 'c']])
  })

  test('a reply alone is nothing to emit or to receive, and leaves nothing scheduled', () => {
    const { peer, node, story, clock } = beat({ isReply: isPong }, { flush: 'burst' })
    peer.deliver('pong')
    expect(node.receive()).toBeUndefined()
    expect(clock.pending()).toBe(1)
    clock.advance(1)
    expect(story).toEqual([])
    expect(node.receivedCount).toBe(0)
  })

  test('it is asked before the format, with what was on the wire, once a packet', () => {
    const decode = jest.fn(text.decode)
    const isReply = jest.fn((wire: Wire) => typeof wire !== 'string')
    const { peer } = beat({ isReply }, { format: { ...text, decode } })
    const pong = Uint8Array.of(1)
    peer.deliver('a', pong)
    expect(isReply.mock.calls).toEqual([['a'], [pong]])
    expect(decode.mock.calls).toEqual([['a']])
  })

  test('answered or not, every packet is a sign of life', () => {
    const { clock, peer, wire } = beat({ isReply: isPong })
    clock.advance(25)
    peer.deliver('not a pong')
    clock.advance(24.999)
    expect(wire.sent).toHaveLength(1)
    clock.advance(0.001)
    expect(wire.sent).toHaveLength(2)
  })

  test('while the node is closing, too', () => {
    const { node, peer, story } = beat({ isReply: isPong })
    node.close()
    peer.deliver('pong')
    expect(story).toEqual(['-> closing', 'closing in closing'])
  })

  test('one that throws is reported, and no packet is lost', () => {
    const broken = new Error('broken')
    const { peer, story, node, clock } = beat({
      isReply(wire) {
        if (wire === 'b') throw broken
        return wire === 'pong'
      },
    })
    peer.deliver('a', 'b', 'c')
    expect(story).toEqual(['received(a) in open', 'received(b) in open', 'received(c) in open'])
    expect(takeUncaught()).toEqual([broken])
    clock.advance(24.999)
    expect(node.state.status).toBe('open')
  })
})

describe('always: also while packets come', () => {
  test('a server that talks all the time is pinged every interval', () => {
    const { clock, wire, peer } = beat({ interval: 10, timeout: 5, always: true })
    for (let second = 1; second <= 60; second++) {
      clock.advance(1)
      peer.deliver('news')
    }
    expect(wire.sent).toEqual(Array(6).fill('ping'))
  })

  test('without it there is no ping at all', () => {
    const { clock, wire, peer } = beat({ interval: 10, timeout: 5 })
    for (let second = 1; second <= 60; second++) {
      clock.advance(1)
      peer.deliver('news')
    }
    expect(wire.sent).toEqual([])
  })

  test('any packet is an answer all the same, and silence is given up', () => {
    const { clock, node, peer } = beat({ interval: 10, timeout: 5, always: true })
    clock.advance(10)
    peer.deliver('news')
    clock.advance(9)
    expect(node.state.status).toBe('open')
    clock.advance(6)
    expect(node.state).toMatchObject({ status: 'closed', reason: 'Heartbeat timeout' })
  })
})

describe('every byte that the wire takes is life', () => {
  const upload = (bytes: number) => {
    const stage = beat({ interval: 1, timeout: 3 })
    const buffer = stage.wire as { bufferedAmount: number }
    buffer.bufferedAmount = bytes
    return { ...stage, node: stage.node, clock: stage.clock, wire: stage.wire, buffer }
  }

  test('while bufferedAmount falls, the ping is behind the upload and no answer is due', () => {
    const { clock, node, buffer } = upload(14e6)
    for (let second = 0; second < 14; second++) {
      clock.advance(1)
      buffer.bufferedAmount -= 1e6
    }
    expect(node.state.status).toBe('open')
    clock.advance(7)
    expect(node.state).toMatchObject({ status: 'closed', reason: 'Heartbeat timeout' })
  })

  test('one that stands still is no life', () => {
    const { clock, node } = upload(14e6)
    clock.advance(4)
    expect(node.state).toMatchObject({ status: 'closed', reason: 'Heartbeat timeout' })
  })

  test('one that grows is none either', () => {
    const { clock, node, buffer } = upload(0)
    for (let half = 0; half < 8; half++) {
      clock.advance(0.5)
      buffer.bufferedAmount += 1000
    }
    expect(node.state).toMatchObject({ status: 'closed', reason: 'Heartbeat timeout' })
  })
})

describe('node.roundTrip', () => {
  test('is the time from a ping to the next packet', () => {
    const { clock, node, peer } = beat({ interval: 10 })
    expect(node.roundTrip).toBeUndefined()
    peer.deliver('before any ping')
    expect(node.roundTrip).toBeUndefined()
    clock.advance(10)
    clock.advance(0.25)
    peer.deliver('any packet')
    expect(node.roundTrip).toBe(0.25)
    clock.advance(5)
    peer.deliver('one that answers nothing')
    expect(node.roundTrip).toBe(0.25)
  })

  test('with isReply, to the next reply', () => {
    const { clock, node, peer } = beat({ interval: 10, isReply: isPong })
    clock.advance(10)
    clock.advance(0.25)
    peer.deliver('news')
    expect(node.roundTrip).toBeUndefined()
    clock.advance(0.25)
    peer.deliver('pong')
    expect(node.roundTrip).toBe(0.5)
  })

  test('is the present connection’s', () => {
    const stage = beat({ interval: 10 })
    stage.clock.advance(10)
    stage.clock.advance(0.25)
    stage.peer.deliver('answer')
    stage.node.reconnect()
    expect(stage.node.roundTrip).toBeUndefined()
    stage.clock.runTasks()
    stage.peer.open()
    expect(stage.node.roundTrip).toBeUndefined()
  })

  test('is undefined without a heartbeat', () => {
    const stage = createOpenStage()
    stage.peer.deliver('a')
    expect(stage.node.roundTrip).toBeUndefined()
  })
})

describe('a thread that was busy', () => {
  test('an answer that waits behind the late timer counts', () => {
    const { clock, node, peer } = beat({ interval: 1, timeout: 0.4 })
    clock.advance(1)
    clock.stall(0.7)
    clock.advance(0)
    peer.deliver('answer')
    clock.advance(0.5)
    expect(node.state.status).toBe('open')
  })

  test('where none waits, the peer is given up a moment later', () => {
    const { clock, node } = beat({ interval: 1, timeout: 0.4 })
    clock.advance(1)
    clock.stall(0.7)
    clock.advance(0)
    expect(node.state.status).toBe('open')
    clock.advance(0.1)
    expect(node.state).toMatchObject({ status: 'closed', reason: 'Heartbeat timeout' })
  })
})

test('an isReply that gives a promise is reported, and takes no packet away', () => {
  const stage = beat({ isReply: (() => Promise.resolve(false)) as never })
  stage.peer.deliver('news')
  expect(stage.story).toEqual(['received(news) in open'])
  expect(takeUncaught()).toEqual([new TypeError('isReply answers true or false at once; it gave a promise')])
})

describe('it ends with the connection', () => {
  test.each<[string, (stage: Stage) => void]>([
    ['the user closes', ({ node }) => void node.close()],
    ['the peer closes', ({ peer }) => peer.close(1000)],
    ['it is lost', ({ peer }) => peer.close(1006)],
    ['it is moved', (stage) => stage.configure({ host: 'elsewhere' })],
    ['the page is put away', () => page.leave(true)],
    ['it unmounts', ({ driver }) => driver.dispose()],
  ])('%s', (_name, end) => {
    const stage = beat({ interval: 1, timeout: 300 }, { closeTimeout: 0, connectionTimeout: 0 })
    const [first] = stage.transport.connections
    end(stage)
    expect(stage.clock.pending('timer')).toBe(0)
    stage.clock.advance(100)
    page.show()
    expect(first!.sent).toEqual([])
  })

  test('closing, the peer has its closeTimeout, and not that of the heartbeat', () => {
    const { clock, node } = beat({ interval: 1, timeout: 1 }, { closeTimeout: 60 })
    node.close()
    clock.advance(59)
    expect(node.state.status).toBe('closing')
    clock.advance(1)
    expect(node.state).toMatchObject({ reason: 'Close timeout' })
  })

  test('closing, a page that wakes up asks nothing', () => {
    const { clock, node } = beat({ interval: 1, timeout: 1 }, { closeTimeout: 60 })
    node.close()
    page.show()
    expect(clock.pending('timer')).toBe(1)
    clock.advance(59)
    expect(node.state.status).toBe('closing')
  })

  test('closing, it may be taken away, and what still comes is received', () => {
    const stage = beat({ isReply: isPong })
    stage.node.close()
    stage.configure({ heartbeat: undefined })
    stage.peer.deliver('a')
    stage.configure({ heartbeat: ping({ message: 'ping' }) })
    stage.peer.deliver('b')
    expect(stage.story.filter((line) => line.startsWith('received'))).toEqual([
      'received(a) in closing',
      'received(b) in closing',
    ])
    expect(stage.clock.pending('timer')).toBe(1)
  })

  test('it goes on while the node lingers', () => {
    const { clock, driver, wire, peer } = beat({ interval: 10, timeout: 5 })
    driver.unmount(60)
    clock.advance(10)
    expect(wire.sent).toEqual(['ping'])
    peer.deliver('here')
    clock.advance(15)
    expect(wire.isAbandoned).toBe(true)
  })
})

describe('options that change while it beats', () => {
  test('a new ping() with each render does not start it again', () => {
    const stage = beat({ interval: 10 })
    for (let second = 0; second < 9; second++) {
      stage.clock.advance(1)
      stage.configure({ heartbeat: ping({ message: 'ping', interval: 10 }) })
      expect(stage.clock.pending('timer')).toBe(1)
    }
    stage.clock.advance(1)
    expect(stage.wire.sent).toEqual(['ping'])
    for (let second = 0; second < 9; second++) {
      stage.clock.advance(1)
      stage.configure({ heartbeat: ping({ message: 'ping', interval: 10 }) })
    }
    stage.clock.advance(1)
    expect(stage.node.state).toMatchObject({ reason: 'Heartbeat timeout' })
  })

  test('the latest message and isReply count', () => {
    const stage = beat()
    stage.configure({ heartbeat: ping({ message: () => 'later', isReply: isPong }) })
    stage.clock.advance(25)
    stage.peer.deliver('pong', 'a')
    expect(stage.wire.sent).toEqual(['later'])
    expect(stage.story).toEqual(['received(a) in open'])
    stage.configure({ heartbeat: ping({ message: 'last' }) })
    stage.peer.deliver('pong')
    expect(stage.story).toEqual(['received(a) in open', 'received(pong) in open'])
  })

  test('a longer interval or timeout counts from the last packet or question', () => {
    const stage = beat({ interval: 10, timeout: 5 })
    stage.clock.advance(6)
    stage.configure({ heartbeat: ping({ message: 'ping', interval: 20, timeout: 5 }) })
    stage.clock.advance(13.999)
    expect(stage.wire.sent).toEqual([])
    stage.clock.advance(0.001)
    expect(stage.wire.sent).toEqual(['ping'])
    stage.configure({ heartbeat: ping({ message: 'ping', interval: 20, timeout: 30 }) })
    stage.clock.advance(29.999)
    expect(stage.node.state.status).toBe('open')
    stage.clock.advance(0.001)
    expect(stage.node.state.status).toBe('closed')
  })

  test('a shorter interval or timeout too', () => {
    const stage = beat({ interval: 3600, timeout: 3600 })
    stage.clock.advance(6)
    stage.configure({ heartbeat: ping({ message: 'ping', interval: 10, timeout: 3600 }) })
    stage.clock.advance(3.999)
    expect(stage.wire.sent).toEqual([])
    stage.clock.advance(0.001)
    expect(stage.wire.sent).toEqual(['ping'])
    stage.configure({ heartbeat: ping({ message: 'ping', interval: 10, timeout: 5 }) })
    stage.clock.advance(4.999)
    expect(stage.node.state.status).toBe('open')
    stage.clock.advance(0.001)
    expect(stage.node.state.status).toBe('closed')
  })

  test('it is taken away, and given again', () => {
    const stage = beat()
    stage.clock.advance(20)
    stage.configure({ heartbeat: undefined })
    expect(stage.clock.pending()).toBe(0)
    page.show()
    stage.clock.advance(100)
    expect(stage.wire.sent).toEqual([])
    stage.configure({ heartbeat: ping({ message: 'again' }) })
    stage.clock.advance(24.999)
    expect(stage.wire.sent).toEqual([])
    stage.clock.advance(0.001)
    expect(stage.wire.sent).toEqual(['again'])
  })

  test('it is taken away while an answer is due: nobody is given up', () => {
    const stage = beat()
    stage.clock.advance(26)
    stage.configure({ heartbeat: undefined })
    stage.clock.advance(100)
    expect(stage.node.state.status).toBe('open')
  })

  test.each([
    ['and goes on with it', true, ['start', 'renew with the latest']],
    ['and is started anew, being of another kind', false, ['start', 'renew with the latest', 'stop', 'start']],
  ])('a policy that is its own hears of a later one, %s', (_name, isOfItsKind, story) => {
    const told: string[] = []
    const start = (): Heartbeat => {
      told.push('start')
      return {
        hear: (packets) => packets,
        probe() {},
        renew(policy) {
          told.push(`renew with ${policy === latest ? 'the latest' : 'another'}`)
          return isOfItsKind
        },
        stop: () => void told.push('stop'),
      }
    }
    const stage = createOpenStage({ heartbeat: { start } })
    stages.push(stage)
    const latest: HeartbeatPolicy = { start }
    stage.configure({ heartbeat: latest })
    stage.configure({ heartbeat: latest, receiveLimit: 1 })
    expect(told).toEqual(story)
    stage.configure({ heartbeat: undefined })
  })

  test('another policy takes over', () => {
    const told: string[] = []
    const own: HeartbeatPolicy = {
      start(heart): Heartbeat {
        told.push(`start ${heart.node().state.status}`)
        return {
          hear: (packets) => packets,
          probe: () => void told.push('probe'),
          renew: () => false,
          stop: () => void told.push('stop'),
        }
      },
    }
    const stage = beat()
    stage.configure({ heartbeat: own })
    expect(stage.clock.pending()).toBe(0)
    page.show()
    stage.configure({ heartbeat: ping({ message: 'ping' }) })
    expect(told).toEqual(['start open', 'probe', 'stop'])
    expect(stage.clock.pending('timer')).toBe(1)
  })

  test('while not open, a change waits for the next connection', () => {
    const stage = createStage({ flush: 'sync' })
    stages.push(stage)
    stage.node.connect()
    stage.configure({ heartbeat: ping({ message: 'ping', interval: 1 }) })
    expect(stage.clock.pending('timer')).toBe(1)
    stage.peer.open()
    stage.clock.advance(1)
    expect(stage.wire.sent).toEqual(['ping'])
  })
})

describe('a policy that throws stops nothing else', () => {
  const fine: Heartbeat = { hear: (packets) => packets, probe() {}, renew: () => true, stop() {} }
  const broken = new Error('broken')
  const breaks = () => {
    throw broken
  }

  test('when it starts: the node opens, without a heartbeat', () => {
    const stage = createOpenStage({ flush: 'sync', heartbeat: { start: breaks } })
    stages.push(stage)
    expect(takeUncaught()).toEqual([broken])
    expect(stage.node.state.status).toBe('open')
    stage.peer.deliver('a')
    page.show()
    expect(stage.story).toEqual(['received(a) in open'])
  })

  test('when it stops: the connection is closed, and gone', () => {
    const closed = createOpenStage({ heartbeat: { start: () => ({ ...fine, stop: breaks }) } })
    closed.node.close(4000, 'bye')
    expect(closed.wire.closeCalls).toEqual([[4000, 'bye']])
    closed.driver.dispose()
    const unmounted = createOpenStage({ heartbeat: { start: () => ({ ...fine, stop: breaks }) } })
    unmounted.driver.dispose()
    expect([closed.transport.liveCount, unmounted.transport.liveCount]).toEqual([0, 0])
    expect(new Set(takeUncaught())).toEqual(new Set([broken]))
  })

  test('when it is given another policy: it goes on', () => {
    const start = jest.fn(() => ({ ...fine, renew: breaks }))
    const stage = createOpenStage({ heartbeat: { start } })
    stages.push(stage)
    stage.configure({ heartbeat: { start } })
    expect(takeUncaught()).toEqual([broken])
    expect(start).toHaveBeenCalledTimes(1)
    expect(stage.node.state.status).toBe('open')
  })

  test('when it is asked to probe', () => {
    const stage = createOpenStage({ heartbeat: { start: () => ({ ...fine, probe: breaks }) } })
    const other = beat()
    stages.push(stage)
    page.show()
    expect(takeUncaught()).toEqual([broken])
    expect(other.wire.sent).toEqual(['ping'])
  })
})

describe('a number out of its range is a RangeError by name', () => {
  test.each<[keyof PingOptions, unknown]>(
    (['interval', 'timeout'] as const).flatMap((name) =>
      [0, -1, 3600.5, Infinity, NaN, '25', null].map((value): [keyof PingOptions, unknown] => [name, value]),
    ),
  )('%s: %p', (name, value) => {
    const make = () => ping({ message: 'ping', [name]: value })
    expect(make).toThrow(RangeError)
    expect(make).toThrow(
      new RegExp(`^${name} is in seconds, .* to 3600; got ${value === '25' ? '"25"' : String(value)}$`),
    )
  })

  test('undefined is the default', () => {
    const { clock, wire, node } = beat({ interval: undefined, timeout: undefined, isReply: undefined })
    clock.advance(25)
    expect(wire.sent).toEqual(['ping'])
    clock.advance(10)
    expect(node.state.status).toBe('closed')
  })
})

test('without a message it is a TypeError, in plain JavaScript', () => {
  expect(() => ping({ interval: 5 } as PingOptions)).toThrow(
    new TypeError("ping takes a message: ping({ message: 'ping' })"),
  )
})
