/**
 * Watching a node from inside of the package: what topics, requests and iterations need to know beyond the signals. It
 * says which connection a packet came on, and that a connection is over only after its last batch was emitted: the
 * state of the node has changed before that. A node that nobody watches pays for none of it.
 */
import type { Clock } from './clock.js'
import type { AnyFormat, Message, Outgoing, Packet, WebSocketNodeHandle } from './types.js'

/** One connection, from its opening to its end. It stays the same object when a lingering one is handed over. */
export interface NodeConnection {
  /** The node that has the connection now; undefined when the connection is over. */
  holder(): WebSocketNodeHandle<AnyFormat> | undefined
}

/** Packets that are about to be emitted, or that `receive()` has just taken. */
export interface Heard<F extends AnyFormat> {
  readonly packets: readonly Packet<F>[]
  readonly connection: NodeConnection
  /** The index of the first packet that arrived when `arrivals` was `mark`, or later. */
  since(mark: number): number
  /** Whether `receive()` took them, so that nobody else gets them. */
  readonly isTaken: boolean
}

/** What a watcher is notified of. What it throws is reported. */
export interface Watcher<F extends AnyFormat> {
  /** Before the listeners of the node. */
  heard?(heard: Heard<F>): void
  /**
   * A batch was emitted to the listeners of the node, and is about to go to its value hooks.
   * @param isCurrent whether the destination is still the one that the batch came from
   * @param isOver whether an unmount has ended the emission
   */
  emitted?(isCurrent: () => boolean, isOver: () => boolean): void
  /** The destination is another one. Called before anything of the new destination, and inside of the node's work. */
  restarted?(): void
  /** The state, the connection, or whether the node is mounted has changed; after all signals about it. */
  changed?(): void
  /** The topics that are read, held or linger: for the inspector. */
  topics?(): Iterable<WatchedTopic>
}

/** What the inspector shows of a topic. */
export interface WatchedTopic {
  readonly key: string
  readonly state: { readonly status: 'unsubscribed' | 'subscribing' | 'subscribed' | 'rejected' }
  readonly readers: number
  /** Packets since it was made. */
  readonly total: number
}

/** What can be watched: a node, or a topic of one. */
export interface Watch<F extends AnyFormat> {
  readonly clock: Clock
  /** Returns how to stop. */
  add(watcher: Watcher<F>): () => void
  /** The connection, as watchers know it: it is over when `changed` was called after its last batch. */
  connection(): NodeConnection | undefined
  /** Another object for another destination. */
  destination(): object
  /** How many frames have arrived. */
  arrivals(): number
  /** Whether a message goes out now; on a topic, whether that is subscribed. */
  isReady(): boolean
  /** Whether nothing will go out, unless somebody calls `connect()`, mounts the node or gives it a url. */
  isAtRest(): boolean
  isMounted(): boolean
  isLingering(): boolean
  isDisposed(): boolean
  /** What the server has refused, boxed: a topic's subscription. */
  rejection(): { readonly packet: unknown } | undefined
  /** @throws TypeError for what the format can't encode */
  encode(message: Message<F>): Outgoing
  /** Sends as `send` of the node does, with its limit; false where the message is refused. */
  send(message: Outgoing): boolean
}

/** The watch of a node. */
export interface NodeWatch<F extends AnyFormat> extends Watch<F> {
  readonly node: WebSocketNodeHandle<F>
  /** The connection that is there now, whatever watchers know. */
  present(): NodeConnection | undefined
  format(): F
  /** Hands a message to the wire, past the limit of `sendBufferLimit`; false where the connection takes none. */
  sendPast(message: Outgoing): boolean
  /** Says in development that the promise of `whenOpen` keeps its own node from mounting. */
  warnUnmounted(): void
}
