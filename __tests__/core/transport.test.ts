/**
 * The platform's socket behind the transport, on a fake socket that does what browsers do.
 */
import { runInNewContext } from 'node:vm'
import type { ConnectionEvents, CreateSocket, OpenRequest } from '../../src/core/index.js'
import { platformTransport } from '../../src/core/transport.js'
import { createFakeSocket, type FakeSocket } from '../support/core/fakeSocket.js'

type Told = readonly [event: string, ...args: unknown[]]

function open(
  request: Partial<OpenRequest> = {},
  configure: (socket: FakeSocket) => void = () => {},
): ReturnType<typeof platformTransport.open> & { socket: FakeSocket; told: Told[]; made: unknown[][] } {
  const socket = createFakeSocket()
  configure(socket)
  const told: Told[] = []
  const made: unknown[][] = []
  const createSocket: CreateSocket = (...args) => {
    made.push(args)
    return socket
  }
  const events: ConnectionEvents = {
    opened: (protocol) => told.push(['opened', protocol]),
    // The array is the transport's again after the call.
    received: (packets) => told.push(['received', ...packets]),
    closed: (...args) => told.push(['closed', ...args]),
  }
  const connection = platformTransport.open({ url: 'ws://h/', protocols: [], createSocket, ...request }, events)
  return Object.assign(Object.create(connection) as typeof connection, { socket, told, made })
}

describe('open', () => {
  test.each<readonly [readonly string[], unknown[]]>([
    [[], ['ws://h/', undefined]],
    [['a'], ['ws://h/', ['a']]],
    [
      ['a', 'b'],
      ['ws://h/', ['a', 'b']],
    ],
  ])('with the protocols %p makes a socket with %p', (protocols, args) => {
    expect(open({ protocols }).made).toEqual([args])
  })

  test('hands out a list of its own', () => {
    const protocols = ['a']
    expect(open({ protocols }).made[0]![1]).not.toBe(protocols)
  })

  test('listens at once, and asks for array buffers: all may come within the same task', () => {
    const { socket, told } = open()
    expect(socket.binaryType).toBe('arraybuffer')
    socket.peer.open('chat')
    socket.peer.message('a')
    socket.peer.message(new Uint8Array([1]).buffer)
    socket.peer.close(1000, 'done', true)
    expect(told).toEqual([
      ['opened', 'chat'],
      ['received', 'a'],
      ['received', new Uint8Array([1])],
      ['closed', 1000, 'done', true],
    ])
  })

  test('throws what the constructor throws', () => {
    const thrown = new DOMException('bad', 'SyntaxError')
    const createSocket = () => {
      throw thrown
    }
    expect(() => open({ createSocket })).toThrow(thrown)
  })
})

describe('what comes in', () => {
  const buffer = new Uint8Array([0, 1, 2, 3]).buffer
  const data: readonly (readonly [string, unknown, string | number[]])[] = [
    ['text', 'é', 'é'],
    ['no text', '', ''],
    ['an ArrayBuffer', buffer, [0, 1, 2, 3]],
    ['no bytes', new ArrayBuffer(0), []],
    ['a view', new Uint8Array(buffer, 1, 2), [1, 2]],
    ['a Buffer, as ws gives', Buffer.from([7, 8]), [7, 8]],
    ['a DataView', new DataView(buffer, 2), [2, 3]],
    ['an ArrayBuffer of another realm', runInNewContext('new Uint8Array([4, 5]).buffer'), [4, 5]],
    ['a view of another realm', runInNewContext('new Uint8Array([4, 5, 6]).subarray(1)'), [5, 6]],
  ]
  test.each(data)('%s', (_name, message, expected) => {
    const { socket, told } = open()
    socket.peer.open()
    socket.peer.message(message)
    const [, [event, packet]] = told as [Told, Told]
    expect(event).toBe('received')
    if (typeof expected === 'string') expect(packet).toBe(expected)
    else {
      expect(packet).toBeInstanceOf(Uint8Array)
      expect([...(packet as Uint8Array)]).toEqual(expected)
    }
  })

  test('bytes are not copied', () => {
    const { socket, told } = open()
    socket.peer.message(buffer)
    expect((told[0]![1] as Uint8Array).buffer).toBe(buffer)
  })

  test.each<readonly [string, unknown, string]>([
    ['a Blob', new Blob(['x']), '[object Blob]'],
    ['a number', 5, '5'],
    ['nothing', undefined, 'undefined'],
    ['a list of buffers', [Buffer.from('x')], '[object Array]'],
  ])('%s is an error of whoever dispatched it, and the next packets go on', (_name, message, shown) => {
    const { socket, told } = open()
    socket.peer.open()
    expect(() => socket.peer.message(message)).toThrow(
      new TypeError(`a socket delivers strings, array buffers and their views; got ${shown}`),
    )
    socket.peer.message('next')
    expect(told.slice(1)).toEqual([['received', 'next']])
  })
})

