/**
 * @jest-environment node
 *
 * The types of the core: messages are inferred from the format, wherever they go. The compiler does the testing, in
 * `npm run typecheck`; what runs here only shows that the values are what their types say.
 */
import * as v from 'valibot'
import * as z from 'zod'
import {
  AUTOCONNECT_MODE,
  bytes,
  createWebSocketNode,
  json,
  text,
  type AnyFormat,
  type AutoconnectMode,
  type CoreNode,
  type Data,
  type DisconnectCause,
  type Flush,
  type Format,
  type Message,
  type NodeState,
  type Packet,
  type ReadySource,
  type ReconnectPolicy,
  type Signal,
  type Signals,
  type Transport,
  type UrlOption,
  type WebSocketLike,
  type WebSocketNodeError,
  type WebSocketNodeErrorCode,
  type WebSocketNodeHandle,
  type WebSocketNodeOptions,
  type Wire,
} from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { check, type Equal } from '../support/core/types.js'

interface Chat {
  from: string
  text: string
}

/** A node that is open, and the wire that it is open on. */
function opened<F extends AnyFormat>(node: CoreNode<F>, transport: ReturnType<typeof createFakeTransport>) {
  node.connect('h')
  transport.last.peer.open()
  return transport.last
}

describe('by the format', () => {
  test('bytes, by default', () => {
    const transport = createFakeTransport()
    const node = createWebSocketNode({
      transport,
      flush: 'sync',
      onReceived(data, packets) {
        check<Equal<typeof data, Uint8Array>>()
        check<Equal<typeof packets, readonly Uint8Array[]>>()
        expect([...data]).toEqual([...packets[0]!])
      },
    })
    check<Equal<typeof node, CoreNode<typeof bytes>>>()
    check<Equal<typeof node.lastReceived, Uint8Array | undefined>>()
    check<Equal<ReturnType<typeof node.receive>, Uint8Array | undefined>>()
    check<Equal<Parameters<typeof node.send>, [message: ArrayBuffer | ArrayBufferView]>>()
    const wire = opened(node, transport)
    wire.peer.deliver('a')
    expect(node.send(new Uint8Array(1))).toBe(true)
    expect(node.send(new DataView(new ArrayBuffer(1)))).toBe(true)
    expect(node.send(new ArrayBuffer(1))).toBe(true)
    // @ts-expect-error text is not bytes
    expect(() => node.send('text')).toThrow(TypeError)
    expect.assertions(5)
  })

  test('of no options at all', () => {
    const node = createWebSocketNode()
    check<Equal<typeof node, CoreNode<typeof bytes>>>()
    expect(node.state).toEqual({ status: 'idle' })
  })

  test('text', () => {
    const transport = createFakeTransport()
    const node = createWebSocketNode({
      transport,
      format: text,
      receiveLimit: 2,
      onReceived(data, packets) {
        check<Equal<typeof data, string>>()
        check<Equal<typeof packets, readonly string[]>>()
        expect(data).toBe(packets.join(''))
      },
    })
    check<Equal<typeof node.lastReceived, string | undefined>>()
    check<Equal<Parameters<typeof node.send>, [message: string]>>()
    node.on('received', (data, packets) => {
      check<Equal<typeof data, string>>()
      check<Equal<typeof packets, readonly string[]>>()
      expect(packets).toHaveLength(2)
    })
    opened(node, transport).peer.deliver('a', 'b')
    // @ts-expect-error bytes are not text
    expect(() => node.send(new Uint8Array(1))).toThrow(TypeError)
    expect.assertions(3)
  })

  test('json, by assertion', () => {
    const transport = createFakeTransport()
    const node = createWebSocketNode({ transport, format: json<Chat>(), flush: 'sync' })
    check<Equal<typeof node.lastReceived, readonly Chat[] | undefined>>()
    check<Equal<Parameters<typeof node.send>, [message: Chat]>>()
    node.on('received', (data, packets) => {
      check<Equal<typeof data, readonly Chat[]>>()
      check<Equal<typeof packets, readonly Chat[]>>()
      expect(data).toEqual(packets)
    })
    opened(node, transport).peer.deliver('{"from":"a","text":"b"}')
    expect(node.send({ from: 'a', text: 'b' })).toBe(true)
    // @ts-expect-error a chat has a text
    node.send({ from: 'a' })
    expect.assertions(2)
  })

  test('json, one way and the other', () => {
    const node = createWebSocketNode({ format: json<Chat, { ask: number }>() })
    check<Equal<typeof node.lastReceived, readonly Chat[] | undefined>>()
    check<Equal<Parameters<typeof node.send>, [message: { ask: number }]>>()
    const untyped = json()
    check<Equal<typeof untyped, Format<unknown, readonly unknown[], unknown>>>()
    expect(node.send({ ask: 1 })).toBe(false)
  })

  test('json, by zod: what the schema makes comes in, what it takes goes out', () => {
    const schema = z.object({ at: z.string().transform(Number), note: z.string().default('') })
    const transport = createFakeTransport()
    const node = createWebSocketNode({ transport, format: json(schema), flush: 'sync' })
    check<Equal<typeof node.lastReceived, readonly { at: number; note: string }[] | undefined>>()
    check<Equal<Parameters<typeof node.send>, [message: { at: string; note?: string | undefined }]>>()
    node.on('received', (data) => {
      check<Equal<typeof data, readonly { at: number; note: string }[]>>()
      expect(data).toEqual([{ at: 5, note: '' }])
    })
    opened(node, transport).peer.deliver('{"at":"5"}')
    // @ts-expect-error the schema takes text
    node.send({ at: 5 })
    expect.assertions(1)
  })

  test('json, by valibot', () => {
    const schema = v.object({ at: v.pipe(v.string(), v.transform(Number)), note: v.optional(v.string(), '') })
    const transport = createFakeTransport()
    const node = createWebSocketNode({ transport, format: json(schema), flush: 'sync' })
    check<Equal<typeof node.lastReceived, readonly { at: number; note: string }[] | undefined>>()
    check<Equal<Parameters<typeof node.send>, [message: { at: string; note?: string | undefined }]>>()
    node.on('received', (data) => {
      check<Equal<typeof data, readonly { at: number; note: string }[]>>()
      expect(data).toEqual([{ at: 5, note: '' }])
    })
    opened(node, transport).peer.deliver('{"at":"5"}')
    // @ts-expect-error the schema takes text
    node.send({ at: 5 })
    expect.assertions(1)
  })

  test('one of one’s own, inferred from its functions', () => {
    const rows = {
      name: 'rows',
      decode: (wire: Wire) => String(wire).split(','),
      join: (packets: readonly string[][]) => new Set(packets.flat()),
      encode: (message: readonly string[]) => message.join(','),
    }
    check<Equal<Packet<typeof rows>, string[]>>()
    check<Equal<Data<typeof rows>, Set<string>>>()
    check<Equal<Message<typeof rows>, readonly string[]>>()
    const transport = createFakeTransport()
    const node = createWebSocketNode({
      transport,
      format: rows,
      flush: 'sync',
      onReceived(data, packets) {
        check<Equal<typeof data, Set<string>>>()
        check<Equal<typeof packets, readonly string[][]>>()
        expect(data).toEqual(new Set(packets.flat()))
      },
    })
    check<Equal<typeof node.lastReceived, Set<string> | undefined>>()
    opened(node, transport).peer.deliver('a,b,a')
    expect(node.send(['a'])).toBe(true)
    // @ts-expect-error the format takes lists of strings
    expect(() => node.send([1, 2].at(0))).toThrow(TypeError)
    expect.assertions(3)
  })
})

