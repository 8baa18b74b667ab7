/**
 * Signals to listeners. A listener that throws stops neither the others nor the node: its error is reported as an
 * uncaught one. A listener that was removed is not called any more, not even by the emission that is going on.
 */

/** Reports what user code threw as the platform reports an uncaught error. */
export function reportUncaught(error: unknown): void {
  if (typeof reportError === 'function') return reportError(error)
  setTimeout(() => {
    throw error
  })
}

/** Calls user code; what it throws is reported. */
export function isolate(call: () => void): void {
  try {
    call()
  } catch (error) {
    reportUncaught(error)
  }
}

type Listener<Args extends readonly unknown[]> = (...args: Args) => void

/** Listeners of one thing, in the order in which they came. */
export interface Listeners<Args extends readonly unknown[]> {
  add(listener: Listener<Args>): () => void
  emit(...args: Args): void
  /** Ends an emission that is going on: listeners that were not called yet are not called. */
  silence(): void
  /** How many there are, `first` included. */
  size(): number
}

/** @param first gives, at each emission, the listener that is called before the others, if there is one */
export function createListeners<Args extends readonly unknown[]>(
  first?: () => Listener<Args> | undefined,
): Listeners<Args> {
  // Replaced, never changed, so that an emission goes through the listeners that were there when it began.
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
