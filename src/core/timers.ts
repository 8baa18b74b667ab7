/**
 * Timers by name, owned in one place: starting one again replaces it, and `clear` leaves nothing behind.
 */
import type { Cancel } from './clock.js'

export interface Timers<Name extends string> {
  /** Keeps what stops the timer `name`; an earlier one of that name is stopped. */
  start(name: Name, cancel: Cancel): void
  stop(name: Name): void
  /** Whether the timer `name` was started and not stopped. */
  has(name: Name): boolean
  clear(): void
}

export function createTimers<Name extends string>(): Timers<Name> {
  const running = new Map<Name, Cancel>()
  const stop = (name: Name) => {
    running.get(name)?.()
    running.delete(name)
  }
  return {
    start(name, cancel) {
      stop(name)
      running.set(name, cancel)
    },
    stop,
    has: (name) => running.has(name),
    clear() {
      running.forEach((cancel) => cancel())
      running.clear()
    },
  }
}
