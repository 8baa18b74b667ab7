/**
 * One timer. Starting it again replaces it, so that no callback runs twice or remains.
 */
import type { Cancel } from './clock.js'

export interface Timer {
  /** Stops the running timer, and remembers `cancel`, which stops the new one. */
  start(cancel: Cancel): void
  stop(): void
}

export function createTimer(): Timer {
  return new OneTimer()
}

/** A class: every node has several timers, and closures for each of them would cost memory. */
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
