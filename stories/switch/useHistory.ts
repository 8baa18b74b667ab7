/**
 * What happened over time: the states of a node, and where the switch of its server stood.
 */
import { useEffect, useReducer } from 'react'
import type { Position } from '../../.storybook/live-server/switches.js'
import type { AnyFormat, NodeState, WebSocketNodeHandle } from '../../src/index.js'

const MAX_SPANS = 200

/** Something that lasts until the next one begins. */
export interface Span<What> {
  readonly id: number
  /** Milliseconds since the history began. */
  readonly from: number
  readonly what: What
}

export interface History {
  /** When it began, by the page's clock. */
  readonly origin: number
  /** The last 200 of each, oldest first. */
  readonly states: readonly Span<NodeState>[]
  readonly positions: readonly Span<Position>[]
}

type News = { readonly now: number } & ({ readonly state: NodeState } | { readonly position: Position })

const EMPTY: History = { origin: 0, states: [], positions: [] }

/** `position` is undefined until the server says where its switch stands. */
export function useHistory(node: WebSocketNodeHandle<AnyFormat>, position: Position | undefined): History {
  const [history, add] = useReducer(append, EMPTY)
  useEffect(() => {
    const look = () => add({ now: performance.now(), state: node.state })
    look()
    return node.subscribe(look)
  }, [node])
  useEffect(() => {
    if (position) add({ now: performance.now(), position })
  }, [position])
  return history
}

function append(history: History, news: News): History {
  const isFirst = history.states.length + history.positions.length === 0
  const origin = isFirst ? news.now : history.origin
  const from = news.now - origin
  return 'state' in news
    ? { ...history, origin, states: addSpan(history.states, from, news.state) }
    : { ...history, origin, positions: addSpan(history.positions, from, news.position) }
}

function addSpan<What>(spans: readonly Span<What>[], from: number, what: What): readonly Span<What>[] {
  const last = spans.at(-1)
  if (last?.what === what) return spans
  return [...spans, { id: (last?.id ?? 0) + 1, from, what }].slice(-MAX_SPANS)
}
