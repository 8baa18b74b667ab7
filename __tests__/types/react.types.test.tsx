/**
 * The types of the React binding: what a node sends and receives is inferred from its format, wherever the node goes.
 * The compiler does the testing, in `npm run typecheck`; what runs here only shows that all of it can be rendered.
 */
import { renderToStaticMarkup } from 'react-dom/server'
import { createRef, useCallback, useEffect, useRef, type ReactNode } from 'react'
import { WebSocket as MockWebSocket } from 'mock-socket'
import * as v from 'valibot'
import * as z from 'zod'
import {
  AUTOCONNECT_MODE,
  backoff,
  bytes,
  createWebSocketNode,
  json,
  opened,
  text,
  useLastPacket,
  useLastReceived,
  useNode,
  useNodeState,
  useReadyRef,
  useReceivedLog,
  useReceivedReducer,
  useRemaining,
  useSignal,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type AnyFormat,
  type AutoconnectMode,
  type AutoconnectReference,
  type ConnectedInfo,
  type DisconnectCause,
  type Format,
  type NodeState,
  type Outgoing,
  type ReactWebSocketNodeOptions,
  type ReadyRef,
  type ReadySource,
  type Signal,
  type UntypedNode,
  type WebSocketDefaults,
  type WebSocketNodeError,
  type WebSocketNodeHandle,
  type WebSocketNodeProps,
  type Wire,
} from '../../src/index.js'
import { check, type Equal } from '../support/core/types.js'

interface Chat {
  from: string
  text: string
}
interface Command {
  command: 'join' | 'leave'
}

const chat = json<Chat, Command>()
const zod = json(z.object({ id: z.number(), at: z.string().default('now') }))
const valibot = json(v.object({ id: v.number() }))
/** A format of a user's own: numbers, whose join is their sum, written as booleans. */
const sums: Format<number, { sum: number }, boolean> = {
  name: 'sums',
  decode: Number,
  join: (packets) => ({ sum: packets.reduce((a, b) => a + b, 0) }),
  encode: String,
}

/** Never called: what is in it is only compiled. */
function compiled(_examples: () => void): void {}

/** Renders each component on the server, where nothing connects. */
const rendered: [string, () => ReactNode][] = []
const component = (name: string, body: () => ReactNode) => void rendered.push([name, body])

// ── The hook ────────────────────────────────────────────────────────────────────────────────────────────────────────

component('the hook, without a format: bytes', function Bytes() {
  const result = useWebSocketNode({
    onReceived(data, packets) {
      check<Equal<typeof data, Uint8Array>>()
      check<Equal<typeof packets, readonly Uint8Array[]>>()
    },
    onPacket: (packet) => check<Equal<typeof packet, Uint8Array>>(),
    onConnected(url, connection) {
      check<Equal<typeof url, string>>()
      check<Equal<typeof connection, ConnectedInfo>>()
    },
    onConnectFailed: (error) => check<Equal<typeof error, WebSocketNodeError>>(),
    onClosing: (...args) => check<Equal<typeof args, []>>(),
    onClosed(code, reason) {
      check<Equal<typeof code, number>>()
      check<Equal<typeof reason, string>>()
    },
    onReceiveFailed(error, wire) {
      check<Equal<typeof error, WebSocketNodeError>>()
      check<Equal<typeof wire, Wire>>()
    },
    onReconnecting(attempt, delay) {
      check<Equal<typeof attempt, number>>()
      check<Equal<typeof delay, number>>()
    },
    onGaveUp: (cause) => check<Equal<typeof cause, DisconnectCause>>(),
    onSendFailed: (messages) => check<Equal<typeof messages, readonly Outgoing[]>>(),
  })
  check<Equal<typeof result, [state: NodeState, node: WebSocketNodeHandle<typeof bytes>]>>()
  const [, node] = result
  compiled(() => {
    node.send(new Uint8Array(1))
    node.send(new ArrayBuffer(1))
    node.send(new DataView(new ArrayBuffer(1)))
    // @ts-expect-error -- a string is no bytes
    node.send('text')
    node.sendString('text')
    // @ts-expect-error -- sendString sends strings
    node.sendString(1)
    node.sendJson({ any: ['thing'] })
    check<Equal<ReturnType<typeof node.receive>, Uint8Array | undefined>>()
    check<Equal<typeof node.lastReceived, Uint8Array | undefined>>()
  })
  return null
})

