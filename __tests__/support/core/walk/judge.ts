/**
 * Hears all that a node tells, knows what happened to it, and notes each break of a promise.
 */
import type { NodeState, Signal, Signals, Wire } from '../../../../src/core/index.js'

/**
 * `resuming`: mounted again after it lingered, and what was kept is told in a later task. `ending`: unmounted by a
 * handler, and what had arrived is still being emitted.
 */
type Life = 'mounted' | 'lingering' | 'resuming' | 'ending' | 'gone'

/** What is told of one connection: nothing yet or any more, that it is there, that it is being closed. */
type Phase = 'rest' | 'connected' | 'closing'

/** Signals that an unmount still emits. */
const LAST_WORDS: readonly Signal[] = ['received', 'receiveFailed', 'sendFailed']

interface Opened {
  readonly url: string
  /** Packets that had arrived on all connections until now. */
  count: number
  /** The same when the user closed it: what comes later may be told later. */
  closingCount: number | undefined
}

export interface Judge {
  /** What was found, with the signals until then. */
  readonly violations: readonly string[]
  violate(what: string): void
  hear<S extends Signal>(signal: S, args: Signals[S]): void
  // What happened to the node, told before it can react.
  mounted(): void
  /** Tasks run now. */
  resumed(): void
  unmounted(linger: number): void
  closedByUser(status: NodeState['status']): void
  opened(url: string): void
  arrived(wires: readonly Wire[]): void
  /** Calls `receive`, and takes what it gives. */
  take(receive: () => string | undefined): void
  accepted(message: string, url: string | undefined): void
  failed(code: 'refused' | 'url-rejected'): void
  /** No handler is running, and nothing is left to tell. */
  atRest(sent: readonly { readonly url: string; readonly messages: readonly Wire[] }[], queued: number): void
}

export function isRefused(wire: Wire): boolean {
  return String(wire).startsWith('!')
}

