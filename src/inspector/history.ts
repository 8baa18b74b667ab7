/**
 * The events of each node, for the timeline and the table "States": those of the last minutes, up to a number of events a
 * node.
 */
import type { StateRow, TimelineEvent } from './model.js'
import type { TapeEvent } from './tapeEvents.js'
import { eventWords, stateWords } from './words.js'

export interface History {
  add(event: TapeEvent): void
  /** Drops what is older than this. */
  sweep(oldest: number): void
  timeline(): readonly TimelineEvent[]
  states(): readonly StateRow[]
  /** Returns all events, oldest first, with the facts of each node, as a recording begins. */
  events(): TapeEvent[]
  /** Returns the last state of a node. */
  last(node: string): (TapeEvent & { readonly kind: 'state' }) | undefined
  start(): number | undefined
}

/** The events of one node. */
interface Life {
  /** The latest facts. */
  facts: (TapeEvent & { readonly kind: 'node' }) | undefined
  /** The state with which `events` begin. */
  base: (TapeEvent & { readonly kind: 'state' }) | undefined
  last: (TapeEvent & { readonly kind: 'state' }) | undefined
  events: TapeEvent[]
}

/** @param most the most events to keep of each node */
export function createHistory(most: () => number): History {
  const lives = new Map<string, Life>()
  let timeline: readonly TimelineEvent[] | undefined
  let states: readonly StateRow[] | undefined

  function lifeOf(node: string): Life {
    const known = lives.get(node)
    if (known) return known
    const made: Life = { facts: undefined, base: undefined, last: undefined, events: [] }
    lives.set(node, made)
    return made
  }

  function drop(life: Life, count: number): void {
    for (const event of life.events.splice(0, count)) if (event.kind === 'state') life.base = event
    timeline = states = undefined
  }

  const inOrder = (pick: (life: Life) => readonly TapeEvent[]) =>
    [...lives.values()].flatMap(pick).sort((one, other) => one.t - other.t)

  return {
    add(event) {
      const life = lifeOf(event.node)
      if (event.kind === 'node') {
        life.facts = event
        return
      }
      if (!isShown(event)) return
      if (event.kind === 'state') life.last = event
      life.events.push(event)
      timeline = states = undefined
      if (life.events.length > most()) drop(life, life.events.length - most())
    },
    sweep(oldest) {
      for (const [node, life] of lives) {
        let count = 0
        while (count < life.events.length && life.events[count]!.t < oldest) count++
        if (count > 0) drop(life, count)
        // An unmounted node is removed with its last event.
        if (life.events.length === 0 && life.base?.state.status === 'idle') lives.delete(node)
      }
    },
    timeline: () => (timeline ??= inOrder(({ events }) => events).map(markOf)),
    states() {
      if (states) return states
      const rows: StateRow[] = []
      for (const [node, { base, events, facts }] of lives) {
        const mine = [...(base ? [base] : []), ...events].filter(isState)
        mine.forEach(({ t, state }, index) =>
          rows.push({
            node,
            label: facts?.label ?? node,
            status: state.status,
            from: t,
            to: mine[index + 1]?.t,
            detail: stateWords(state),
          }),
        )
      }
      return (states = rows.sort((one, other) => one.from - other.from))
    },
    events: () => [
      ...[...lives.values()].flatMap(({ facts, base }) => [facts, base]).filter((event) => event !== undefined),
      ...inOrder(({ events }) => events),
    ],
    last: (node) => lives.get(node)?.last,
    start() {
      const starts = [...lives.values()].map(({ base, events }) => events[0]?.t ?? base?.t ?? Infinity)
      return starts.length > 0 ? Math.min(...starts) : undefined
    },
  }
}

const isState = (event: TapeEvent): event is TapeEvent & { readonly kind: 'state' } => event.kind === 'state'

type Shown = Exclude<TapeEvent, { readonly kind: 'node' | 'packets' | 'sent' | 'dropped' }>

/** Whether an event belongs to the history: those of packets do not. */
function isShown(event: TapeEvent): event is Shown {
  switch (event.kind) {
    case 'node':
    case 'packets':
    case 'sent':
    case 'dropped':
      return false
    case 'signal':
      return event.signal !== 'received' && event.signal !== 'packet'
    case 'call':
      return event.method !== 'send' && event.method !== 'receive'
    default:
      return true
  }
}

function markOf(event: TapeEvent): TimelineEvent {
  const { node, t, kind } = event
  const detail = eventWords(event)
  if (kind === 'state') return { type: kind, node, t, state: event.state, detail }
  if (kind === 'signal') return { type: kind, node, t, signal: event.signal, detail }
  return { type: kind as Exclude<TimelineEvent['type'], 'state' | 'signal'>, node, t, detail }
}
