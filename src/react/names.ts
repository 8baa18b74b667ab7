/**
 * The names of the nodes that one provider owns.
 */
import type { WebSocketNodeHandle } from '../core/types.js'
import { warn } from './development.js'
import { createStore } from './store.js'

export interface Names {
  find(name: string): WebSocketNodeHandle | null
  /** Returns how to take the name back. */
  register(name: string, node: WebSocketNodeHandle): () => void
  subscribe(listener: () => void): () => void
}

interface Entry {
  readonly name: string
  readonly node: WebSocketNodeHandle
}

/** Of two nodes with one name the first is found; the second when the first is gone. */
export function createNames(): Names {
  const entries = createStore<readonly Entry[]>([])
  const find = (name: string) => entries.get().find(entry => entry.name === name)?.node ?? null
  return {
    find,
    register(name, node) {
      if (find(name)) warn?.({ type: 'duplicateName', name })
      const entry = { name, node }
      entries.set([...entries.get(), entry])
      return () => entries.set(entries.get().filter(other => other !== entry))
    },
    subscribe: entries.subscribe,
  }
}