describe('handlers', () => {
  test('may refer to the node that is being declared', () => {
    const transport = createFakeTransport()
    const node = createWebSocketNode({
      transport,
      format: text,
      flush: 'sync',
      onConnected: () => node.send('hello'),
      onReceived(data) {
        if (data === 'bye') node.close(4000, node.lastReceived)
      },
      onClosed: () => void node.connect(),
      onConnectFailed: () => node.dispose(),
    })
    const wire = opened(node, transport)
    wire.peer.deliver('bye')
    expect(wire.sent).toEqual(['hello'])
    expect(wire.closeCalls).toEqual([[4000, 'bye']])
    node.dispose()
  })

  test('policies and url functions get the node as an argument, or need none', () => {
    const policy: ReconnectPolicy = {
      next(attempt, cause, node) {
        check<Equal<typeof attempt, number>>()
        check<Equal<typeof cause, DisconnectCause>>()
        check<Equal<typeof node, WebSocketNodeHandle<AnyFormat>>>()
        return node.ready ? attempt : null
      },
    }
    const transport = createFakeTransport()
    const node = createWebSocketNode({
      transport,
      reconnect: policy,
      url(attempt) {
        check<Equal<typeof attempt, number>>()
        return `ws://h/?${attempt}`
      },
    })
    node.connect()
    transport.last.peer.close(1006)
    expect(node.state).toMatchObject({ status: 'reconnecting', delay: 1 })
    node.dispose()
  })

  test('have the arguments of their signals, as options and as listeners', () => {
    const node = createWebSocketNode({
      format: text,
      onConnected: (url) => void (url satisfies string),
      onConnectFailed: (error) => void (error satisfies WebSocketNodeError),
      onClosing: () => {},
      onClosed: (code, reason) => void [code satisfies number, reason satisfies string],
      onReceiveFailed: (error, wire) => void [error satisfies WebSocketNodeError, wire satisfies Wire],
      onReconnecting: (attempt, delay) => void [attempt satisfies number, delay satisfies number],
      onSendFailed: (messages) => void (messages satisfies readonly Wire[]),
    })
    node.on('connectFailed', (error) => {
      check<Equal<typeof error.code, WebSocketNodeErrorCode>>()
    })
    const leave = node.on('closed', (code, reason) => {
      check<Equal<[typeof code, typeof reason], [number, string]>>()
    })
    check<Equal<typeof leave, () => void>>()
    // @ts-expect-error there is no such signal
    node.on('opened', () => {})
    // @ts-expect-error closed has a number first
    node.on('closed', (code: string) => code)
    // @ts-expect-error text comes as strings
    createWebSocketNode({ format: text, onReceived: (data: Uint8Array) => data })
    expect(leave).toEqual(expect.any(Function))
  })

  test('their names are the signals’', () => {
    check<
      Equal<
        Signal,
        | 'connected'
        | 'connectFailed'
        | 'received'
        | 'closing'
        | 'closed'
        | 'receiveFailed'
        | 'reconnecting'
        | 'sendFailed'
      >
    >()
    check<
      Equal<
        Extract<keyof WebSocketNodeOptions, `on${string}`>,
        | 'onConnected'
        | 'onConnectFailed'
        | 'onReceived'
        | 'onClosing'
        | 'onClosed'
        | 'onReceiveFailed'
        | 'onReconnecting'
        | 'onSendFailed'
      >
    >()
    check<Equal<Signals<typeof text>['received'], [data: string, packets: readonly string[]]>>()
    expect(createWebSocketNode({ onClosing: undefined }).ready).toBe(true)
  })
})

