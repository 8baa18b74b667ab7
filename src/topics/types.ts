/**
 * The vocabulary of topics: conversations that share one connection.
 */
import type {
  AnyFormat,
  Data,
  Format,
  Message,
  Packet,
  ReadySource,
  Signals,
  WebSocketNodeHandle,
} from '../core/types.js'

/** What names a topic. Compared as a string: `1` is `'1'`. */
export type TopicKey = string | number

/** A topic that is to be subscribed. */
export interface WantedTopic<K extends TopicKey = TopicKey, P = unknown> {
  readonly topic: K
  /** The topic's last packet at the present destination, if it had one: to ask for what came since. */
  readonly last: P | undefined
}

/**
 * How a server's protocol tells topics apart, and how it is told which of them are wanted.
 *
 * @typeParam S, U what `subscribe` and `unsubscribe` send: inferred, so that a literal in a message keeps its type
 */
export interface TopicsOptions<F extends AnyFormat, K extends TopicKey, S = Message<F>, U = Message<F>> {
  /**
   * The topic of a packet, several of them, or undefined for a packet of none. Asked once a packet, however many readers
   * there are. What it throws is reported, and counts as none.
   */
  topicOf(packet: Packet<F>): K | readonly K[] | null | undefined
  /**
   * The messages that subscribe these topics, `[]` for none; called once for all that come in one task, and once after
   * each `connected`. Default: nothing is sent, and topics only route. What it throws is reported; its topics count as
   * not told, and are neither asked for again nor unsubscribed on that connection.
   */
  subscribe?(wanted: readonly WantedTopic<K, Packet<F>>[]): readonly S[]
  /**
   * The messages that unsubscribe these topics, `[]` for none; called before `subscribe`. Default: what was subscribed
   * stays so on its connection. What it throws is reported, and its topics stay subscribed.
   */
  unsubscribe?(unwanted: readonly K[]): readonly U[]
  /** The topic, or topics, that a packet confirms. Such a packet is of no topic. Default: what is sent is subscribed. */
  isSubscribed?(packet: Packet<F>): TopicKey | readonly TopicKey[] | null | undefined
  /** The topic, or topics, that a packet refuses. Such a packet is of no topic. Default: none. */
  isRejected?(packet: Packet<F>): TopicKey | readonly TopicKey[] | null | undefined
  /** Seconds, 0 to 300, that a subscription outlives its last reader. Default 0. */
  linger?: number | undefined
}

/** What the server knows of a topic. `packet` is the one that confirmed or refused it. */
export interface TopicState<P = unknown> {
  readonly status: 'unsubscribed' | 'subscribing' | 'subscribed' | 'rejected'
  readonly packet?: P | undefined
}

/** The signals of a topic. */
export type TopicSignal = 'packet' | 'received'

/** Only for types: what a hook infers the format of a topic from. */
declare const formatOfTopic: unique symbol

/**
 * A topic of a node. Its properties are for handlers and effects; while rendering, use the hooks. It is subscribed while
 * it has a reader: a mounted `useTopic` or `<WebSocketTopic>`, a listener of `on`, a request or an iteration.
 *
 * @typeParam F the format of the node, with the packets of this topic
 * @typeParam Answer any packet of the node
 */
export interface TopicHandle<F extends AnyFormat = AnyFormat, Answer = unknown> extends ReadySource {
  /** Not there at run time. */
  readonly [formatOfTopic]?: F
  /** As it was first asked for. */
  readonly topic: TopicKey
  readonly node: WebSocketNodeHandle
  readonly state: TopicState<Answer>
  /** Calls `listener` at any change of `state`; returns how to stop. It is no reader. */
  subscribe(listener: () => void): () => void
  /** Listens to the topic's packets, after the listeners of the node, and is a reader meanwhile; returns how to stop. */
  on<S extends TopicSignal>(signal: S, listener: (...args: Signals<F>[S]) => void): () => void
  /** The topic's packets of the last batch that had any, joined; undefined while there is none. */
  readonly lastReceived: Data<F> | undefined
  /** Packets in `lastReceived`; 0 while there is none. */
  readonly receivedCount: number
}

/** What the value hooks read: a node, or a topic of one. */
export type NodeOrTopic<F extends AnyFormat> = WebSocketNodeHandle<F> | TopicHandle<F>

/** The topics of a server's protocol, for any node that speaks it. */
export interface Topics<F extends AnyFormat, K extends TopicKey = TopicKey> {
  readonly format: F
  /**
   * The handle of a topic; the same one for the same node and key as long as anybody holds it. Subscribes nothing.
   * @throws TypeError for what is no node of this package
   */
  of<const T extends K>(node: WebSocketNodeHandle<F>, topic: T): TopicHandle<TopicFormat<F, T>, Packet<F>>
}

// ── Packets by topic ────────────────────────────────────────────────────────────────────────────────────────────────

/** The names of the properties that have the literal type `K` in a member of the union `P`. */
type Discriminant<P, K> = P extends unknown
  ? {
      [N in keyof P]-?: string extends P[N] ? never : number extends P[N] ? never : K extends P[N] ? N : never
    }[keyof P]
  : never

/** The members of the union `P` whose property `N` may be `K`. */
type Member<P, N extends PropertyKey, K> = P extends unknown
  ? { [M in N]: M extends keyof P ? (K extends P[M] ? P : never) : never }[N]
  : never

/** The packets of the union `P` that may belong to the topic `K`; all of them where the types don't say. */
export type PacketOfTopic<P, K> = string extends K
  ? P
  : number extends K
    ? P
    : [Discriminant<P, K>] extends [never]
      ? P
      : Member<P, Discriminant<P, K>, K>

/** The format `F` with as much of its packets as may belong to the topic `K`. */
export type TopicFormat<F extends AnyFormat, K> = [Packet<F>] extends [PacketOfTopic<Packet<F>, K>]
  ? F
  : Format<
      PacketOfTopic<Packet<F>, K>,
      Data<F> extends readonly Packet<F>[] ? readonly PacketOfTopic<Packet<F>, K>[] : Data<F>,
      Message<F>
    >
