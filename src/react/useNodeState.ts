'use client'
/**
 * The state of a node, or as much of it as a component needs.
 */
import { useState } from 'react'
import { INITIAL } from '../core/transition.js'
import type { NodeState, WebSocketNodeHandle } from '../core/types.js'
import { createShallowMemo } from './shallow.js'
import { useStore } from './useStore.js'

/** What of a node is read here: any node will do, whatever its format. */
type Observable = Pick<WebSocketNodeHandle, 'state' | 'subscribe'>

/** The state of `node`; idle for `null`. Renders when it changes. */
export function useNodeState(node: Observable | null): NodeState
/** What `selector` takes of the state, kept while shallowly equal. Renders when that changes. */
export function useNodeState<Selected>(node: Observable | null, selector: (state: NodeState) => Selected): Selected
export function useNodeState(node: Observable | null, selector?: (state: NodeState) => unknown): unknown {
  const [select] = useState(createSelection)
  return useStore(
    node,
    () => select(node?.state ?? INITIAL.state, selector),
    () => select(INITIAL.state, selector),
  )
}

type Selector = (state: NodeState) => unknown

/** React asks several times a render and must hear the same: a selector is called once for a state. */
function createSelection(): (state: NodeState, selector: Selector | undefined) => unknown {
  const keep = createShallowMemo<unknown>()
  let lastState: NodeState | undefined
  let lastSelector: Selector | undefined
  let selected: unknown
  return (state, selector) => {
    if (!selector) return state
    if (state !== lastState || selector !== lastSelector) selected = keep(selector(state))
    lastState = state
    lastSelector = selector
    return selected
  }
}