describe('options', () => {
  test('take what is documented, and nothing else', () => {
    check<Equal<Flush, 'burst' | 'frame' | 'sync'>>()
    const urls: readonly UrlOption[] = [
      'ws://h',
      new URL('ws://h'),
      () => 'ws://h',
      (attempt) => Promise.resolve(new URL(`ws://h/${attempt}`)),
    ]
    const fine: readonly WebSocketNodeOptions[] = [
      {},
      { host: undefined, route: undefined, useWSS: undefined, url: undefined, format: undefined },
      { protocols: 'a' },
      { protocols: ['a'] },
      { protocols: ['a'] as const },
      ...urls.map((url) => ({ url })),
    ]
    for (const options of fine) expect(createWebSocketNode(options).state.status).toBe('idle')
    // @ts-expect-error seconds are a number
    expect(() => createWebSocketNode({ connectionTimeout: '10' })).toThrow(RangeError)
    // @ts-expect-error there is no such flush
    expect(() => createWebSocketNode({ flush: 'never' })).toThrow(RangeError)
    // @ts-expect-error there is no such option
    createWebSocketNode({ autoreconnect: true })
    // @ts-expect-error a format has four parts
    createWebSocketNode({ format: { name: 'odd', decode: String } })
  })

  test('sockets and transports fit by shape', () => {
    const native = (url: string, protocols?: string | string[]): WebSocketLike => new WebSocket(url, protocols)
    createWebSocketNode({ createSocket: native })
    createWebSocketNode({ createSocket: (url, protocols) => new WebSocket(url, protocols) })
    const transport: Transport = createFakeTransport()
    expect(createWebSocketNode({ transport }).state.status).toBe('idle')
  })
})

describe('the node', () => {
  test('of a format is one of any format, where only that is asked', () => {
    const node = createWebSocketNode({ format: json<Chat>() })
    const handle: WebSocketNodeHandle<ReturnType<typeof json<Chat>>> = node
    const source: ReadySource = node
    expect([handle.ready, source.ready]).toEqual([true, true])
  })

  test('has a state to switch over', () => {
    const describeState = (state: NodeState): string => {
      switch (state.status) {
        case 'idle':
          return 'idle'
        case 'waiting':
          return state.mode
        case 'connecting':
          return `${state.url} ${state.attempt.toFixed()}`
        case 'open':
          return state.protocol
        case 'closing':
          return state.url
        case 'closed':
          return `${state.code.toFixed()} ${state.reason} ${state.wasClean}`
        case 'failed':
          return state.error.code
        case 'reconnecting':
          return `${state.attempt.toFixed()} ${state.delay.toFixed()} ${state.cause.type}`
      }
    }
    const node = createWebSocketNode()
    check<Equal<typeof node.state, NodeState>>()
    // @ts-expect-error the state is read, not written
    expect(() => (node.state = { status: 'idle' })).toThrow(TypeError)
    expect(describeState(node.state)).toBe('idle')
  })

  test('modes have names and values', () => {
    check<Equal<AutoconnectMode, 'none' | 'self-ready' | 'parent-ready' | 'owner-ready' | 'root-ready' | 'custom'>>()
    check<Equal<typeof AUTOCONNECT_MODE.SELF_READY, 'self-ready'>>()
    expect(AUTOCONNECT_MODE).toEqual({
      NONE: 'none',
      SELF_READY: 'self-ready',
      PARENT_READY: 'parent-ready',
      OWNER_READY: 'owner-ready',
      ROOT_READY: 'root-ready',
      CUSTOM: 'custom',
    })
  })
})
