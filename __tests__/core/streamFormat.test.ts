/**
 * @jest-environment node
 *
 * Formats with a decoder of each connection's own: one frame may hold none, one or many packets, and half of one.
 */
import { createWebSocketNode, type StreamFormat, type WebSocketNodeOptions } from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { microtasks } from '../support/core/microtasks.js'

type Lines = StreamFormat<string, readonly string[], string>

/** Lines of text, cut anywhere; `opened` counts the decoders. */
function createLines(): Lines & { opened: number; frames: unknown[] } {
  const format: Lines & { opened: number; frames: unknown[] } = {
    name: 'lines',
    opened: 0,
    frames: [],
    open() {
      format.opened++
      let rest = ''
      return {
        decode(wire) {
          format.frames.push(wire)
          if (wire === 'bad') throw new RangeError('no line')
          const parts = (rest + String(wire)).split('\n')
          rest = parts.pop()!
          return parts
        },
        end() {
          if (rest) throw new Error(`unfinished: ${rest}`)
        },
      }
    },
    join: (packets) => packets,
    encode: (message) => `${message}\n`,
  }
  return format
}

function createNode(options: WebSocketNodeOptions<Lines> = {}) {
  const format = createLines()
  const transport = createFakeTransport()
  const told: unknown[] = []
  const node = createWebSocketNode<Lines>({
    host: 'h',
    useWSS: false,
    transport,
    format,
    flush: 'sync',
    onPacket: (packet) => told.push(packet),
    onReceived: (data) => told.push(data),
    onReceiveFailed: (error, wire) => told.push([error.message, wire]),
    onClosed: (code) => told.push(code),
    ...options,
  })
  node.connect()
  return { node, format, transport, told }
}

const open = (options: WebSocketNodeOptions<Lines> = {}) => {
  const stage = createNode(options)
  stage.transport.last.peer.open()
  return stage
}

test('none, one or many packets of each frame', () => {
  const { transport, told, node } = open()
  transport.last.peer.deliver('a', 'b\nc\n', 'd')
  expect(told).toEqual(['ab', 'c', ['ab', 'c']])
  transport.last.peer.deliver('\n')
  expect(told.slice(3)).toEqual(['d', ['d']])
  node.dispose()
})

test('a frame without a packet is no batch', () => {
  const { transport, told, node } = open()
  transport.last.peer.deliver('half')
  expect(told).toEqual([])
  expect(node.lastReceived).toBeUndefined()
  node.dispose()
})

test('the limit and pending count frames, receivedCount packets', () => {
  const { transport, node, told } = open({ flush: 'frame', receiveLimit: 2 })
  transport.last.peer.deliver('a\nb\nc\n', 'd\n', 'e\n')
  expect(told.at(-1)).toEqual(['a', 'b', 'c', 'd'])
  expect(node.receivedCount).toBe(4)
  expect(node.pending).toBe(1)
  expect(node.receive()).toEqual(['e'])
  node.dispose()
})

test('what it throws is receiveFailed with that frame, and the others go on', () => {
  const { transport, told, node } = open()
  transport.last.peer.deliver('bad', 'a\n')
  expect(told).toEqual([['the format lines refused a packet: no line', 'bad'], 'a', ['a']])
  node.dispose()
})

test('every frame is decoded, heard or not', () => {
  const { transport, format, node } = open({ onPacket: undefined, onReceived: undefined })
  transport.last.peer.deliver('a\n', 'b\n')
  expect(format.frames).toEqual(['a\n', 'b\n'])
  node.dispose()
})

test('the decoder is made with the socket, before it opens', () => {
  const { format, node } = createNode()
  expect(format.opened).toBe(1)
  node.dispose()
})

test('the half line of one connection is not completed by the next', () => {
  const { transport, format, told, node } = open()
  transport.last.peer.deliver('half')
  transport.last.peer.close(1000)
  node.connect()
  transport.last.peer.open()
  transport.last.peer.deliver('whole\n')
  expect(format.opened).toBe(2)
  expect(told).toEqual([['the format lines refused a packet: unfinished: half', ''], 1000, 'whole', ['whole']])
  node.dispose()
})

describe('end()', () => {
  test('throws for an unfinished rest: receiveFailed with an empty frame, after what has arrived and before closed', () => {
    const { transport, told, node } = open({ flush: 'frame' })
    transport.last.peer.deliver('a\nrest')
    transport.last.peer.close(1006)
    expect(told).toEqual(['a', ['a'], ['the format lines refused a packet: unfinished: rest', ''], 1006])
    node.dispose()
  })

  test('says nothing where all is finished', () => {
    const { transport, told, node } = open()
    transport.last.peer.deliver('a\n')
    transport.last.peer.close(1000)
    expect(told).toEqual(['a', ['a'], 1000])
    node.dispose()
  })

  test('is not asked after a move or an unmount', () => {
    const moved = open()
    moved.transport.last.peer.deliver('rest')
    const refused = jest.fn()
    moved.node.on('receiveFailed', refused)
    moved.node.configure({ host: 'new', transport: moved.transport, format: moved.format })
    expect(moved.node.state.status).toBe('connecting')
    expect(refused).not.toHaveBeenCalled()
    moved.node.dispose()

    const disposed = open()
    disposed.transport.last.peer.deliver('rest')
    disposed.node.dispose()
    expect(disposed.told).toEqual([])
  })
})

test('authenticate reads by the decoder of its connection, and what it left over is the app’s', async () => {
  const heard: string[] = []
  const { transport, told, node } = createNode({
    authenticate: async ({ next }) => void heard.push(await next()),
  })
  transport.last.peer.open()
  transport.last.peer.deliver('wel', 'come\nnews\nha')
  await microtasks()
  expect(heard).toEqual(['welcome'])
  transport.last.peer.deliver('lf\n')
  expect(told).toEqual(['news', ['news'], 'half', ['half']])
  node.dispose()
})

test('a changed format counts from the next connection', () => {
  const { transport, told, node } = open()
  const shouting = createLines()
  const { open: openDecoder } = shouting
  shouting.open = () => {
    const decoder = openDecoder()
    return { decode: (wire) => decoder.decode(wire).map((line) => line.toUpperCase()) }
  }
  node.configure({
    host: 'h',
    useWSS: false,
    transport,
    format: shouting,
    flush: 'sync',
    onPacket: (packet) => told.push(packet),
  })
  transport.last.peer.deliver('quiet\n')
  transport.last.peer.close(1000)
  node.connect()
  transport.last.peer.open()
  transport.last.peer.deliver('loud\n')
  expect(told).toEqual(['quiet', 'LOUD'])
  node.dispose()
})
