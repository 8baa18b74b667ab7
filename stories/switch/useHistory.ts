/**
 * The states of a node over time.
 */
import { useEffect, useReducer } from 'react'
import type { AnyFormat, NodeState, WebSocketNodeHandle } from '../../src/index.js'

const MAX_SPANS = 200

/** A state, and when it began; it lasts until the next one begins. */
export interface Span {
  readonly id: number
  /** Milliseconds since the history began. */
  readonly from: number
  readonly state: NodeState
}

export interface History {
  /** When it began, by the page's clock. */
  readonly origin: number
  /** The last 200 states, oldest first. */
  readonly spans: readonly Span[]
}

const EMPTY: History = { origin: 0, spans: [] }

export function useHistory(node: WebSocketNodeHandle<AnyFormat>): History {
  const [history, add] = useReducer(append, EMPTY)
  useEffect(() => {
    const look = () => add({ now: performance.now(), state: node.state })
    look()
    return node.subscribe(look)
  }, [node])
  return history
}

function append(history: History, { now, state }: { now: number; state: NodeState }): History {
  const last = history.spans.at(-1)
  if (last?.state === state) return history
  const origin = last ? history.origin : now
  const span = { id: (last?.id ?? 0) + 1, from: now - origin, state }
  return { origin, spans: [...history.spans, span].slice(-MAX_SPANS) }
}
