/**
 * How long the main thread was not to be had.
 */

/** Milliseconds between two looks. */
const LOOK = 8

export interface Pauses {
  /** In milliseconds, beyond the time between two looks. */
  readonly longest: number
  /** Tasks of more than 50 ms, as the Long Tasks standard has it. */
  readonly longTasks: number
}

/** Looks from now on; the answer ends it. */
export function watchPauses(): () => Pauses {
  let longest = 0
  let longTasks = 0
  let last = performance.now()
  const look = (): void => {
    const now = performance.now()
    longest = Math.max(longest, now - last - LOOK)
    last = now
  }
  const timer = setInterval(look, LOOK)
  const observer = new PerformanceObserver((list) => {
    longTasks += list.getEntries().length
  })
  observer.observe({ type: 'longtask' })
  return () => {
    clearInterval(timer)
    look()
    longTasks += observer.takeRecords().length
    observer.disconnect()
    return { longest, longTasks }
  }
}
