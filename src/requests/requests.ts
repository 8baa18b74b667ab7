/**
 * Requests of a protocol that numbers them: one look-up a packet, however many are in flight.
 */
import { reportUncaught } from '../core/emitter.js'
import { checkRange } from '../core/options.js'
import type { AnyFormat, Message, Packet } from '../core/types.js'
import { watchOf } from '../core/nodeWatch.js'
import type { NodeOrTopic } from '../topics/types.js'
import { deskOf, type Flight, type Group } from './desk.js'
import { RANGE, refusalOf, type AskOptions } from './request.js'

/**
 * How a protocol numbers its requests.
 *
 * @typeParam M what is sent: inferred, so that a literal in a message keeps its type
 */
export interface RequestsOptions<F extends AnyFormat, Body, Result, M = Message<F>> {
  /** The message of a request. `id` is a number that no other request of this page has. */
  message(body: Body, id: number): M
  /** The id that a packet answers, compared as a string; undefined and null for a packet that is no answer. */
  idOf(packet: Packet<F>): string | number | null | undefined
  /** What an answer says of a failure; null and undefined say that there is none. It rejects, as `cause`. */
  errorOf?: ((packet: Packet<F>) => unknown) | undefined
  /** What `ask` resolves with. Default: the packet. */
  resultOf?: ((packet: Packet<F>) => Result) | undefined
}

/** The requests of a protocol, for any node that speaks it. */
export interface Requests<F extends AnyFormat, Body, Result> {
  /** Sends a request, and resolves with its result. Waits and rejects as `request` does. */
  ask(node: NodeOrTopic<F>, body: Body, options?: AskOptions): Promise<Result>
}

/** Counted over all nodes and connections of a page: a late answer is never taken for another's. */
let lastId = 0

/**
 * The requests of a protocol that numbers them. Make it once.
 * @param format that of the nodes
 */
export function requests<F extends AnyFormat, Body, Result = Packet<F>, const M extends Message<F> = Message<F>>(
  _format: F,
  { message, idOf, errorOf, resultOf }: RequestsOptions<F, Body, Result, M>,
): Requests<F, Body, Result> {
  function createNumbered(): Group<F> {
    const flights = new Map<unknown, Flight<F>>()
    return {
      add: (flight) => void flights.set(flight.key, flight),
      delete: (flight) => void flights.delete(flight.key),
      find(packet) {
        try {
          const flight = flights.get(String(idOf(packet)))
          return flight ? [flight] : []
        } catch (error) {
          reportUncaught(error)
          return []
        }
      },
    }
  }

  return {
    async ask(node, body, { timeout = 10, signal, resend = false } = {}) {
      checkRange('timeout', timeout, RANGE)
      const watch = watchOf<F>(node)
      const desk = deskOf(watch)
      const id = ++lastId
      return desk.ask({
        message: watch.encode(message(body, id)),
        timeout,
        signal,
        resend,
        group: desk.group(createNumbered, createNumbered),
        key: String(id),
        read: (packet) => refusalOf(errorOf, packet) ?? (resultOf ? resultOf(packet) : packet),
      }) as Promise<Result>
    },
  }
}
