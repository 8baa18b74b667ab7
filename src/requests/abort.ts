/**
 * Listening to an `AbortSignal`, of the platform or of a library.
 */
import type { PlatformAbortSignal } from '../core/platform.js'

/** As much of an `AbortSignal` as is used; the types of a project without DOM and Node know less. */
interface Signal extends Pick<PlatformAbortSignal, 'aborted' | 'reason'> {
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Calls `listener` when `signal` aborts, now if it has; returns how to stop. */
export function onAbort(signal: PlatformAbortSignal | undefined, listener: () => void): () => void {
  const theirs = signal as Signal | undefined
  if (theirs?.aborted) listener()
  else theirs?.addEventListener('abort', listener)
  return () => theirs?.removeEventListener('abort', listener)
}
