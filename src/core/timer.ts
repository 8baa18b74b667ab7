/**
 * One timer, owned in one place: starting it again replaces it, so that nothing runs twice or is left behind.
 */
import type { Cancel } from './clock.js'

export interface Timer {
  /** Keeps what stops it; what was running is stopped. */
  start(cancel: Cancel): void
  stop(): void
}

export function createTimer(): Timer {
  let cancel: Cancel | undefined
  return {
    start(next) {
      cancel?.()
      cancel = next
    },
    stop() {
      cancel?.()
      cancel = undefined
    },
  }
}
