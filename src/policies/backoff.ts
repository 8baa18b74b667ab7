/**
 * Reconnecting with growing, jittered delays.
 */
import { checkRange } from '../core/options.js'
import type { AnyFormat, DisconnectCause, ReconnectPolicy, WebSocketNodeHandle } from '../core/types.js'

/** The options of `backoff`. */
export interface BackoffOptions {
  /**
   * The most retries in a row.
   *
   * @defaultValue `Infinity`: no limit
   */
  attempts?: number | undefined
  /**
   * The longest delay before the first retry, in seconds, 0 to `maxDelay`.
   *
   * @defaultValue `1`
   */
  minDelay?: number | undefined
  /**
   * The longest delay before any retry, in seconds, 0 to 3,600.
   *
   * @defaultValue `30`
   */
  maxDelay?: number | undefined
  /**
   * Seconds that a connection has to stay open before the delays start at `minDelay` again, 0 to 3,600.
   *
   * @defaultValue `5`
   */
  stableAfter?: number | undefined
  /**
   * Returns whether to retry after this cause.
   *
   * @defaultValue retries what may pass by itself: the error codes `'timeout'`, `'refused'` and `'url-rejected'`, and the
   * close codes 1001, 1005, 1006 and 1011 to 1014 (RFC 6455 §7.4.1, IANA); an error with a `close` is judged by its close code
   */
  when?: ((cause: DisconnectCause, node: WebSocketNodeHandle<AnyFormat>) => boolean) | undefined
}

/**
 * The errors and close codes after which a retry makes sense: the server goes away, the connection is lost, or the server has
 * an error or is overloaded (RFC 6455 §7.4.1, IANA).
 */
const PASSING: readonly unknown[] = ['timeout', 'refused', 'url-rejected', 1001, 1005, 1006, 1011, 1012, 1013, 1014]

/** The range of all delays. Values in milliseconds are usually out of it. */
const DELAY = { unit: 'seconds', max: 3600 }

/**
 * Creates a reconnect policy with exponential backoff and jitter. The delay before retry n is drawn evenly from d/2 to d,
 * where d = min(maxDelay, minDelay · 2^(n−1)), so that the clients of a server that restarts do not return all at once. It may
 * be created in each render.
 *
 * @param options the delays and limits; all of them have defaults
 * @throws RangeError for a number out of its range
 *
 * @example
 * ```tsx
 * import { backoff, text, useWebSocketNode } from 'react-websocket-node'
 *
 * export function Status() {
 *   const [state] = useWebSocketNode({
 *     url: 'wss://chat.example/room',
 *     autoconnectMode: 'self-ready',
 *     format: text,
 *     reconnect: backoff({ maxDelay: 10 }),
 *   })
 *   return <p>{state.status === 'reconnecting' ? `retry ${state.attempt}` : state.status}</p>
 * }
 * ```
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
