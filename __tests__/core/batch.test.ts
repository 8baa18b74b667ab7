/**
 * @jest-environment node
 *
 * Packets to batches: when a batch is done, and that nothing is lost, doubled or reordered on the way.
 */
import type { Flush } from '../../src/core/index.js'
import { createOpenStage, type Stage, type TextOptions } from '../support/core/stage.js'
import { watchUncaught } from '../support/core/uncaught.js'

const takeUncaught = watchUncaught()

/** A frame of 60 a second, and what a late look may add. */
const FRAME = 1 / 60
const LOOK = 0.0015

interface Reception extends Stage {
  /** The batches so far. */
  readonly batches: readonly (readonly string[])[]
}

function createReception(options: TextOptions = {}): Reception {
  const batches: (readonly string[])[] = []
  const stage = createOpenStage(options)
  stage.node.on('received', (_data, packets) => batches.push(packets))
  // Not spread: some of the stage's properties are read anew each time.
  return Object.assign(Object.create(stage) as Stage, { batches })
}

function numbers(count: number, first = 1): string[] {
  return Array.from({ length: count }, (_, index) => String(first + index))
}

function chunks(packets: readonly string[], size: number): string[][] {
  const count = Math.ceil(packets.length / size)
  return Array.from({ length: count }, (_, index) => packets.slice(index * size, (index + 1) * size))
}

const flushes: readonly Flush[] = ['burst', 'frame', 'sync']
const limits = [0, 1, 5, 128]

describe.each(flushes)('flush %s', (flush) => {
  describe.each(limits)('receiveLimit %i', (receiveLimit) => {
    /** The largest batch that may be. */
    const most = flush === 'sync' ? 1 : receiveLimit

    test.each([0, 1, 4, 5, 6, 127, 128, 129, 300])('%i packets in one crossing', (count) => {
      const { peer, batches, clock } = createReception({ flush, receiveLimit })
      const packets = numbers(count)
      peer.deliver(...packets)
      const atOnce = most === 0 ? 0 : count - (count % most)
      expect(batches).toEqual(chunks(packets.slice(0, atOnce), most || 1))
      clock.advance(FRAME)
      expect(batches).toEqual(chunks(packets, most || count || 1))
      expect(clock.pending()).toBe(0)
    })

    test.each([1, 4, 5, 6, 127, 128, 129, 300])('%i packets one by one', (count) => {
      const { peer, batches, clock } = createReception({ flush, receiveLimit })
      const packets = numbers(count)
      for (const packet of packets) peer.deliver(packet)
      clock.advance(FRAME)
      expect(batches).toEqual(chunks(packets, most || count || 1))
      expect(clock.pending()).toBe(0)
    })

    test.each<readonly [string, (stage: Stage) => void]>([
      ["the peer's close", ({ peer }) => peer.close(1000)],
      ['a lost connection', ({ peer }) => peer.close(1006)],
      ['close()', ({ node }) => void node.close()],
      ['a move', (stage) => stage.configure({ host: 'new', flush, receiveLimit })],
      ['an unmount', ({ driver }) => driver.dispose()],
    ])('what has arrived is emitted before %s is told, and nothing of it later', (_name, end) => {
      const stage = createReception({ flush, receiveLimit })
      const packets = numbers(7)
      stage.peer.deliver(...packets)
      end(stage)
      expect(stage.batches).toEqual(chunks(packets, most || 7))
      const received = stage.story.flatMap((line, index) => (line.startsWith('received') ? [index] : []))
      const ended = stage.story.findIndex((line) => /^clos/.test(line))
      if (ended >= 0) expect(Math.max(...received)).toBeLessThan(ended)
      stage.driver.dispose()
      stage.clock.advance(10)
      expect(stage.batches.flat()).toEqual(packets)
      expect(stage.clock.pending()).toBe(0)
    })
  })
})

