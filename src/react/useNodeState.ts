'use client'
/**
 * The state of a node, or as much of it as a component needs.
 */
import { useInsertionEffect, useMemo, useState } from 'react'
import { INITIAL } from '../core/life/transition.js'
import type { NodeState, WebSocketNodeHandle } from '../core/types.js'
import { isShallowEqual } from './shallow.js'
import { createKept, type Kept } from './useKept.js'
import { useSource } from './useStore.js'

/** The part of a node that the hook reads, so that it takes nodes of any format. */
type Observable = Pick<WebSocketNodeHandle, 'state' | 'subscribe'>

/**
 * Returns the state of a node, and renders when it changes.
 *
 * @param node the node; null counts as idle
 */
export function useNodeState(node: Observable | null): NodeState
/**
 * Returns what `selector` takes from the state, and renders when that changes. The value stays the same object while it is
 * shallowly equal.
 *
 * @param node the node; null counts as idle
 * @param selector takes from the state what the component shows
 */
export function useNodeState<Selected>(node: Observable | null, selector: (state: NodeState) => Selected): Selected
export function useNodeState(node: Observable | null, selector?: Selector): unknown {
  const [kept] = useState(createKept<unknown>)
  const select = useMemo(() => (selector ? createSelection(selector, kept) : asIs), [selector, kept])
  const selected = useSource(
    node,
    () => select(node?.state ?? INITIAL.state),
    () => select(INITIAL.state),
  )
  useInsertionEffect(() => kept.commit(selected))
  return selected
}

type Selector = (state: NodeState) => unknown

/** React reads a store several times in a render and needs the same value: the selector is called once a state. */
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
