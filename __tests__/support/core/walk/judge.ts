/**
 * Hears all that a node tells, knows what happened to it, and notes each break of a promise.
 */
import type { ConnectedInfo, DisconnectCause, NodeState, Signal, Signals, Wire } from '../../../../src/core/index.js'
import { createPacketBook, type PacketBook } from './packetBook.js'

/**
 * `resuming`: mounted again after it lingered, and what was kept is told in a later task. `ending`: unmounted, and what
 * had arrived is still being emitted.
 */
type Life = 'mounted' | 'lingering' | 'resuming' | 'ending' | 'gone'

/** What is told of one connection: nothing yet or any more, that it is there, that it is being closed. */
type Phase = 'rest' | 'connected' | 'closing'

/** Signals that an unmount still emits. */
const LAST_WORDS: readonly Signal[] = ['packet', 'received', 'receiveFailed', 'sendFailed']

/** Signals that say nothing about the connection. */
const ASIDES: readonly Signal[] = ['packet', 'received', 'receiveFailed', 'sendFailed']

/** Failures that the walk causes itself, and counts. */
const CAUSED = ['refused', 'url-rejected', 'rejected'] as const

interface Opened {
  readonly url: string
  readonly isReconnect: boolean
  /** Packets that had arrived on all connections until now. */
  count: number
  /** The same when the user closed it: what comes later may be told later. */
  closingCount: number | undefined
}

export interface Judge {
  /** What was found, with the signals until then. */
  readonly violations: readonly string[]
  violate(what: string): void
  note(what: string): void
  readonly life: Life
  hear<S extends Signal>(signal: S, args: Signals[S]): void
  /** Subscribers were told. */
  hearState(): void
  readonly packets: Pick<PacketBook, 'destinationOf'>
  // What happened to the node, told before it can react.
  mounted(): void
  /** Tasks run now. */
  resumed(): void
  unmounted(linger: number): void
  /** There is nothing to linger for, or no longer. */
  stoppedLingering(): void
  /** What was kept while it lingered is for nobody. */
  discarded(): void
  closedByUser(status: NodeState['status']): void
  /** A wait for a retry ended so, by the user. */
  restedByUser(state: NodeState): void
  opened(url: string, isReconnect: boolean): void
  arrived(wires: readonly Wire[], destination: number): void
  /** Calls `receive`, and takes what it gives. */
  take(receive: () => string | undefined): void
  accepted(message: string): void
  failed(code: (typeof CAUSED)[number]): void
  /** No handler is running, and nothing is left to tell. */
  atRest(sent: readonly string[], queued: number, isGivingUpDue: boolean): void
}

export function isRefused(wire: Wire): boolean {
  return String(wire).startsWith('!')
}