component('the hook, without any options: bytes', function Nothing() {
  const [state, node] = useWebSocketNode()
  check<Equal<typeof state, NodeState>>()
  check<Equal<typeof node, WebSocketNodeHandle<typeof bytes>>>()
  return null
})

component('the hook, with text', function Text() {
  const [, node] = useWebSocketNode({
    format: text,
    onPacket: (packet) => check<Equal<typeof packet, string>>(),
    onReceived(data, packets) {
      check<Equal<typeof data, readonly string[]>>()
      check<Equal<typeof packets, readonly string[]>>()
    },
  })
  compiled(() => {
    node.send('text')
    // @ts-expect-error -- bytes are no text
    node.send(new Uint8Array(1))
    const stop = node.on('received', (data) => check<Equal<typeof data, readonly string[]>>())
    check<Equal<typeof stop, () => void>>()
    // @ts-expect-error -- there is no such signal
    node.on('receive', () => {})
  })
  return null
})

component('the hook, with JSON: asserted, by zod, by valibot', function Json() {
  const [, asserted] = useWebSocketNode({
    format: chat,
    onReceived(data, packets) {
      check<Equal<typeof data, readonly Chat[]>>()
      check<Equal<typeof packets, readonly Chat[]>>()
    },
  })
  const [, byZod] = useWebSocketNode({
    format: zod,
    onReceived: (data) => check<Equal<typeof data, readonly { id: number; at: string }[]>>(),
  })
  const [, byValibot] = useWebSocketNode({
    format: valibot,
    onReceived: (data) => check<Equal<typeof data, readonly { id: number }[]>>(),
  })
  compiled(() => {
    asserted.send({ command: 'join' })
    // @ts-expect-error -- this is what arrives, not what is sent
    asserted.send({ from: 'a', text: 'b' })
    // @ts-expect-error -- there is no such command
    asserted.send({ command: 'shout' })
    byZod.send({ id: 1 })
    byZod.send({ id: 1, at: 'noon' })
    // @ts-expect-error -- the schema wants a number
    byZod.send({ id: '1' })
    byValibot.send({ id: 1 })
    // @ts-expect-error -- the schema wants an id
    byValibot.send({})
  })
  return null
})

component("the hook, with a format of one's own, written inline or not", function Own() {
  const [, node] = useWebSocketNode({
    format: sums,
    onReceived(data, packets) {
      check<Equal<typeof data, { sum: number }>>()
      check<Equal<typeof packets, readonly number[]>>()
    },
  })
  const [, inline] = useWebSocketNode({
    format: {
      name: 'inline',
      decode: (wire: Wire) => wire.length,
      join: (packets: readonly number[]) => packets.length,
      encode: (message: Date) => message.toISOString(),
    },
    onReceived: (data, packets) => {
      check<Equal<typeof data, number>>()
      check<Equal<typeof packets, readonly number[]>>()
    },
  })
  compiled(() => {
    node.send(true)
    // @ts-expect-error -- this is what arrives
    node.send(1)
    inline.send(new Date())
    // @ts-expect-error -- no date
    inline.send('now')
  })
  return null
})

component('handlers that use the node declared from the same call', function SelfReference() {
  const [state, node] = useWebSocketNode({
    format: text,
    autoconnectMode: 'self-ready',
    onConnected: () => {
      node.send('hello')
    },
    onPacket: (packet) => {
      if (packet === 'ping') node.send('pong')
    },
    onClosed(code) {
      if (code !== 1000) node.connect()
    },
    onConnectFailed: () => void node.connect('other.test', '/'),
  })
  check<Equal<typeof node, WebSocketNodeHandle<typeof text>>>()
  const [, other] = useWebSocketNode({
    format: chat,
    onReceived: (messages) => messages.forEach(({ from }) => other.sendString(from)),
  })
  check<Equal<typeof other, WebSocketNodeHandle<typeof chat>>>()
  return state.status
})

component('every form of a destination, and what turns an inherited policy off', function Destinations() {
  useWebSocketNode({ url: null, reconnect: null, heartbeat: null })
  useWebSocketNode({ url: new URL('ws://here.test/') })
  useWebSocketNode({ url: () => new URL('ws://here.test/'), protocols: () => ['v1', 'token'], destination: 'room' })
  useWebSocketNode({
    url: (attempt) => Promise.resolve(`ws://here.test/?${attempt}`),
    protocols: () => Promise.resolve('v1'),
  })
  const isOn = false as boolean
  return <WebSocketNode host="here.test" url={isOn ? undefined : null} reconnect={null} heartbeat={null} />
})

