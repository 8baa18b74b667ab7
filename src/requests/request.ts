/**
 * One message and its answer, as a promise.
 */
import { reportUncaught } from '../core/emitter.js'
import { checkRange, refuseKind } from '../core/options.js'
import type { PlatformAbortSignal } from '../core/platform.js'
import type { AnyFormat, Message, Packet } from '../core/types.js'
import { watchOf } from '../core/nodeWatch.js'
import type { NodeOrTopic } from '../topics/types.js'
import { deskOf, Refusal, type Flight, type Group } from './desk.js'

/** The options of each request: how long it waits, and what ends it. */
export interface AskOptions {
  /**
   * Seconds from the call to the answer, including the wait for a connection, 0 to 300; 0 sets no limit.
   *
   * @defaultValue `10`
   */
  timeout?: number | undefined
  /**
   * Ends the request when it aborts: the promise rejects with the signal's reason.
   *
   * @defaultValue none
   */
  signal?: PlatformAbortSignal | undefined
  /**
   * Whether to send the message again on the next connection to the same destination if the connection ends before the
   * answer. For requests that the server may get twice. If false, the promise rejects with `'disconnected'`.
   *
   * @defaultValue `false`
   */
  resend?: boolean | undefined
}

/** The options of `request`. */
export interface RequestOptions<P, Reply extends P = P> extends AskOptions {
  /**
   * Returns whether a packet is the answer to this request. If it throws, the error is reported as an uncaught one, and the
   * packet is no answer.
   */
  isReply: ((packet: P) => packet is Reply) | ((packet: P) => boolean)
  /**
   * Returns the error that the answer reports; a falsy value, such as undefined or `''`, is none. With an error, the promise
   * rejects with the code `'rejected'` and the error as its `cause`.
   *
   * @defaultValue none: every answer resolves the promise
   */
  errorOf?: ((packet: Reply) => unknown) | undefined
}

/**
 * Sends a message and resolves with its answer: the first packet after it for which `isReply` returns true. If the node is not
 * open yet, the request waits until it is. The answer is also emitted, like any packet. On a topic, the request waits until
 * the topic is subscribed, and only the topic's packets can be the answer. For a protocol that numbers its requests,
 * `requests` needs less code.
 *
 * The promise rejects with a `WebSocketNodeError` of one of these codes:
 *
 * - `'timeout'`: there was no answer in time
 * - `'disconnected'`: the connection ended after the message was sent
 * - `'not-sent'`: the message was refused, or there will be no connection: the node is closed, failed, unmounted, has moved,
 *   or its url is null
 * - `'rejected'`: `errorOf` returned an error, or the server refused the topic; the error or the packet is the `cause`
 *
 * @param node the node, or the topic, that the message is sent on
 * @param message a message of the node's format
 * @param options how the answer is recognized, and how long to wait
 * @throws RangeError for a timeout out of its range, TypeError for a message that the format cannot encode; the promise
 * rejects with them
 *
 * @example
 * ```ts
 * import { createWebSocketNode, json, request } from 'react-websocket-node'
 *
 * interface Packet {
 *   id: number
 *   total?: number
 * }
 * const node = createWebSocketNode({ url: 'wss://shop.example', format: json<Packet, object>() })
 * node.connect()
 * export const answer = request(node, { id: 1, ask: 'total' }, { isReply: (packet) => packet.id === 1 })
 * ```
 */
export async function request<F extends AnyFormat, Reply extends Packet<F> = Packet<F>>(
  node: NodeOrTopic<F>,
  message: Message<F>,
  options: RequestOptions<Packet<F>, Reply>,
): Promise<Reply> {
  const { isReply, errorOf, timeout = 10, signal, resend = false } = options
  checkRange('timeout', timeout, RANGE)
  if (typeof isReply !== 'function') refuseKind('isReply', '(packet) => boolean', isReply)
  const watch = watchOf<F>(node)
  const desk = deskOf(watch)
  return desk.ask({
    message: watch.encode(message),
    timeout,
    signal,
    resend,
    group: desk.group(request, createSingles<F>),
    key: isReply,
    read: (packet) => refusalOf(errorOf, packet as Reply) ?? packet,
  }) as Promise<Reply>
}

/** Requests that are each asked whether a packet is their answer. */
function createSingles<F extends AnyFormat>(): Group<F> {
  const flights = new Set<Flight<F>>()
  const isReplyTo = ({ key }: Flight<F>, packet: Packet<F>) => {
    try {
      return (key as RequestOptions<Packet<F>>['isReply'])(packet)
    } catch (error) {
      reportUncaught(error)
      return false
    }
  }
  return {
    add: (flight) => void flights.add(flight),
    delete: (flight) => void flights.delete(flight),
    find: (packet) => [...flights].filter((flight) => isReplyTo(flight, packet)),
  }
}

/** The range of a timeout. */
export const RANGE = { unit: 'seconds', max: 300 }

/** What the server says of a failure, if there is one. */
export function refusalOf<P>(errorOf: ((packet: P) => unknown) | undefined, packet: P): Refusal | undefined {
  const error = errorOf?.(packet)
  // Servers write null, false, 0 and '' for no error.
  return error ? new Refusal(error) : undefined
}
