/**
 * The vocabulary of the package: what users write against. No behaviour; whatever is not named here is internal.
 */
import type { Clock } from './clock.js'
import type { WebSocketNodeError } from './errors.js'
import type { PlatformAbortSignal, PlatformBlob, PlatformUrl } from './platform.js'

// ── Formats ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a WebSocket delivers: a text frame is a string, a binary frame its bytes (RFC 6455 §5.6). */
export type Wire = string | Uint8Array

/** What a WebSocket sends: a text frame, or bytes as a binary frame. */
export type Outgoing = Wire | PlatformBlob

interface FormatBase<Packet, Data, Message> {
  /** Shown in errors, and compared when a lingering connection is handed over. */
  readonly name: string
  /** Makes the `data` of `received` out of a batch of one or more packets. */
  join(packets: readonly Packet[]): Data
  /** Writes one message. What it throws reaches the caller of `send` as a `TypeError`. */
  encode(message: Message): Outgoing
}

/**
 * How packets are read and messages written. A format is a value, so an app ships only those that it imports.
 *
 * @typeParam Packet one received packet, decoded
 * @typeParam Data what the packets of one batch are joined into
 * @typeParam Message what `send` takes
 */
export interface Format<Packet, Data, Message> extends FormatBase<Packet, Data, Message> {
  /** Reads one frame, synchronously. What it throws goes to `receiveFailed`, and the other packets go on. */
  decode(wire: Wire): Packet
}

/**
 * A format that keeps state across frames: packets cut anywhere, several in one frame, compression. Each connection
 * has a decoder of its own.
 */
export interface StreamFormat<Packet, Data, Message> extends FormatBase<Packet, Data, Message> {
  /** Makes the decoder of one connection, when its socket is made. */
  open(): Decoder<Packet>
}

/** Reads the frames of one connection, in order. */
export interface Decoder<Packet> {
  /** Reads one frame: none, one or many packets. What it throws goes to `receiveFailed`. */
  decode(wire: Wire): readonly Packet[]
  /** Called once before `closed`, not after a move or an unmount; throws for an unfinished rest: `receiveFailed`. */
  end?(): void
}

/** Any format, whatever its packets are. */
export type AnyFormat = Format<unknown, unknown, never> | StreamFormat<unknown, unknown, never>
/** One packet as the format `F` decodes it. */
export type Packet<F extends AnyFormat> = F extends { open(): Decoder<infer P> }
  ? P
  : F extends { decode(wire: Wire): infer P }
    ? P
    : never
/** The joined packets of one batch. */
export type Data<F extends AnyFormat> = ReturnType<F['join']>
/** What `send` takes under the format `F`. */
export type Message<F extends AnyFormat> = Parameters<F['encode']>[0]

// ── State ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Why a connection, or an attempt at one, ended. */
export type DisconnectCause =
  | { readonly type: 'failed'; readonly error: WebSocketNodeError }
  | { readonly type: 'closed'; readonly code: number; readonly reason: string; readonly wasClean: boolean }

/** Where a node is in its life. `attempt` is 0 for the first try and n for the nth retry; `delay` is in seconds. */
export type NodeState =
  /** Before anything happened, and after `close()` while waiting; also on the server and in the first render. */
  | { readonly status: 'idle' }
  /** For what the autoconnect mode names, for its own `ready`, or for a `url`. */
  | { readonly status: 'waiting'; readonly mode: AutoconnectMode }
  /** `url` is `''` until a `url` function has answered. */
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

/** The readiness of anything: a node, a provider, a ref, another socket. Every autoconnect mode waits for one. */
export interface ReadySource {
  readonly ready: boolean
  /** Calls `listener` at each change to ready, not for what already is; returns how to stop. */
  onReady(listener: () => void): () => void
}

/** What the mode `'custom'` waits for: a source, or a ref that gets filled, in the same commit or much later. */
export type AutoconnectReference = { readonly current: unknown } | ReadySource

/** The addon's `autoconnect_mode`, with the values that the option takes. */
export const AUTOCONNECT_MODE = {
  NONE: 'none',
  SELF_READY: 'self-ready',
  PARENT_READY: 'parent-ready',
  OWNER_READY: 'owner-ready',
  ROOT_READY: 'root-ready',
  CUSTOM: 'custom',
} as const