export function createJudge(getState: () => NodeState): Judge {
  const violations: string[] = []
  const log: string[] = []
  const packets = createPacketBook(violate)
  let life: Life = 'mounted'
  let phase: Phase = 'rest'
  let lastSignal: Signal | undefined
  let toldState: NodeState | undefined

  /** Connections that opened and are not told yet. */
  let openings: Opened[] = []
  let present: Opened | undefined
  /** `close()` calls while connecting that are not told yet. */
  let closesOfAttempts = 0
  /** Whether the user has closed what is told to be closed next. */
  let isClosedByUser = false
  /** How a wait ended that the user ended. */
  let restByUser: NodeState | undefined

  let causedFailures: Record<string, number> = {}
  let toldFailures: Record<string, number> = {}
  const toldErrors = new Set<Error>()
  let gaveUpOn: unknown

  const accepted = new Set<string>()
  const failedMessages: string[] = []

  function violate(what: string): void {
    violations.push(`${what}\n    after: ${log.slice(-16).join(' | ')}`)
  }

  function forgetUntold(): void {
    openings = []
    present = undefined
    closesOfAttempts = 0
    isClosedByUser = false
    causedFailures = {}
    toldFailures = {}
    phase = 'rest'
    lastSignal = undefined
  }

  const rules: { readonly [S in Signal]: (...args: Signals[S]) => void } = {
    connected(url, { isReconnect, downFor }: ConnectedInfo) {
      if (phase !== 'rest') violate(`connected in phase ${phase}`)
      present = openings.shift()
      if (present?.url !== url) violate(`connected(${url}), but ${String(present?.url)} opened`)
      if (present?.isReconnect !== isReconnect) violate(`connected, and isReconnect is ${isReconnect}`)
      if (isReconnect !== (downFor !== undefined)) violate(`isReconnect ${isReconnect} after ${downFor} s`)
      phase = 'connected'
    },
    connectFailed(error) {
      if (phase !== 'rest') violate(`connectFailed in phase ${phase}`)
      // What is wrong with an address is found out once, however often it is tried.
      if (toldErrors.has(error) && error.code !== 'invalid-url') violate('the same connectFailed twice')
      toldErrors.add(error)
      toldFailures[error.code] = (toldFailures[error.code] ?? 0) + 1
    },
    closing() {
      if (phase === 'rest' && closesOfAttempts > 0) closesOfAttempts--
      else if (phase !== 'connected') violate(`closing in phase ${phase}`)
      else packets.expectAllTold('closing', present?.closingCount ?? present?.count)
      phase = 'closing'
    },
    closed(code) {
      if (phase === 'rest') violate('closed without a connection')
      if (phase === 'connected' && code !== 1006) violate(`closed(${code}) without closing`)
      packets.expectAllTold('closed', present?.count)
      phase = 'rest'
      present = undefined
    },
    reconnecting(attempt) {
      if (lastSignal !== 'closed' && lastSignal !== 'connectFailed') violate(`reconnecting after ${String(lastSignal)}`)
      const state = getState()
      if (state.status !== 'reconnecting' || state.attempt !== attempt) violate('reconnecting, though it is untrue')
    },
    gaveUp(cause) {
      const state = getState()
      if (phase !== 'rest') violate(`gaveUp in phase ${phase}`)
      if (gaveUpOn === state) violate('gaveUp twice')
      gaveUpOn = state
      if (!isEndOf(cause, state)) violate(`gaveUp in ${state.status}, though that is not its cause`)
      if (!['closed', 'connectFailed', 'reconnecting'].includes(lastSignal ?? '')) {
        violate(`gaveUp after ${String(lastSignal)}`)
      }
    },
    packet: packets.hearPacket,
    received(data, batch) {
      if (data !== batch.join(' ')) violate(`received ${String(data)} as the join of ${batch.join(' ')}`)
      packets.hearBatch(batch as readonly string[])
    },
    receiveFailed({ code }, wire) {
      if (code !== 'invalid-message') violate(`receiveFailed(${code})`)
      packets.hearRefused(String(wire))
    },
    sendFailed(messages) {
      if (messages.length === 0) violate('sendFailed without messages')
      failedMessages.push(...messages.map(String))
    },
  }

  function checkAtRest(status: NodeState['status']): void {
    packets.endPackets('rest')
    for (const code of CAUSED) {
      const [count, cause] = [toldFailures[code] ?? 0, causedFailures[code] ?? 0]
      if (count !== cause) violate(`${count} connectFailed(${code}) for ${cause} attempts`)
    }
    if (openings.length > 0) violate(`connected(${openings[0]!.url}) was not told`)
    if (closesOfAttempts > 0) violate('closing of an attempt was not told')
    if ((phase === 'connected') !== (status === 'open')) violate(`at rest in ${status}, and told is ${phase}`)
    if ((phase === 'closing') !== (status === 'closing')) violate(`at rest in ${status}, and told is ${phase}`)
    if (toldState && toldState !== getState()) violate('subscribers were not told of the state')
  }

  function checkFates(onWires: readonly string[], queued: number): void {
    const fates = [...onWires, ...failedMessages]
    if (new Set(fates).size !== fates.length) violate('a message has two fates')
    if (fates.some((message) => !accepted.has(message))) violate('a message that was refused has a fate')
    if (fates.length + queued !== accepted.size) {
      violate(`${accepted.size} messages accepted, ${fates.length} have a fate, ${queued} wait`)
    }
    for (const list of [onWires, failedMessages]) {
      if (list.some((message, index) => index > 0 && number(message) < number(list[index - 1]!))) {
        violate(`messages out of order: ${list.join(' ')}`)
      }
    }
  }

  return {
    violations,
    violate,
    note: (what) => void log.push(what),
    get life() {
      return life
    },
    packets,
    hear(signal, args) {
      log.push(`${signal}(${args.map((arg) => (arg instanceof Error ? arg.message : String(arg))).join()})`)
      const isLastWord = LAST_WORDS.includes(signal) && (life === 'ending' || getState().status === 'idle')
      if (life !== 'mounted' && !isLastWord) violate(`${signal} while ${life}`)
      if (signal !== 'packet') packets.endPackets(signal)
      rules[signal](...args)
      // Last, but for what a handler of it causes.
      if (lastSignal === 'gaveUp' && gaveUpOn === getState() && signal === 'sendFailed')
        violate('sendFailed after gaveUp')
      if (!ASIDES.includes(signal)) lastSignal = signal
    },
    hearState() {
      const state = getState()
      log.push(`-> ${state.status}`)
      if (life === 'lingering' || life === 'resuming') violate(`subscribers were told while ${life}`)
      if (toldState === state) violate(`subscribers were told twice of ${state.status}`)
      if (state.status === 'connecting') isClosedByUser = false
      toldState = state
    },
    mounted() {
      log.push('[mount]')
      // A lingering life that was closing is another one.
      if (life === 'mounted' || life === 'resuming') return
      const isKept = life === 'lingering' && getState().status !== 'closing'
      if (!isKept) {
        forgetUntold()
        packets.cutPerhaps()
      }
      life = isKept ? 'resuming' : 'mounted'
    },
    resumed() {
      if (life === 'resuming') life = 'mounted'
    },
    unmounted(linger) {
      log.push(`[unmount ${linger}]`)
      if (life === 'gone' || life === 'ending') return
      life = linger > 0 ? 'lingering' : 'ending'
      if (linger === 0) forgetUntold()
      packets.cut()
    },
    stoppedLingering() {
      if (life !== 'lingering') return
      log.push('[lingers no more]')
      life = 'ending'
      forgetUntold()
    },
    discarded: packets.discard,
    closedByUser(status) {
      if (status === 'connecting') closesOfAttempts++
      if (status === 'connecting' || status === 'open') isClosedByUser = true
      const connection = openings.at(-1) ?? present
      if (status === 'open' && connection) connection.closingCount = packets.count
    },
    restedByUser(state) {
      restByUser = state
    },
    opened(url, isReconnect) {
      openings.push({ url, isReconnect, count: packets.count, closingCount: undefined })
    },
    arrived(wires, destination) {
      for (const wire of wires) packets.arrive(String(wire), isRefused(wire), destination)
      const connection = openings.at(-1) ?? present
      if (connection) connection.count = packets.count
    },
    take(receive) {
      log.push(`[receive ${String(packets.take(receive))}]`)
    },
    accepted: (message) => void accepted.add(message),
    failed(code) {
      causedFailures[code] = (causedFailures[code] ?? 0) + 1
    },
    atRest(onWires, queued, isGivingUpDue) {
      const state = getState()
      const { status } = state
      if (life === 'ending') life = 'gone'
      if (life === 'gone') {
        forgetUntold()
        packets.expectNothingLeft()
      }
      if (life === 'mounted') {
        checkAtRest(status)
        const isEnd = (status === 'failed' || (status === 'closed' && !isClosedByUser)) && state !== restByUser
        if (isEnd && isGivingUpDue && gaveUpOn !== state) violate(`${status} for good, and gaveUp was not told`)
        if (status === 'failed' && !toldErrors.has(state.error)) violate('failed, and connectFailed was not told')
      }
      if (life !== 'lingering' && life !== 'resuming') checkFates(onWires, queued)
    },
  }
}

function isEndOf(cause: DisconnectCause, state: NodeState): boolean {
  if (cause.type === 'failed') return state.status === 'failed' && state.error === cause.error
  return state.status === 'closed' && state.code === cause.code
}

function number(message: string): number {
  return Number(message.slice(1))
}
