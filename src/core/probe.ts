/**
 * The slot by which the inspector and the recorder watch a session: the one place where they reach into the core. The
 * session notes what happens, and all that goes between link and transport goes through the probe. A session that nobody
 * watches has no probe, and pays one check of undefined for each of these.
 */
import type { Machine, NodeEvent } from './life/machine.js'
import type { Connection, ConnectionEvents, Signal } from './types.js'

/** Who sends a message. */
export type Source = 'app' | 'queue' | 'heartbeat' | 'authenticate'

/** What a session notes, before it has any effect. */
export interface Sights {
  /** An event went through the transition; `machine` is the next. */
  step: [event: NodeEvent, machine: Machine]
  /** A socket is about to be made. */
  attempt: [url: string, protocols: readonly string[]]
  /** A signal is emitted; `received` has its packets alone. */
  signal: [signal: Signal, args: readonly unknown[]]
  /** The user called a method of the node. A `close` is a step. */
  call: [method: 'connect' | 'reconnect' | 'send' | 'receive', args: readonly unknown[]]
  configure: [options: object]
  /** The page is online or in front again, or back from the back/forward cache. */
  wokeUp: []
}

/** What watches one session. What it throws reaches the session: it must not throw. */
export interface Probe {
  saw<K extends keyof Sights>(kind: K, ...details: Sights[K]): void
  /** What a transport reports to, in the place of `events`. */
  above(events: ConnectionEvents): ConnectionEvents
  /** What the link talks to, in the place of `connection`. */
  below(connection: Connection, source: Source | undefined): Connection
  /** Whether the reconnect policy counts as answering null, without being asked. */
  givesUp(): boolean
  /** Whether the next attempt does not begin although the wait for it is over; `waited` of the retries begins it. */
  holdsRetry(): boolean
}

/** A session's slot. */
export interface Slot {
  probe?: Probe | undefined
  /** What the transport of the present connection, or of the last one, reports to; mute when that is over. */
  events?: ConnectionEvents | undefined
}
