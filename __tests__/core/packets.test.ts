/**
 * @jest-environment node
 *
 * The signal `packet`: each packet, in order, before the `received` of its batch; and what `receive()` and `pending` say.
 */
import { createOpenStage, type TextOptions } from '../support/core/stage.js'
import { microtasks } from '../support/core/microtasks.js'
import { watchUncaught } from '../support/core/uncaught.js'

const takeUncaught = watchUncaught()

/** An open node that emits three packets a batch, and what its handlers hear. */
function listening(options: TextOptions = {}) {
  const heard: string[] = []
  const stage = createOpenStage({
    receiveLimit: 3,
    onPacket: (packet) => heard.push(packet),
    onReceived: (data) => heard.push(`[${data.join(' ')}]`),
    ...options,
  })
  return { ...stage, node: stage.node, peer: stage.peer, wire: stage.wire, stage, heard }
}

test('each packet is told once, in order, before received of its batch', () => {
  const { peer, heard, clock } = listening()
  peer.deliver('a', 'b', 'c', 'd')
  clock.advance(1)
  expect(heard).toEqual(['a', 'b', 'c', '[a b c]', 'd', '[d]'])
})

test('the option hears a packet first, then the listeners, then the next packet comes', () => {
  const { node, peer, heard } = listening()
  node.on('packet', (packet) => heard.push(`listener ${packet}`))
  peer.deliver('a', 'b', 'c')
  expect(heard).toEqual(['a', 'listener a', 'b', 'listener b', 'c', 'listener c', '[a b c]'])
})

test('what the format refuses is no packet', () => {
  const { peer, heard } = listening()
  peer.deliver('a', new Uint8Array([255]), 'b')
  expect(heard).toEqual(['a', 'b', '[a b]'])
})

test('a listener that is added inside hears from the next packet on', () => {
  const { node, peer, heard } = listening()
  const stop = node.on('packet', () => {
    stop()
    node.on('packet', (packet) => heard.push(`added ${packet}`))
  })
  peer.deliver('a', 'b', 'c')
  expect(heard).toEqual(['a', 'b', 'added b', 'c', 'added c', '[a b c]'])
})

test('a listener of received that is added inside hears the batch', () => {
  const { node, peer } = listening()
  const added: unknown[] = []
  const stop = node.on('packet', () => {
    stop()
    node.on('received', (data) => added.push(data))
  })
  peer.deliver('a', 'b', 'c')
  expect(added).toEqual([['a', 'b', 'c']])
})

test('a listener that is removed inside hears no more of it', () => {
  const { node, peer, heard } = listening()
  node.on('packet', () => stop())
  const stop = node.on('packet', (packet) => heard.push(`second ${packet}`))
  peer.deliver('a', 'b', 'c')
  expect(heard).toEqual(['a', 'b', 'c', '[a b c]'])
})

test('a listener that throws is reported, and keeps nothing from the others', () => {
  const thrown = new Error('thrown')
  const { node, peer, heard } = listening()
  node.on('packet', (packet) => {
    if (packet === 'b') throw thrown
  })
  peer.deliver('a', 'b', 'c')
  expect(heard).toEqual(['a', 'b', 'c', '[a b c]'])
  expect(takeUncaught()).toEqual([thrown])
})

test('what a handler causes is told after the batch', () => {
  const order: string[] = []
  const stage = createOpenStage({
    receiveLimit: 2,
    onPacket(packet) {
      order.push(packet)
      if (packet === 'a') stage.node.close()
    },
    onReceived: () => order.push('received'),
    onClosing: () => order.push('closing'),
  })
  stage.peer.deliver('a', 'b')
  expect(order).toEqual(['a', 'b', 'received', 'closing'])
})

test.each(['unmount', 'dispose'] as const)('after an %s inside, nothing more of the batch', async (end) => {
  const heard: string[] = []
  const stage = createOpenStage({
    receiveLimit: 3,
    onPacket(packet) {
      heard.push(packet)
      if (packet === 'b') stage.driver[end]()
    },
    onReceived: () => heard.push('received'),
  })
  stage.node.on('packet', (packet) => heard.push(`listener ${packet}`))
  stage.peer.deliver('a', 'b', 'c')
  await microtasks()
  expect(heard).toEqual(['a', 'listener a', 'b'])
})

