/**
 * The names of the nodes that one provider owns.
 */
import type { Adoptable } from '../core/node.js'
import type { WebSocketNodeHandle } from '../core/types.js'
import { warnOnce } from './development.js'
import { createStore } from './store.js'

export interface Names {
  find(name: string): WebSocketNodeHandle | null
  /** Returns how to take the name back. */
  register(name: string, node: WebSocketNodeHandle): () => void
  subscribe(listener: () => void): () => void
  /** Remembers a driver that lingers, for the next node of that name; returns how to forget it. */
  keep(name: string, driver: Kept): () => void
  /** The driver that lingers for a node of that name with these options. */
  kept(name: string, options: Parameters<Kept['lingersFor']>[0]): Kept | undefined
}

type Kept = Adoptable

interface Entry {
  readonly name: string
  readonly node: WebSocketNodeHandle
}

/** Of two nodes with one name the first is found; the second when the first is gone. */
export function createNames(): Names {
  const entries = createStore<readonly Entry[]>([])
  const lingering = new Map<string, Kept>()
  const find = (name: string) => entries.get().find((entry) => entry.name === name)?.node ?? null
  return {
    find,
    register(name, node) {
      if (find(name)) warnOnce?.(node, { type: 'duplicateName', name })
      const entry = { name, node }
      entries.set([...entries.get(), entry])
      return () => entries.set(entries.get().filter((other) => other !== entry))
    },
    subscribe: entries.subscribe,
    keep(name, driver) {
      lingering.set(name, driver)
      return () => {
        if (lingering.get(name) === driver) lingering.delete(name)
      }
    },
    kept(name, options) {
      const driver = lingering.get(name)
      return driver?.lingersFor(options) ? driver : undefined
    },
  }
}