describe('the end', () => {
  test('is told once, and nothing after it', () => {
    const { socket, told } = open()
    socket.peer.open()
    socket.peer.close(1001, 'away', true)
    socket.peer.message('late')
    socket.peer.close(1000, 'again', true)
    socket.peer.open()
    expect(told.slice(1)).toEqual([['closed', 1001, 'away', true]])
  })

  test('an error event says nothing that close does not', () => {
    const { socket, told } = open()
    socket.peer.error()
    expect(told).toEqual([])
    expect(socket.onerror).toEqual(expect.any(Function))
    socket.peer.close(1006, '', false)
    expect(told).toEqual([['closed', 1006, '', false]])
  })

  test('of a client that says nothing about it is a lost connection', () => {
    const { socket, told } = open()
    socket.onclose?.({} as never)
    expect(told).toEqual([['closed', 1006, '', false]])
  })

  test('of a mock without a protocol', () => {
    const { told, socket } = open({}, (mock) => void delete (mock as { protocol?: string }).protocol)
    socket.onopen?.({} as never)
    expect(told).toEqual([['opened', '']])
  })
})

describe('send', () => {
  test.each(['text', '', new Uint8Array([1, 2])])('%p goes out as it is', (message) => {
    const { send, socket } = open()
    socket.peer.open()
    expect(send(message)).toBe(true)
    expect(socket.sent).toEqual([message])
  })

  test.each<readonly [string, number]>([
    ['connecting', 0],
    ['closing', 2],
    ['closed', 3],
  ])('in a socket that is %s is refused, not dropped', (_name, readyState) => {
    const { send, socket } = open()
    socket.readyState = readyState
    expect(send('lost')).toBe(false)
    expect(socket.sent).toEqual([])
  })

  test('bufferedAmount is the socket’s', () => {
    const connection = open()
    connection.socket.bufferedAmount = 5
    expect(connection.bufferedAmount).toBe(5)
  })
})

test('close passes on code and reason', () => {
  const { close, socket } = open()
  close(4000, 'bye')
  expect(socket.closeCalls).toEqual([[4000, 'bye']])
})

describe('abandon', () => {
  test.each([0, 1, 2])('in readyState %i mutes the socket and closes it', (readyState) => {
    const { abandon, socket, told } = open()
    socket.readyState = readyState
    abandon()
    expect(socket.closeCalls).toEqual([[1000]])
    socket.peer.open()
    socket.peer.message('late')
    socket.peer.error()
    socket.peer.close(1006, '', false)
    expect(told).toEqual([])
  })

  test('of a socket whose close throws is quiet', () => {
    const { abandon, socket, told } = open()
    socket.close = () => {
      throw new DOMException('not now', 'InvalidStateError')
    }
    expect(() => abandon()).not.toThrow()
    socket.peer.close(1000, '', true)
    expect(told).toEqual([])
  })

  test('of a socket that tells of its close at once is quiet, too', () => {
    const { abandon, socket, told } = open()
    socket.close = () => socket.peer.close(1000, '', true)
    abandon()
    expect(told).toEqual([])
  })
})

describe('the platform’s own WebSocket', () => {
  const original = globalThis.WebSocket
  afterEach(() => {
    globalThis.WebSocket = original
  })
  const events: ConnectionEvents = { opened() {}, received() {}, closed() {} }

  test('is looked up when it is needed', () => {
    const made: unknown[][] = []
    globalThis.WebSocket = class {
      constructor(...args: unknown[]) {
        made.push(args)
      }
    } as never
    platformTransport.open({ url: 'ws://h/', protocols: ['a'], createSocket: undefined }, events)
    expect(made).toEqual([['ws://h/', ['a']]])
  })

  test('may be missing: the error says what to do', () => {
    globalThis.WebSocket = undefined as never
    expect(() => platformTransport.open({ url: 'ws://h/', protocols: [], createSocket: undefined }, events)).toThrow(
      new TypeError('this platform has no WebSocket; pass createSocket'),
    )
  })
})
