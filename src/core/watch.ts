/**
 * The interface by which topics, requests and iterations follow a node. Beyond the signals it says which connection a packet
 * came on, and it reports the end of a connection after the connection's last batch, while the node's state changes before
 * that. A node without watchers does no work for it.
 */
import type { Clock } from './clock.js'
import type { AnyFormat, Message, Outgoing, Packet, WebSocketNodeHandle } from './types.js'

/** One connection, from its opening to its end. A lingering connection stays the same object when another node takes it over. */
export interface NodeConnection {
  /** The node that has the connection now; undefined after its end. */
  holder(): WebSocketNodeHandle<AnyFormat> | undefined
}

/** Packets that are about to be emitted, or that a call of `receive()` has taken. */
export interface Heard<F extends AnyFormat> {
  readonly packets: readonly Packet<F>[]
  readonly connection: NodeConnection
  /** The index of the first packet that arrived when `arrivals` was `mark`, or later. */
  since(mark: number): number
  /** Whether `receive()` took the packets: then no listener gets them. */
  readonly isTaken: boolean
}

/** The events of a watcher. An error that it throws is reported as an uncaught one. */
export interface Watcher<F extends AnyFormat> {
  /** Packets are about to be emitted. Called before the listeners of the node. */
  heard?(heard: Heard<F>): void
  /**
   * A batch was emitted to the listeners of the node, and is about to go to its value hooks.
   * @param isCurrent whether the destination is still the one that the batch came from
   * @param isOver whether an unmount has ended the emission
   */
  emitted?(isCurrent: () => boolean, isOver: () => boolean): void
  /** The destination has changed. Called inside of the node's work, before all events of the new destination. */
  restarted?(): void
  /** The state or the connection has changed, or the node has mounted or unmounted. Called after all signals of that. */
  changed?(): void
  /** The topics that are read, held or linger: for the inspector. */
  topics?(): Iterable<WatchedTopic>
}

/** What the inspector shows of a topic. */
export interface WatchedTopic {
  readonly key: string
  readonly state: { readonly status: 'unsubscribed' | 'subscribing' | 'subscribed' | 'rejected' }
  readonly readers: number
  /** The number of packets since the topic was created. */
  readonly total: number
}

/** What can be watched: a node, or a topic of one. */
export interface Watch<F extends AnyFormat> {
  readonly clock: Clock
  /** Adds a watcher. Returns a function that removes it. */
  add(watcher: Watcher<F>): () => void
  /** The connection for watchers: it ends when `changed` is called after its last batch. */
  connection(): NodeConnection | undefined
  /** An object that stands for the destination: another destination has another object. */
  destination(): object
  /** The number of messages of the wire that have arrived. */
  arrivals(): number
  /** Whether a message would be sent at once; of a topic, whether it is subscribed. */
  isReady(): boolean
  /** Whether no message will be sent until `connect()` is called, the node mounts, or it gets a url. */
  isAtRest(): boolean
  isMounted(): boolean
  isLingering(): boolean
  isDisposed(): boolean
  /** The packet with which the server refused the topic, in an object. */
  rejection(): { readonly packet: unknown } | undefined
  /** @throws TypeError for a message that the format cannot encode */
  encode(message: Message<F>): Outgoing
  /** Sends a message by the rules of the node's `send`. Returns false if it is refused. */
  send(message: Outgoing): boolean
}

/** The watch of a node. */
export interface NodeWatch<F extends AnyFormat> extends Watch<F> {
  readonly node: WebSocketNodeHandle<F>
  /** The present connection, whether the watchers were notified of it or not. */
  present(): NodeConnection | undefined
  format(): F
  /** Sends a message without regard to `sendBufferLimit`. Returns false if the connection takes none. */
  sendPast(message: Outgoing): boolean
  /** Warns, in development, that a promise of `whenOpen` suspends the component that would mount its node. */
  warnUnmounted(): void
}