describe('flush burst', () => {
  test('a lone packet waits for no more than a task', () => {
    const { peer, batches, clock } = createReception()
    peer.deliver('a')
    expect(batches).toEqual([])
    clock.runTasks()
    expect(batches).toEqual([['a']])
    expect(clock.pending()).toBe(0)
  })

  test('packets of one task are one batch, a moment later', () => {
    const { peer, batches, clock } = createReception()
    peer.deliver('a')
    peer.deliver('b', 'c')
    clock.runTasks()
    expect(batches).toEqual([])
    clock.advance(LOOK)
    expect(batches).toEqual([['a', 'b', 'c']])
    expect(clock.pending()).toBe(0)
  })

  test('a burst over several tasks is joined, and emitted when the socket pauses', () => {
    const { peer, batches, clock } = createReception()
    const packets = numbers(50)
    for (const packet of packets) clock.task(() => peer.deliver(packet))
    clock.advance(LOOK)
    expect(batches).toEqual([packets])
    expect(clock.pending()).toBe(0)
  })

  test('two packets with a pause between them are two batches', () => {
    const { peer, batches, clock } = createReception()
    clock.task(() => peer.deliver('a'))
    clock.after(0.005, () => peer.deliver('b'))
    clock.advance(1)
    expect(batches).toEqual([['a'], ['b']])
  })

  test('under a flood no packet waits longer than a frame, and there are a few batches a frame', () => {
    const arrivedAt = new Map<string, number>()
    const waits: number[] = []
    const { node, peer, batches, clock } = createReception()
    node.on('received', (_data, packets) => {
      for (const packet of packets) waits.push(clock.now() - arrivedAt.get(packet)!)
    })
    // For a quarter of a second the socket has ten more packets every 0.25 ms, each in a task of its own.
    const packets = numbers(10_000)
    for (const group of chunks(packets, 10)) {
      clock.after(Number(group[0]) / 40_000, () => {
        for (const packet of group) {
          clock.task(() => {
            arrivedAt.set(packet, clock.now())
            peer.deliver(packet)
          })
        }
      })
    }
    clock.advance(0.25 + 2 * FRAME)
    expect(batches.flat()).toEqual(packets)
    expect(waits).toHaveLength(packets.length)
    expect(Math.max(...waits)).toBeLessThanOrEqual(FRAME + LOOK)
    expect(batches.length).toBeLessThanOrEqual(2 * 0.25 * 60)
    expect(clock.pending()).toBe(0)
  })
})

describe('flush frame', () => {
  test('waits for the frame, and takes what came until then', () => {
    const { peer, batches, clock } = createReception({ flush: 'frame' })
    peer.deliver('a')
    clock.runTasks()
    clock.advance(FRAME / 2)
    peer.deliver('b')
    expect(batches).toEqual([])
    clock.advance(FRAME / 2)
    expect(batches).toEqual([['a', 'b']])
    expect(clock.pending()).toBe(0)
  })

  test('asks for one frame, and for none where nothing came', () => {
    const { peer, clock } = createReception({ flush: 'frame' })
    expect(clock.pending('frame')).toBe(0)
    peer.deliver('a')
    peer.deliver('b')
    expect(clock.pending('frame')).toBe(1)
    clock.advance(FRAME)
    expect(clock.pending()).toBe(0)
  })
})

test('flush sync emits in the very call', () => {
  const { peer, batches, clock } = createReception({ flush: 'sync' })
  peer.deliver('a')
  peer.deliver('b', 'c')
  expect(batches).toEqual([['a'], ['b'], ['c']])
  expect(clock.pending()).toBe(0)
})

describe('a change of the options while packets wait', () => {
  test.each<readonly [string, TextOptions, TextOptions, readonly (readonly string[])[]]>([
    ['a limit comes', { receiveLimit: 0 }, { receiveLimit: 2 }, [['1', '2'], ['3', '4'], ['5']]],
    ['a limit goes', { receiveLimit: 10 }, { receiveLimit: 0 }, [['1', '2', '3', '4', '5']]],
    ['to sync', { flush: 'frame' }, { flush: 'sync' }, [['1'], ['2'], ['3'], ['4'], ['5']]],
    ['to frame', { flush: 'burst' }, { flush: 'frame' }, [['1', '2', '3', '4', '5']]],
  ])('%s', (_name, before, after, expected) => {
    const stage = createReception(before)
    stage.peer.deliver(...numbers(4))
    stage.configure(after)
    stage.peer.deliver('5')
    stage.clock.advance(FRAME)
    expect(stage.batches).toEqual(expected)
    expect(stage.clock.pending()).toBe(0)
  })
})

describe('receive()', () => {
  test('takes all that has arrived, now; it is not emitted again', () => {
    const { node, peer, batches, clock } = createReception()
    peer.deliver('a', 'b')
    peer.deliver('c')
    expect(node.receive()).toEqual(['a', 'b', 'c'])
    expect(node.receivedCount).toBe(3)
    expect(node.lastReceived).toEqual(['a', 'b', 'c'])
    expect(node.receive()).toBeUndefined()
    clock.advance(1)
    expect(batches).toEqual([])
    expect(node.receivedCount).toBe(3)
    expect(clock.pending()).toBe(0)
  })

  test('ignores the limit', () => {
    const { node, peer, batches } = createReception({ receiveLimit: 5 })
    peer.deliver(...numbers(7))
    expect(batches).toEqual([numbers(5)])
    expect(node.receive()).toEqual(['6', '7'])
  })

  test('in a handler it takes what is due, too', () => {
    const taken: unknown[] = []
    const { node, peer, batches, clock } = createReception({
      receiveLimit: 2,
      onReceived: () => taken.push(node.receive()),
    })
    peer.deliver(...numbers(7))
    expect(batches).toEqual([['1', '2']])
    expect(taken).toEqual([['3', '4', '5', '6', '7']])
    clock.advance(1)
    expect(batches).toEqual([['1', '2']])
  })

  test('what comes after it is a batch of its own, within a frame', () => {
    const { node, peer, batches, clock } = createReception()
    peer.deliver('a')
    node.receive()
    peer.deliver('b')
    clock.advance(FRAME)
    expect(batches).toEqual([['b']])
  })

  test('gives undefined where nothing has arrived, in every state', () => {
    const { node, driver, peer } = createReception()
    expect(node.receive()).toBeUndefined()
    peer.close(1000)
    expect(node.receive()).toBeUndefined()
    driver.dispose()
    expect(node.receive()).toBeUndefined()
    expect(node.lastReceived).toBeUndefined()
    expect(node.receivedCount).toBe(0)
  })

  test('what the format refuses is told, and the rest is taken', () => {
    const { node, peer, story } = createReception()
    const seen: unknown[] = []
    node.on('receiveFailed', () => seen.push(node.lastReceived, node.receivedCount))
    peer.deliver('a', new Uint8Array([255]), 'b')
    expect(node.receive()).toEqual(['a', 'b'])
    expect(story).toEqual(['receiveFailed(255) in open'])
    expect(seen).toEqual([['a', 'b'], 2])
  })

  test('undefined, if the format refuses all of it', () => {
    const { node, peer, story } = createReception()
    peer.deliver(new Uint8Array([255]))
    expect(node.receive()).toBeUndefined()
    expect(story).toEqual(['receiveFailed(255) in open'])
  })
})

