/**
 * A session that is watched: the probe in its slot, with everybody who observes it. One of each session, whichever copy of
 * the package made it, so that an inspector and recorders do not get in each other's way.
 *
 * A session holds its observers and never the other way round: what nobody else holds is garbage as before.
 */
import { SESSION } from '../core/node.js'
import type { Probe, Sights, Source } from '../core/probe.js'
import type { Session } from '../core/session.js'
import type { Connection, ConnectionEvents, NodeState, Outgoing, WebSocketNodeHandle, Wire } from '../core/types.js'

type AnySession = Session<never>

/** All that is observed: what the session notes, and what goes between link and transport. */
export interface Seen extends Sights {
  opened: [protocol: string]
  /** Packets of one crossing, before the heartbeat takes its replies out. The array is the transport's. */
  packets: [packets: readonly Wire[], source: 'wire' | 'hand']
  sent: [message: Outgoing, source: Source | 'hand']
  closed: [code: number, reason: string, wasClean: boolean, cause?: unknown]
  /** Something was done by hand. */
  hand: [what: string]
}

/**
 * Must not throw, and must call nothing of the node. `node` is the one that has the session now; `t` is the
 * `performance.now()` of the event, the same for all observers.
 */
export type Observer = <K extends keyof Seen>(node: object, kind: K, details: Seen[K], t: number) => void

/** What hands do between link and transport. */
export interface Filter extends Pick<Probe, 'givesUp' | 'holdsRetry'> {
  above(events: ConnectionEvents): ConnectionEvents
  below(connection: Connection): Connection
}

export interface Watched extends Probe {
  readonly observers: Set<Observer>
  tell<K extends keyof Seen>(kind: K, ...details: Seen[K]): void
  filter: Filter | undefined
  /** Whatever is sent or received in `act` is the work of a hand. */
  byHand<T>(act: () => T): T
  /** What the present connection reports to, past the filter. */
  direct(): ConnectionEvents | undefined
  /** The `performance.now()` at which the present state began, or was first seen: the same for all observers. */
  since(): number
}

/** The session of a node of this package; undefined for anything else. */
export function sessionOf(node: unknown): AnySession | undefined {
  return (Object(node) as { readonly [SESSION]?: () => AnySession })[SESSION]?.()
}

/** The node itself, where it may be a proxy of it. */
export function bare(node: object): WebSocketNodeHandle<never> | undefined {
  return sessionOf(node)?.audience().node
}

export function watchedOf({ slot, audience, machine }: AnySession): Watched {
  if (slot.probe) return slot.probe as Watched
  const observers = new Set<Observer>()
  let isByHand = false
  /** Sent by the call that is going on, if the connection takes it. */
  let unsure: Seen['sent'] | undefined
  let raw: ConnectionEvents | undefined
  let noted: ConnectionEvents | undefined
  let connection: Connection | undefined
  let source: Source | undefined
  let state: NodeState | undefined
  let began: number

  function since(t = performance.now()): number {
    if (state !== machine().state) began = t
    state = machine().state
    return began
  }

  function tell<K extends keyof Seen>(kind: K, ...details: Seen[K]): void {
    // A transport that answers inside of `send` has taken the message.
    const sent = unsure
    unsure = undefined
    const { node } = audience()
    const t = performance.now()
    if (kind === 'step') since(t)
    for (const observer of observers) {
      if (sent) observer(node, 'sent', sent, t)
      observer(node, kind, details, t)
    }
  }

  /** Notes what goes up, and hands it on. */
  function note(events: ConnectionEvents): ConnectionEvents {
    if (noted && raw === events) return noted
    raw = events
    return (noted = {
      opened(protocol) {
        tell('opened', protocol)
        events.opened(protocol)
      },
      received(packets) {
        tell('packets', packets, isByHand ? 'hand' : 'wire')
        events.received(packets)
      },
      closed(...end) {
        tell('closed', ...end)
        events.closed(...end)
      },
    })
  }

  const lower = () => watched.filter?.below(connection!) ?? connection!
  const below: Connection = {
    get bufferedAmount() {
      return lower().bufferedAmount
    },
    send(message) {
      const mine: Seen['sent'] = [message, isByHand ? 'hand' : (source ?? 'app')]
      unsure = mine
      const isTaken = lower().send(message)
      if (unsure !== mine) return isTaken
      unsure = undefined
      if (isTaken) tell('sent', ...mine)
      return isTaken
    },
    close: (code, reason) => lower().close(code, reason),
    abandon: () => lower().abandon(),
  }

  const watched: Watched = {
    observers,
    filter: undefined,
    tell,
    saw: tell,
    above(events) {
      const mine = raw === events && noted ? noted : note(events)
      return watched.filter ? watched.filter.above(mine) : mine
    },
    below(to, by) {
      connection = to
      source = by
      return below
    },
    givesUp: () => watched.filter?.givesUp() ?? false,
    holdsRetry: () => watched.filter?.holdsRetry() ?? false,
    byHand(act) {
      isByHand = true
      try {
        return act()
      } finally {
        isByHand = false
      }
    },
    direct: () => slot.events && note(slot.events),
    since,
  }
  slot.probe = watched
  return watched
}

/** Observes a session until `unobserve`. */
export function observe(session: AnySession, observer: Observer): void {
  watchedOf(session).observers.add(observer)
}

/** A session that nobody observes and no hand holds has no probe. */
export function unobserve({ slot }: AnySession, observer: Observer): void {
  const watched = slot.probe as Watched | undefined
  watched?.observers.delete(observer)
  if (watched && watched.observers.size === 0 && !watched.filter) slot.probe = undefined
}
