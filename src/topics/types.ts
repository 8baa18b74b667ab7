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

/** The name of a topic. Names are compared as strings: `1` and `'1'` are one topic. */
export type TopicKey = string | number

/** A topic that `subscribe` has to subscribe. */
export interface WantedTopic<K extends TopicKey = TopicKey, P = unknown> {
  /** The name of the topic. */
  readonly topic: K
  /** The topic's last packet at the present destination, if there was one: for asking the server for what came after it. */
  readonly last: P | undefined
}

/**
 * The options of `topics`: how a server's protocol names the topic of a packet, and how topics are subscribed.
 *
 * @typeParam S the messages of `subscribe`; inferred, so that a literal in a message keeps its type
 * @typeParam U the messages of `unsubscribe`, likewise
 */
export interface TopicsOptions<F extends AnyFormat, K extends TopicKey, S = Message<F>, U = Message<F>> {
  /**
   * Returns the topic of a packet, several topics, or undefined for a packet of no topic. It is called once a packet, however
   * many components read the topic. If it throws, the error is reported as an uncaught one, and the packet has no topic.
   */
  topicOf(packet: Packet<F>): K | readonly K[] | null | undefined
  /**
   * Returns the messages that subscribe these topics; `[]` for none. It is called once for all topics that are needed in one
   * task, and once after each `connected`. If it throws, the error is reported as an uncaught one; on this connection its
   * topics are neither subscribed again nor unsubscribed.
   *
   * @defaultValue none: nothing is sent, and topics only sort packets
   */
  subscribe?(wanted: readonly WantedTopic<K, Packet<F>>[]): readonly S[]
  /**
   * Returns the messages that unsubscribe these topics; `[]` for none. It is called before `subscribe`. If it throws, the
   * error is reported as an uncaught one, and the topics stay subscribed.
   *
   * @defaultValue none: topics stay subscribed until the connection ends
   */
  unsubscribe?(unwanted: readonly K[]): readonly U[]
  /**
   * Returns the topic, or the topics, whose subscription a packet confirms. Such a packet has no topic itself.
   *
   * @defaultValue none: a topic counts as subscribed when the message is sent
   */
  isSubscribed?(packet: Packet<F>): TopicKey | readonly TopicKey[] | null | undefined
  /**
   * Returns the topic, or the topics, whose subscription a packet refuses. Such a packet has no topic itself.
   *
   * @defaultValue none: no packet refuses a topic
   */
  isRejected?(packet: Packet<F>): TopicKey | readonly TopicKey[] | null | undefined
  /**
   * Seconds that a topic stays subscribed after its last reader, 0 to 300.
   *
   * @defaultValue `0`
   */
  linger?: number | undefined
}

/** The state of a topic's subscription. */
export interface TopicState<P = unknown> {
  /**
   * `'subscribing'` from the message until the server's confirmation, if the protocol has one; `'rejected'` if the server
   * refused the topic.
   */
  readonly status: 'unsubscribed' | 'subscribing' | 'subscribed' | 'rejected'
  /** The packet that confirmed or refused the subscription, if there was one. */
  readonly packet?: P | undefined
}

/** The signals of a topic: `'packet'` for each of its packets, `'received'` for those of one batch. */
export type TopicSignal = 'packet' | 'received'

/** The key of a property that exists in types only: hooks infer the format of a topic from it. */
declare const formatOfTopic: unique symbol

/**
 * A topic of a node. The value hooks read it like a node. It is subscribed while it has a reader: a mounted `useTopic` or
 * `<WebSocketTopic>`, a listener of `on`, a request, or an iteration. Read its properties in handlers and effects; while
 * rendering, use the hooks.
 *
 * @typeParam F the format of the node, with the packets of this topic
 * @typeParam Answer any packet of the node
 */
export interface TopicHandle<F extends AnyFormat = AnyFormat, Answer = unknown> extends ReadySource {
  /**
   * Exists in types only.
   *
   * @internal
   */
  readonly [formatOfTopic]?: F
  /** The name of the topic, as it was first given. */
  readonly topic: TopicKey
  /** The node of the topic. */
  readonly node: WebSocketNodeHandle
  /** The state of the subscription now. While rendering, use `useTopicState`. */
  readonly state: TopicState<Answer>
  /**
   * Calls `listener` after each change of `state`, without subscribing the topic. Returns a function that removes the
   * listener.
   */
  subscribe(listener: () => void): () => void
  /**
   * Calls `listener` with the topic's packets, after the listeners of the node. The topic is subscribed until the returned
   * function removes the listener.
   */
  on<S extends TopicSignal>(signal: S, listener: (...args: Signals<F>[S]) => void): () => void
  /** The topic's packets of the last batch that had any, joined; undefined before the first one. */
  readonly lastReceived: Data<F> | undefined
  /** The number of packets in `lastReceived`; 0 before the first one. */
  readonly receivedCount: number
}

/** A node, or a topic of a node: the value hooks, `request` and `packets` take both. */
export type NodeOrTopic<F extends AnyFormat> = WebSocketNodeHandle<F> | TopicHandle<F>

/** The topics of a server's protocol, for any node that speaks it. `topics` creates one. */
export interface Topics<F extends AnyFormat, K extends TopicKey = TopicKey> {
  /** The format of the nodes. */
  readonly format: F
  /**
   * Returns a topic of a node, without subscribing it. It is the same object for the same node and name as long as anything
   * holds it. In a component use `useTopic`.
   *
   * @param node a node of this format
   * @param topic the name of the topic
   * @throws TypeError for anything but a node of this package
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

/** The packets of the union `P` that may belong to the topic `K`; all of them if the types do not tell. */
export type PacketOfTopic<P, K> = string extends K
  ? P
  : number extends K
    ? P
    : [Discriminant<P, K>] extends [never]
      ? P
      : Member<P, Discriminant<P, K>, K>

/** The format `F`, with the packets that may belong to the topic `K`. */
export type TopicFormat<F extends AnyFormat, K> = [Packet<F>] extends [PacketOfTopic<Packet<F>, K>]
  ? F
  : Format<
      PacketOfTopic<Packet<F>, K>,
      Data<F> extends readonly Packet<F>[] ? readonly PacketOfTopic<Packet<F>, K>[] : Data<F>,
      Message<F>
    >
