/**
 * Retries: asks the reconnect policy, and decides when the wait for the next attempt is over. While the app is offline,
 * attempts are made less often, but still made: `navigator.onLine` is false on some networks on which the server answers.
 */
import type { Clock } from '../clock.js'
import { reportUncaught } from '../emitter.js'
import type { Link } from '../wire/link.js'
import type { Slot } from '../probe.js'
import { show } from '../show.js'
import type { Machine, Retry } from './machine.js'
import type { AnyFormat, DisconnectCause, ReconnectPolicy, WebSocketNodeHandle } from '../types.js'

/** Seconds after which an open connection counts as stable, if the policy does not say. */
const STABLE_AFTER = 5

/** Seconds between attempts while the app seems to be offline. */
const OFFLINE_INTERVAL = 30

/** What the retries need of the session. */
export interface RetrySubject {
  machine(): Machine
  policy(): ReconnectPolicy | null | undefined
  isOffline(): boolean
  node(): WebSocketNodeHandle<AnyFormat>
  /** Begins the next attempt: the wait is over. */
  retry(): void
}

export interface Retries {
  /** An attempt begins. */
  begun(): void
  /** Returns the policy's answer; null if there is no policy, or its answer is no valid delay. */
  ask(cause: DisconnectCause): Retry | null
  wait(seconds: number): void
  /** The delay is over. While the app is offline, the wait goes on. */
  waited(): void
  /** The app is online, in front, or back: ends the wait now. */
  wokeUp(): void
}

export function createRetries(
  clock: Clock,
  link: Pick<Link, 'wait' | 'uptime' | 'remaining'>,
  slot: Slot,
  subject: RetrySubject,
): Retries {
  let waitsSince = 0
  /** Whether the present attempt was made while the app seemed offline, and does not count. */
  let isTrial = false
  /** The same of the retry that begins now. Other attempts, such as one by `connect()`, count. */
  let isTrialDue = false

  function isWaiting(): boolean {
    return subject.machine().state.status === 'reconnecting'
  }

  function retry(isToBeTrial: boolean): void {
    if (slot.probe?.holdsRetry()) return
    isTrialDue = isToBeTrial
    subject.retry()
  }

  const retries: Retries = {
    begun() {
      isTrial = isTrialDue
      isTrialDue = false
    },
    ask(cause) {
      const policy = subject.policy()
      if (!policy || slot.probe?.givesUp()) return null
      const { state, retries } = subject.machine()
      // An attempt while the app seemed offline does not count.
      if (isTrial && state.status === 'connecting') {
        return { attempt: state.attempt, delay: subject.isOffline() ? OFFLINE_INTERVAL : 0 }
      }
      const wasStable = cause.type === 'closed' && link.uptime() >= (policy.stableAfter ?? STABLE_AFTER)
      const attempt = (wasStable ? 0 : retries) + 1
      try {
        const delay = policy.next(attempt, cause, subject.node())
        if (delay === null) return null
        if (typeof delay === 'number' && delay >= 0 && delay < Infinity) return { attempt, delay }
        throw new RangeError(`a reconnect policy answers with seconds, 0 or more, or null; got ${show(delay)}`)
      } catch (error) {
        reportUncaught(error)
        return null
      }
    },
    wait(seconds) {
      waitsSince = clock.now()
      link.wait(seconds)
    },
    waited() {
      if (!isWaiting()) return
      const left = subject.isOffline() ? waitsSince + OFFLINE_INTERVAL - clock.now() : 0
      if (left > 0) link.wait(left)
      else retry(subject.isOffline())
    },
    wokeUp() {
      slot.probe?.saw('wokeUp')
      if (!isWaiting()) return
      if (!subject.isOffline()) retry(false)
      // A node that was closed for the back/forward cache has no wait yet.
      else if (link.remaining() === undefined) retries.wait(OFFLINE_INTERVAL)
    },
  }
  return retries
}
