/**
 * @jest-environment node
 *
 * What the wire has not taken yet: `bufferedAmount`, `sendBufferLimit` and `drained()`.
 */
import { createStage, type Stage, type TextOptions } from '../support/core/stage.js'
import { signalsIn } from '../support/core/story.js'
import { createNarrowTransport, type NarrowTransport } from '../support/model/narrowTransport.js'

interface Narrow extends Stage {
  readonly transport: NarrowTransport
}

/** An open node, on a wire with `buffered` bytes. */
function createNarrow(buffered: number, options: TextOptions = {}): Narrow {
  const transport = createNarrowTransport()
  const stage = createStage({ sendQueue: 5, ...options }, transport) as Narrow
  stage.node.connect()
  stage.peer.open()
  transport.buffered = buffered
  return stage
}

/** Whether the promise is settled by now. */
async function isDone(promise: Promise<void>): Promise<boolean> {
  let done = false
  void promise.then(() => (done = true))
  for (let turn = 0; turn < 3; turn++) await Promise.resolve()
  return done
}

describe('bufferedAmount', () => {
  test("is the connection's, and 0 without one", () => {
    const stage = createNarrow(7)
    expect(stage.node.bufferedAmount).toBe(7)
    stage.node.close()
    expect(stage.node.bufferedAmount).toBe(7)
    stage.peer.close(1000)
    expect(stage.node.bufferedAmount).toBe(0)
    expect(createStage().node.bufferedAmount).toBe(0)
  })
})

describe('sendBufferLimit: bytes above which send refuses', () => {
  test.each<[limit: number, buffered: number, isTaken: boolean]>([
    [0, 1e9, true],
    [100, 0, true],
    [100, 99, true],
    [100, 100, true],
    [100, 101, false],
    [1, 2, false],
  ])('%i with %i bytes buffered: %p', (sendBufferLimit, buffered, isTaken) => {
    const { node, wire } = createNarrow(buffered, { sendBufferLimit })
    expect([node.send('a'), node.sendString('b'), node.sendJson(3)]).toEqual([isTaken, isTaken, isTaken])
    expect(wire.sent).toHaveLength(isTaken ? 3 : 0)
    expect([node.queued, node.sentCount, node.lastSent]).toEqual(isTaken ? [0, 3, '3'] : [0, 0, undefined])
  })

  test('it takes again when the wire has taken enough', () => {
    const { node, transport, wire } = createNarrow(101, { sendBufferLimit: 100 })
    expect(node.send('a')).toBe(false)
    transport.buffered = 100
    expect(node.send('b')).toBe(true)
    expect(wire.sent).toEqual(['b'])
  })

  test('the latest one counts', () => {
    const stage = createNarrow(50)
    expect(stage.node.send('a')).toBe(true)
    stage.configure({ sendBufferLimit: 10 })
    expect(stage.node.send('b')).toBe(false)
    stage.configure({ sendBufferLimit: 0 })
    expect(stage.node.send('c')).toBe(true)
  })

  test('the queue is not held back by it: what was accepted goes out', () => {
    const transport = createNarrowTransport()
    transport.buffered = 1000
    const stage = createStage({ sendQueue: 5, sendBufferLimit: 1 }, transport)
    stage.node.send('a')
    stage.node.send('b')
    stage.node.connect()
    stage.peer.open()
    expect([stage.wire.sent, stage.node.send('c')]).toEqual([['a', 'b'], false])
  })

  test('nor does it fill the queue: refused is refused', () => {
    const stage = createNarrow(2, { sendBufferLimit: 1, reconnect: { next: () => 1 } })
    expect(stage.node.send('a')).toBe(false)
    stage.peer.close(1006)
    stage.clock.advance(1)
    stage.peer.open()
    expect(stage.wire.sent).toEqual([])
  })

  test.each([-1, 1.5, NaN, Infinity])('%p is a RangeError', (sendBufferLimit) => {
    expect(() => createStage({ sendBufferLimit })).toThrow(RangeError)
    expect(() => createStage({ sendBufferLimit })).toThrow(/^sendBufferLimit is in whole bytes, 0 to .*; got/)
  })
})

