/**
 * One thing at a time. A node's work runs to completion, and users are told of it afterwards, one thing after another:
 * what a handler causes is told when all listeners have heard the present, so that all hear the same story in the same
 * order.
 */
import { isolate } from './emitter.js'

export interface Delivery {
  /** Does a piece of work now; or, from inside another, after that. */
  run(piece: () => void): void
  isRunning(): boolean
  /** Calls user code now; or, from inside work or other user code, when that is over. */
  tell(news: () => void): void
  /** As `tell`, but before what waits already. */
  tellFirst(news: () => void): void
  /** Tells nothing while it is paused, and keeps it. */
  pause(isPaused: boolean): void
  /** Forgets what is not told yet; whether there was any. */
  clear(): boolean
}

export function createDelivery(): Delivery {
  const pieces: (() => void)[] = []
  const untold: (() => void)[] = []
  let isRunning = false
  let isTelling = false
  let isPaused = false

  function tellAll(): void {
    if (isRunning || isTelling) return
    isTelling = true
    while (!isPaused && untold.length > 0) isolate(untold.shift()!)
    isTelling = false
  }

  return {
    run(piece) {
      pieces.push(piece)
      if (isRunning) return
      isRunning = true
      while (pieces.length > 0) isolate(pieces.shift()!)
      isRunning = false
      tellAll()
    },
    isRunning: () => isRunning,
    tell(news) {
      untold.push(news)
      tellAll()
    },
    tellFirst(news) {
      untold.unshift(news)
      tellAll()
    },
    pause(isToBePaused) {
      isPaused = isToBePaused
      tellAll()
    },
    clear: () => untold.splice(0).length > 0,
  }
}
