/**
 * Many clients of one server, as a simulation of events: the transition decides, a policy draws the delays, and nothing
 * else is there. No node, no timer, no socket.
 */
import {
  WebSocketNodeError,
  type AnyFormat,
  type DisconnectCause,
  type ReconnectPolicy,
  type WebSocketNodeHandle,
} from '../../../src/core/index.js'
import { INITIAL, transition } from '../../../src/core/life/transition.js'
import type { ClosedCause, Command, Machine, NodeEvent, Retry } from '../../../src/core/life/machine.js'

export interface FleetOptions {
  readonly clients: number
  readonly policy: ReconnectPolicy
  /** Seconds after its loss at which the server takes connections again. */
  readonly backAt: number
  /** Seconds from an attempt to the server's answer, the same for all. */
  readonly latency: number
}

export interface FleetRecord {
  /** Seconds after the loss at which handshakes arrived, in order. */
  readonly arrivals: readonly number[]
  /** Seconds after the loss at which clients were connected again, in order. */
  readonly returns: readonly number[]
}

const URL_OF_ALL = 'ws://h/'
const LOST: ClosedCause = { type: 'closed', code: 1006, reason: '', wasClean: false }
const OPENED: NodeEvent = { type: 'opened', protocol: '', connection: { isReconnect: false, downFor: undefined } }
const REFUSED = new WebSocketNodeError('refused', 'no server')
const NOBODY = {} as WebSocketNodeHandle<AnyFormat>

/** All clients lose a server at the same moment, after a connection that had proved stable. */
export function loseServer({ clients, policy, backAt, latency }: FleetOptions): FleetRecord {
  const arrivals: number[] = []
  const returns: number[] = []
  const agenda = createAgenda()

  /** One client. What it commands is done by the agenda, as a driver would do it. */
  function start(): void {
    let machine: Machine = INITIAL
    const step = (event: NodeEvent) => {
      const [next, commands] = transition(machine, event)
      machine = next
      commands.forEach(carryOut)
    }
    const carryOut = (command: Command) => {
      if (command.type === 'openSocket') shakeHands()
      if (command.type === 'retryLater') agenda.add(command.delay, tryAgain)
    }
    const tryAgain = () => {
      step({ type: 'retryDue', url: URL_OF_ALL })
      step({ type: 'urlResolved', url: URL_OF_ALL })
    }
    const shakeHands = () => {
      arrivals.push(agenda.now)
      agenda.add(latency, agenda.now >= backAt ? connect : fail)
    }
    const connect = () => {
      returns.push(agenda.now)
      step(OPENED)
    }
    const fail = () =>
      step({ type: 'attemptFailed', error: REFUSED, retry: ask({ type: 'failed', error: REFUSED }), hasPolicy: true })
    const ask = (cause: DisconnectCause): Retry | null => {
      const attempt = machine.retries + 1
      const delay = policy.next(attempt, cause, NOBODY)
      return delay === null ? null : { attempt, delay }
    }

    step({ type: 'connectRequested', url: URL_OF_ALL, isDeferred: false })
    step(OPENED)
    step({ type: 'disconnected', cause: LOST, retry: ask(LOST), hasPolicy: true })
  }

  for (let client = 0; client < clients; client++) start()
  agenda.run()
  return { arrivals, returns }
}

/** The most that fall into one of the intervals `[0, width)`, `[width, 2 · width)`, … */
export function peakOf(moments: readonly number[], width: number): number {
  const counts = new Map<number, number>()
  for (const moment of moments) {
    const interval = Math.floor(moment / width)
    counts.set(interval, (counts.get(interval) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values())
}

/** Things to do, in the order of their time, and of their coming where that is one. */
function createAgenda() {
  const entries: { readonly due: number; readonly run: () => void }[] = []
  let now = 0
  return {
    get now() {
      return now
    },
    add(seconds: number, run: () => void) {
      const due = now + seconds
      let [low, high] = [0, entries.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if (entries[middle]!.due <= due) low = middle + 1
        else high = middle
      }
      entries.splice(low, 0, { due, run })
    },
    run() {
      for (let next = entries.shift(); next; next = entries.shift()) {
        now = next.due
        next.run()
      }
    },
  }
}
