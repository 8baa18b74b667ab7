/**
 * The most that the JavaScript heap held, by looking often.
 */

/** Chromium alone tells it. */
interface PreciseMemory {
  readonly memory?: { readonly usedJSHeapSize: number }
}

/** Looks from now on; the answer ends it and gives the peak in megabytes, beyond what there was at the start. */
export function watchHeap(): () => number {
  const used = (): number => (performance as unknown as PreciseMemory).memory?.usedJSHeapSize ?? NaN
  const before = used()
  let peak = before
  const look = (): void => {
    peak = Math.max(peak, used())
  }
  const timer = setInterval(look, 50)
  return () => {
    clearInterval(timer)
    look()
    return (peak - before) / 1e6
  }
}
