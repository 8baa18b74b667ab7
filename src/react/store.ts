/**
 * A store with one value, for `useSyncExternalStore`.
 */
import { createListeners } from '../core/emitter.js'

export interface Store<T> {
  get(): T
  set(value: T): void
  subscribe(listener: () => void): () => void
}

export function createStore<T>(initial: T): Store<T> {
  const listeners = createListeners<[]>()
  let current = initial
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return
      current = value
      listeners.emit()
    },
    subscribe: listeners.add,
  }
}