component('authenticate', function Authenticating() {
  useWebSocketNode({
    format: chat,
    authenticate: async ({ send, next, signal, url, protocol }) => {
      check<Equal<[typeof signal, typeof url, typeof protocol], [AbortSignal, string, string]>>()
      send({ command: 'join' })
      // @ts-expect-error -- this is what arrives
      send({ from: 'a', text: 'b' })
      const packet = await next()
      check<Equal<typeof packet, Chat>>()
    },
  })
  return <WebSocketNode format={text} authenticate={({ send }) => send('hello')} />
})

component('options that are generic over the format', function Generic() {
  return <GenericSubject format={text} handle={(data) => check<Equal<typeof data, readonly string[]>>()} />
})

function GenericSubject<F extends AnyFormat>({
  format,
  handle,
}: {
  format: F
  handle: (data: ReturnType<F['join']>) => void
}) {
  const [, node] = useWebSocketNode({ format, onReceived: handle })
  check<Equal<typeof node, WebSocketNodeHandle<F>>>()
  return null
}

compiled(function Rejected() {
  // @ts-expect-error -- there is no such option
  useWebSocketNode({ autoConnect: true })
  // @ts-expect-error -- there is no such mode
  useWebSocketNode({ autoconnectMode: 'ready' })
  // @ts-expect-error -- a number of seconds
  useWebSocketNode({ connectionTimeout: '10' })
  // @ts-expect-error -- there is no such flush
  useWebSocketNode({ flush: 'later' })
  // @ts-expect-error -- a string, a URL, a function or null
  useWebSocketNode({ url: 1 })
  // @ts-expect-error -- the format is what json() makes
  useWebSocketNode({ format: json })
  // @ts-expect-error -- a policy is what backoff() makes
  useWebSocketNode({ reconnect: backoff })
  // @ts-expect-error -- a handler of batches of text
  useWebSocketNode({ format: text, onReceived: (data: Uint8Array) => void data })
  // @ts-expect-error -- a ref or a source
  useWebSocketNode({ autoconnectMode: 'custom', autoconnectReference: 'auth' })
  // @ts-expect-error -- a source tells
  useWebSocketNode({ autoconnectReference: { ready: true } })
  // @ts-expect-error -- a format reads
  useWebSocketNode({ format: { name: 'half', encode: String } })
  const [state] = useWebSocketNode()
  // @ts-expect-error -- an idle node has no url
  void state.url
  // @ts-expect-error -- the state is read only
  state.status = 'open'
})

// ── The element ─────────────────────────────────────────────────────────────────────────────────────────────────────

component('the element: props, function as children, ref', function Element() {
  const textRef = useRef<WebSocketNodeHandle<typeof text>>(null)
  const bytesRef = createRef<WebSocketNodeHandle<typeof bytes>>()
  const keep = useCallback((node: WebSocketNodeHandle<typeof chat> | null) => void node?.send({ command: 'join' }), [])
  return (
    <>
      <WebSocketNode
        ref={textRef}
        format={text}
        name="text"
        autoconnectMode={AUTOCONNECT_MODE.SELF_READY}
        onReceived={(data, packets) => {
          check<Equal<typeof data, readonly string[]>>()
          check<Equal<typeof packets, readonly string[]>>()
        }}
        onPacket={(packet) => void textRef.current?.send(packet)}
      >
        {(state, node) => {
          check<Equal<typeof state, NodeState>>()
          check<Equal<typeof node, WebSocketNodeHandle<typeof text>>>()
          return state.status
        }}
      </WebSocketNode>
      <WebSocketNode ref={bytesRef} onReceived={(data) => check<Equal<typeof data, Uint8Array>>()}>
        {(_state, node) => {
          check<Equal<typeof node, WebSocketNodeHandle<typeof bytes>>>()
          return null
        }}
      </WebSocketNode>
      <WebSocketNode ref={keep} format={chat} onReceived={(data) => check<Equal<typeof data, readonly Chat[]>>()}>
        <b />
        text {1}
      </WebSocketNode>
      <WebSocketNode key="key" format={sums}>
        {() => <i />}
      </WebSocketNode>
    </>
  )
})

