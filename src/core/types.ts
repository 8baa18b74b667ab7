/**
 * The vocabulary of the package: what users write against. No behaviour; whatever is not named here is internal.
 */
import type { Clock } from './clock.js'
import type { WebSocketNodeError } from './errors.js'

// ── Formats ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a WebSocket carries: a text frame is a string, a binary frame its bytes (RFC 6455 §5.6). */
export type Wire = string | Uint8Array

/**
 * How packets are read and messages written. A format is a value, so an app ships only those that it imports.
 *
 * @typeParam Packet one received packet, decoded
 * @typeParam Data what the packets of one batch are joined into
 * @typeParam Message what `send` takes
 */
export interface Format<Packet, Data, Message> {
  /** Shown in errors. */
  readonly name: string
  /** Reads one packet. What it throws goes to `receiveFailed`, and the other packets go on. */
  decode(wire: Wire): Packet
  /** Makes the `data` of `received` out of a batch of one or more packets. */
  join(packets: readonly Packet[]): Data
  /** Writes one message. What it throws reaches the caller of `send` as a `TypeError`. */
  encode(message: Message): Wire
}

/** Any format, whatever its packets are. */
export type AnyFormat = Format<unknown, unknown, never>
/** One packet as the format `F` decodes it. */
export type Packet<F extends AnyFormat> = ReturnType<F['decode']>
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
  /** For the node that the autoconnect mode names. */
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

/** The signals of a node and their arguments; the first five are the addon's. */
export interface Signals<F extends AnyFormat = AnyFormat> {
  /** The handshake is done. */
  connected: [url: string]
  /** An attempt failed, once per attempt, whatever the cause. */
  connectFailed: [error: WebSocketNodeError]
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
  /** What was accepted into the queue and can no longer be sent, oldest first, as it would have gone on the wire. */
  sendFailed: [messages: readonly Wire[]]
}

/** The name of a signal. */
export type Signal = keyof Signals

/** Handlers as options, called before the listeners that `on` added. */
export type SignalHandlers<F extends AnyFormat> = {
  [S in Signal as `on${Capitalize<S>}`]?: ((...args: Signals<F>[S]) => void) | undefined
}

// ── Options ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where to connect: an address, or a function that is asked for one at every attempt, so that tokens are fresh. */
export type UrlOption = string | URL | ((attempt: number) => string | URL | Promise<string | URL>)

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
  /** Watches no more; what still arrives is heard. */
  stop(): void
}

/** Finds out whether the peer is still there; `ping()` makes one. */
export interface HeartbeatPolicy {
  /** Begins to watch a connection that has just opened. */
  start(heart: Heart): Heartbeat
}

/** Everything that makes a node. A number out of its range throws a `RangeError`; a bad URL is a `connectFailed`. */
export interface WebSocketNodeOptions<F extends AnyFormat = AnyFormat> extends SignalHandlers<F> {
  /** The authority, with a port where needed; IPv6 in brackets. Default `'127.0.0.1'`. */
  host?: string | undefined
  /** The path, with a query where needed; a leading slash is optional. Default `'/'`. */
  route?: string | undefined
  /** `wss://` if true, else `ws://`. Default true. */
  useWSS?: boolean | undefined
  /** The whole address, instead of `host`, `route` and `useWSS`. */
  url?: UrlOption | undefined
  /** Subprotocols to offer (RFC 6455 §1.9). A server that chooses none of those offered fails the handshake. */
  protocols?: string | readonly string[] | undefined
  /** How packets are read and messages written. Default `bytes`. */
  format?: F | undefined
  /** Packets that make a batch at once, 0 to 128; 0 sets no limit. Default 0. */
  receiveLimit?: number | undefined
  /**
   * When a smaller batch is done. `'burst'`: as soon as the socket pauses, at the latest a frame after its first packet;
   * `'frame'`: with the next frame; `'sync'`: each packet at once. Default `'burst'`.
   */
  flush?: Flush | undefined
  /** Messages that may wait while the node is not open, 0 to 10,000; 0 refuses them. Default 0. */
  sendQueue?: number | undefined
  /** Bytes that the wire has not taken yet above which `send` refuses; 0 sets no limit. Default 0. */
  sendBufferLimit?: number | undefined
  /** Seconds that an attempt may take, `url` function and handshake together, 0 to 300; 0 waits for ever. Default 10. */
  connectionTimeout?: number | undefined
  /** Seconds to wait for the peer's close frame, 0 to 300; 0 waits for ever. Default 2. */
  closeTimeout?: number | undefined
  /** What happens after a failure or disconnect. Default: nothing. */
  reconnect?: ReconnectPolicy | undefined
  /** How a peer that is gone without a word is found out. Default: not at all. */
  heartbeat?: HeartbeatPolicy | undefined
  /** Makes the socket: a mock, or another client. Default: the platform's `WebSocket`. */
  createSocket?: CreateSocket | undefined
  /** Where the socket lives. Default: on this thread. */
  transport?: Transport | undefined
}

