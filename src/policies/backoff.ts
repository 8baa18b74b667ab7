/**
 * Reconnecting with growing, jittered delays.
 */
import { checkRange } from '../core/options.js'
import type { AnyFormat, DisconnectCause, ReconnectPolicy, WebSocketNodeHandle } from '../core/types.js'

export interface BackoffOptions {
  /** Retries at most. Default: no limit. */
  attempts?: number | undefined
  /** Seconds, the longest delay before the first retry. Default 1. */
  minDelay?: number | undefined
  /** Seconds, the longest delay of all. Default 30. */
  maxDelay?: number | undefined
  /** Seconds open before the count starts again. Default 5. */
  stableAfter?: number | undefined
  /** Whether to retry at all. Default: what may pass by itself. */
  when?: ((cause: DisconnectCause, node: WebSocketNodeHandle<AnyFormat>) => boolean) | undefined
}

/** More would be more than a number holds. */
const MOST_DOUBLINGS = 1000

/** Close codes that may pass by themselves: going away, none, lost, and the server's troubles (RFC 6455 §7.4, IANA). */
const PASSING_CODES = [1001, 1005, 1006, 1011, 1012, 1013, 1014]

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
  checkRange('maxDelay', maxDelay, { unit: 'seconds', max: 86_400 })
  checkRange('minDelay', minDelay, { unit: 'seconds', max: maxDelay })
  checkRange('stableAfter', stableAfter, { unit: 'seconds', max: 86_400 })
  return {
    stableAfter,
    next(attempt, cause, node) {
      if (attempt > attempts || !when(cause, node)) return null
      const longest = Math.min(maxDelay, minDelay * 2 ** Math.min(attempt - 1, MOST_DOUBLINGS))
      return longest * (0.5 + Math.random() / 2)
    },
  }
}

function mayPass(cause: DisconnectCause): boolean {
  if (cause.type === 'closed') return PASSING_CODES.includes(cause.code)
  return ['timeout', 'refused', 'url-rejected'].includes(cause.error.code)
}