compiled(() => {
  const textRef = createRef<WebSocketNodeHandle<typeof text>>()
  void [
    // @ts-expect-error -- the ref is one of text, the format is not
    <WebSocketNode ref={textRef} format={chat} />,
    // @ts-expect-error -- a handler of text for JSON
    <WebSocketNode format={chat} onReceived={(data: string) => void data} />,
    // @ts-expect-error -- there is no such prop
    <WebSocketNode className="node" />,
    // @ts-expect-error -- children render, or are a function that does
    <WebSocketNode>{{ not: 'a node' }}</WebSocketNode>,
    <WebSocketNode key="" format={text}>
      {(_state, node) => {
        // @ts-expect-error -- text is sent
        node.send(1)
        return null
      }}
    </WebSocketNode>,
  ]
  check<Equal<WebSocketNodeProps<typeof text>['format'], typeof text | undefined>>()
})

component('the provider', function Provider() {
  const ref = useRef<ReadySource>(null)
  return (
    <WebSocketProvider
      ref={ref}
      ready={false}
      defaults={{
        host: 'here.test',
        useWSS: undefined,
        autoconnectMode: 'owner-ready',
        receiveLimit: 3,
        protocols: ['a'],
        createSocket: (url, protocols) => new MockWebSocket(url, protocols),
        reconnect: {
          next(attempt, cause, node) {
            check<Equal<typeof attempt, number>>()
            check<Equal<typeof cause, DisconnectCause>>()
            return node.state.status === 'idle' ? null : attempt
          },
        },
      }}
    >
      <b />
    </WebSocketProvider>
  )
})

compiled(() => {
  const defaults: WebSocketDefaults[] = [
    { ready: true },
    { lifecycle: { watch: () => () => {} } },
    // @ts-expect-error -- a format belongs to the node
    { format: text },
    // @ts-expect-error -- a name belongs to the node
    { name: 'a' },
    // @ts-expect-error -- one node's login is nobody else's
    { authenticate: () => {} },
    // @ts-expect-error -- a reference belongs to the node
    { autoconnectReference: null },
    // @ts-expect-error -- a handler belongs to the node
    { onReceived: () => {} },
    // @ts-expect-error -- a handler belongs to the node
    { onSendFailed: () => {} },
  ]
  void defaults
  // @ts-expect-error -- a provider has no address
  void (<WebSocketProvider host="here.test" />)
})

// ── Finding and watching ────────────────────────────────────────────────────────────────────────────────────────────

component('useNode', function Finding() {
  const nearest = useNode()
  check<Equal<typeof nearest, UntypedNode | null>>()
  const named = useNode('chat')
  check<Equal<typeof named, UntypedNode | null>>()
  // It is a node wherever any node will do.
  const any: WebSocketNodeHandle | null = nearest
  const typed = useNode('chat', chat)
  check<Equal<typeof typed, WebSocketNodeHandle<typeof chat> | null>>()
  const nearestTyped = useNode(undefined, text)
  check<Equal<typeof nearestTyped, WebSocketNodeHandle<typeof text> | null>>()
  compiled(() => {
    typed?.send({ command: 'leave' })
    // @ts-expect-error -- no command
    typed?.send('leave')
    nearest?.sendString('any node takes a string')
    nearest?.sendJson({ any: 'value' })
    // @ts-expect-error -- of a node whose format is not known, nothing is known to be sent
    nearest?.send('text')
    any?.connect()
    check<Equal<ReturnType<NonNullable<typeof nearest>['receive']>, unknown>>()
    // @ts-expect-error -- it may not be there
    typed.connect()
  })
  return null
})

