/**
 * Lists of listeners. If a listener throws, its error is reported as an uncaught one, and the other listeners are still
 * called. A listener that is removed during an emission is not called by it.
 */

/** Reports an error that user code threw in the same way as the platform reports an uncaught error. */
export function reportUncaught(error: unknown): void {
  if (typeof reportError === 'function') return reportError(error)
  setTimeout(() => {
    throw error
  })
}

/** Calls user code, and reports an error that it throws. */
export function isolate(call: () => void): void {
  try {
    call()
  } catch (error) {
    reportUncaught(error)
  }
}

type Listener<Args extends readonly unknown[]> = (...args: Args) => void

/** The listeners of one signal, in the order in which they were added. */
export interface Listeners<Args extends readonly unknown[]> {
  add(listener: Listener<Args>): () => void
  emit(...args: Args): void
  /** Stops a running emission: listeners that were not called yet are not called. */
  silence(): void
  /** The number of listeners, including `first`. */
  size(): number
}

/** @param first returns, at each emission, the listener to call before the others, or undefined */
export function createListeners<Args extends readonly unknown[]>(
  first?: () => Listener<Args> | undefined,
): Listeners<Args> {
  // The array is replaced and never changed: an emission calls the listeners that there were when it began.
  let entries: readonly { listener?: Listener<Args> | undefined }[] = []
  let silences = 0
  return {
    add(listener) {
      const entry: (typeof entries)[number] = { listener }
      entries = [...entries, entry]
      return () => {
        entry.listener = undefined
        entries = entries.filter((other) => other !== entry)
      }
    },
    emit(...args) {
      const mine = silences
      if (first) isolate(() => first()?.(...args))
      for (const entry of entries) {
        if (mine === silences) isolate(() => entry.listener?.(...args))
      }
    },
    silence() {
      silences++
    },
    size: () => entries.length + (first?.() ? 1 : 0),
  }
}
