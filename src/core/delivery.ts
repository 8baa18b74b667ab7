/**
 * One thing at a time. A node's work runs to completion, and its signals are emitted afterwards, one after another.
 * What a handler causes is emitted when all listeners of the present signal were called, so that all of them get the
 * same signals in the same order.
 */
import { isolate } from './emitter.js'

export interface Delivery {
  /** Does a piece of work now; or, from inside another, after that. */
  run(piece: () => void): void
  isRunning(): boolean
  /** Whether user code is being called. */
  isTelling(): boolean
  /** Calls user code now; or, from inside work or other user code, when that is over. */
  tell(news: () => void): void
  /** As `tell`, but before what waits already. */
  tellFirst(news: () => void): void
  /** Calls no user code while it is paused, and keeps what is to be called. */
  pause(isPaused: boolean): void
  /** Drops what waits to be called. */
  clear(): void
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
    isTelling: () => isTelling,
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
    clear: () => void untold.splice(0),
  }
}
