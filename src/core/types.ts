/**
 * The public types of the core: options, state, signals, and the interfaces that formats, policies and transports implement.
 * It has no behaviour. A type that is not here is internal.
 */
import type { Clock } from './clock.js'
import type { WebSocketNodeError } from './errors.js'
import type { PlatformAbortSignal, PlatformBlob, PlatformUrl } from './platform.js'

// ── Formats ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a WebSocket delivers: a string for a text message, bytes for a binary message (RFC 6455 §5.6). */
export type Wire = string | Uint8Array

/** What a WebSocket sends: a string as a text message, bytes or a `Blob` as a binary message (RFC 6455 §5.6). */
export type Outgoing = Wire | PlatformBlob

interface FormatBase<Packet, Data, Message> {
  /**
   * A short name, such as `'json'`. Errors contain it, and a connection that lingers is only handed over to a node whose
   * format has the same name.
   */
  readonly name: string
  /** Joins the packets of one batch, of which there is at least one, into the `data` of the signal `received`. */
  join(packets: readonly Packet[]): Data
  /** Turns a message into what goes on the wire. An error that it throws reaches the caller of `send` as a `TypeError`. */
  encode(message: Message): Outgoing
}

/**
 * How received packets are decoded and messages are encoded. The package has `bytes`, `text`, `json()` and `wire`; write
 * your own for another protocol. An app ships only the formats that it imports.
 *
 * @typeParam Packet one received packet after decoding
 * @typeParam Data the joined packets of one batch
 * @typeParam Message what `send` takes
 *
 * @example
 * A format for numbers, sent as text:
 * ```ts
 * import type { Format } from 'react-websocket-node'
 *
 * export const numbers: Format<number, readonly number[], number> = {
 *   name: 'numbers',
 *   decode: (wire) => Number(wire),
 *   join: (packets) => packets,
 *   encode: String,
 * }
 * ```
 */
export interface Format<Packet, Data, Message> extends FormatBase<Packet, Data, Message> {
  /**
   * Decodes one message of the wire, synchronously. If it throws, the node emits `receiveFailed` for this packet and goes on
   * with the next one.
   */
  decode(wire: Wire): Packet
}

/**
 * A format whose decoder keeps state between messages: for packets that are split over several messages, for several
 * packets in one message, or for compression across messages. Each connection has a decoder of its own.
 */
export interface StreamFormat<Packet, Data, Message> extends FormatBase<Packet, Data, Message> {
  /** Creates the decoder of a connection. It is called when the socket is created. */
  open(): Decoder<Packet>
}

/** Decodes the messages of one connection, in their order. */
export interface Decoder<Packet> {
  /** Decodes one message of the wire into no, one or several packets. If it throws, the node emits `receiveFailed`. */
  decode(wire: Wire): readonly Packet[]
  /**
   * Called once before the signal `closed`; not when the node moves to another destination or unmounts. Throw an error if an
   * unfinished packet is left: the node emits it as `receiveFailed`.
   */
  end?(): void
}

/** Any format, whatever its packets and messages are. */
export type AnyFormat = Format<unknown, unknown, never> | StreamFormat<unknown, unknown, never>
/** The type of one packet of the format `F`: what `onPacket` and `useLastPacket` give. */
export type Packet<F extends AnyFormat> = F extends { open(): Decoder<infer P> }
  ? P
  : F extends { decode(wire: Wire): infer P }
    ? P
    : never
/** The type of a joined batch of the format `F`: what `onReceived` and `useLastReceived` give. */
export type Data<F extends AnyFormat> = ReturnType<F['join']>
/** The type of a message of the format `F`: what `send` takes. */
export type Message<F extends AnyFormat> = Parameters<F['encode']>[0]

// ── State ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Why a connection or an attempt to connect ended: `failed` with an error, or `closed` with the code and reason of RFC 6455
 * §7.4. A reconnect policy decides by it.
 */
export type DisconnectCause =
  | { readonly type: 'failed'; readonly error: WebSocketNodeError }
  | { readonly type: 'closed'; readonly code: number; readonly reason: string; readonly wasClean: boolean }

