/**
 * The names of the nodes that one provider owns.
 */
import type { Adoptable } from '../core/node.js'
import type { WebSocketNodeHandle } from '../core/types.js'
import { createStore } from './store.js'

/** A scope of names, within that of the next provider above. */
export interface Names {
  /** The node of that name in the nearest scope that has it. */
  find(name: string): WebSocketNodeHandle | null
  /** Calls `listener` when a name may lead to another node, in this scope or above; returns how to stop. */
  subscribe(listener: () => void): () => void
  /** Returns how to take the name back. */
  register(name: string, node: WebSocketNodeHandle): () => void
  /** Remembers a driver that lingers, for the next node of that name; returns how to forget it. */
  keep(name: string, driver: Adoptable): () => void
  /** The driver that lingers for a node of that name with these options. */
  kept(name: string, options: Parameters<Adoptable['lingersFor']>[0]): Adoptable | undefined
}

/** Of two nodes with one name the first is found; the second when the first is gone. */
export function createNames(outer: Names | null): Names {
  const entries = createStore<readonly { readonly name: string; readonly node: WebSocketNodeHandle }[]>([])
  const lingering = new Map<string, Adoptable>()
  const findHere = (name: string) => entries.get().find((entry) => entry.name === name)?.node
  return {
    find: (name) => findHere(name) ?? outer?.find(name) ?? null,
    subscribe(listener) {
      const stop = entries.subscribe(listener)
      const stopOuter = outer?.subscribe(listener)
      return () => {
        stop()
        stopOuter?.()
      }
    },
    register(name, node) {
      const entry = { name, node }
      entries.set([...entries.get(), entry])
      return () => entries.set(entries.get().filter((other) => other !== entry))
    },
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