/** When a node connects by itself. */
export type AutoconnectMode = (typeof AUTOCONNECT_MODE)[keyof typeof AUTOCONNECT_MODE]

// ── Signals ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What is known of a connection that has just opened. */
export interface ConnectedInfo {
  /** Whether this is the next connection to the same destination: its values are still there, and may have a gap. */
  readonly isReconnect: boolean
  /** Seconds of the wall clock since the connection before ended; undefined where `isReconnect` is false. */
  readonly downFor: number | undefined
}

/** The signals of a node and their arguments; five of them are the addon's. */
export interface Signals<F extends AnyFormat = AnyFormat> {
  /** The handshake is done, and `authenticate` where there is one. */
  connected: [url: string, connection: ConnectedInfo]
  /** An attempt failed, once per attempt, whatever the cause. */
  connectFailed: [error: WebSocketNodeError]
  /** One packet, in order, before the `received` of its batch. */
  packet: [packet: Packet<F>]
  /** A batch of packets, and their join. */
  received: [data: Data<F>, packets: readonly Packet<F>[]]
  /** An orderly shutdown begins: by `close()`, or by the peer's close frame. Once, before `closed`. */
  closing: []
  /** The connection is gone; `code` and `reason` as in RFC 6455 §7.4. */
  closed: [code: number, reason: string]
  /** The format refused this packet; the others go on. */
  receiveFailed: [error: WebSocketNodeError, wire: Wire]
  /** Retry number `attempt` comes in `delay` seconds. */
  reconnecting: [attempt: number, delay: number]
  /** No retry comes, although there is a `reconnect` policy. Last of all that one end causes. */
  gaveUp: [cause: DisconnectCause]
  /** What was accepted into the queue and can no longer be sent, oldest first, as it would have gone on the wire. */
  sendFailed: [messages: readonly Outgoing[]]
}

/** The name of a signal. */
export type Signal = keyof Signals

type Handler<Args extends readonly unknown[]> = ((...args: Args) => void) | undefined

/** Handlers as options, called before the listeners that `on` added. The latest one passed is called. */
export interface SignalHandlers<F extends AnyFormat> {
  /** The handshake is done, and `authenticate` where there is one; what was queued is on its way. */
  onConnected?: Handler<Signals<F>['connected']>
  /** An attempt failed: once per attempt, whatever the cause. `error.code` says why. */
  onConnectFailed?: Handler<Signals<F>['connectFailed']>
  /** One packet: each exactly once, in order. For acting on messages. */
  onPacket?: Handler<Signals<F>['packet']>
  /** One batch: its packets joined by the format, and one by one. Once a burst, not once a message. */
  onReceived?: Handler<Signals<F>['received']>
  /** An orderly shutdown begins: by `close()`, or by the peer's close frame. Once, before `onClosed`. */
  onClosing?: Handler<Signals<F>['closing']>
  /** The connection is gone, with the close code and reason (RFC 6455 §7.4); 1006 is a lost one. Not at an unmount. */
  onClosed?: Handler<Signals<F>['closed']>
  /** The format refused a packet, which comes along as it arrived; the others go on. */
  onReceiveFailed?: Handler<Signals<F>['receiveFailed']>
  /** Retry number `attempt` (1, 2, …) comes in `delay` seconds. */
  onReconnecting?: Handler<Signals<F>['reconnecting']>
  /** No retry comes, although there is a `reconnect` policy: the node is at rest. */
  onGaveUp?: Handler<Signals<F>['gaveUp']>
  /** Queued messages that can no longer be sent, oldest first, as they would have gone on the wire. */
  onSendFailed?: Handler<Signals<F>['sendFailed']>
}

// ── Options ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Where to connect: an address, or a function that is asked for one at every attempt, so that tokens are fresh; null:
 * not known now, so that nothing is connected.
 */
export type UrlOption =
  string | PlatformUrl | null | ((attempt: number) => string | PlatformUrl | Promise<string | PlatformUrl>)

/** Subprotocols to offer, or a function that is asked for them at every attempt, after the `url` function. */
export type ProtocolsOption =
  string | readonly string[] | ((attempt: number) => string | readonly string[] | Promise<string | readonly string[]>)