/**
 * The state of a node, a union by `status`. `attempt` is 0 for the first attempt and n for retry number n; `delay` is in
 * seconds.
 *
 * - `idle`: nothing has happened yet, or `close()` ended a wait. Also on the server and in the first render.
 * - `waiting`: the node waits for what its autoconnect mode names, for its own `ready`, or for a `url` that is null.
 * - `connecting`: the `url` function, the handshake or `authenticate` is under way; `url` is `''` until the function answered.
 * - `open`: messages are sent at once. `protocol` is the subprotocol that the server chose, or `''`.
 * - `closing`: the closing handshake has begun.
 * - `closed`: the connection ended, and no retry comes.
 * - `failed`: the attempt failed, and no retry comes.
 * - `reconnecting`: a retry begins in `delay` seconds; `cause` says why the connection or attempt before it ended.
 *
 * @example
 * ```ts
 * import type { NodeState } from 'react-websocket-node'
 *
 * export function describe(state: NodeState): string {
 *   if (state.status === 'failed') return state.error.message
 *   if (state.status === 'reconnecting') return `retry ${state.attempt}`
 *   return state.status
 * }
 * ```
 */
export type NodeState =
  | { readonly status: 'idle' }
  | { readonly status: 'waiting'; readonly mode: AutoconnectMode }
  | { readonly status: 'connecting'; readonly url: string; readonly attempt: number }
  | { readonly status: 'open'; readonly url: string; readonly protocol: string }
  | { readonly status: 'closing'; readonly url: string }
  | {
      readonly status: 'closed'
      readonly url: string
      readonly code: number
      readonly reason: string
      readonly wasClean: boolean
    }
  | { readonly status: 'failed'; readonly url: string; readonly error: WebSocketNodeError }
  | {
      readonly status: 'reconnecting'
      readonly url: string
      readonly attempt: number
      readonly delay: number
      readonly cause: DisconnectCause
    }

// ── Readiness ───────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Something that becomes ready: a node, a provider, a ref of `useReadyRef`, or the socket of `opened(node)`. Every
 * autoconnect mode waits for a ready source; implement this interface to let a node wait for something of yours.
 */
export interface ReadySource {
  /** Whether it is ready now. */
  readonly ready: boolean
  /**
   * Calls `listener` each time that the source becomes ready; not if it is ready already. Returns a function that removes
   * the listener.
   */
  onReady(listener: () => void): () => void
}

/**
 * What the autoconnect mode `'custom'` waits for: a ready source, or a ref of React, which is ready when its `current` is
 * neither null nor undefined.
 */
export type AutoconnectReference = { readonly current: unknown } | ReadySource

/**
 * The values of the option `autoconnectMode`, under the names that the Godot addon gives to its `autoconnect_mode`. The
 * strings themselves do as well.
 */
export const AUTOCONNECT_MODE = {
  NONE: 'none',
  SELF_READY: 'self-ready',
  PARENT_READY: 'parent-ready',
  OWNER_READY: 'owner-ready',
  ROOT_READY: 'root-ready',
  CUSTOM: 'custom',
} as const

/**
 * When a node connects by itself, as in the Godot addon:
 *
 * - `'none'`: never; `connect()` does.
 * - `'self-ready'`: when its own component has mounted.
 * - `'parent-ready'`: when the nearest node or provider above is ready.
 * - `'owner-ready'`: when the nearest provider above is ready.
 * - `'root-ready'`: when the outermost provider is ready.
 * - `'custom'`: when `autoconnectReference` is ready.
 */
export type AutoconnectMode = (typeof AUTOCONNECT_MODE)[keyof typeof AUTOCONNECT_MODE]

// ── Signals ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the signal `connected` says about the new connection. */
export interface ConnectedInfo {
  /**
   * Whether the node was connected to the same destination before. Then the values of before are still shown, and packets of
   * the time in between may be missing.
   */
  readonly isReconnect: boolean
  /** Seconds, by the wall clock, since the previous connection ended; undefined if `isReconnect` is false. */
  readonly downFor: number | undefined
}

/**
 * The signals of a node with their arguments. `node.on` and `useSignal` listen to one; the options `onConnected` and so on
 * are handlers of the same signals. `connected`, `connectFailed`, `received`, `closing` and `closed` are the Godot addon's.
 */