// ── The node ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A node as its users hold it. Its properties are for handlers and effects; while rendering, use the hooks. */
export interface WebSocketNodeHandle<F extends AnyFormat = AnyFormat> extends ReadySource {
  readonly state: NodeState
  /**
   * Begins an attempt, now. `host` and `route` hold until the routing options change.
   * @returns false while connecting, open or closing, and when not mounted
   */
  connect(host?: string, route?: string): boolean
  /**
   * Ends the connection, the attempt, or the wait for one.
   * @param code 1000, or 3000 to 4999. Default 1000
   * @param reason at most 123 bytes of UTF-8 (RFC 6455 §5.5.1). Default `''`
   * @throws RangeError for another code or a longer reason, in every state
   * @returns false where there was nothing to end
   */
  close(code?: number, reason?: string): boolean
  /**
   * Hands a message to the wire; or to the queue, while idle, waiting, connecting or reconnecting.
   * @throws TypeError for what the format can't encode
   * @returns whether the message was accepted
   */
  send(message: Message<F>): boolean
  /**
   * Resolves when the wire has taken all that was sent, or the connection is gone. Browsers have no event for this, so
   * the node looks every 50 ms while somebody waits.
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
  /** Told at any change of `state`, before the signals; returns how to stop. */
  subscribe(listener: () => void): () => void
  /** The last batch, joined. */
  readonly lastReceived: Data<F> | undefined
  /** What was last accepted by a `send`, as it goes on the wire; bytes are not copied for this. */
  readonly lastSent: Wire | undefined
  /** Packets in the last batch. */
  readonly receivedCount: number
  /** Messages handed to the present connection, or to the last one: what died with it is among them. */
  readonly sentCount: number
  /** Bytes that the wire has not taken yet. */
  readonly bufferedAmount: number
  /** Messages that wait for a connection. */
  readonly queued: number
}

/** What `createWebSocketNode` returns: a node that its maker configures and ends. */
export interface CoreNode<F extends AnyFormat = AnyFormat> extends WebSocketNodeHandle<F> {
  /** Replaces all options. A change of the destination moves a connection that is there. Throws as the creation does. */
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

/** What a transport tells of one connection: `opened` at most once, `closed` exactly once and last. */
export interface ConnectionEvents {
  opened(protocol: string): void
  /** Packets in their order. The array is the transport's again after the call. */
  received(packets: readonly Wire[]): void
  closed(code: number, reason: string, wasClean: boolean): void
}

/** One connection, from the start of its handshake. */
export interface Connection {
  /** Bytes that the wire has not taken yet. */
  readonly bufferedAmount: number
  /** Hands over one message; false if the connection no longer takes any. */
  send(message: Wire): boolean
  /** Starts the closing handshake. */
  close(code: number, reason: string): void
  /** Gives the connection up: it tells nothing from now on, and is closed as soon as it can be. */
  abandon(): void
}

/**
 * The seam between the node and the wire. Packets cross in arrays, so that one crossing may carry many.
 * `open` throws where the platform's constructor would.
 */
export interface Transport {
  open(request: OpenRequest, events: ConnectionEvents): Connection
}
