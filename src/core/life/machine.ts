/**
 * The vocabulary of the transition: what it remembers, what may happen, and what there may be to do about it.
 */
import type { WebSocketNodeError } from '../errors.js'
import type { AutoconnectMode, ConnectedInfo, DisconnectCause, NodeState, Signals } from '../types.js'

/** What the transition remembers: the state that users see, the retries that led to it, what comes after a closing. */
export interface Machine {
  readonly state: NodeState
  /** Retries since the last connection that proved stable. */
  readonly retries: number
  /** What comes after the closing, by the last call or change of options since it began; undefined: rest. */
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
  readonly connection: ConnectedInfo
}
/** The attempt ended without a connection, whatever the cause. */
interface AttemptFailed {
  readonly type: 'attemptFailed'
  readonly error: WebSocketNodeError
  readonly retry: Retry | null
  /** Whether there is a reconnect policy, so that no retry means giving up. */
  readonly hasPolicy: boolean
}
/** The connection is gone: closed by either side, lost, or given up on. */
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
/** The connection leads somewhere else now, or is to begin anew. */
interface Moved {
  readonly type: 'moved'
  readonly url: string
}
/** The query or the protocols are others now, while an attempt asks for them. */
interface Refreshed {
  readonly type: 'refreshed'
  /** `''` where it is as it was answered. */
  readonly url: string
}
/** There is no destination any more: `url` is null. */
interface Withdrawn {
  readonly type: 'withdrawn'
  readonly mode: AutoconnectMode
}
/** The reconnect policy was taken away. */
interface PolicyRemoved {
  readonly type: 'policyRemoved'
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
/** The node left the tree; or a mount in the same task took its end back: then the queue stays. */
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

/** All but those that batches emit. */
export type EmittedSignal = Exclude<keyof Signals, 'packet' | 'received'>

/** A signal with its arguments. */
export type Emission = {
  [S in EmittedSignal]: { readonly type: 'emit'; readonly signal: S; readonly args: Signals[S] }
}[EmittedSignal]

export type Command =
  /** Find out the address, within the connection timeout, and come back with `urlResolved` or `attemptFailed`. */
  | { readonly type: 'beginAttempt'; readonly attempt: number; readonly isDeferred: boolean }
  | { readonly type: 'openSocket'; readonly url: string }
  /** Go on with the attempt at this address. */
  | { readonly type: 'reopenSocket'; readonly url: string }
  /** Come back with `disconnected`: after the closing handshake or its timeout; without a socket, in a later task. */
  | { readonly type: 'closeSocket'; readonly code: number; readonly reason: string }
  /** Mute whatever there is of an attempt or a connection, and get rid of it. */
  | { readonly type: 'abandon' }
  /** Come back with `retryDue` in so many seconds, or earlier. */
  | { readonly type: 'retryLater'; readonly delay: number }
  /** Emit what has arrived. */
  | { readonly type: 'flush' }
  /** No more arrives on this connection. */
  | { readonly type: 'endReading' }
  | { readonly type: 'flushQueue' }
  /** If the destination is another one: what waits can't be sent any more, and the values start again. */
  | { readonly type: 'checkDestination' }
  /** What waits can't be sent any more. */
  | { readonly type: 'failQueue' }
  | Emission

/**
 * The next machine, and what to do about it, in order.
 */
export type Step = readonly [machine: Machine, commands: readonly Command[]]
