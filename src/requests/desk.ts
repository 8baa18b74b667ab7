/**
 * The requests of one node or topic: those that wait to be sent, and those that wait for an answer. One watch of the node
 * serves all of them.
 */
import { deadline, type Cancel } from '../core/clock.js'
import { WebSocketNodeError, type WebSocketNodeErrorCode } from '../core/errors.js'
import type { PlatformAbortSignal } from '../core/platform.js'
import { shared } from '../core/shared.js'
import { kept } from '../core/sending/outbox.js'
import type { AnyFormat, Outgoing, Packet } from '../core/types.js'
import type { Heard, NodeConnection, Watch } from '../core/watch.js'
import { onAbort } from './abort.js'

/** The parts of a request. */
export interface Asked<F extends AnyFormat> {
  readonly message: Outgoing
  /** The timeout in seconds; 0 for none. */
  readonly timeout: number
  readonly signal: PlatformAbortSignal | undefined
  /** Whether the message may be sent again on the next connection. */
  readonly resend: boolean
  /** The group in which a packet finds the request, and the request's key in it. */
  readonly group: Group<F>
  readonly key: unknown
  /** Returns the result, or the server's refusal. An error that it throws counts as a refusal. */
  read(packet: Packet<F>): unknown
}

/** One request in flight. */
export interface Flight<F extends AnyFormat> extends Asked<F> {
  readonly destination: object
  /** The connection on which the message was sent, until that ends. */
  connection: NodeConnection | undefined
  /** The number of messages of the wire that had arrived when the request was sent. */
  mark: number
  wasSent: boolean
  settle(packet: Packet<F>): void
  fail(code: WebSocketNodeErrorCode, why: string, cause?: unknown): void
}

/** Requests of one kind, by their keys. */
export interface Group<F extends AnyFormat> {
  add(flight: Flight<F>): void
  delete(flight: Flight<F>): void
  /** Returns the requests that a packet answers. */
  find(packet: Packet<F>): Iterable<Flight<F>>
}

/** The refusal of a server, with its reason. */
export class Refusal {
  constructor(readonly cause: unknown) {}
}

export interface Desk<F extends AnyFormat> {
  ask(asked: Asked<F>): Promise<unknown>
  /** Returns the group of this kind; the first call creates it. */
  group(kind: object, make: () => Group<F>): Group<F>
}

/** Returns the desk of a node or topic. */
export function deskOf<F extends AnyFormat>(watch: Watch<F>): Desk<F> {
  const desks = shared('desks', () => new WeakMap<object, Desk<never>>())
  const known = desks.get(watch)
  if (known) return known
  const desk = createDesk(watch)
  desks.set(watch, desk)
  return desk
}

