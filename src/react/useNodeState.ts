'use client'
/**
 * The state of a node, or as much of it as a component needs.
 */
import { useInsertionEffect, useMemo, useState } from 'react'
import { INITIAL } from '../core/life/transition.js'
import type { NodeState, WebSocketNodeHandle } from '../core/types.js'
import { isShallowEqual } from './shallow.js'
import { createKept, type Kept } from './useKept.js'
import { useStore } from './useStore.js'

/** What of a node is read here: any node will do, whatever its format. */
type Observable = Pick<WebSocketNodeHandle, 'state' | 'subscribe'>

/** The state of `node`; idle for `null`. Renders when it changes. */
export function useNodeState(node: Observable | null): NodeState
/** What `selector` takes of the state, kept while shallowly equal. Renders when that changes. */
export function useNodeState<Selected>(node: Observable | null, selector: (state: NodeState) => Selected): Selected
export function useNodeState(node: Observable | null, selector?: Selector): unknown {
  const [kept] = useState(createKept<unknown>)
  const select = useMemo(() => (selector ? createSelection(selector, kept) : asIs), [selector, kept])
  const selected = useStore(
    node,
    () => select(node?.state ?? INITIAL.state),
    () => select(INITIAL.state),
  )
  useInsertionEffect(() => kept.commit(selected))
  return selected
}

type Selector = (state: NodeState) => unknown

/** React asks several times a render and must get the same answer: the selector is called once for a state. */
function createSelection(selector: Selector, kept: Kept<unknown>): Selector {
  let lastState: NodeState | undefined
  let selected: unknown
  return (state) => {
    if (state === lastState) return selected
    const next = selector(state)
    selected = lastState && isShallowEqual(selected, next) ? selected : kept.orElse(next)
    lastState = state
    return selected
  }
}

function asIs(state: NodeState): NodeState {
  return state
}