/** What `authenticate` gets: a connection that is open on the wire, and not yet for the app. */
export interface Exchange<F extends AnyFormat = AnyFormat> {
  readonly url: string
  /** The subprotocol that the server chose, or `''`. */
  readonly protocol: string
  /** Aborts when the attempt ends before `authenticate` has resolved. */
  readonly signal: PlatformAbortSignal
  /** Sends a message, past the queue. Does nothing when the attempt is over. */
  send(message: Message<F>): void
  /** The next packet. Rejects with an `AbortError` when the attempt is over, and after `authenticate` has resolved. */
  next(): Promise<Packet<F>>
}

/** When a batch is done, below `receiveLimit`. */
export type Flush = 'burst' | 'frame' | 'sync'

/** Decides about retries. Only this function knows the policy; the node asks it after each failure or disconnect. */
export interface ReconnectPolicy {
  /** Seconds to wait before retry number `attempt` (1, 2, …), or `null` to give up. */
  next(attempt: number, cause: DisconnectCause, node: WebSocketNodeHandle<AnyFormat>): number | null
  /** Seconds that a connection has to stay open before the count of attempts starts again. Default 5. */
  readonly stableAfter?: number | undefined
}

/** What a heartbeat may do with the connection that it is started for. */
export interface Heart {
  readonly clock: Clock
  /** The node that has the connection now. */
  node(): WebSocketNodeHandle<AnyFormat>
  /** Puts a message on the wire, past format and queue. */
  send(message: Wire): void
  /** Bytes that the wire has not taken yet. While they get fewer, the connection is alive. */
  bufferedAmount(): number
  /** Gives the connection up, here and now: `closed(1006, 'Heartbeat timeout')`. */
  giveUp(): void
}

/** The heartbeat of one connection. */
export interface Heartbeat {
  /** Packets arrived: a sign of life. Gives back those that are not answers to the heartbeat. */
  hear(packets: readonly Wire[]): readonly Wire[]
  /** Asks for a sign of life at once: the page was away, and so may be the peer. */
  probe(): void
  /** Goes by another policy from now on; false if that is of another kind, and has to start anew. */
  renew(policy: HeartbeatPolicy): boolean
  /** Watches no more; `hear` is still called for what arrives. */
  stop(): void
  /** Seconds from the last ping to its answer; undefined until there was one. */
  readonly roundTrip?: number | undefined
}

/** Finds out whether the peer is still there; `ping()` makes one. */
export interface HeartbeatPolicy {
  /** Begins to watch a connection that has just opened. */
  start(heart: Heart): Heartbeat
}

/** What a lifecycle calls. An event that says what is so already is harmless. */
export interface LifecycleEvents {
  /** The app is online or in front again: what waits for a retry tries now, and what is open is asked whether it lives. */
  wokeUp(): void
  /** The app is about to be suspended: what is open is closed, as by `close()`, and waits with all that is under way. */
  putAway(): void
  /** The app is back: what was put away connects again. */
  cameBack(): void
}

/** Who knows that the app woke up, was put away, is offline. Make one for the app, not one in each render. */
export interface Lifecycle {
  /**
   * Begins to listen; returns how to stop. Called once for all nodes of this value, while one of them has a connection or
   * is on its way to one; what it throws is reported as an uncaught error.
   */
  watch(events: LifecycleEvents): () => void
  /** Whether there is no network now: then retries wait, for 30 s at most or for `wokeUp()`. Default: never. */
  isOffline?(): boolean
}

/**
 * Everything that makes a node. A number out of its range throws a `RangeError`, a value of the wrong kind a
 * `TypeError`; a bad URL is a `connectFailed`.
 */
