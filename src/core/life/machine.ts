/**
 * The types of the transition: the machine, which is its memory, its events, and its commands.
 */
import type { WebSocketNodeError } from '../errors.js'
import type { AutoconnectMode, ConnectedInfo, DisconnectCause, NodeState, Signals } from '../types.js'

/** The machine: the state that users see, the retries before it, and what comes after a closing. */
export interface Machine {
  readonly state: NodeState
  /** The number of retries since the last connection that was stable. */
  readonly retries: number
  /** What to do after the closing, by the last call or change of options since it began; undefined for nothing. */
  readonly next?: AfterClosing | undefined
}

/** An attempt at the latest destination, or no destination at all. */
type AfterClosing =
  { readonly type: 'connect'; readonly url: string } | { readonly type: 'withdraw'; readonly mode: AutoconnectMode }

/** The reconnect policy's answer: retry number `attempt` in `delay` seconds. */
export interface Retry {
  readonly attempt: number
  readonly delay: number
}

export type ClosedCause = Extract<DisconnectCause, { type: 'closed' }>

// ── Events: what happened ───────────────────────────────────────────────────────────────────────────────────────────

/** The autoconnect mode begins to wait for something. */
interface WaitStarted {
  readonly type: 'waitStarted'
  readonly mode: AutoconnectMode
}
/** The wait of the autoconnect mode has ended. */
interface WaitCancelled {
  readonly type: 'waitCancelled'
}
/** `connect()` was called, or the wait is over. `url` is `''` if it is not known yet. */
interface ConnectRequested {
  readonly type: 'connectRequested'
  readonly url: string
  /** Whether the attempt begins in a later task, so that nothing is sent if the node unmounts in this one. */
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
  readonly connection: ConnectedInfo
}
/** The attempt ended without a connection, whatever the cause. */
interface AttemptFailed {
  readonly type: 'attemptFailed'
  readonly error: WebSocketNodeError
  readonly retry: Retry | null
  /** Whether there is a reconnect policy: if it allows no retry, `gaveUp` is emitted. */
  readonly hasPolicy: boolean
}
/** The connection has ended: closed by one side, lost, or abandoned. */
interface Disconnected {
  readonly type: 'disconnected'
  readonly cause: ClosedCause
  readonly retry: Retry | null
  readonly hasPolicy: boolean
}
/** The user called `close`. */
interface CloseRequested {
  readonly type: 'closeRequested'
  readonly code: number
  readonly reason: string
}
/** The address or destination changed, or `reconnect()` was called. */
interface Moved {
  readonly type: 'moved'
  readonly url: string
}
/** The query or the protocols changed while an attempt is under way. */
interface Refreshed {
  readonly type: 'refreshed'
  /** `''` if the answer of the `url` function still counts. */
  readonly url: string
}
/** `url` became null: there is no destination. */
interface Withdrawn {
  readonly type: 'withdrawn'
  readonly mode: AutoconnectMode
}
/** The option `reconnect` was removed. */
interface PolicyRemoved {
  readonly type: 'policyRemoved'
}
/** The wait before a retry is over. */
interface RetryDue {
  readonly type: 'retryDue'
  readonly url: string
}
/** The page goes into the back/forward cache (`pagehide`), which takes no page with an open connection. */
interface PutAway {
  readonly type: 'putAway'
}
/** The node unmounted. If a mount in the same task follows (StrictMode), the queue stays. */
interface Unmounted {
  readonly type: 'unmounted'
  readonly keepsQueue: boolean
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
  | Refreshed
  | Withdrawn
  | PolicyRemoved
  | RetryDue
  | PutAway
  | Unmounted

// ── Commands: what to do ────────────────────────────────────────────────────────────────────────────────────────────

/** All signals except those of batches. */
export type EmittedSignal = Exclude<keyof Signals, 'packet' | 'received'>

/** A signal with its arguments. */
export type Emission = {
  [S in EmittedSignal]: { readonly type: 'emit'; readonly signal: S; readonly args: Signals[S] }
}[EmittedSignal]

export type Command =
  /** Find out the address within the connection timeout; the result is `urlResolved` or `attemptFailed`. */
  | { readonly type: 'beginAttempt'; readonly attempt: number; readonly isDeferred: boolean }
  | { readonly type: 'openSocket'; readonly url: string }
  /** Continue the attempt with this address. */
  | { readonly type: 'reopenSocket'; readonly url: string }
  /** Close; the result is `disconnected`, after the closing handshake or its timeout, or in a later task without a socket. */
  | { readonly type: 'closeSocket'; readonly code: number; readonly reason: string }
  /** Abandon the attempt or connection; it causes no more events. */
  | { readonly type: 'abandon' }
  /** Wait some seconds at most; the result is `retryDue`. */
  | { readonly type: 'retryLater'; readonly delay: number }
  /** Emit the packets that have arrived. */
  | { readonly type: 'flush' }
  /** No more packets arrive on this connection: end its decoder. */
  | { readonly type: 'endReading' }
  | { readonly type: 'flushQueue' }
  /** If the destination changed, queued messages cannot be sent any more, and the values start again. */
  | { readonly type: 'checkDestination' }
  /** Queued messages cannot be sent any more: emit `sendFailed`. */
  | { readonly type: 'failQueue' }
  | Emission

/** The result of a transition: the next machine, and the commands to carry out in this order. */
export type Step = readonly [machine: Machine, commands: readonly Command[]]
