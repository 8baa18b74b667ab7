'use client'
/**
 * The countdown of a node.
 */
import { useCallback } from 'react'
import { platformClock } from '../core/clock.js'
import { createTimer } from '../core/timer.js'
import type { WebSocketNodeHandle } from '../core/types.js'
import { useStore } from './useStore.js'

/** The part of a node that the hook reads, so that it takes nodes of any format. */
type Counting = Pick<WebSocketNodeHandle, 'state' | 'subscribe' | 'remaining'>

/**
 * Returns the whole seconds, rounded up, until the next retry begins or the present attempt times out: for a countdown. It
 * renders once a second while there is such a time limit.
 *
 * @param node the node; with null the hook returns null
 * @returns null if there is no time limit now: also while the attempt waits for handshakes to the same host before it, and
 * while the app is offline
 */
export function useRemaining(node: Counting | null): number | null {
  const subscribe = useCallback((listener: () => void) => (node ? watch(node, listener) : nothing), [node])
  return useStore(
    subscribe,
    () => secondsOf(node),
    () => null,
  )
}

function secondsOf(node: Counting | null): number | null {
  const remaining = node?.remaining
  return remaining === undefined ? null : roundUp(remaining)
}

/** Rounds up to whole seconds, after rounding to milliseconds: the difference of two times is rarely exact. */
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
