'use client'
/**
 * Reads a store that may be null.
 */
import { useCallback, useSyncExternalStore } from 'react'

interface Subscribable {
  subscribe(listener: () => void): () => void
}

/** Returns `get()`, and renders when `source` changes. `getInitial()` is for the server and for hydration. */
export function useStore<T>(source: Subscribable | null, get: () => T, getInitial: () => T): T {
  const subscribe = useCallback((listener: () => void) => source?.subscribe(listener) ?? nothing, [source])
  return useSyncExternalStore(subscribe, get, getInitial)
}

function nothing(): void {}
