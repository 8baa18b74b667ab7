/**
 * The names of the nodes below one provider, by which `useNode(name)` finds them.
 */
import type { Adoptable } from '../core/node.js'
import type { WebSocketNodeHandle } from '../core/types.js'
import { createStore } from './store.js'

/** A scope of names, within that of the next provider above. */
export interface Names {
  /** Returns the node of that name in the nearest scope that has one. */
  find(name: string): WebSocketNodeHandle | null
  /** Calls `listener` when a name may belong to another node, here or above. Returns a function that removes the listener. */
  subscribe(listener: () => void): () => void
  /** Gives a node a name. Returns a function that takes the name back. */
  register(name: string, node: WebSocketNodeHandle): () => void
  /** Keeps a lingering driver for the next node of that name. Returns a function that forgets the driver. */
  keep(name: string, driver: Adoptable): () => void
  /** Returns the lingering driver that a node of that name with these options may take over. */
  kept(name: string, options: Parameters<Adoptable['lingersFor']>[0]): Adoptable | undefined
}

/** If two nodes have one name, the first is found, and the second once the first has unmounted. */
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