export interface Signals<F extends AnyFormat = AnyFormat> {
  /** The handshake is done, and so is `authenticate` if there is one. */
  connected: [url: string, connection: ConnectedInfo]
  /** An attempt to connect failed. Emitted once an attempt, whatever the cause. */
  connectFailed: [error: WebSocketNodeError]
  /** One packet. Packets come in order, and all those of a batch before the batch's `received`. */
  packet: [packet: Packet<F>]
  /** One batch: its packets joined by the format, and the packets themselves. */
  received: [data: Data<F>, packets: readonly Packet<F>[]]
  /** The closing handshake begins, by `close()` or by the server's close frame. Emitted once, before `closed`. */
  closing: []
  /** The connection has ended, with the code and the reason of RFC 6455 §7.4; 1006 is a lost connection. */
  closed: [code: number, reason: string]
  /** The format could not decode a packet: the error, and the packet as it arrived. The other packets go on. */
  receiveFailed: [error: WebSocketNodeError, wire: Wire]
  /** Retry number `attempt` (1, 2, …) begins in `delay` seconds. */
  reconnecting: [attempt: number, delay: number]
  /** The `reconnect` policy gave up: no retry comes. The last signal that the end of a connection or attempt causes. */
  gaveUp: [cause: DisconnectCause]
  /** Queued messages that can no longer be sent, oldest first, each as the format encoded it. */
  sendFailed: [messages: readonly Outgoing[]]
}

/** The name of a signal. */
export type Signal = keyof Signals

type Handler<Args extends readonly unknown[]> = ((...args: Args) => void) | undefined

/**
 * Handlers of the signals, as options. A node always calls the handler of the latest render, so handlers need no
 * `useCallback`. Handlers are called before the listeners that `on` added.
 */
export interface SignalHandlers<F extends AnyFormat> {
  /** The handshake is done, and so is `authenticate` if there is one. The queued messages have been sent already. */
  onConnected?: Handler<Signals<F>['connected']>
  /** An attempt to connect failed; `error.code` says why. Called once an attempt. */
  onConnectFailed?: Handler<Signals<F>['connectFailed']>
  /** A packet has arrived. Called exactly once for each packet, in order: the place to act on messages. */
  onPacket?: Handler<Signals<F>['packet']>
  /** A batch has arrived: its packets joined by the format, and the packets. Called once a burst, not once a message. */
  onReceived?: Handler<Signals<F>['received']>
  /** The closing handshake begins, by `close()` or by the server's close frame. Called once, before `onClosed`. */
  onClosing?: Handler<Signals<F>['closing']>
  /**
   * The connection has ended, with the close code and the reason (RFC 6455 §7.4); 1006 is a lost connection. Not called when
   * the node unmounts.
   */
  onClosed?: Handler<Signals<F>['closed']>
  /** The format could not decode a packet: the error, and the packet as it arrived. The other packets go on. */
  onReceiveFailed?: Handler<Signals<F>['receiveFailed']>
  /** Retry number `attempt` (1, 2, …) begins in `delay` seconds. */
  onReconnecting?: Handler<Signals<F>['reconnecting']>
  /** The `reconnect` policy gave up: no retry comes, until `connect()` or a new address. */
  onGaveUp?: Handler<Signals<F>['gaveUp']>
  /** Queued messages can no longer be sent. They come oldest first, each as the format encoded it. */
  onSendFailed?: Handler<Signals<F>['sendFailed']>
}

// ── Options ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Where to connect: an address, or a function that is called for an address at each attempt, so that a token in it is fresh.
 * Null means that there is no address now: the node waits.
 */
export type UrlOption =
  string | PlatformUrl | null | ((attempt: number) => string | PlatformUrl | Promise<string | PlatformUrl>)

/**
 * The subprotocols that the handshake offers (RFC 6455 §1.9), or a function that is called for them at each attempt, after
 * the `url` function.
 */
export type ProtocolsOption =
  string | readonly string[] | ((attempt: number) => string | readonly string[] | Promise<string | readonly string[]>)

/** What `authenticate` gets: a connection whose handshake is done, and which the rest of the app cannot use yet. */
export interface Exchange<F extends AnyFormat = AnyFormat> {
  /** The address of the connection, with its query. */
  readonly url: string
  /** The subprotocol that the server chose, or `''`. */
  readonly protocol: string
  /** Aborts if the attempt ends before `authenticate` has resolved. Pass it to `fetch` and the like. */
  readonly signal: PlatformAbortSignal
  /** Sends a message before all queued ones. Does nothing if the attempt is over. */
  send(message: Message<F>): void
  /** The next packet. Rejects with an `AbortError` when the attempt is over, and after `authenticate` has resolved. */
  next(): Promise<Packet<F>>
}