describe('lastReceived and receivedCount', () => {
  test('are those of the batch when it is told', () => {
    const seen: unknown[] = []
    const { node, peer } = createReception({
      receiveLimit: 2,
      onReceived: () => seen.push([node.lastReceived, node.receivedCount]),
    })
    peer.deliver(...numbers(5))
    peer.close(1000)
    expect(seen).toEqual([
      [['1', '2'], 2],
      [['3', '4'], 2],
      [['5'], 1],
    ])
    expect([node.lastReceived, node.receivedCount]).toEqual([['5'], 1])
  })

  test('count what the format accepted', () => {
    const { node, peer } = createReception({ receiveLimit: 3 })
    peer.deliver('a', new Uint8Array([255]), 'b')
    expect([node.lastReceived, node.receivedCount]).toEqual([['a', 'b'], 2])
  })

  test('are kept though nobody listens, and outlive the connection', () => {
    const { node, peer, clock, driver } = createOpenStage()
    peer.deliver('a')
    clock.runTasks()
    peer.close(1000)
    expect([node.lastReceived, node.receivedCount]).toEqual([['a'], 1])
    driver.dispose()
    expect([node.lastReceived, node.receivedCount]).toEqual([['a'], 1])
  })
})

describe('packets that the format refuses', () => {
  test('go to receiveFailed after their batch, before the close is told; the others go on', () => {
    const { peer, story } = createReception({ receiveLimit: 2 })
    peer.deliver('a', new Uint8Array([255]), new Uint8Array([254]), new Uint8Array([253]), 'b')
    peer.close(1001)
    expect(story).toEqual([
      'received(a) in open',
      'receiveFailed(255) in open',
      'receiveFailed(254) in open',
      'receiveFailed(253) in open',
      '-> closed',
      'received(b) in closed',
      'closing in closed',
      'closed(1001) in closed',
    ])
  })

  test('say what was refused, and why', () => {
    const failed = jest.fn()
    const { node, peer } = createReception({ flush: 'sync' })
    node.on('receiveFailed', failed)
    const wire = new Uint8Array([255])
    peer.deliver(wire)
    expect(failed).toHaveBeenCalledTimes(1)
    const [error, refused] = failed.mock.calls[0] as [Error & { code: string }, Uint8Array]
    expect(refused).toBe(wire)
    expect(error).toMatchObject({ name: 'WebSocketNodeError', code: 'invalid-message', cause: { name: 'TypeError' } })
    expect(error.message).toMatch(/^the format text refused a packet: ./)
  })
})

describe('a format that misbehaves', () => {
  const format = {
    name: 'brittle',
    decode(wire: string | Uint8Array) {
      if (wire === 'wordless') throw Object.create(null)
      return String(wire)
    },
    join(packets: readonly string[]) {
      if (packets.includes('unjoinable')) throw new Error('join')
      return packets
    },
    encode: (message: string) => message,
  }

  test('a refusal without words takes no other packet with it', () => {
    const { peer, story } = createReception({ format, flush: 'frame' })
    peer.deliver('a', 'wordless', 'b')
    peer.close(1006)
    expect(story.slice(1)).toEqual([
      'received(a b) in closed',
      'receiveFailed(wordless) in closed',
      'closed(1006) in closed',
    ])
  })

  test('a batch that it fails to join is reported, and the others go on', () => {
    const { peer, batches } = createReception({ format, receiveLimit: 1 })
    peer.deliver('a', 'unjoinable', 'b')
    expect(batches).toEqual([['a'], ['b']])
    expect(takeUncaught()).toEqual([new Error('join')])
  })
})

test('100,000 packets in one crossing, at the smallest limit, are quick and in order', () => {
  const packets = numbers(100_000)
  const { peer, batches } = createReception({ receiveLimit: 1 })
  peer.deliver(...packets)
  expect(batches.flat()).toEqual(packets)
})
