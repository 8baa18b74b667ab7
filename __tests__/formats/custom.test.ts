/**
 * @jest-environment node
 *
 * Formats of one's own: three functions and a name.
 */
import { createWebSocketNode, type Format, type Wire } from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'

/** Numbers as four bytes, a batch as their sum. */
const sums: Format<number, number, number> = {
  name: 'sums',
  decode(wire: Wire) {
    if (typeof wire === 'string' || wire.length !== 4) throw new RangeError('four bytes, please')
    return new DataView(wire.buffer, wire.byteOffset, 4).getInt32(0)
  },
  join: (packets) => packets.reduce((sum, packet) => sum + packet, 0),
  encode(message) {
    if (!Number.isInteger(message)) throw new RangeError('whole numbers, please')
    const wire = new Uint8Array(4)
    new DataView(wire.buffer).setInt32(0, message)
    return wire
  },
}

const bytesOf = (value: number) => sums.encode(value) as Uint8Array

function createNode() {
  const transport = createFakeTransport()
  const received = jest.fn()
  const failed = jest.fn()
  const node = createWebSocketNode({
    host: 'h',
    transport,
    format: sums,
    receiveLimit: 4,
    onReceived: received,
    onReceiveFailed: failed,
  })
  node.connect()
  transport.last.peer.open()
  return { node, transport, wire: transport.last, received, failed }
}

test('decode, join and encode are the node’s', () => {
  const { node, wire, received, failed } = createNode()
  wire.peer.deliver(...[1, 2, 3, -10].map((value) => bytesOf(value)))
  expect(received.mock.calls).toEqual([[-4, [1, 2, 3, -10]]])
  expect(node.lastReceived).toBe(-4)
  expect(node.receivedCount).toBe(4)
  expect(failed).not.toHaveBeenCalled()
  expect(node.send(258)).toBe(true)
  expect(wire.sent).toEqual([new Uint8Array([0, 0, 1, 2])])
  expect(node.lastSent).toEqual(new Uint8Array([0, 0, 1, 2]))
})

test('what it refuses goes to receiveFailed with its error; the others are one batch', () => {
  const { wire, received, failed } = createNode()
  wire.peer.deliver(bytesOf(1), 'two', new Uint8Array(3), bytesOf(4))
  expect(received.mock.calls).toEqual([[5, [1, 4]]])
  expect(failed.mock.calls).toEqual([
    [
      expect.objectContaining({
        name: 'WebSocketNodeError',
        code: 'invalid-message',
        message: 'the format sums refused a packet: four bytes, please',
        cause: new RangeError('four bytes, please'),
      }),
      'two',
    ],
    [expect.objectContaining({ code: 'invalid-message' }), new Uint8Array(3)],
  ])
})

test('what it can’t encode is a TypeError with its cause', () => {
  const { node, wire } = createNode()
  const cause = new RangeError('whole numbers, please')
  expect(() => node.send(0.5)).toThrow(
    new TypeError("the format sums can't encode this: whole numbers, please", { cause }),
  )
  expect(wire.sent).toEqual([])
})

test('sendString and sendJson go past it', () => {
  const { node, wire } = createNode()
  expect(node.sendString('hello')).toBe(true)
  expect(node.sendJson({ a: [1, null] })).toBe(true)
  expect(wire.sent).toEqual(['hello', '{"a":[1,null]}'])
})

test('another format reads and joins from the next connection on', () => {
  const { node, transport, wire, received } = createNode()
  wire.peer.deliver(bytesOf(1))
  const doubled: typeof sums = {
    ...sums,
    name: 'doubled',
    decode: (packet) => 2 * sums.decode(packet),
    join: (packets) => -sums.join(packets),
  }
  node.configure({ host: 'h', transport, format: doubled, receiveLimit: 2, onReceived: received })
  wire.peer.deliver(bytesOf(2))
  expect(received.mock.calls).toEqual([[3, [1, 2]]])
  node.close()
  wire.peer.close(1000)
  node.connect()
  transport.last.peer.open()
  transport.last.peer.deliver(bytesOf(1), bytesOf(2))
  expect(received.mock.calls.slice(1)).toEqual([[-6, [2, 4]]])
})
