/**
 * The interface by which the inspector and the recorder observe a session, and the only one between them and the core. The
 * session reports its events to the probe, and the probe sits between link and transport. An unobserved session has no
 * probe, which costs it one check for undefined at each of these places.
 */
import type { Machine, NodeEvent } from './life/machine.js'
import type { Connection, ConnectionEvents, Signal } from './types.js'

/** What sends a message. */
export type Source = 'app' | 'queue' | 'heartbeat' | 'authenticate'

/** What a session reports, before it has an effect. */
export interface Sights {
  /** The transition has handled an event; `machine` is its result. */
  step: [event: NodeEvent, machine: Machine]
  /** A socket is about to be created. */
  attempt: [url: string, protocols: readonly string[]]
  /** A signal is emitted; `received` comes with the packets only, not joined. */
  signal: [signal: Signal, args: readonly unknown[]]
  /** The user has called a method of the node, other than `close`, which is a step. */
  call: [method: 'connect' | 'reconnect' | 'send' | 'receive', args: readonly unknown[]]
  configure: [options: object]
  /** The page is online or in front again, or back from the back/forward cache. */
  wokeUp: []
}

/** What observes one session. It must not throw: the session does not catch its errors. */
export interface Probe {
  saw<K extends keyof Sights>(kind: K, ...details: Sights[K]): void
  /** Returns the events that the transport gets instead of `events`. */
  above(events: ConnectionEvents): ConnectionEvents
  /** Returns the connection that the link gets instead of `connection`. */
  below(connection: Connection, source: Source | undefined): Connection
  /** Whether to give up instead of asking the reconnect policy. */
  givesUp(): boolean
  /** Whether to hold back the next attempt although its wait is over, until `waited` of the retries begins it. */
  holdsRetry(): boolean
}

/** The place for a probe in a session. */
export interface Slot {
  probe?: Probe | undefined
  /** The events that the transport of the last connection reports to. They have no effect once the connection is over. */
  events?: ConnectionEvents | undefined
}
