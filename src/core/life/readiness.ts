/**
 * The readiness of nodes and providers as a ready source: ready while it is mounted and its option `ready` is not false.
 */
import { createListeners } from '../emitter.js'
import type { ReadySource } from '../types.js'

export interface Readiness extends ReadySource {
  readonly isMounted: boolean
  mount(): void
  unmount(): void
  /** Whether it is ready while it is mounted: the option `ready`. True at first. */
  permit(isPermitted: boolean): void
}

export function createReadiness(): Readiness {
  const listeners = createListeners<[]>()
  let isPermitted = true

  function change(isMounted: boolean): void {
    const wasReady = readiness.ready
    readiness.isMounted = isMounted
    readiness.ready = isMounted && isPermitted
    if (readiness.ready && !wasReady) listeners.emit()
  }

  const readiness = {
    ready: false,
    isMounted: false,
    onReady: listeners.add,
    mount: () => change(true),
    unmount: () => change(false),
    permit(next: boolean) {
      isPermitted = next
      change(readiness.isMounted)
    },
  }
  return readiness
}
