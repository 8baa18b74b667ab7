'use client'
/**
 * Reads a store: what is painted is never older than the store.
 */
import { useCallback, useReducer, useSyncExternalStore } from 'react'
import { useCommitEffect } from './effects.js'

interface Subscribable {
  subscribe(listener: () => void): () => void
}

/** Returns `get()`, and renders when `subscribe` says so. `getInitial()` is for the server and for hydration. */
export function useStore<T>(subscribe: Subscribable['subscribe'], get: () => T, getInitial: () => T): T {
  const value = useSyncExternalStore(subscribe, get, getInitial)
  const [, renderAgain] = useReducer(increment, 0)
  // React subscribes after the paint. Without this effect, a component that an `<Activity>` shows again would show the value
  // from before it was hidden until then.
  useCommitEffect(() => {
    if (!Object.is(get(), value)) renderAgain()
  })
  return value
}

/** The same for a source that may be null. */
export function useSource<T>(source: Subscribable | null, get: () => T, getInitial: () => T): T {
  const subscribe = useCallback((listener: () => void) => source?.subscribe(listener) ?? nothing, [source])
  return useStore(subscribe, get, getInitial)
}

function increment(count: number): number {
  return count + 1
}

function nothing(): void {}
