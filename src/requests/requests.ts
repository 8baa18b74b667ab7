/**
 * Requests of a protocol that numbers them: one look-up a packet, however many are in flight.
 */
import { reportUncaught } from '../core/emitter.js'
import { checkRange } from '../core/options.js'
import { shared } from '../core/shared.js'
import type { AnyFormat, Message, Packet } from '../core/types.js'
import { watchOf } from '../core/nodeWatch.js'
import type { NodeOrTopic } from '../topics/types.js'
import { deskOf, type Flight, type Group } from './desk.js'
import { RANGE, refusalOf, type AskOptions } from './request.js'

/**
 * The options of `requests`: how a protocol numbers its requests and answers.
 *
 * @typeParam M the messages that are sent; inferred, so that a literal in a message keeps its type
 */
export interface RequestsOptions<F extends AnyFormat, Body, Result, M = Message<F>> {
  /** Returns the message of a request. `id` is a number that no other request of this page has. */
  message(body: Body, id: number): M
  /**
   * Returns the id of the request that a packet answers, or null or undefined if the packet is no answer. Ids are compared as
   * strings.
   */
  idOf(packet: Packet<F>): string | number | null | undefined
  /**
   * Returns the error that an answer reports; a falsy value, such as undefined or `''`, is none. With an error, `ask` rejects
   * with the code `'rejected'` and the error as its `cause`.
   *
   * @defaultValue none: every answer resolves the promise
   */
  errorOf?: ((packet: Packet<F>) => unknown) | undefined
  /**
   * Returns what `ask` resolves with.
   *
   * @defaultValue the packet
   */
  resultOf?: ((packet: Packet<F>) => Result) | undefined
}

/** The requests of a protocol, for any node that speaks it. `requests` creates one. */
export interface Requests<F extends AnyFormat, Body, Result> {
  /** Sends a request and resolves with its result. It waits, resends and rejects like `request`. */
  ask(node: NodeOrTopic<F>, body: Body, options?: AskOptions): Promise<Result>
}

/** Counted over all nodes and connections of a page, by all copies of the package: a late answer is never taken for another's. */
const ids = () => shared('requestIds', () => ({ last: 0 }))

/**
 * Describes a protocol that numbers its requests, such as JSON-RPC. Each packet is looked up by its id once, however many
 * requests wait. Create it once, outside of components.
 *
 * @param _format the format of the nodes; only its type is used
 * @param options how messages and packets are numbered
 *
 * @example
 * ```ts
 * import { createWebSocketNode, json, requests } from 'react-websocket-node'
 *
 * interface Packet {
 *   id?: number
 *   result?: unknown
 *   error?: string
 * }
 * const format = json<Packet, object>()
 * const rpc = requests(format, {
 *   message: (method: string, id) => ({ id, method }),
 *   idOf: (packet) => packet.id,
 *   errorOf: (packet) => packet.error,
 *   resultOf: (packet) => packet.result,
 * })
 * const node = createWebSocketNode({ url: 'wss://rpc.example', format })
 * node.connect()
 * export const version = rpc.ask(node, 'version')
 * ```
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
      const id = ++ids().last
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
