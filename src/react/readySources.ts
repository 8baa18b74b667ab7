/**
 * Everything that can be waited for, as a `ReadySource`: refs, other sockets, and whatever is one already.
 */
import { platformClock } from '../core/clock.js'
import { createListeners } from '../core/emitter.js'
import { refuseKind } from '../core/options.js'
import { shared } from '../core/shared.js'
import type { AutoconnectReference, ReadySource, WebSocketNodeHandle } from '../core/types.js'

/** Seconds between checks of a ref that a node waits for: React has no event for a ref that gets filled. */
const LOOK_INTERVAL = 0.05

/** A reference as a source; a ref is ready once it is filled, and one that holds a source when that is ready. */
export function sourceOf(reference: AutoconnectReference): ReadySource {
  return isReadySource(reference) ? reference : refSource(reference)
}

function isReadySource(value: unknown): value is ReadySource {
  const held = Object(value) as object
  return 'onReady' in held && 'ready' in held
}

/** @throws TypeError for what is neither a ref nor a ready source: a node would wait for it for ever */
export function checkReference(reference: AutoconnectReference | null | undefined): void {
  if (reference && !isReadySource(reference) && !('current' in Object(reference)))
    refuseKind('autoconnectReference', 'a ref, or a ready source such as opened(node)', reference)
}

/** Calls its listeners at each check while it is ready, not only at the change: autoconnect checks readiness itself. */
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
      let held: unknown
      let stopHeld: (() => void) | undefined
      let cancel: (() => void) | undefined
      const look = () => {
        if (ref.current !== held) {
          held = ref.current
          stopHeld?.()
          stopHeld = isReadySource(held) ? held.onReady(listener) : undefined
        }
        cancel = platformClock.after(LOOK_INTERVAL, look)
        if (isReady()) listener()
      }
      look()
      return () => {
        cancel?.()
        stopHeld?.()
      }
    },
  }
}

/** A ref that is a ready source. `useReadyRef` creates one. */
export interface ReadyRef<T> extends ReadySource {
  /** The element or value that the ref holds; null if there is none. */
  current: T | null
}

/** A ref that calls its listeners when it is attached. `current` is its own property, as React 19 wants it. */
export function createReadyRef<T>(): ReadyRef<T> {
  const listeners = createListeners<[]>()
  let held: T | null = null
  return {
    get current() {
      return held
    },
    set current(value) {
      const isNew = held === null && value !== null
      held = value
      if (isNew) listeners.emit()
    },
    get ready() {
      return held !== null
    },
    onReady: listeners.add,
  }
}

const NEVER: ReadySource = { ready: false, onReady: () => () => {} }

/**
 * Returns a ready source that is ready while a node is open. As the `autoconnectReference` of another node, it lets that one
 * connect after this one.
 *
 * @param node the node; the source of null is never ready
 * @returns the same source for the same node
 */
export function opened(node: Pick<WebSocketNodeHandle, 'state' | 'subscribe'> | null): ReadySource {
  if (!node) return NEVER
  const sources = shared('opened', () => new WeakMap<object, ReadySource>())
  const known = sources.get(node)
  if (known) return known
  const source: ReadySource = {
    get ready() {
      return node.state.status === 'open'
    },
    onReady(listener) {
      let wasOpen = source.ready
      return node.subscribe(() => {
        const isNew = source.ready && !wasOpen
        wasOpen = source.ready
        if (isNew) listener()
      })
    },
  }
  sources.set(node, source)
  return source
}
