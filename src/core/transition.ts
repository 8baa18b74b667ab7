/**
 * The life of a node as one pure, total function: `(machine, event) -> [machine, commands]`.
 *
 * Nothing here reads a clock, draws a number or touches a socket: what was measured, drawn or asked comes in with the
 * event, what has to be done goes out as a command. `session.ts` is the only code that carries commands out.
 */
import { CLOSE_CODE, type WebSocketNodeError } from './errors.js'
import type { AutoconnectMode, DisconnectCause, NodeState, Signals } from './types.js'

/** What the transition remembers: the state that users see, and the retries that led to it. */
export interface Machine {
  readonly state: NodeState
  /** Retries since the last connection that proved stable. */
  readonly retries: number
}

/** The reconnect policy's answer: retry number `attempt` in `delay` seconds. */
export interface Retry {
  readonly attempt: number
  readonly delay: number
}

export type ClosedCause = Extract<DisconnectCause, { type: 'closed' }>

// ── Events: what happened ───────────────────────────────────────────────────────────────────────────────────────────

/** The node waits for another, as its autoconnect mode says. */
interface WaitStarted {
  readonly type: 'waitStarted'
  readonly mode: AutoconnectMode
}
/** There is no longer anything to wait for. */
interface WaitCancelled {
  readonly type: 'waitCancelled'
}
/** By the user, or because the wait is over. `url` is `''` where it is not known yet. */
interface ConnectRequested {
  readonly type: 'connectRequested'
  readonly url: string
  /** Whether the attempt begins in a later task, so that an unmount in this one leaves the network alone. */
  readonly isDeferred: boolean
}
/** The address of this attempt is known. */
interface UrlResolved {
  readonly type: 'urlResolved'
  readonly url: string
}
/** The handshake is done. */
interface Opened {
  readonly type: 'opened'
  readonly protocol: string
}
/** The attempt ended without a connection, whatever the cause. */
interface AttemptFailed {
  readonly type: 'attemptFailed'
  readonly error: WebSocketNodeError
  readonly retry: Retry | null
}
/** The connection is gone: closed by either side, lost, or given up on. */
interface Disconnected {
  readonly type: 'disconnected'
  readonly cause: ClosedCause
  readonly retry: Retry | null
}
/** The user called `close`. */
interface CloseRequested {
  readonly type: 'closeRequested'
  readonly code: number
  readonly reason: string
}
/** The destination is another one now. */
interface Moved {
  readonly type: 'moved'
  readonly url: string
}
/** The wait before a retry is over. */
interface RetryDue {
  readonly type: 'retryDue'
  readonly url: string
}
/** The browser puts the page away into its back/forward cache, where no connection may be. */
interface PutAway {
  readonly type: 'putAway'
}
/** The node left the tree. */
interface Unmounted {
  readonly type: 'unmounted'
}

export type NodeEvent =
  | WaitStarted
  | WaitCancelled
  | ConnectRequested
  | UrlResolved
  | Opened
  | AttemptFailed
  | Disconnected
  | CloseRequested
  | Moved
  | RetryDue
  | PutAway
  | Unmounted

// ── Commands: what to do ────────────────────────────────────────────────────────────────────────────────────────────

/** All but `received`, which batches emit. */
type EmittedSignal = Exclude<keyof Signals, 'received'>

/** A signal with its arguments. */
export type Emission = {
  [S in EmittedSignal]: { readonly type: 'emit'; readonly signal: S; readonly args: Signals[S] }
}[EmittedSignal]

export type Command =
  /** Find out the address, within the connection timeout, and come back with `urlResolved` or `attemptFailed`. */
  | { readonly type: 'beginAttempt'; readonly attempt: number; readonly isDeferred: boolean }
  | { readonly type: 'openSocket'; readonly url: string }
  /** Come back with `disconnected`: after the closing handshake, or its timeout; in a later task if there is no socket. */
  | { readonly type: 'closeSocket'; readonly code: number; readonly reason: string }
  /** Mute whatever there is of an attempt or a connection, and get rid of it. */
  | { readonly type: 'abandon' }
  /** Come back with `retryDue` in so many seconds, or earlier. */
  | { readonly type: 'retryLater'; readonly delay: number }
  /** Emit what has arrived. */
  | { readonly type: 'flush' }
  | { readonly type: 'flushQueue' }
  /** What waits for another destination than the present one can't be sent any more. */
  | { readonly type: 'rebindQueue' }
  /** What waits can't be sent any more. */
  | { readonly type: 'failQueue' }
  | Emission

/**
 * The next machine, and what to do about it, in order.
 */
export type Step = readonly [machine: Machine, commands: readonly Command[]]

// ── The transition ──────────────────────────────────────────────────────────────────────────────────────────────────

export const INITIAL: Machine = { state: { status: 'idle' }, retries: 0 }

const ABANDON: Command = { type: 'abandon' }
const FLUSH: Command = { type: 'flush' }
const REBIND_QUEUE: Command = { type: 'rebindQueue' }
const FAIL_QUEUE: Command = { type: 'failQueue' }
const CLOSING = emit('closing')

/** How a connection ends that the node itself leaves. */
const LEFT: ClosedCause = { type: 'closed', code: CLOSE_CODE.NORMAL, reason: '', wasClean: true }
const FAREWELL: readonly Command[] = [CLOSING, emit('closed', LEFT.code, LEFT.reason)]