export function createJudge(getState: () => NodeState): Judge {
  const violations: string[] = []
  const log: string[] = []
  let life: Life = 'mounted'
  let phase: Phase = 'rest'
  let lastSignal: Signal | undefined

  const arrived: string[] = []
  const told: string[] = []
  const arrivedRefused: string[] = []
  const toldRefused: string[] = []

  /** Connections that opened and are not told yet. */
  let openings: Opened[] = []
  let present: Opened | undefined
  /** `close()` calls while connecting that are not told yet. */
  let closesOfAttempts = 0

  let causedFailures: Record<string, number> = {}
  let toldFailures: Record<string, number> = {}

  let takings = 0
  const accepted = new Map<string, string | undefined>()
  const failedMessages: string[] = []

  function violate(what: string): void {
    violations.push(`${what}\n    after: ${log.slice(-12).join(' | ')}`)
  }

  function expectPrefix(what: string, part: readonly string[], whole: readonly string[]): void {
    const index = part.length - 1
    if (part.length > whole.length || part[index] !== whole[index]) {
      violate(`${what} ${String(part[index])} told as number ${index}, where ${String(whole[index])} arrived`)
    }
  }

  function tellPackets(packets: readonly string[]): void {
    for (const packet of packets) {
      told.push(packet)
      expectPrefix('packet', told, arrived)
    }
  }

  /** Before a close is told, all that arrived on that connection is. */
  function expectAllTold(when: string, count = arrived.length): void {
    // What `receive()` took is on its way to the caller, while a handler hears what the format refused.
    if (told.length < count && takings === 0)
      violate(`${when}, but the packets from ${arrived[told.length]!} on were not told`)
  }

  function forgetUntold(): void {
    openings = []
    present = undefined
    closesOfAttempts = 0
    causedFailures = {}
    toldFailures = {}
    phase = 'rest'
  }

  const rules: { readonly [S in Signal]: (...args: Signals[S]) => void } = {
    connected(url) {
      if (phase !== 'rest') violate(`connected in phase ${phase}`)
      present = openings.shift()
      if (present?.url !== url) violate(`connected(${url}), but ${String(present?.url)} opened`)
      phase = 'connected'
    },
    connectFailed({ code }) {
      if (phase !== 'rest') violate(`connectFailed in phase ${phase}`)
      toldFailures[code] = (toldFailures[code] ?? 0) + 1
    },
    closing() {
      if (phase === 'rest' && closesOfAttempts > 0) closesOfAttempts--
      else if (phase !== 'connected') violate(`closing in phase ${phase}`)
      else expectAllTold('closing', present?.closingCount ?? present?.count)
      phase = 'closing'
    },
    closed(code) {
      if (phase === 'rest') violate('closed without a connection')
      if (phase === 'connected' && code !== 1006) violate(`closed(${code}) without closing`)
      expectAllTold('closed', present?.count)
      phase = 'rest'
      present = undefined
    },
    reconnecting(attempt) {
      if (lastSignal !== 'closed' && lastSignal !== 'connectFailed') violate(`reconnecting after ${String(lastSignal)}`)
      const state = getState()
      if (state.status !== 'reconnecting' || state.attempt !== attempt) violate('reconnecting, though it is untrue')
    },
    received(data, packets) {
      if (packets.length === 0) violate('received without packets')
      if (data !== packets.join(' ')) violate(`received ${String(data)} as the join of ${packets.join(' ')}`)
      tellPackets(packets as readonly string[])
    },
    receiveFailed({ code }, wire) {
      if (code !== 'invalid-message') violate(`receiveFailed(${code})`)
      toldRefused.push(String(wire))
      expectPrefix('refused packet', toldRefused, arrivedRefused)
    },
    sendFailed(messages) {
      if (messages.length === 0) violate('sendFailed without messages')
      failedMessages.push(...messages.map(String))
    },
  }

  return {
    violations,
    violate,
    hear(signal, args) {
      log.push(`${signal}(${args.map((arg) => (arg instanceof Error ? arg.message : String(arg))).join()})`)
      const isLastWord = LAST_WORDS.includes(signal) && (life === 'ending' || getState().status === 'idle')
      if (life !== 'mounted' && !isLastWord) violate(`${signal} while ${life}`)
      rules[signal](...args)
      if (signal !== 'receiveFailed' && signal !== 'sendFailed') lastSignal = signal
    },
    mounted() {
      log.push('[mount]')
      // A lingering life that has ended, or was closing, is another one.
      if (life === 'mounted' || life === 'resuming') return
      const isKept = life === 'lingering' && !isNothingToKeep(getState())
      if (!isKept) forgetUntold()
      life = isKept ? 'resuming' : 'mounted'
    },
    resumed() {
      if (life === 'resuming') life = 'mounted'
    },
    unmounted(linger) {
      log.push(`[unmount ${linger}]`)
      if (life === 'gone') return
      life = linger > 0 ? 'lingering' : 'ending'
      if (linger === 0) forgetUntold()
    },
    closedByUser(status) {
      if (status === 'connecting') closesOfAttempts++
      const connection = openings.at(-1) ?? present
      if (status === 'open' && connection) connection.closingCount = arrived.length
    },
    opened(url) {
      openings.push({ url, count: arrived.length, closingCount: undefined })
    },
    arrived(wires) {
      for (const wire of wires) (isRefused(wire) ? arrivedRefused : arrived).push(String(wire))
      const connection = openings.at(-1) ?? present
      if (connection) connection.count = arrived.length
    },
    take(receive) {
      takings++
      const data = receive()
      takings--
      log.push(`[receive ${String(data)}]`)
      if (data !== undefined) tellPackets(data.split(' '))
    },
    accepted: (message, url) => void accepted.set(message, url),
    failed(code) {
      causedFailures[code] = (causedFailures[code] ?? 0) + 1
    },
    atRest(sent, queued) {
      const { status } = getState()
      if (life === 'ending' || (life === 'lingering' && status === 'idle')) life = 'gone'
      if (life === 'gone') {
        forgetUntold()
        expectAllTold('gone')
        if (toldRefused.length < arrivedRefused.length) violate('gone, but not every refused packet was told')
      }
      if (life === 'mounted') {
        for (const code of ['refused', 'url-rejected']) {
          const [count, cause] = [toldFailures[code] ?? 0, causedFailures[code] ?? 0]
          if (count !== cause) violate(`${count} connectFailed(${code}) for ${cause} attempts`)
        }
        if (openings.length > 0) violate(`connected(${openings[0]!.url}) was not told`)
        if (closesOfAttempts > 0) violate('closing of an attempt was not told')
        if ((phase === 'connected') !== (status === 'open')) violate(`at rest in ${status}, and told is ${phase}`)
        if ((phase === 'closing') !== (status === 'closing')) violate(`at rest in ${status}, and told is ${phase}`)
      }
      if (life === 'lingering' || life === 'resuming') return
      const onWires = sent.flatMap(({ messages }) => messages.map(String))
      const fates = [...onWires, ...failedMessages]
      if (new Set(fates).size !== fates.length) violate('a message has two fates')
      if (fates.length + queued !== accepted.size) {
        violate(`${accepted.size} messages accepted, ${fates.length} have a fate, ${queued} wait`)
      }
      for (const list of [onWires, failedMessages]) {
        if (list.some((message, index) => index > 0 && number(message) < number(list[index - 1]!))) {
          violate(`messages out of order: ${list.join(' ')}`)
        }
      }
      for (const { url, messages } of sent) {
        for (const message of messages) {
          const bound = accepted.get(String(message))
          if (bound !== undefined && bound !== url) violate(`${String(message)} for ${bound} went to ${url}`)
        }
      }
    },
  }
}

function isNothingToKeep({ status }: NodeState): boolean {
  return status === 'idle' || status === 'closing'
}

function number(message: string): number {
  return Number(message.slice(1))
}
