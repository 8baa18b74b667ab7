/**
 * Ready as one subscribable thing, for nodes and for providers: "its effects have run, and its `ready` is not false".
 */
import { createListeners } from './emitter.js'
import type { ReadySource } from './types.js'

export interface Readiness extends ReadySource {
  readonly isMounted: boolean
  mount(): void
  unmount(): void
  /** What is permitted, as everything is from the start, is ready while it is mounted. */
  permit(isPermitted: boolean): void
}

export function createReadiness(): Readiness {
  const listeners = createListeners<[]>()
  let isMounted = false
  let isPermitted = true

  function change(apply: () => void): void {
    const wasReady = isMounted && isPermitted
    apply()
    if (!wasReady && isMounted && isPermitted) listeners.emit()
  }

  return {
    get ready() {
      return isMounted && isPermitted
    },
    get isMounted() {
      return isMounted
    },
    onReady: listeners.add,
    mount: () => change(() => (isMounted = true)),
    unmount: () => change(() => (isMounted = false)),
    permit: (next) => change(() => (isPermitted = next)),
  }
}
