/**
 * The requests of one node, or of one topic: what waits to be sent, what waits for its answer, and one watch for all of
 * them, however many there are.
 */
import { deadline, type Cancel } from '../core/clock.js'
import { WebSocketNodeError, type WebSocketNodeErrorCode } from '../core/errors.js'
import type { PlatformAbortSignal } from '../core/platform.js'
import { shared } from '../core/shared.js'
import { kept } from '../core/sending/outbox.js'
import type { AnyFormat, Outgoing, Packet } from '../core/types.js'
import type { Heard, NodeConnection, Watch } from '../core/watch.js'
import { onAbort } from './abort.js'

/** What a request is made of, besides its message. */
export interface Asked<F extends AnyFormat> {
  readonly message: Outgoing
  /** In seconds; 0 is none. */
  readonly timeout: number
  readonly signal: PlatformAbortSignal | undefined
  /** Whether it may be asked again on the next connection. */
  readonly resend: boolean
  /** Where it is found when a packet comes, and by what. */
  readonly group: Group<F>
  readonly key: unknown
  /** What it resolves with, or the server's refusal; what it throws is one too. */
  read(packet: Packet<F>): unknown
}

/** One request in flight. */
export interface Flight<F extends AnyFormat> extends Asked<F> {
  readonly destination: object
  /** The connection on which it was sent last, while that is there. */
  connection: NodeConnection | undefined
  /** How many frames had arrived when it was sent. */
  mark: number
  wasSent: boolean
  settle(packet: Packet<F>): void
  fail(code: WebSocketNodeErrorCode, why: string, cause?: unknown): void
}

/** Requests of one kind, by their keys. */
export interface Group<F extends AnyFormat> {
  add(flight: Flight<F>): void
  delete(flight: Flight<F>): void
  /** Those that a packet answers. */
  find(packet: Packet<F>): Iterable<Flight<F>>
}

/** What a server refuses. */
export class Refusal {
  constructor(readonly cause: unknown) {}
}

export interface Desk<F extends AnyFormat> {
  ask(asked: Asked<F>): Promise<unknown>
  /** The group of this kind, made when there is none. */
  group(kind: object, make: () => Group<F>): Group<F>
}

/** One for a node or a topic. */
export function deskOf<F extends AnyFormat>(watch: Watch<F>): Desk<F> {
  const desks = shared('desks', () => new WeakMap<object, Desk<never>>())
  const known = desks.get(watch)
  if (known) return known
  const desk = createDesk(watch)
  desks.set(watch, desk)
  return desk
}

function createDesk<F extends AnyFormat>(watch: Watch<F>): Desk<F> {
  /** Everything that is not settled, in the order of the calls. */
  const flights = new Set<Flight<F>>()
  /** Those that are to be sent. */
  const waiting = new Set<Flight<F>>()
  const groups = new Map<object, Group<F>>()
  let stopWatching: (() => void) | undefined
  let cancelJudging: Cancel | undefined

  function heard({ packets, connection, since }: Heard<F>): void {
    for (let index = 0; index < packets.length; index++) {
      const packet = packets[index]!
      for (const group of groups.values()) {
        for (const flight of group.find(packet)) {
          // What had arrived before it was sent is no answer.
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
      // In the order of the calls again.
      const inOrder = [...flights].filter((flight) => waiting.has(flight))
      waiting.clear()
      for (const flight of inOrder) waiting.add(flight)
    }
    proceed()
  }

  /** Sends what can be sent, and gives up what can't. */
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
      // Before it is sent: a transport may answer at once.
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

  /** In a later task: StrictMode unmounts and mounts in one, and a handler may connect again. */
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
