'use client'
/**
 * The countdown of a node.
 */
import { useCallback, useSyncExternalStore } from 'react'
import { platformClock } from '../core/clock.js'
import { createTimer } from '../core/timer.js'
import type { WebSocketNodeHandle } from '../core/types.js'

/** What of a node is read here: any node will do, whatever its format. */
type Counting = Pick<WebSocketNodeHandle, 'state' | 'subscribe' | 'remaining'>

/**
 * Whole seconds, rounded up, until the next retry begins or the present attempt times out; null while no such clock
 * runs, as in the line for a turn, and offline. Renders once a second while one runs.
 */
export function useRemaining(node: Counting | null): number | null {
  const subscribe = useCallback((listener: () => void) => (node ? watch(node, listener) : nothing), [node])
  return useSyncExternalStore(
    subscribe,
    () => secondsOf(node),
    () => null,
  )
}

function secondsOf(node: Counting | null): number | null {
  const remaining = node?.remaining
  return remaining === undefined ? null : roundUp(remaining)
}

/** To whole seconds, but for less than half a millisecond: a difference of two times is rarely exact. */
function roundUp(seconds: number): number {
  return Math.ceil(Math.round(seconds * 1000) / 1000)
}

/** Checks at each full second; a clock that begins without a change of state, as with a turn, is noticed within one. */
function watch(node: Counting, listener: () => void): () => void {
  const timer = createTimer()
  function look(): void {
    listener()
    timer.stop()
    const { status } = node.state
    if (status !== 'connecting' && status !== 'reconnecting') return
    const remaining = node.remaining
    const untilNext = remaining === undefined ? 1 : remaining - (roundUp(remaining) - 1)
    timer.start(platformClock.after(untilNext, look))
  }
  look()
  const stop = node.subscribe(look)
  return () => {
    stop()
    timer.stop()
  }
}

function nothing(): void {}
