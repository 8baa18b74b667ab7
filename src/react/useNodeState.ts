'use client'
/**
 * The state of a node, or as much of it as a component needs.
 */
import { useCallback, useState, useSyncExternalStore } from 'react'
import { INITIAL } from '../core/transition.js'
import type { NodeState, WebSocketNodeHandle } from '../core/types.js'
import { createShallowMemo } from './shallow.js'

/** What of a node is read here: any node will do, whatever its format. */
type Observable = Pick<WebSocketNodeHandle, 'state' | 'subscribe'>

/** The state of `node`; idle for `null`. Renders when it changes. */
export function useNodeState(node: Observable | null): NodeState
/** What `selector` takes of the state, kept while shallowly equal. Renders when that changes. */
export function useNodeState<Selected>(node: Observable | null, selector: (state: NodeState) => Selected): Selected
export function useNodeState(node: Observable | null, selector?: (state: NodeState) => unknown): unknown {
  const [keep] = useState(createShallowMemo<unknown>)
  const subscribe = useCallback((listener: () => void) => node?.subscribe(listener) ?? nothing, [node])
  const select = (state: NodeState) => (selector ? keep(selector(state)) : state)
  return useSyncExternalStore(
    subscribe,
    () => select(node?.state ?? INITIAL.state),
    () => select(INITIAL.state),
  )
}

function nothing(): void {}
