/**
 * One timer, owned in one place: starting it again replaces it, so that nothing runs twice or is left behind.
 */
import type { Cancel } from './clock.js'

export interface Timer {
  /** Stops the timer that runs, and keeps `cancel`, which stops the new one. */
  start(cancel: Cancel): void
  stop(): void
}

export function createTimer(): Timer {
  return new OneTimer()
}

/** A class, since every node has several, and closures of their own would cost it memory. */
class OneTimer implements Timer {
  private cancel: Cancel | undefined

  start(next: Cancel): void {
    this.cancel?.()
    this.cancel = next
  }

  stop(): void {
    this.cancel?.()
    this.cancel = undefined
  }
}
