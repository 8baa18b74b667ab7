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
  backoff,
  bytes,
  createWebSocketNode,
  json,
  ping,
  text,
  wire,
  type AnyFormat,
  type AutoconnectMode,
  type CloseDetails,
  type ConnectedInfo,
  type CoreNode,
  type Data,
  type DisconnectCause,
  type Exchange,
  type Flush,
  type Format,
  type Lifecycle,
  type LifecycleEvents,
  type Message,
  type NodeState,
  type Outgoing,
  type Packet,
  type ReadySource,
  type ReconnectPolicy,
  type Signal,
  type Signals,
  type StreamFormat,
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
    check<Equal<Parameters<typeof node.send>, [message: ArrayBuffer | ArrayBufferView | Blob]>>()
    const line = opened(node, transport)
    line.peer.deliver('a')
    expect(node.send(new Uint8Array(1))).toBe(true)
    expect(node.send(new DataView(new ArrayBuffer(1)))).toBe(true)
    expect(node.send(new ArrayBuffer(1))).toBe(true)
    expect(node.send(new Blob(['a']))).toBe(true)
    // @ts-expect-error text is not bytes
    expect(() => node.send('text')).toThrow(TypeError)
    expect.assertions(6)
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
        check<Equal<typeof data, readonly string[]>>()
        check<Equal<typeof packets, readonly string[]>>()
        expect(data).toEqual(packets)
        // @ts-expect-error a batch of texts is no text: nobody parses two messages as one
        expect(() => JSON.parse(data) as unknown).toThrow(SyntaxError)
      },
    })
    check<Equal<typeof node.lastReceived, readonly string[] | undefined>>()
    check<Equal<Parameters<typeof node.send>, [message: string]>>()
    node.on('received', (data, packets) => {
      check<Equal<typeof data, readonly string[]>>()
      check<Equal<typeof packets, readonly string[]>>()
      expect(packets).toHaveLength(2)
    })
    node.on('packet', (packet) => {
      check<Equal<typeof packet, string>>()
      expect(['a', 'b']).toContain(packet)
    })
    opened(node, transport).peer.deliver('a', 'b')
    // @ts-expect-error bytes are not text
    expect(() => node.send(new Uint8Array(1))).toThrow(TypeError)
    expect.assertions(6)
  })

  test('wire: text and bytes, told apart', () => {
    const transport = createFakeTransport()
    const node = createWebSocketNode({
      transport,
      format: wire,
      flush: 'sync',
      onPacket: (packet) => check<Equal<typeof packet, string | Uint8Array>>(),
      onReceived: (data) => check<Equal<typeof data, readonly (string | Uint8Array)[]>>(),
    })
    check<Equal<Parameters<typeof node.send>, [message: string | ArrayBuffer | ArrayBufferView | Blob]>>()
    opened(node, transport)
    expect(node.send('text')).toBe(true)
    expect(node.send(new Uint8Array(1))).toBe(true)
    // @ts-expect-error neither text nor bytes
    expect(() => node.send({})).toThrow(TypeError)
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
    expect(node.send({ ask: 1 })).toBe(true)
    node.dispose()
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

describe('by a format with a decoder of each connection', () => {
  test('packets are what the decoder gives', () => {
    const lines = {
      name: 'lines',
      open() {
        let rest = ''
        return {
          decode(frame: Wire): readonly string[] {
            const parts = (rest + String(frame)).split('\n')
            rest = parts.pop()!
            return parts
          },
          end() {
            if (rest) throw new Error('unfinished')
          },
        }
      },
      join: (packets: readonly string[]) => packets,
      encode: (line: string) => `${line}\n`,
    }
    check<Equal<Packet<typeof lines>, string>>()
    check<Equal<Data<typeof lines>, readonly string[]>>()
    check<Equal<Message<typeof lines>, string>>()
    const named: StreamFormat<string, readonly string[], string> = lines
    const transport = createFakeTransport()
    const heard: string[] = []
    const node = createWebSocketNode({
      transport,
      format: lines,
      flush: 'sync',
      onPacket(packet) {
        check<Equal<typeof packet, string>>()
        heard.push(packet)
      },
    })
    opened(node, transport).peer.deliver('a\nb', 'c\n')
    expect(heard).toEqual(['a', 'bc'])
    // @ts-expect-error lines are strings
    expect(() => node.send(1)).not.toThrow()
    expect(named.name).toBe('lines')
    node.dispose()
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
      onPacket(packet) {
        if (packet === 'bye') node.close(4000, packet)
      },
      onClosed: () => void node.connect(),
      onConnectFailed: () => node.dispose(),
    })
    const line = opened(node, transport)
    line.peer.deliver('bye')
    expect(line.sent).toEqual(['hello'])
    expect(line.closeCalls).toEqual([[4000, 'bye']])
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
      onConnected: (url, { isReconnect, downFor }) =>
        void [url satisfies string, isReconnect satisfies boolean, downFor satisfies number | undefined],
      onConnectFailed: (error) => void (error satisfies WebSocketNodeError),
      onClosing: () => {},
      onClosed: (code, reason) => void [code satisfies number, reason satisfies string],
      onReceiveFailed: (error, wire) => void [error satisfies WebSocketNodeError, wire satisfies Wire],
      onReconnecting: (attempt, delay) => void [attempt satisfies number, delay satisfies number],
      onPacket: (packet) => void (packet satisfies string),
      onGaveUp: (cause) => void (cause satisfies DisconnectCause),
      onSendFailed: (messages) => void (messages satisfies readonly Outgoing[]),
    })
    node.on('connectFailed', (error) => {
      check<Equal<typeof error.code, WebSocketNodeErrorCode>>()
      check<Equal<typeof error.close, CloseDetails | undefined>>()
    })
    node.on('connected', (_url, connection) => {
      check<Equal<typeof connection, ConnectedInfo>>()
    })
    node.on('gaveUp', (cause) => {
      check<Equal<typeof cause, DisconnectCause>>()
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
        | 'packet'
        | 'received'
        | 'closing'
        | 'closed'
        | 'receiveFailed'
        | 'reconnecting'
        | 'gaveUp'
        | 'sendFailed'
      >
    >()
    check<
      Equal<
        Extract<keyof WebSocketNodeOptions, `on${string}`>,
        | 'onConnected'
        | 'onConnectFailed'
        | 'onPacket'
        | 'onReceived'
        | 'onClosing'
        | 'onClosed'
        | 'onReceiveFailed'
        | 'onReconnecting'
        | 'onGaveUp'
        | 'onSendFailed'
      >
    >()
    check<Equal<Signals<typeof text>['received'], [data: readonly string[], packets: readonly string[]]>>()
    check<Equal<Signals<typeof text>['packet'], [packet: string]>>()
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
      null,
    ]
    const fine: readonly WebSocketNodeOptions[] = [
      {},
      { host: undefined, route: undefined, useWSS: undefined, url: undefined, format: undefined },
      { protocols: 'a' },
      { protocols: ['a'] },
      { protocols: ['a'] as const },
      { protocols: (attempt) => ['v1', String(attempt)] },
      { protocols: () => Promise.resolve('v1') },
      { destination: 'room' },
      { reconnect: null, heartbeat: null },
      { reconnect: backoff(), heartbeat: ping({ message: 'ping', always: true }) },
      ...urls.map((url) => ({ url })),
    ]
    for (const options of fine) expect(createWebSocketNode(options).state.status).toBe('idle')
    // @ts-expect-error seconds are a number
    expect(() => createWebSocketNode({ connectionTimeout: '10' })).toThrow(RangeError)
    // @ts-expect-error a url function answers with an address
    createWebSocketNode({ url: () => null })
    // @ts-expect-error json() is the format, json makes it
    expect(() => createWebSocketNode({ format: json })).toThrow(TypeError)
    // @ts-expect-error backoff() is the policy
    expect(() => createWebSocketNode({ reconnect: true })).toThrow(TypeError)
    // @ts-expect-error ping() is the policy
    expect(() => createWebSocketNode({ heartbeat: { interval: 5 } })).toThrow(TypeError)
    // @ts-expect-error there is no such flush
    expect(() => createWebSocketNode({ flush: 'never' })).toThrow(RangeError)
    // @ts-expect-error there is no such option
    createWebSocketNode({ autoreconnect: true })
    // @ts-expect-error a format has four parts
    expect(() => createWebSocketNode({ format: { name: 'odd', decode: String } })).toThrow(TypeError)
  })

  test('authenticate exchanges what the format exchanges', () => {
    const node = createWebSocketNode({
      format: json<Chat, { token: string }>(),
      authenticate: async (exchange) => {
        check<Equal<typeof exchange, Exchange<Format<Chat, readonly Chat[], { token: string }>>>>()
        check<Equal<typeof exchange.signal, AbortSignal>>()
        check<Equal<typeof exchange.url, string>>()
        exchange.send({ token: 'secret' })
        // @ts-expect-error this is what arrives
        exchange.send({ from: 'a', text: 'b' })
        const packet = await exchange.next()
        check<Equal<typeof packet, Chat>>()
      },
    })
    createWebSocketNode({ format: text, authenticate: ({ send }) => send('hello') })
    // @ts-expect-error text is sent
    createWebSocketNode({ format: text, authenticate: ({ send }) => send({ token: 'secret' }) })
    expect(node.state.status).toBe('idle')
  })

  test('sockets and transports fit by shape', () => {
    const native = (url: string, protocols?: string | string[]): WebSocketLike => new WebSocket(url, protocols)
    createWebSocketNode({ createSocket: native })
    createWebSocketNode({ createSocket: (url, protocols) => new WebSocket(url, protocols) })
    const transport: Transport = createFakeTransport()
    expect(createWebSocketNode({ transport }).state.status).toBe('idle')
  })

  test('a lifecycle is any object that watches, and may know whether it is offline', () => {
    const lifecycle: Lifecycle = {
      watch({ wokeUp, putAway, cameBack }) {
        check<Equal<typeof putAway, () => void>>()
        for (const event of [wokeUp, putAway, cameBack]) event()
        return () => {}
      },
      isOffline: () => false,
    }
    createWebSocketNode({ lifecycle })
    createWebSocketNode({ lifecycle: { watch: ({ wokeUp }: Pick<LifecycleEvents, 'wokeUp'>) => wokeUp } })
    createWebSocketNode({ lifecycle: undefined })
    // @ts-expect-error -- it has to stop
    createWebSocketNode({ lifecycle: { watch() {} } })
    // @ts-expect-error -- it has to watch
    expect(() => createWebSocketNode({ lifecycle: {} })).toThrow(TypeError)
  })
})

describe('the node', () => {
  test('of a format is one of any format, where only that is asked', () => {
    const node = createWebSocketNode({ format: json<Chat>() })
    const handle: WebSocketNodeHandle<ReturnType<typeof json<Chat>>> = node
    const any: WebSocketNodeHandle = node
    const source: ReadySource = node
    expect([handle.ready, any.ready, source.ready]).toEqual([true, true, true])
  })

  test('tells what is under way', () => {
    const node = createWebSocketNode()
    check<Equal<typeof node.pending, number>>()
    check<Equal<typeof node.remaining, number | undefined>>()
    check<Equal<typeof node.roundTrip, number | undefined>>()
    check<Equal<typeof node.lastSent, Outgoing | undefined>>()
    check<Equal<ReturnType<typeof node.reconnect>, boolean>>()
    expect([node.pending, node.remaining, node.roundTrip]).toEqual([0, undefined, undefined])
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
