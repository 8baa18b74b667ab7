/**
 * @jest-environment node
 *
 * The format `wire`: packets as they came, so that text and bytes can be told apart.
 */
import { createWebSocketNode, wire } from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'

test.each<string | Uint8Array>(['text', '', new Uint8Array([1, 2]), new Uint8Array()])(
  'reads %p as it is',
  (packet) => {
    expect(wire.decode(packet)).toBe(packet)
  },
)

test('a batch is the list of its packets', () => {
  const packets = ['a', new Uint8Array([1])]
  expect(wire.join(packets)).toBe(packets)
})

test.each([
  ['text', 'text'],
  ['no text', ''],
  ['bytes', new Uint8Array([1, 2])],
  ['a Blob', new Blob(['x'])],
])('sends %s', (_name, message) => {
  expect(wire.encode(message)).toEqual(message)
})

test('a Blob and a text are not copied', () => {
  const blob = new Blob(['x'])
  expect(wire.encode(blob)).toBe(blob)
})

test.each([
  [5, '5'],
  [null, 'null'],
  [{}, '[object Object]'],
  [['a'], '[object Array]'],
])('refuses %p', (message, shown) => {
  expect(() => wire.encode(message as never)).toThrow(
    new TypeError(`the format wire sends strings, array buffers, their views and Blobs; got ${shown}`),
  )
})

test('messages of every kind, a Blob among them, are queued and sent in their order', () => {
  const transport = createFakeTransport()
  const node = createWebSocketNode({ host: 'h', format: wire, transport })
  const blob = new Blob(['x'])
  node.send('first')
  node.send(blob)
  node.send(new Uint8Array([1]))
  node.connect()
  transport.last.peer.open()
  node.send(blob)
  node.send('last')
  expect(transport.last.sent).toEqual(['first', blob, new Uint8Array([1]), blob, 'last'])
  expect(transport.last.sent[1]).toBe(blob)
  expect(node.lastSent).toBe('last')
  node.dispose()
})
