/**
 * The platform's socket behind the transport, on a fake socket that does what browsers do.
 */
import { runInNewContext } from 'node:vm'
import type { ConnectionEvents, CreateSocket, OpenRequest } from '../../src/core/index.js'
import { platformTransport } from '../../src/core/wire/transport.js'
import { createFakeSocket, type FakeSocket } from '../support/core/fakeSocket.js'
import { useHideablePage } from '../support/core/hideablePage.js'

/** Delivers the tasks. */
const page = useHideablePage()

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

  test.each<readonly [unknown, string]>([
    [undefined, 'undefined'],
    [null, 'null'],
    [Promise.resolve(createFakeSocket()), '[object Promise]'],
  ])('throws where createSocket returns no socket: %p', (socket, words) => {
    const createSocket = () => socket as FakeSocket
    expect(() => open({ createSocket })).toThrow(new TypeError(`createSocket returns a socket; got ${words}`))
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

  test.each<readonly [string, unknown]>([
    ['a Blob', new Blob(['x'])],
    ['a number', 5],
    ['nothing', undefined],
    ['a list of buffers', [Buffer.from('x')]],
  ])('%s goes on as it is, for the format to refuse, and the next packets come after it', (_name, message) => {
    const { socket, told } = open()
    socket.peer.open()
    socket.peer.message(message)
    socket.peer.message('next')
    expect(told.slice(1)).toEqual([
      ['received', message],
      ['received', 'next'],
    ])
    expect(told[1]![1]).toBe(message)
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

  test.each([{}, null, undefined])('of a client that says nothing about it (%p) is a lost connection', (event) => {
    const { socket, told } = open()
    socket.onclose?.(event as never)
    expect(told).toEqual([['closed', 1006, '', false]])
  })

  test.each<readonly [string, unknown]>([
    ['0, as Deno tells of a drop', 0],
    ['NaN', NaN],
    ['null', null],
  ])('with a code that is none (%s) is a lost connection', (_name, code) => {
    const { socket, told } = open()
    socket.peer.open()
    socket.onclose?.({ code, reason: null, wasClean: null } as never)
    expect(told.slice(1)).toEqual([['closed', 1006, '', false]])
  })

  test('of a mock without a protocol', () => {
    const { told, socket } = open({}, (mock) => void delete (mock as { protocol?: string }).protocol)
    socket.onopen?.({} as never)
    expect(told).toEqual([['opened', '']])
  })
})

describe('what a socket has become without a word is found out in a later task', () => {
  const lost: Told = ['closed', 1006, '', false]

  test('an error after which no close comes, though the socket is closed', () => {
    const { socket, told } = open()
    socket.readyState = 3
    socket.peer.error()
    expect(told).toEqual([])
    page.deliverMessages()
    expect(told).toEqual([lost])
  })

  test('an error before the socket is open ends the attempt, whatever readyState says: WebKit tells no more', () => {
    const { socket, told } = open()
    socket.peer.error()
    page.deliverMessages()
    expect(told).toEqual([lost])
    socket.peer.open()
    expect(told).toHaveLength(1)
  })

  test('… of an open socket, too', () => {
    const { socket, told } = open()
    socket.peer.open()
    socket.readyState = 3
    socket.peer.error()
    page.deliverMessages()
    expect(told.slice(1)).toEqual([lost])
  })

  test('an error after which a close comes, in the same task: told once, as the close says', () => {
    const { socket, told } = open()
    socket.peer.error()
    socket.peer.close(1011, 'oops', true)
    page.deliverMessages()
    expect(told).toEqual([['closed', 1011, 'oops', true]])
  })

  test.each([0, 1, 2])('an error in readyState %i ends nothing', (readyState) => {
    const { socket, told } = open()
    socket.peer.open()
    socket.readyState = readyState
    socket.peer.error()
    page.deliverMessages()
    expect(told).toEqual([['opened', '']])
  })

  test('a socket that is open when it is made', () => {
    const { socket, told } = open({}, (made) => (made.readyState = 1))
    expect(told).toEqual([])
    page.deliverMessages()
    expect(told).toEqual([['opened', '']])
    socket.peer.open()
    expect(told).toHaveLength(1)
  })

  test('one that opens before that task, and one that says it again, is opened once', () => {
    const { socket, told } = open({}, (made) => (made.readyState = 1))
    socket.peer.open('chat')
    page.deliverMessages()
    expect(told).toEqual([['opened', 'chat']])
  })

  test('a socket that is closed when it is made', () => {
    const { told } = open({}, (made) => (made.readyState = 3))
    expect(told).toEqual([])
    page.deliverMessages()
    expect(told).toEqual([lost])
  })

  test('send() finds the socket closed: refused, and told', () => {
    const { socket, send, told } = open()
    socket.peer.open()
    socket.readyState = 3
    expect(send('lost')).toBe(false)
    expect(told).toHaveLength(1)
    page.deliverMessages()
    expect(told.slice(1)).toEqual([lost])
  })

  test('an abandoned socket is not looked at', () => {
    const { abandon, told } = open({}, (made) => (made.readyState = 1))
    abandon()
    page.deliverMessages()
    expect(told).toEqual([])
  })
})

describe('the cause', () => {
  test.each<readonly [string, object | undefined, unknown]>([
    ['the error of the event', { error: 'ECONNREFUSED', message: 'words' }, 'ECONNREFUSED'],
    ['the event, where it has words', { message: '401' }, { message: '401' }],
    ['nothing, where the event says nothing', {}, undefined],
    ['nothing, where there is no event', undefined, undefined],
  ])('is %s', (_name, event, cause) => {
    const { socket, told } = open()
    socket.onerror?.(event as never)
    socket.peer.close(1006, '', false)
    expect(told[0]![4]).toEqual(cause)
  })
})

describe('send', () => {
  test.each(['text', '', new Uint8Array([1, 2]), new Blob(['x'])])('%p goes out as it is', (message) => {
    const { send, socket } = open()
    socket.peer.open()
    expect(send(message)).toBe(true)
    expect(socket.sent[0]).toBe(message)
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

  test('of a socket that opens all the same, as on React Native’s Android, closes it then', () => {
    const { abandon, socket, told } = open()
    abandon()
    socket.closeCalls.length = 0
    socket.readyState = 1
    socket.peer.open()
    expect(socket.closeCalls).toEqual([[1000]])
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
