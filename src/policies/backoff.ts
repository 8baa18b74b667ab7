/**
 * Reconnecting with growing, jittered delays.
 */
import { checkRange } from '../core/options.js'
import type { AnyFormat, DisconnectCause, ReconnectPolicy, WebSocketNodeHandle } from '../core/types.js'

export interface BackoffOptions {
  /** Retries at most. Default: no limit. */
  attempts?: number | undefined
  /** Seconds, 0 to `maxDelay`, the longest delay before the first retry. Default 1. */
  minDelay?: number | undefined
  /** Seconds, 0 to 3,600, the longest delay of all. Default 30. */
  maxDelay?: number | undefined
  /** Seconds, 0 to 3,600, open before the count starts again. Default 5. */
  stableAfter?: number | undefined
  /**
   * Whether to retry at all. Default: what may pass by itself, which are the errors `'timeout'`, `'refused'` and
   * `'url-rejected'`, and the close codes 1001, 1005, 1006 and 1011 to 1014; an error that has a close is judged by its code.
   */
  when?: ((cause: DisconnectCause, node: WebSocketNodeHandle<AnyFormat>) => boolean) | undefined
}

/**
 * What may pass by itself: failures that are not the URL's or the browser's, and of the close codes going away, none,
 * lost, and the server's troubles (RFC 6455 §7.4, IANA).
 */
const PASSING: readonly unknown[] = ['timeout', 'refused', 'url-rejected', 1001, 1005, 1006, 1011, 1012, 1013, 1014]

/** Milliseconds are caught here. */
const DELAY = { unit: 'seconds', max: 3600 }

/**
 * Exponential backoff with jitter: retry n waits d = min(maxDelay, minDelay · 2^(n−1)), drawn evenly from d/2 to d anew
 * each time, so that the clients of one server don't come back all at once.
 * @throws RangeError for a number out of its range
 */
export function backoff({
  attempts = Infinity,
  minDelay = 1,
  maxDelay = 30,
  stableAfter = 5,
  when = mayPass,
}: BackoffOptions = {}): ReconnectPolicy {
  if (attempts !== Infinity) {
    checkRange('attempts', attempts, { unit: 'whole retries', max: Number.MAX_SAFE_INTEGER })
  }
  checkRange('maxDelay', maxDelay, DELAY)
  checkRange('minDelay', minDelay, { ...DELAY, max: maxDelay })
  checkRange('stableAfter', stableAfter, DELAY)
  return {
    stableAfter,
    next(attempt, cause, node) {
      if (attempt > attempts || !when(cause, node)) return null
      // Nothing, doubled until it is more than a number holds, is no number.
      const longest = Math.min(maxDelay, minDelay * 2 ** (attempt - 1)) || 0
      return longest * (0.5 + Math.random() / 2)
    },
  }
}

function mayPass(cause: DisconnectCause): boolean {
  if (cause.type === 'closed') return PASSING.includes(cause.code)
  // A server that closed during the attempt has said why.
  const { code, close } = cause.error
  return PASSING.includes(close?.code ?? code)
}
