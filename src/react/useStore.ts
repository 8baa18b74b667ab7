'use client'
/**
 * Reading what can be subscribed to, where there is any.
 */
import { useCallback, useSyncExternalStore } from 'react'

interface Subscribable {
  subscribe(listener: () => void): () => void
}

/** What `get` gives, asked again when `source` calls its listeners; `getInitial` on the server and while hydrating. */
export function useStore<T>(source: Subscribable | null, get: () => T, getInitial: () => T): T {
  const subscribe = useCallback((listener: () => void) => source?.subscribe(listener) ?? nothing, [source])
  return useSyncExternalStore(subscribe, get, getInitial)
}

function nothing(): void {}