describe('drained()', () => {
  test.each<[string, (stage: Narrow) => void]>([
    ['nothing is buffered', ({ transport }) => void (transport.buffered = 0)],
    ['there is no connection', ({ peer }) => peer.close(1000)],
    ['the node is unmounted', ({ driver }) => driver.unmount()],
  ])('is done at once where %s, and leaves no timer', async (_name, go) => {
    const stage = createNarrow(9)
    go(stage)
    expect(await isDone(stage.node.drained())).toBe(true)
    expect(stage.clock.pending()).toBe(0)
  })

  test('where the node never connected', async () => {
    const { node, clock } = createStage()
    expect(await isDone(node.drained())).toBe(true)
    expect(clock.pending()).toBe(0)
  })

  test('waits until the wire has taken all, looking every 50 ms', async () => {
    const { node, clock, transport } = createNarrow(9)
    const drained = node.drained()
    for (const buffered of [9, 5, 1]) {
      transport.buffered = buffered
      clock.advance(0.05)
      expect(await isDone(drained)).toBe(false)
    }
    transport.buffered = 0
    expect(await isDone(drained)).toBe(false)
    clock.advance(0.05)
    expect(await isDone(drained)).toBe(true)
    expect(clock.pending()).toBe(0)
  })

  test('looks only while somebody waits', async () => {
    const { node, clock, transport } = createNarrow(9)
    const looks = () => transport.looks
    const before = looks()
    clock.advance(10)
    node.send('a')
    expect([looks(), clock.pending()]).toEqual([before, 0])

    const drained = node.drained()
    transport.buffered = 0
    clock.advance(0.05)
    expect(await isDone(drained)).toBe(true)
    const after = looks()
    clock.advance(10)
    expect([looks(), clock.pending()]).toEqual([after, 0])
  })

  test('all who wait are told at once, by one timer', async () => {
    const { node, clock, transport } = createNarrow(9)
    const first = node.drained()
    clock.advance(0.04)
    const second = node.drained()
    expect(clock.pending('timer')).toBe(1)
    transport.buffered = 0
    const third = node.drained()
    expect(await Promise.all([first, second, third].map(isDone))).toEqual([true, true, true])
    expect(clock.pending()).toBe(0)
  })

  test('who asks again and again does not put off the look', async () => {
    const { node, clock, transport } = createNarrow(9)
    const first = node.drained()
    transport.buffered = 9
    for (let time = 0; time < 10; time++) {
      clock.advance(0.04)
      if (time === 2) transport.buffered = 0
      void node.drained()
    }
    expect(await isDone(first)).toBe(true)
    expect(clock.pending()).toBe(0)
  })

  test.each<[string, (stage: Narrow) => void]>([
    ['it is lost', ({ peer }) => peer.close(1006)],
    ['the peer closes', ({ peer }) => peer.close(1000)],
    ['it is given up after close()', ({ node, clock }) => [node.close(), clock.advance(2)]],
    ['it is moved', ({ configure }) => configure({ host: 'other' })],
    ['it unmounts', ({ driver }) => driver.unmount()],
    ['its lingering is over', ({ driver, clock }) => [driver.unmount(1), clock.advance(1)]],
  ])('is done when the socket is gone: %s', async (_name, end) => {
    const stage = createNarrow(9)
    const drained = stage.node.drained()
    expect(await isDone(drained)).toBe(false)
    end(stage)
    expect(await isDone(drained)).toBe(true)
    if (stage.node.state.status !== 'connecting') expect(stage.clock.pending()).toBe(0)
  })

  test('is not done yet while closing, where the wire still takes', async () => {
    const { node, clock, transport } = createNarrow(9)
    const drained = node.drained()
    node.close()
    clock.advance(0.05)
    expect(await isDone(drained)).toBe(false)
    transport.buffered = 0
    clock.advance(0.05)
    expect(await isDone(drained)).toBe(true)
  })

  test('of a connection that is gone never waits for the next one', async () => {
    const stage = createNarrow(9, { reconnect: { next: () => 0 } })
    const drained = stage.node.drained()
    stage.peer.close(1006)
    stage.clock.advance(0)
    stage.peer.open()
    expect(stage.node.bufferedAmount).toBe(9)
    expect(await isDone(drained)).toBe(true)
    expect(signalsIn(stage.story).at(-1)).toBe('connected(ws://h/)')
  })

  test('goes on while the node lingers', async () => {
    const { node, driver, clock, transport } = createNarrow(9)
    const drained = node.drained()
    driver.unmount(10)
    clock.advance(1)
    expect(await isDone(drained)).toBe(false)
    transport.buffered = 0
    clock.advance(0.05)
    expect(await isDone(drained)).toBe(true)
  })
})