describe('receive() and pending inside a batch speak of what comes after it', () => {
  test('receive() takes the packets behind it', () => {
    const taken: unknown[] = []
    const pending: number[] = []
    const { node, peer, heard } = listening({
      onReceived(data) {
        heard.push(`[${data.join(' ')}]`)
        pending.push(node.pending)
        taken.push(node.receive())
        pending.push(node.pending)
      },
    })
    peer.deliver('a', 'b', 'c', 'd', 'e')
    expect(heard).toEqual(['a', 'b', 'c', '[a b c]'])
    expect(taken).toEqual([['d', 'e']])
    expect(pending).toEqual([2, 0])
  })

  test('lastReceived is the batch that is told, from its first packet on', () => {
    const seen: unknown[] = []
    const { node, peer } = listening({ onPacket: () => seen.push(node.lastReceived, node.receivedCount) })
    peer.deliver('a', 'b', 'c')
    expect(seen.slice(0, 2)).toEqual([['a', 'b', 'c'], 3])
  })
})

describe('pending', () => {
  test('counts the packets that have arrived and are not emitted yet', () => {
    const { node, peer, clock } = createOpenStage({ flush: 'frame' })
    expect(node.pending).toBe(0)
    peer.deliver('a', 'b')
    peer.deliver('c')
    expect(node.pending).toBe(3)
    clock.advance(1)
    expect(node.pending).toBe(0)
  })

  test('receive() empties it', () => {
    const { node, peer } = createOpenStage({ flush: 'frame' })
    peer.deliver('a', 'b')
    node.receive()
    expect(node.pending).toBe(0)
  })

  test('receive() takes any number of packets', () => {
    const { node, peer } = createOpenStage({ flush: 'frame' })
    peer.deliver(...Array.from({ length: 100_000 }, () => 'a'))
    peer.deliver(...Array.from({ length: 100_000 }, () => 'b'))
    expect(node.receive()).toHaveLength(200_000)
  })
})

describe('every batch is decoded, heard or not', () => {
  test('a decoder that counts sees all frames', () => {
    let count = 0
    const format = {
      name: 'counting',
      decode: (): string => String(++count),
      join: (packets: readonly string[]) => packets,
      encode: (message: string) => message,
    }
    const stage = createOpenStage({ format, flush: 'sync' })
    stage.peer.deliver('x', 'x')
    expect(count).toBe(2)
    expect(stage.node.lastReceived).toEqual(['2'])
  })

  test('a format whose decode gives a promise refuses the packet, and says so', () => {
    const failed: string[] = []
    const format = {
      name: 'late',
      decode: () => Promise.reject(new Error('nobody hears this')) as never,
      join: (packets: readonly string[]) => packets,
      encode: (message: string) => message,
    }
    const stage = createOpenStage({ format, flush: 'sync', onReceiveFailed: (error) => failed.push(error.message) })
    stage.peer.deliver('x')
    expect(failed).toEqual(['the format late refused a packet: decode gave a promise; a format reads synchronously'])
    expect(stage.story).toEqual(['receiveFailed(x) in open'])
  })

  test.each([
    ['a Blob', new Blob(['x']), /got \[object Blob\].*createSocket/],
    ['a number', 5, /a socket delivers strings and bytes; got 5$/],
    ['nothing', undefined, /got undefined$/],
  ])('%s is receiveFailed, and what comes after it goes on', (_name, odd, message) => {
    const failed: string[] = []
    const stage = createOpenStage({ flush: 'sync', onReceiveFailed: (error) => failed.push(error.message) })
    stage.peer.deliver('a', odd as never, 'b')
    expect(stage.story.filter((line) => line.startsWith('received'))).toEqual([
      'received(a) in open',
      'received(b) in open',
    ])
    expect(failed).toEqual([expect.stringMatching(message)])
  })
})