component('useSignal', function Listening() {
  const [, node] = useWebSocketNode({ format: chat })
  const found = useNode('other', text)
  const any = useNode()
  useSignal(node, 'received', (data, packets) => {
    check<Equal<typeof data, readonly Chat[]>>()
    check<Equal<typeof packets, readonly Chat[]>>()
  })
  useSignal(found, 'received', (data) => check<Equal<typeof data, readonly string[]>>())
  useSignal(found, 'packet', (packet) => check<Equal<typeof packet, string>>())
  useSignal(any, 'packet', (packet) => check<Equal<typeof packet, unknown>>())
  useSignal(any, 'received', (data) => check<Equal<typeof data, unknown>>())
  useSignal(any, 'closed', (code, reason) => {
    check<Equal<typeof code, number>>()
    check<Equal<typeof reason, string>>()
  })
  useSignal(node, 'receiveFailed', (error, wire) => {
    check<Equal<typeof error, WebSocketNodeError>>()
    check<Equal<typeof wire, Wire>>()
  })
  useSignal(node, 'closing', (...args) => check<Equal<typeof args, []>>())
  useSignal(null, 'connected', (url) => check<Equal<typeof url, string>>())
  // A handler may take less than it gets.
  useSignal(node, 'received', () => {})
  compiled(() => {
    /* eslint-disable react-hooks/rules-of-hooks -- never called */
    // @ts-expect-error -- there is no such signal
    useSignal(node, 'message', () => {})
    // @ts-expect-error -- the data are no text
    useSignal(node, 'received', (data: string) => void data)
    // @ts-expect-error -- a node that may be undefined is not null
    useSignal(undefined, 'received', () => {})
    /* eslint-enable */
    const signals: Signal[] = ['connected', 'connectFailed', 'received', 'closing', 'closed']
    void signals
  })
  return null
})

/** A node that was made without React: hooks infer from it as from a handle. */
const made = createWebSocketNode({ format: json<Chat, Command>() })
const madeOfText = createWebSocketNode({ format: text })
made.dispose()
madeOfText.dispose()

component('all hooks, with a CoreNode', function Made() {
  useSignal(made, 'packet', (packet) => check<Equal<typeof packet, Chat>>())
  useSignal(made, 'received', (data) => check<Equal<typeof data, readonly Chat[]>>())
  const last = useLastPacket(made)
  check<Equal<typeof last, Chat | undefined>>()
  const batch = useLastReceived(made)
  check<Equal<typeof batch, readonly Chat[] | undefined>>()
  const log = useReceivedLog(made)
  check<Equal<typeof log, readonly Chat[]>>()
  const count = useReceivedReducer(made, (sum, { text }) => sum + text.length, 0)
  check<Equal<typeof count, number>>()
  const state = useNodeState(made)
  check<Equal<typeof state, NodeState>>()
  const remaining = useRemaining(made)
  check<Equal<typeof remaining, number | null>>()
  const word = useLastPacket(madeOfText)
  check<Equal<typeof word, string | undefined>>()
  check<Equal<ReturnType<typeof opened>, ReadySource>>()
  return <WebSocketNode autoconnectMode="custom" autoconnectReference={opened(made)} />
})

type Shape = { kind: 'circle'; radius: number } | { kind: 'square'; side: number }
interface Circle {
  kind: 'circle'
  radius: number
}
const isCircle = (shape: Shape): shape is Circle => shape.kind === 'circle'

component('the value hooks', function Values() {
  const [, node] = useWebSocketNode({ format: json<Shape>() })
  const untyped = useNode()
  const shape = useLastPacket(node)
  check<Equal<typeof shape, Shape | undefined>>()
  const circle = useLastPacket(node, isCircle)
  check<Equal<typeof circle, Circle | undefined>>()
  const square = useLastPacket(node, (one) => one.kind === 'square')
  check<Equal<typeof square, { kind: 'square'; side: number } | undefined>>()
  const any = useLastPacket(node, ({ kind }) => kind.length > 0)
  check<Equal<typeof any, Shape | undefined>>()
  const unknown = useLastPacket(untyped)
  check<Equal<typeof unknown, unknown>>()
  const data = useLastReceived(node)
  check<Equal<typeof data, readonly Shape[] | undefined>>()
  const log = useReceivedLog(node, 10)
  check<Equal<typeof log, readonly Shape[]>>()
  const circles = useReceivedLog(node, { limit: 10, accept: isCircle })
  check<Equal<typeof circles, readonly Circle[]>>()
  const some = useReceivedLog(node, { accept: ({ kind }) => kind.length > 0 })
  check<Equal<typeof some, readonly Shape[]>>()
  return null
})

interface Action {
  type: string
}
const reduce = (actions: readonly Action[], action: Action): readonly Action[] => [...actions, action]
const collect = (actions: Action[], action: Action): Action[] => [...actions, action]