export interface WebSocketNodeOptions<F extends AnyFormat = AnyFormat> extends SignalHandlers<F> {
  /** The authority, with a port where needed; IPv6 in brackets. Default `'127.0.0.1'`. */
  host?: string | undefined
  /** The path, with a query where needed; a leading slash is optional. Default `'/'`. */
  route?: string | undefined
  /** `wss://` if true, else `ws://`. Default true. */
  useWSS?: boolean | undefined
  /**
   * The whole address, instead of `host`, `route` and `useWSS`; a function is asked at every attempt. Null means not
   * known now (no room chosen, logged out): what is open is closed, and nothing connects until an address comes.
   */
  url?: UrlOption | undefined
  /** Subprotocols to offer (RFC 6455 §1.9). A server that chooses none of those offered fails the handshake. */
  protocols?: ProtocolsOption | undefined
  /**
   * Names what the queue and the values belong to, where the URL does not say it: a room that only the `url` function
   * knows, or a URL whose query is a token. Default: scheme, host, port, path and, of string URLs, the query.
   */
  destination?: string | undefined
  /** How packets are read and messages written. Default `bytes`. */
  format?: F | undefined
  /** Packets that make a batch at once, 0 to 128; 0 sets no limit. Default 0. */
  receiveLimit?: number | undefined
  /**
   * When a smaller batch is done. `'burst'`: as soon as the socket pauses, at the latest a frame after its first
   * packet; `'frame'`: with the next frame; `'sync'`: each packet at once. Default `'burst'`.
   */
  flush?: Flush | undefined
  /** Messages that may wait while the node is not open, 0 to 10,000; 0 refuses them. Default 100. */
  sendQueue?: number | undefined
  /** Bytes that the wire has not taken yet above which `send` refuses; 0 sets no limit. Default 0. */
  sendBufferLimit?: number | undefined
  /**
   * Seconds that an attempt may take, `url` function, handshake and `authenticate` together, 0 to 300; 0 waits for
   * ever. Default 10.
   */
  connectionTimeout?: number | undefined
  /** Seconds to wait for the peer's close frame, 0 to 300; 0 waits for ever. Default 2. */
  closeTimeout?: number | undefined
  /** What happens after a failure or disconnect, such as `backoff()`. Default, and null: nothing. */
  reconnect?: ReconnectPolicy | null | undefined
  /** How a peer that is gone without a word is found out, such as `ping()`. Default, and null: not at all. */
  heartbeat?: HeartbeatPolicy | null | undefined
  /**
   * What the server's protocol wants first, on each new connection: called before the queue, `connected` and everything
   * else. What it throws is `connectFailed('rejected')`. Not inherited from a provider.
   */
  authenticate?: ((exchange: Exchange<F>) => void | Promise<void>) | undefined
  /** Makes the socket: a mock, or another client. Default: the platform's `WebSocket`. */
  createSocket?: CreateSocket | undefined
  /** Where the socket lives. Default: on this thread. */
  transport?: Transport | undefined
  /**
   * Who knows that the app woke up, was put away, is offline. Default: the page, by its events; without a page nobody, so
   * that React Native wants one here. A change moves no connection.
   */
  lifecycle?: Lifecycle | undefined
}

// ── The node ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Only for types: what a hook infers the format of a node from. */
declare const formatOfNode: unique symbol