/**
 * When a batch that is smaller than `receiveLimit` is emitted:
 *
 * - `'burst'`: as soon as the socket pauses, and at the latest one frame after the batch's first packet.
 * - `'frame'`: with the next animation frame.
 * - `'sync'`: each packet at once, as a batch of one.
 */
export type Flush = 'burst' | 'frame' | 'sync'

/**
 * Decides whether and when a node retries. `backoff()` makes one; write your own for other delays. The node asks it after
 * each failed attempt and each lost connection.
 */
export interface ReconnectPolicy {
  /**
   * Returns the seconds to wait before retry number `attempt` (1, 2, …), or `null` to give up.
   *
   * @param attempt the number of the retry, from 1; it counts from 1 again after a connection that was stable
   * @param cause why the connection or the attempt ended
   * @param node the node that would retry
   */
  next(attempt: number, cause: DisconnectCause, node: WebSocketNodeHandle<AnyFormat>): number | null
  /**
   * Seconds that a connection has to stay open before the count of attempts starts again.
   *
   * @defaultValue `5`
   */
  readonly stableAfter?: number | undefined
}

/** What a heartbeat can do with its connection. */
export interface Heart {
  /** The clock to use for timers, which tests replace. */
  readonly clock: Clock
  /** Returns the node that has the connection now: a lingering connection may change hands. */
  node(): WebSocketNodeHandle<AnyFormat>
  /** Sends a message as it is, without the format and before all queued messages. */
  send(message: Wire): void
  /**
   * Returns the bytes that are not on the network yet (HTML standard, `bufferedAmount`). While the number falls, the
   * connection is alive.
   */
  bufferedAmount(): number
  /** Ends the connection without waiting for the server: the node emits `closed` with 1006 and `'Heartbeat timeout'`. */
  giveUp(): void
}

/** The heartbeat of one connection. */
export interface Heartbeat {
  /** Called with the packets that arrived, a sign of life. Returns those that are not answers to the heartbeat. */
  hear(packets: readonly Wire[]): readonly Wire[]
  /** Called when the page is back after it was hidden, offline or suspended: sends a ping at once. */
  probe(): void
  /** Called with the policy of a later render. Returns false if this heartbeat cannot follow it and has to start anew. */
  renew(policy: HeartbeatPolicy): boolean
  /** Stops the timers. `hear` is still called for packets that arrive. */
  stop(): void
  /** Seconds from the last ping to its answer; undefined before the first answer. */
  readonly roundTrip?: number | undefined
}

/** Finds out whether the server is still there. `ping()` makes one; write your own for another protocol. */
export interface HeartbeatPolicy {
  /** Starts the heartbeat of a connection that has just opened. */
  start(heart: Heart): Heartbeat
}

/** What a `Lifecycle` reports. An event without news, such as a second `putAway()`, has no effect. */
export interface LifecycleEvents {
  /**
   * The app is online or in the foreground again: a node that waits for a retry retries now, and a heartbeat sends a ping.
   */
  wokeUp(): void
  /** The app is about to be suspended: connections and attempts end as by `close()`, and wait for `cameBack()`. */
  putAway(): void
  /** The app runs again: the nodes that `putAway()` has closed connect again. */
  cameBack(): void
}

/**
 * Tells the nodes that the app woke up, is about to be suspended, or is offline. Browsers need none: the page's own events
 * are the default. React Native, Electron and Capacitor do. Create one value for the app, outside of components.
 */
export interface Lifecycle {
  /**
   * Starts to listen, and returns a function that stops it. It is called once for all nodes with this lifecycle, while one
   * of them is connected, connecting or reconnecting. An error that it throws is reported as an uncaught error.
   */
  watch(events: LifecycleEvents): () => void
  /**
   * Returns whether there is no network now. Then a retry waits for `wokeUp()`, at most 30 seconds. Without this function
   * the app counts as online.
   */
  isOffline?(): boolean
}

/**
 * The options of a node, with its handlers. A number out of its range throws a `RangeError`, a value of the wrong type a
 * `TypeError`. A wrong address throws nothing: the attempt fails with `connectFailed`.
 */