component('useReceivedReducer', function Reducing() {
  const [, node] = useWebSocketNode({ format: json<Action>() })
  const byReducer = useReceivedReducer(node, reduce, [])
  check<Equal<typeof byReducer, readonly Action[]>>()
  const mutable = useReceivedReducer(node, collect, [])
  check<Equal<typeof mutable, Action[]>>()
  const inline = useReceivedReducer(node, (all: string[], { type }) => [...all, type], [])
  check<Equal<typeof inline, string[]>>()
  const byInitial = useReceivedReducer(node, (count, { type }) => count + type.length, 0)
  check<Equal<typeof byInitial, number>>()
  const optional = useReceivedReducer(node, (_last: Action | undefined, action) => action, undefined)
  check<Equal<typeof optional, Action | undefined>>()
  const asserted = useReceivedReducer<Format<Action, unknown, never>, Record<string, number>>(
    node,
    (counts, { type }) => ({ ...counts, [type]: (counts[type] ?? 0) + 1 }),
    {},
  )
  check<Equal<typeof asserted, Record<string, number>>>()
  compiled(() => {
    /* eslint-disable react-hooks/rules-of-hooks -- never called */
    // @ts-expect-error -- the reducer takes actions
    useReceivedReducer(node, (all: string, packet: string) => all + packet, '')
    // @ts-expect-error -- the result is a list
    useReceivedReducer(node, reduce, 0)
    /* eslint-enable */
  })
  return null
})

component('useNodeState', function Watching() {
  const [, node] = useWebSocketNode({ format: chat })
  const found = useNode()
  const whole = useNodeState(node)
  check<Equal<typeof whole, NodeState>>()
  const status = useNodeState(found, (state) => state.status)
  check<Equal<typeof status, NodeState['status']>>()
  const isOpen = useNodeState(null, ({ status }) => status === 'open')
  check<Equal<typeof isOpen, boolean>>()
  const code = useNodeState(node, (state) => (state.status === 'failed' ? state.error.code : null))
  check<Equal<typeof code, WebSocketNodeError['code'] | null>>()
  const shape = useNodeState(useNode('x', text), (state) => ({ is: state.status, at: 'url' in state ? state.url : '' }))
  check<Equal<typeof shape, { is: NodeState['status']; at: string }>>()
  compiled(() => {
    /* eslint-disable react-hooks/rules-of-hooks -- never called */
    // @ts-expect-error -- not every state has a code
    useNodeState(node, ({ code }) => void code)
    // @ts-expect-error -- no node
    useNodeState('chat')
    /* eslint-enable */
  })
  return null
})

component('useReadyRef and references', function References() {
  const ready = useReadyRef<HTMLElement>()
  check<Equal<typeof ready, ReadyRef<HTMLElement>>>()
  const plain = useRef<HTMLElement>(null)
  const nodeRef = useRef<WebSocketNodeHandle<typeof text>>(null)
  const ownerRef = useRef<ReadySource>(null)
  const [, node] = useWebSocketNode({ format: text })
  const references: (AutoconnectReference | null)[] = [
    ready,
    plain,
    nodeRef,
    ownerRef,
    node,
    opened(node),
    opened(useNode('auth')),
    opened(null),
    { current: 1 },
    { ready: true, onReady: () => () => {} },
    null,
  ]
  compiled(() => {
    check<Equal<typeof ready.current, HTMLElement | null>>()
  })
  return references.map((autoconnectReference, key) => (
    <WebSocketNode key={key} autoconnectMode="custom" autoconnectReference={autoconnectReference}>
      <b ref={ready} />
    </WebSocketNode>
  ))
})

component("components that pass a node on, and options of one's own", function PassingOn() {
  const [, node] = useWebSocketNode({ format: chat })
  return (
    <>
      <Reader node={node} />
      <AnyReader node={node} />
      <Wrapped format={text} autoconnectMode="none" />
    </>
  )
})

function Reader({ node }: { node: WebSocketNodeHandle<typeof chat> | null }) {
  useSignal(node, 'received', (messages) => messages.map(({ text }) => text))
  return null
}

function AnyReader({ node }: { node: WebSocketNodeHandle | null }) {
  useEffect(() => node?.subscribe(() => {}), [node])
  return useNodeState(node, ({ status }) => status)
}

function Wrapped<F extends AnyFormat>(props: ReactWebSocketNodeOptions<F>) {
  return <WebSocketNode {...props} host="wrapped.test" />
}

describe('the types of the React binding', () => {
  it.each(rendered)('%s', (_name, Component) => {
    expect(() => renderToStaticMarkup(<Component />)).not.toThrow()
  })

  it('name the modes as the addon does', () => {
    const mode: AutoconnectMode = AUTOCONNECT_MODE.CUSTOM
    expect(mode).toBe('custom')
  })
})
