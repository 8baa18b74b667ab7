/**
 * Everything that can be waited for, as a `ReadySource`: refs, other sockets, and whatever is one already.
 */
import { platformClock } from '../core/clock.js'
import { createListeners } from '../core/emitter.js'
import type { AutoconnectReference, ReadySource, WebSocketNodeHandle } from '../core/types.js'

/** Seconds between looks at a ref: React has no event for one that gets filled. Only while somebody waits. */
const LOOK_INTERVAL = 0.05

/** A reference as a source; a ref is ready once it is filled, and one that holds a source when that is ready. */
export function sourceOf(reference: AutoconnectReference): ReadySource {
  return isReadySource(reference) ? reference : refSource(reference)
}

function isReadySource(value: unknown): value is ReadySource {
  return value instanceof Object && 'onReady' in value && 'ready' in value
}

function refSource(ref: { readonly current: unknown }): ReadySource {
  const isReady = () => {
    const held = ref.current
    return isReadySource(held) ? held.ready : held !== null && held !== undefined
  }
  return {
    get ready() {
      return isReady()
    },
    onReady(listener) {
      let wasReady = isReady()
      let held: unknown
      let stopHeld: (() => void) | undefined
      let cancel: (() => void) | undefined
      let isStopped = false
      const look = () => {
        if (ref.current !== held) {
          held = ref.current
          stopHeld?.()
          stopHeld = isReadySource(held) ? held.onReady(look) : undefined
        }
        const isNew = isReady() && !wasReady
        wasReady = isReady()
        if (isNew) listener()
      }
      const keepLooking = () => {
        look()
        if (!isStopped) cancel = platformClock.after(LOOK_INTERVAL, keepLooking)
      }
      keepLooking()
      return () => {
        isStopped = true
        cancel?.()
        stopHeld?.()
      }
    },
  }
}

/** A ref that is a `ReadySource`. */
export interface ReadyRef<T> extends ReadySource {
  current: T | null
}

/** A ref that tells when it is attached. `current` is its own property, as React 19 wants a ref to have. */
export function createReadyRef<T>(): ReadyRef<T> {
  const listeners = createListeners<[]>()
  let held: T | null = null
  return {
    get current() {
      return held
    },
    set current(value) {
      const wasReady = held !== null
      held = value
      if (value !== null && !wasReady) listeners.emit()
    },
    get ready() {
      return held !== null
    },
    onReady: listeners.add,
  }
}

const NEVER: ReadySource = { ready: false, onReady: () => () => {} }
const openedSources = new WeakMap<WebSocketNodeHandle<never>, ReadySource>()

/**
 * A source that is ready while `node` is open, so that one socket can wait for another.
 * Of `null` it is one that is never ready; the same node gives the same source.
 */
export function opened(node: Pick<WebSocketNodeHandle, 'state' | 'subscribe'> | null): ReadySource {
  if (!node) return NEVER
  const known = openedSources.get(node as WebSocketNodeHandle<never>)
  if (known) return known
  const isOpen = () => node.state.status === 'open'
  const source: ReadySource = {
    get ready() {
      return isOpen()
    },
    onReady(listener) {
      let wasOpen = isOpen()
      return node.subscribe(() => {
        const isNew = isOpen() && !wasOpen
        wasOpen = isOpen()
        if (isNew) listener()
      })
    },
  }
  openedSources.set(node as WebSocketNodeHandle<never>, source)
  return source
}