export interface WebSocketNodeOptions<F extends AnyFormat = AnyFormat> extends SignalHandlers<F> {
  /**
   * The host of the address, with a port if needed; an IPv6 address stands in brackets.
   *
   * @defaultValue `'127.0.0.1'`
   */
  host?: string | undefined
  /**
   * The path of the address, with a query if needed. A leading slash is optional.
   *
   * @defaultValue `'/'`
   */
  route?: string | undefined
  /**
   * Whether the address of `host` and `route` begins with `wss://`, which is encrypted, or with `ws://`. Pages of `https:` may
   * not use `ws:`.
   *
   * @defaultValue `true`
   */
  useWSS?: boolean | undefined
  /**
   * The whole address, instead of `host`, `route` and `useWSS`; or a function that is called for it at each attempt, for
   * addresses with a token. Null means that there is no address now (no room chosen, logged out): an open connection is
   * closed, and the node waits until there is an address.
   *
   * @defaultValue none: `host`, `route` and `useWSS` make the address
   */
  url?: UrlOption | undefined
  /**
   * The subprotocols to offer (RFC 6455 §1.9), or a function that is called for them at each attempt. If the server chooses
   * none of them, the handshake fails.
   *
   * @defaultValue none
   */
  protocols?: ProtocolsOption | undefined
  /**
   * A name for the conversation that the queue and the received values belong to. When it changes, the node moves: it
   * connects anew, and starts with an empty queue and no values. Set it if the address does not tell conversations apart:
   * if only the `url` function knows the room, or if the query has a token that changes.
   *
   * @defaultValue the scheme, host, port and path of the address, and the query if the address is a string
   */
  destination?: string | undefined
  /**
   * How packets are decoded and messages encoded: `bytes`, `text`, `json()`, `wire`, or a format of yours.
   *
   * @defaultValue `bytes`
   */
  format?: F | undefined
  /**
   * The most packets of one batch, 0 to 128. A batch with so many packets is emitted at once; 0 sets no limit.
   *
   * @defaultValue `0`
   */
  receiveLimit?: number | undefined
  /**
   * When a smaller batch is emitted. `'burst'`: as soon as the socket pauses, and at the latest one frame after the batch's
   * first packet; `'frame'`: with the next animation frame; `'sync'`: each packet at once.
   *
   * @defaultValue `'burst'`
   */
  flush?: Flush | undefined
  /**
   * How many messages may wait for the connection to open, 0 to 10,000. With 0, `send` refuses messages until the node is
   * open.
   *
   * @defaultValue `100`
   */
  sendQueue?: number | undefined
  /**
   * A limit in bytes: while more than so many bytes are not on the network yet (HTML standard, `bufferedAmount`), `send`
   * refuses messages. 0 sets no limit. `drained()` waits until they are gone.
   *
   * @defaultValue `0`
   */
  sendBufferLimit?: number | undefined
  /**
   * Seconds that an attempt to connect may take, 0 to 300: the `url` function, the handshake and `authenticate` together. 0
   * sets no limit.
   *
   * @defaultValue `10`
   */
  connectionTimeout?: number | undefined
  /**
   * Seconds that the node waits for the server's close frame after `close()`, 0 to 300 (RFC 6455 §7.1.2). 0 sets no limit.
   *
   * @defaultValue `2`
   */
  closeTimeout?: number | undefined
  /**
   * Whether and when the node retries after a failed attempt or a lost connection, such as `backoff()`. Null: it does not.
   *
   * @defaultValue none: the node does not reconnect
   */
  reconnect?: ReconnectPolicy | null | undefined
  /**
   * How the node notices a server that vanished without closing the connection, such as `ping()`. Null: it does not.
   *
   * @defaultValue none: only the platform notices
   */
  heartbeat?: HeartbeatPolicy | null | undefined
  /**
   * Logs in, on each new connection: called after the handshake, before queued messages are sent and before `connected`. If
   * it throws or rejects, the attempt fails with the code `'rejected'`. Nodes do not inherit it from a provider.
   *
   * @defaultValue none: the node is open after the handshake
   */
  authenticate?: ((exchange: Exchange<F>) => void | Promise<void>) | undefined
  /**
   * Creates the socket: for tests with a mock, and for other clients.
   *
   * @defaultValue the platform's `WebSocket`
   */
  createSocket?: CreateSocket | undefined
  /**
   * How messages travel between the node and the socket. Replace it to keep the socket elsewhere, such as in a worker.
   *
   * @defaultValue a transport with a socket on this thread
   */
  transport?: Transport | undefined
  /**
   * Reports that the app woke up, is about to be suspended, or is offline. React Native, which has no page, needs one. A
   * change does not touch the connection.
   *
   * @defaultValue the page's own events; none where there is no page
   */
  lifecycle?: Lifecycle | undefined
}

