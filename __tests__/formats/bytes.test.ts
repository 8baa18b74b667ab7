/**
 * @jest-environment node
 *
 * The format `bytes`: the default.
 */
import { runInNewContext } from 'node:vm'
import { bytes, createWebSocketNode } from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'

const utf8 = (text: string) => new TextEncoder().encode(text)

describe('decode', () => {
  test('gives binary frames as they are, without a copy', () => {
    const wire = new Uint8Array([1, 2, 3])
    expect(bytes.decode(wire)).toBe(wire)
  })

  test.each(['', 'a', 'é€😀', '\u0000', '\ufeffmarked'])('reads the text frame %p as its UTF-8', (text) => {
    const packet = bytes.decode(text)
    expect(ArrayBuffer.isView(packet)).toBe(true)
    expect([...packet]).toEqual([...utf8(text)])
  })
})

describe('join', () => {
  test.each<readonly [number[][], number[]]>([
    [[[1, 2, 3]], [1, 2, 3]],
    [[[]], []],
    [[[], []], []],
    [
      [[1], [], [2, 3], [4]],
      [1, 2, 3, 4],
    ],
  ])('%p is %p', (packets, joined) => {
    expect([...bytes.join(packets.map((packet) => new Uint8Array(packet)))]).toEqual(joined)
  })

  test('respects the bounds of views', () => {
    const buffer = new Uint8Array([0, 1, 2, 3, 4]).buffer
    expect([...bytes.join([new Uint8Array(buffer, 1, 2), new Uint8Array(buffer, 3, 1)])]).toEqual([1, 2, 3])
  })
})

describe('encode', () => {
  const buffer = new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7]).buffer
  const shared = new Uint8Array(new SharedArrayBuffer(3))
  shared.set([1, 2, 3])

  test.each<readonly [string, ArrayBuffer | ArrayBufferView, number[]]>([
    ['a Uint8Array', new Uint8Array([1, 2]), [1, 2]],
    ['a view of some bytes', new Uint8Array(buffer, 2, 3), [2, 3, 4]],
    ['an ArrayBuffer', buffer, [0, 1, 2, 3, 4, 5, 6, 7]],
    ['a DataView', new DataView(buffer, 1, 2), [1, 2]],
    ['a Uint16Array', new Uint16Array(buffer, 2, 1), [2, 3]],
    ['a Float64Array', new Float64Array(buffer), [0, 1, 2, 3, 4, 5, 6, 7]],
    ['a Buffer', Buffer.from([7, 8]), [7, 8]],
    ['no bytes', new Uint8Array(), []],
    ['a view of shared memory', shared, [1, 2, 3]],
    ['an ArrayBuffer of another realm', runInNewContext('new Uint8Array([1, 2]).buffer') as ArrayBuffer, [1, 2]],
    ['a view of another realm', runInNewContext('new Uint8Array([1, 2, 3]).subarray(1)') as Uint8Array, [2, 3]],
  ])('takes %s', (_name, message, wire) => {
    const encoded = bytes.encode(message) as Uint8Array
    expect(encoded).toBeInstanceOf(Uint8Array)
    expect([...encoded]).toEqual(wire)
  })

  test.each([
    ['a Blob', new Blob(['x'])],
    ['a File', new File(['x'], 'x')],
  ])('passes %s on as it is, uncopied', (_name, blob) => {
    expect(bytes.encode(blob)).toBe(blob)
  })

  test('hands a socket no shared memory, which it would refuse', () => {
    const { buffer } = bytes.encode(shared) as Uint8Array
    expect(Object.prototype.toString.call(buffer)).toBe('[object ArrayBuffer]')
  })

  test.each<readonly [unknown, string]>([
    ['text', '"text"'],
    [5, '5'],
    [null, 'null'],
    [undefined, 'undefined'],
    [[1, 2], '[object Array]'],
    [{}, '[object Object]'],
    [new SharedArrayBuffer(1), '[object SharedArrayBuffer]'],
  ])('refuses %p', (message, shown) => {
    expect(() => bytes.encode(message as ArrayBuffer)).toThrow(
      new TypeError(
        'the format bytes sends array buffers, their views and Blobs. For strings there are format: text, format: json() ' +
          `and node.sendString('…'); got ${shown}`,
      ),
    )
  })
})

test('a node that names no format speaks bytes: in, out, joined', () => {
  const received = jest.fn()
  const transport = createFakeTransport()
  const node = createWebSocketNode({ host: 'h', transport, receiveLimit: 3, onReceived: received })
  node.connect()
  transport.last.peer.open()
  expect(node.send(new Uint16Array([0x0201]))).toBe(true)
  expect(transport.last.sent.map((wire) => [...(wire as Uint8Array)])).toEqual([[1, 2]])
  transport.last.peer.deliver(new Uint8Array([1, 2]), 'é', new Uint8Array([3]))
  const [data, packets] = received.mock.calls[0] as [Uint8Array, readonly Uint8Array[]]
  expect([...data]).toEqual([1, 2, 0xc3, 0xa9, 3])
  expect(packets.map((packet) => [...packet])).toEqual([[1, 2], [0xc3, 0xa9], [3]])
  expect(node.lastReceived).toBe(data)
  node.dispose()
})
