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

/** Listeners of one thing, in the order in which they came. */
export interface Listeners<Args extends readonly unknown[]> {
  add(listener: (...args: Args) => void): () => void
  emit(...args: Args): void
  /** Ends an emission that is going on: those who have not heard it yet don't. */
  silence(): void
  readonly size: number
}

export function createListeners<Args extends readonly unknown[]>(): Listeners<Args> {
  type Entry = { listener: ((...args: Args) => void) | undefined }
  // Replaced, never changed, so that an emission goes through the listeners that were there when it began.
  let entries: readonly Entry[] = []
  let silences = 0
  return {
    add(listener) {
      const entry: Entry = { listener }
      entries = [...entries, entry]
      return () => {
        entry.listener = undefined
        entries = entries.filter((other) => other !== entry)
      }
    },
    emit(...args) {
      const mine = silences
      for (const entry of entries) {
        if (mine === silences) isolate(() => entry.listener?.(...args))
      }
    },
    silence() {
      silences++
    },
    get size() {
      return entries.length
    },
  }
}
