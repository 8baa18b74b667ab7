/**
 * The order of a node's work and signals. Work runs to completion, and its signals are emitted afterwards, one after another.
 * A signal that a handler causes is emitted after all listeners of the present signal were called, so that all listeners get
 * the same signals in the same order.
 */
import { isolate } from './emitter.js'

export interface Delivery {
  /** Runs a piece of work now, or after the present one if it is called from inside of that. */
  run(piece: () => void): void
  isRunning(): boolean
  /** Whether user code is being called. */
  isTelling(): boolean
  /** Calls user code now, or, from inside of work or other user code, after that. */
  tell(news: () => void): void
  /** Calls user code like `tell`, but before the calls that wait already. */
  tellFirst(news: () => void): void
  /** Postpones all calls of user code until it is resumed. */
  pause(isPaused: boolean): void
  /** Drops the calls that wait. */
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
