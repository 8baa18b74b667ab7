/**
 * Listening to an `AbortSignal`, of the platform or of a library.
 */
import type { PlatformAbortSignal } from '../core/platform.js'

/** As much of an `AbortSignal` as is used; the types of a project without DOM and Node know less. */
interface Signal {
  readonly aborted: boolean
  /** Older browsers have none (Safari below 15.4). */
  readonly reason?: unknown
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Calls `listener` with the signal's reason when `signal` aborts, now if it has; returns how to stop. */
export function onAbort(signal: PlatformAbortSignal | undefined, listener: (reason: Error) => void): () => void {
  if (!signal) return () => {}
  const theirs = signal as unknown as Signal
  const abort = () =>
    listener((theirs.reason ?? Object.assign(new Error('it was aborted'), { name: 'AbortError' })) as Error)
  if (theirs.aborted) abort()
  else theirs.addEventListener('abort', abort)
  return () => theirs.removeEventListener('abort', abort)
}