/** Total: an event that means nothing in a state changes nothing, and gives the same machine back. */
export function transition(machine: Machine, event: NodeEvent): Step {
  const { state } = machine
  const { status } = state
  const unchanged: Step = [machine, []]

  switch (event.type) {
    case 'waitStarted':
      if (!isAtRest(state) || (status === 'waiting' && state.mode === event.mode)) return unchanged
      return to({ status: 'waiting', mode: event.mode }, [])

    case 'waitCancelled':
      return status === 'waiting' ? [INITIAL, []] : unchanged

    case 'connectRequested':
      return canConnect(state) ? attempt(event.url, 0, event.isDeferred, [REBIND_QUEUE]) : unchanged

    case 'retryDue':
      return status === 'reconnecting' ? attempt(event.url, state.attempt, false, []) : unchanged

    case 'urlResolved': {
      if (status !== 'connecting') return unchanged
      const { url } = event
      return to(state.url === url ? state : { ...state, url }, [REBIND_QUEUE, { type: 'openSocket', url }])
    }

    case 'opened': {
      if (status !== 'connecting') return unchanged
      const { url, attempt } = state
      const { protocol } = event
      return to({ status: 'open', url, protocol }, [{ type: 'flushQueue' }, emit('connected', url)], attempt)
    }

    case 'attemptFailed': {
      if (status !== 'connecting') return unchanged
      const { error, retry } = event
      return ended(state.url, { type: 'failed', error }, retry, [emit('connectFailed', error)])
    }

    case 'disconnected': {
      if (status !== 'open' && status !== 'closing') return unchanged
      const { cause, retry } = event
      const isOpen = status === 'open'
      const isOrderly = isOpen && cause.code !== CLOSE_CODE.ABNORMAL
      const story = [...(isOrderly ? [CLOSING] : []), emit('closed', cause.code, cause.reason)]
      return ended(state.url, cause, isOpen ? retry : null, [FLUSH, ...story])
    }

    case 'closeRequested': {
      const { code, reason } = event
      if (status === 'waiting') return [INITIAL, []]
      if (status === 'reconnecting') return ended(state.url, state.cause, null, [])
      if (status !== 'connecting' && status !== 'open') return unchanged
      return to({ status: 'closing', url: state.url }, [
        status === 'open' ? FLUSH : ABANDON,
        { type: 'closeSocket', code, reason },
        CLOSING,
      ])
    }

    case 'moved':
      if (!isUnderWay(state)) return [machine, [REBIND_QUEUE]]
      return attempt(event.url, 0, true, [
        ABANDON,
        ...(status === 'open' ? [FLUSH, REBIND_QUEUE, ...FAREWELL] : [REBIND_QUEUE]),
      ])

    case 'putAway': {
      if (!isUnderWay(state)) return unchanged
      const { url } = state
      const isOpen = state.status === 'open'
      const attempt = isOpen ? 0 : state.attempt
      const cause = state.status === 'reconnecting' ? state.cause : LEFT
      return to({ status: 'reconnecting', url, attempt, delay: 0, cause }, [
        ABANDON,
        ...(isOpen ? [FLUSH, ...FAREWELL] : []),
      ])
    }

    case 'unmounted':
      return [INITIAL, [ABANDON, FLUSH, FAIL_QUEUE]]

    default:
      throw new TypeError(`unknown event ${JSON.stringify(event satisfies never)}`)
  }
}

/** Whether the node has a connection, or is on its way to one. */
function isUnderWay(state: NodeState): state is Extract<NodeState, { status: 'connecting' | 'open' | 'reconnecting' }> {
  return canClose(state) && state.status !== 'waiting'
}

/** Whether nothing happens by itself in this state, but for what a wait is for. */
export function isAtRest(state: NodeState): boolean {
  return canConnect(state) && state.status !== 'reconnecting'
}

/** Whether `connect()` begins an attempt in this state. */
export function canConnect({ status }: NodeState): boolean {
  return !['connecting', 'open', 'closing'].includes(status)
}

/** Whether a message may wait for a connection in this state. */
export function canQueue({ status }: NodeState): boolean {
  return ['idle', 'waiting', 'connecting', 'reconnecting'].includes(status)
}

/** Whether `close()` has something to end in this state. */
export function canClose({ status }: NodeState): boolean {
  return ['waiting', 'connecting', 'open', 'reconnecting'].includes(status)
}

/** Into a state; an attempt is a retry as its number says. */
function to(state: NodeState, commands: readonly Command[], retries = 'attempt' in state ? state.attempt : 0): Step {
  return [{ state, retries }, commands]
}

/** Into `connecting`. */
function attempt(url: string, number: number, isDeferred: boolean, before: readonly Command[]): Step {
  return to({ status: 'connecting', url, attempt: number }, [
    ...before,
    { type: 'beginAttempt', attempt: number, isDeferred },
  ])
}

/** Out of whatever is going on: to the retry, if there is one, or to rest. */
function ended(url: string, cause: DisconnectCause, retry: Retry | null, before: readonly Command[]): Step {
  if (retry) {
    const { attempt, delay } = retry
    return to({ status: 'reconnecting', url, attempt, delay, cause }, [
      ABANDON,
      ...before,
      { type: 'retryLater', delay },
      emit('reconnecting', attempt, delay),
    ])
  }
  const { type: status, ...details } = cause
  return to({ status, url, ...details } as NodeState, [ABANDON, ...before, FAIL_QUEUE])
}

function emit<S extends EmittedSignal>(signal: S, ...args: Signals[S]): Emission {
  return { type: 'emit', signal, args } as Emission
}
