/**
 * What is alive on the JavaScript heap.
 */
import { sleep } from './stage'

/** Chromium's, with `--enable-precise-memory-info` and `--js-flags=--expose-gc`. */
interface Inspected {
  gc?(): void
  readonly performance: { readonly memory?: { readonly usedJSHeapSize: number } }
}

/** In bytes, without garbage. */
export async function liveHeap(): Promise<number> {
  const inspected = globalThis as unknown as Inspected
  // What a first collection finalizes is garbage for the next one.
  for (let time = 0; time < 3; time += 1) {
    inspected.gc?.()
    await sleep(20)
  }
  return inspected.performance.memory?.usedJSHeapSize ?? NaN
}