// ── The node ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The key of a property that exists in types only: hooks infer the format of a node from it. */
declare const formatOfNode: unique symbol

/**
 * A node: one WebSocket with its connection, queue and received values. `useWebSocketNode`, `useNode` and
 * `createWebSocketNode` return one, and it stays the same object. Read its properties in handlers and effects; a component
 * that shows them uses the hooks, which render when they change.
 */
export interface WebSocketNodeHandle<F extends AnyFormat = AnyFormat> extends ReadySource {
  /**
   * Exists in types only.
   *
   * @internal
   */
  readonly [formatOfNode]?: F
  /** The state now. While rendering, use `useNodeState`. */
  readonly state: NodeState
  /**
   * Connects: begins an attempt at once; while the node is closing, when it has closed; in a later task if a handler calls
   * it. `host` and `route`, if given, replace the options until those change.
   *
   * @param host the host to connect to, instead of the option `host`
   * @param route the path to connect to, instead of the option `route`
   * @returns false if the node is connecting or open already, if its `url` is null, if `route` is given alone and the option
   * `url` is set, or if the node is not mounted
   */
  connect(host?: string, route?: string): boolean
  /**
   * Replaces the connection: ends the present connection or attempt, and begins a new one in a later task. The functions
   * `url`, `protocols` and `authenticate` are called again, the count of attempts starts at 0, and the reconnect policy is
   * not asked. Queued messages stay in the queue. Without a connection or attempt it does the same as `connect()`.
   *
   * @returns false if the `url` is null, if the node lingers, or if it is not mounted
   */
  reconnect(): boolean
  /**
   * Ends the connection, the attempt, or the wait for one. The node does not reconnect afterwards.
   *
   * @param code the close code: 1000, or 3000 to 4999 (HTML standard, `close()`); 1000 if it is left out
   * @param reason at most 123 bytes of UTF-8 (RFC 6455 §5.5); empty if it is left out
   * @throws RangeError for another code or a longer reason, in every state
   * @returns false if there was nothing to end
   */
  close(code?: number, reason?: string): boolean
  /**
   * Sends a message if the node is open. While it is idle, waiting, connecting or reconnecting, the message is queued and sent
   * when the node opens. Before the node mounts, messages are queued for one second at most.
   *
   * @param message a message of the node's format
   * @throws TypeError for a message that the format cannot encode
   * @returns whether the message was accepted: false if the queue is full or has no place, if `sendBufferLimit` is exceeded,
   * and while the node is closing, closed or failed
   */
  send(message: Message<F>): boolean
  /**
   * Resolves when all sent bytes are on the network, or when the connection has ended. Use it to pause an upload. Browsers
   * have no event for this: the node checks `bufferedAmount` every 50 milliseconds while such a promise is pending.
   */
  drained(): Promise<void>
  /** Sends a string as a text message, whatever the node's format is. Returns the same as `send`. */
  sendString(text: string): boolean
  /** Sends a value as JSON in a text message, whatever the node's format is. Throws and returns the same as `send`. */
  sendJson(value: unknown): boolean
  /**
   * Takes the packets that have arrived and are not emitted yet, joined; undefined if there are none. The signal `received`
   * is not emitted for them. For a game loop that reads once a frame.
   */
  receive(): Data<F> | undefined
  /** Calls `listener` each time that `signal` is emitted. Returns a function that removes the listener. */
  on<S extends Signal>(signal: S, listener: (...args: Signals<F>[S]) => void): () => void
  /**
   * Calls `listener` after each change of `state`, before the signals of that change are emitted. Returns a function that
   * removes the listener.
   */
  subscribe(listener: () => void): () => void
  /**
   * The last batch, joined, including what `receive()` took; undefined before the first one. A new destination starts with
   * undefined.
   */
  readonly lastReceived: Data<F> | undefined
  /** The last message that was accepted, as the format encoded it. Bytes are not copied. */
  readonly lastSent: Outgoing | undefined
  /** The number of packets in the last batch; 0 before the first one. */
  readonly receivedCount: number
  /**
   * The number of messages given to the present connection, or to the last one if there is none. Messages that were lost
   * with the connection are counted.
   */
  readonly sentCount: number
  /** The bytes that are not on the network yet (HTML standard, `bufferedAmount`). */
  readonly bufferedAmount: number
  /** The number of messages that wait for the node to open. */
  readonly queued: number
  /** The number of packets that have arrived and are not emitted yet. */
  readonly pending: number
  /**
   * Seconds until the present attempt times out or the next retry begins. Undefined if there is no such time limit now: while
   * the attempt waits for handshakes to the same host before it, and while the app is offline.
   */
  readonly remaining: number | undefined
  /** Seconds from the heartbeat's last ping on this connection to its answer; undefined before the first answer. */
  readonly roundTrip: number | undefined
}