function createDesk<F extends AnyFormat>(watch: Watch<F>): Desk<F> {
  /** All requests that are not settled, in the order of the calls. */
  const flights = new Set<Flight<F>>()
  /** The requests that have to be sent. */
  const waiting = new Set<Flight<F>>()
  const groups = new Map<object, Group<F>>()
  let stopWatching: (() => void) | undefined
  let cancelJudging: Cancel | undefined

  function heard({ packets, connection, since }: Heard<F>): void {
    for (let index = 0; index < packets.length; index++) {
      const packet = packets[index]!
      for (const group of groups.values()) {
        for (const flight of group.find(packet)) {
          // A packet that had arrived before the request was sent is no answer to it.
          if (flight.connection === connection && index >= since(flight.mark)) flight.settle(packet)
        }
      }
    }
  }

  function changed(): void {
    const connection = watch.connection()
    let isResent = false
    for (const flight of flights) {
      if (!flight.connection || flight.connection === connection) continue
      if (!flight.resend || flight.destination !== watch.destination()) {
        flight.fail('disconnected', 'the connection ended before the answer came')
        continue
      }
      flight.connection = undefined
      waiting.add(flight)
      isResent = true
    }
    if (isResent) {
      // Restore the order of the calls.
      const inOrder = [...flights].filter((flight) => waiting.has(flight))
      waiting.clear()
      for (const flight of inOrder) waiting.add(flight)
    }
    proceed()
  }

  /** Sends the requests that can be sent, and rejects those that never will be. */
  function proceed(): void {
    const rejection = watch.rejection()
    if (rejection) {
      for (const flight of waiting) flight.fail('rejected', 'the server refused the topic', rejection.packet)
    }
    send()
    judgeLater()
  }

  function judgeLater(): void {
    if (waiting.size > 0) cancelJudging ??= watch.clock.task(judge)
  }

  function send(): void {
    for (const flight of waiting) {
      if (!watch.isReady()) return
      if (isElsewhere(flight)) continue
      waiting.delete(flight)
      // Note the connection before the message is sent: a transport may answer at once.
      flight.connection = watch.connection()
      flight.mark = watch.arrivals()
      flight.wasSent = true
      try {
        if (!watch.send(flight.message)) flight.fail('not-sent', 'the node refused the message')
      } catch (cause) {
        flight.fail('not-sent', 'the transport refused the message', cause)
      }
    }
  }

  function isElsewhere(flight: Flight<F>): boolean {
    if (flight.destination === watch.destination()) return false
    giveUp(flight, 'the node leads to another destination now')
    return true
  }

  function giveUp(flight: Flight<F>, why: string): void {
    flight.fail(flight.wasSent ? 'disconnected' : 'not-sent', why)
  }

  /** Checks again in a later task: StrictMode unmounts and mounts in one task, and a handler may connect again. */
  function judge(): void {
    cancelJudging = undefined
    const isAtRest = watch.isAtRest()
    for (const flight of waiting) {
      if (!isElsewhere(flight) && isAtRest) giveUp(flight, 'the node is not open, and no connection is on its way')
    }
  }

  function add(flight: Flight<F>): void {
    stopWatching ??= watch.add({ heard, changed, restarted: judgeLater })
    flights.add(flight)
    waiting.add(flight)
    flight.group.add(flight)
  }

  function remove(flight: Flight<F>): boolean {
    if (!flights.delete(flight)) return false
    waiting.delete(flight)
    flight.group.delete(flight)
    if (flights.size > 0) return true
    groups.clear()
    stopWatching?.()
    cancelJudging?.()
    stopWatching = cancelJudging = undefined
    return true
  }

  return {
    ask: (asked) =>
      new Promise((resolve, reject) => {
        const { timeout, signal } = asked
        const stops: (() => void)[] = []
        const end = (call: () => void) => {
          if (!remove(flight)) return
          for (const stop of stops) stop()
          call()
        }
        const fail: Flight<F>['fail'] = (code, why, cause) =>
          end(() => reject(new WebSocketNodeError(code, why, cause === undefined ? {} : { cause })))
        const flight: Flight<F> = {
          ...asked,
          message: kept(asked.message),
          destination: watch.destination(),
          connection: undefined,
          mark: 0,
          wasSent: false,
          settle: (packet) =>
            end(() => {
              try {
                const answer = asked.read(packet)
                if (!(answer instanceof Refusal)) return resolve(answer)
                reject(refused(answer.cause))
              } catch (cause) {
                reject(refused(cause))
              }
            }),
          fail,
        }
        add(flight)
        if (timeout > 0) {
          stops.push(deadline(watch.clock, timeout, () => fail('timeout', `no answer within ${timeout} s`)))
        }
        stops.push(onAbort(signal, (reason) => end(() => reject(reason))))
        if (flights.has(flight)) proceed()
      }),
    group(kind, make) {
      const known = groups.get(kind)
      if (known) return known
      const made = make()
      groups.set(kind, made)
      return made
    },
  }
}

function refused(cause: unknown): WebSocketNodeError {
  return new WebSocketNodeError('rejected', 'the server refused the request', { cause })
}
