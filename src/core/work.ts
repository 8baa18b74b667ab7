/**
 * One piece of work at a time: what user code causes inside of one comes after it, and users are told when all is done.
 */
import type { Delivery } from './delivery.js'
import { isolate } from './emitter.js'

export interface Work {
  /** Does `piece` now; or, from inside another, after that. */
  run(piece: () => void): void
  readonly isRunning: boolean
}

export function createWork(delivery: Delivery): Work {
  const pieces: (() => void)[] = []
  let isRunning = false
  return {
    run(piece) {
      pieces.push(piece)
      if (isRunning) return
      isRunning = true
      delivery.hold(() => {
        for (let next = pieces.shift(); next; next = pieces.shift()) isolate(next)
        isRunning = false
      })
    },
    get isRunning() {
      return isRunning
    },
  }
}
