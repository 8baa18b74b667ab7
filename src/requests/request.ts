/**
 * One message and its answer, as a promise.
 */
import { reportUncaught } from '../core/emitter.js'
import { checkRange } from '../core/options.js'
import type { PlatformAbortSignal } from '../core/platform.js'
import type { AnyFormat, Message, Packet } from '../core/types.js'
import { watchOf } from '../core/nodeWatch.js'
import type { NodeOrTopic } from '../topics/types.js'
import { deskOf, Refusal, type Flight, type Group } from './desk.js'

/** How long a request waits, and for what it is given up. */
export interface AskOptions {
  /** Seconds from the call to the answer, the wait for a connection included, 0 to 300; 0 waits for ever. Default 10. */
  timeout?: number | undefined
  /** Gives the request up when it aborts: the promise rejects with its reason. */
  signal?: PlatformAbortSignal | undefined
  /**
   * Sends the message again on the next connection to the same destination where one ends before the answer: for what may
   * be asked twice. Default false: `'disconnected'`.
   */
  resend?: boolean | undefined
}

export interface RequestOptions<P, Reply extends P = P> extends AskOptions {
  /** Whether a packet is the answer. What it throws is reported, and counts as no. */
  isReply: ((packet: P) => packet is Reply) | ((packet: P) => boolean)
  /** What the answer says of a failure; null and undefined say that there is none. It rejects, as `cause`. */
  errorOf?: ((packet: Reply) => unknown) | undefined
}

/**
 * Sends a message when the node is open, and resolves with the first packet that arrives from then on and is its answer;
 * that is emitted as any other. On a topic it waits until that is subscribed, and only the topic's packets are asked.
 *
 * Rejects with a `WebSocketNodeError`: `'timeout'`; `'disconnected'`, where the connection ended after the message was
 * sent; `'not-sent'`, where there will be no connection (closed, failed, unmounted, moved, null url) or the message was
 * refused; `'rejected'`, with what `errorOf` gives, or the packet that refused the topic, as `cause`. An aborted signal
 * rejects with its reason.
 *
 * @throws RangeError for a timeout out of its range, TypeError for a message that the format can't encode; both as a
 * rejection
 */
export async function request<F extends AnyFormat, Reply extends Packet<F> = Packet<F>>(
  node: NodeOrTopic<F>,
  message: Message<F>,
  options: RequestOptions<Packet<F>, Reply>,
): Promise<Reply> {
  const { isReply, errorOf, timeout = 10, signal, resend = false } = options
  checkRange('timeout', timeout, RANGE)
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
  return error === undefined || error === null ? undefined : new Refusal(error)
}
