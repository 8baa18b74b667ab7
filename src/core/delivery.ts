/**
 * What users are told, one thing at a time: what a handler causes is told after all listeners have heard the present,
 * so that every listener hears the same story in the same order.
 */
import { isolate } from './emitter.js'

export interface Delivery {
  /** Tells now; or, from inside a handler or a step, when that is over. */
  add(tell: () => void): void
  /** As `add`, but before what waits already. */
  addFirst(tell: () => void): void
  /** Does `work` first, and tells afterwards what it added. */
  hold(work: () => void): void
  /** Tells nothing until `resume`, and keeps it. */
  pause(): void
  resume(): void
  /** Forgets what is not told yet; whether there was any. */
  clear(): boolean
}

export function createDelivery(): Delivery {
  const queue: (() => void)[] = []
  let isBusy = false
  let isPaused = false

  function drain(): void {
    isBusy = true
    while (!isPaused && queue.length > 0) isolate(queue.shift()!)
    isBusy = false
  }

  return {
    add(tell) {
      queue.push(tell)
      if (!isBusy) drain()
    },
    addFirst(tell) {
      queue.unshift(tell)
      if (!isBusy) drain()
    },
    hold(work) {
      if (isBusy) return work()
      isBusy = true
      try {
        work()
      } finally {
        drain()
      }
    },
    pause() {
      isPaused = true
    },
    resume() {
      isPaused = false
      if (!isBusy) drain()
    },
    clear: () => queue.splice(0).length > 0,
  }
}