/** A node as its users hold it. Its properties are for handlers and effects; while rendering, use the hooks. */
export interface WebSocketNodeHandle<F extends AnyFormat = AnyFormat> extends ReadySource {
  /** Not there at run time. */
  readonly [formatOfNode]?: F
  readonly state: NodeState
  /**
   * Begins an attempt, now; while closing, when that is over; in a later task where a handler calls it. `host` and
   * `route` hold until the routing options change.
   * @returns false while connecting or open, while the url is null, for a `route` alone where a `url` is set, and when
   * not mounted
   */
  connect(host?: string, route?: string): boolean
  /**
   * Leaves the connection or the attempt that there is and begins anew, in a later task: attempt 0, with `url`,
   * `protocols` and `authenticate` asked again, and no policy asked. The queue stays. Elsewhere as `connect()`.
   * @returns false while waiting for a url, lingering, and when not mounted
   */
  reconnect(): boolean
  /**
   * Ends the connection, the attempt, or the wait for one.
   * @param code 1000, or 3000 to 4999. Default 1000
   * @param reason at most 123 bytes of UTF-8 (RFC 6455 §5.5.1). Default `''`
   * @throws RangeError for another code or a longer reason, in every state
   * @returns false where there was nothing to end
   */
  close(code?: number, reason?: string): boolean
  /**
   * Hands a message to the wire; or to the queue, while idle, waiting, connecting or reconnecting, and before a mount,
   * which has to come within a second.
   * @throws TypeError for what the format can't encode
   * @returns whether the message was accepted
   */
  send(message: Message<F>): boolean
  /**
   * Resolves when the wire has taken all that was sent, or the connection is gone. Browsers have no event for this, so
   * the node checks every 50 ms while such a promise is pending.
   */
  drained(): Promise<void>
  /** Sends a text frame, whatever the format. Returns as `send`. */
  sendString(text: string): boolean
  /** Sends a JSON text frame, whatever the format. Throws and returns as `send`. */
  sendJson(value: unknown): boolean
  /** All that has arrived and is not emitted yet, now; `received` is not emitted for it again. */
  receive(): Data<F> | undefined
  /** Listens to a signal; returns how to stop. */
  on<S extends Signal>(signal: S, listener: (...args: Signals<F>[S]) => void): () => void
  /** Calls `listener` at any change of `state`, before the signals; returns how to stop. */
  subscribe(listener: () => void): () => void
  /** The last batch at the present destination, joined; what `receive()` took counts. */
  readonly lastReceived: Data<F> | undefined
  /** What was last accepted by a `send`, as it goes on the wire; bytes are not copied for this. */
  readonly lastSent: Outgoing | undefined
  /** Packets in the last batch; 0 while there is none at the present destination. */
  readonly receivedCount: number
  /** Messages handed to the present connection, or to the last one: what died with it is among them. */
  readonly sentCount: number
  /** Bytes that the wire has not taken yet. */
  readonly bufferedAmount: number
  /** Messages that wait for a connection. */
  readonly queued: number
  /** Packets that have arrived and are not emitted yet. */
  readonly pending: number
  /**
   * Seconds until the present attempt times out or the next retry begins; undefined while no such clock runs, as in the
   * line for a turn, and offline.
   */
  readonly remaining: number | undefined
  /** Seconds from the heartbeat's last ping on this connection to its answer; undefined until there was one. */
  readonly roundTrip: number | undefined
}

/** What `createWebSocketNode` returns: a node that its maker configures and ends. */
export interface CoreNode<F extends AnyFormat = AnyFormat> extends WebSocketNodeHandle<F> {
  /** Replaces all options. A change of the destination moves a connection that is there. Throws as at creation. */
  configure(options: WebSocketNodeOptions<F>): void
  /** Ends the node for good: what has arrived is emitted, and then nothing, ever. */
  dispose(): void
}

// ── The wire ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** As much of a `WebSocket` as the package uses, so that mocks and other clients fit. */
export interface WebSocketLike {
  binaryType: string
  readonly readyState: number
  readonly protocol: string
  readonly bufferedAmount: number
  onopen: ((event: never) => void) | null
  onmessage: ((event: never) => void) | null
  onclose: ((event: never) => void) | null
  onerror: ((event: never) => void) | null
  send(data: never): void
  close(code?: number, reason?: string): void
}

/** Makes a socket that is on its way to `url`. Throws where the platform's constructor would. */
export type CreateSocket = (url: string, protocols?: string | string[]) => WebSocketLike

/** What a transport is asked to open. */
export interface OpenRequest {
  readonly url: string
  readonly protocols: readonly string[]
  readonly createSocket: CreateSocket | undefined
}

/** How a transport reports on one connection: `opened` at most once, `closed` exactly once and last. */
export interface ConnectionEvents {
  opened(protocol: string): void
  /** Packets in their order. The array is the transport's again after the call. */
  received(packets: readonly Wire[]): void
  /** `cause` is what the platform says about it besides, if anything. */
  closed(code: number, reason: string, wasClean: boolean, cause?: unknown): void
}

/** One connection, from the start of its handshake. */
export interface Connection {
  /** Bytes that the wire has not taken yet. */
  readonly bufferedAmount: number
  /** Hands over one message; false if the connection no longer takes any. */
  send(message: Outgoing): boolean
  /** Starts the closing handshake. */
  close(code: number, reason: string): void
  /** Gives the connection up: it reports nothing from now on, and is closed as soon as it can be. */
  abandon(): void
}

/**
 * The seam between the node and the wire. Packets cross in arrays, so that one crossing may carry many.
 * `open` throws where the platform's constructor would.
 */
export interface Transport {
  open(request: OpenRequest, events: ConnectionEvents): Connection
}