/** The node that `createWebSocketNode` returns, which is configured and disposed of by hand. */
export interface CoreNode<F extends AnyFormat = AnyFormat> extends WebSocketNodeHandle<F> {
  /**
   * Replaces all options: one that is left out has its default again. If the destination changes, an open connection moves.
   * Throws the same errors as `createWebSocketNode`.
   */
  configure(options: WebSocketNodeOptions<F>): void
  /** Closes the node for good. Packets that have arrived are emitted first; after that the node emits nothing. */
  dispose(): void
}

// ── The wire ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The part of the platform's `WebSocket` that the package uses (HTML standard), so that mocks and other clients fit. */
export interface WebSocketLike {
  /** The package sets it to `'arraybuffer'`. */
  binaryType: string
  /** 0 connecting, 1 open, 2 closing, 3 closed. */
  readonly readyState: number
  /** The subprotocol that the server chose, or `''`. */
  readonly protocol: string
  /** The bytes that are not on the network yet. */
  readonly bufferedAmount: number
  /** Called when the handshake is done. */
  onopen: ((event: never) => void) | null
  /** Called with each message. */
  onmessage: ((event: never) => void) | null
  /** Called when the connection has ended, or could not be made. */
  onclose: ((event: never) => void) | null
  /** Called before `onclose` if the connection failed. */
  onerror: ((event: never) => void) | null
  /** Sends a string, bytes or a `Blob`. */
  send(data: never): void
  /** Begins the closing handshake. */
  close(code?: number, reason?: string): void
}

/** Creates a socket that connects to `url`. Throws in the same cases as the platform's constructor. */
export type CreateSocket = (url: string, protocols?: string | string[]) => WebSocketLike

/** The connection that a transport has to open. */
export interface OpenRequest {
  /** The address, `ws:` or `wss:`. */
  readonly url: string
  /** The subprotocols to offer; empty for none. */
  readonly protocols: readonly string[]
  /** The option `createSocket`, if it is set. */
  readonly createSocket: CreateSocket | undefined
}

/** What a transport reports about one connection: `opened` at most once; `closed` exactly once, as the last event. */
export interface ConnectionEvents {
  /** The handshake is done. `protocol` is the subprotocol that the server chose, or `''`. */
  opened(protocol: string): void
  /** Packets have arrived, in this order. The transport may change the array after the call. */
  received(packets: readonly Wire[]): void
  /** The connection has ended, or could not be made. `cause` is the platform's error event, if there was one. */
  closed(code: number, reason: string, wasClean: boolean, cause?: unknown): void
}

/** One connection of a transport, from the beginning of its handshake. */
export interface Connection {
  /** The bytes that are not on the network yet. */
  readonly bufferedAmount: number
  /** Sends one message. Returns false if the connection takes no more messages. */
  send(message: Outgoing): boolean
  /** Begins the closing handshake (RFC 6455 §7.1.2). */
  close(code: number, reason: string): void
  /** Abandons the connection: it reports nothing from now on, and closes as soon as it can. */
  abandon(): void
}

/**
 * The interface between a node and its socket. Packets are passed in arrays, so that a transport to a worker can pass many
 * of them in one message.
 */
export interface Transport {
  /** Opens a connection and reports to `events`. Throws in the same cases as the platform's `WebSocket` constructor. */
  open(request: OpenRequest, events: ConnectionEvents): Connection
}
