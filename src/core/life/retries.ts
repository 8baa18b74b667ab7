/**
 * Retries: what the reconnect policy answers, and when the wait for the next attempt is over. Being offline delays an
 * attempt and never forbids it: `navigator.onLine` is false on some networks although the server answers.
 */
import type { Clock } from '../clock.js'
import { reportUncaught } from '../emitter.js'
import type { Link } from '../wire/link.js'
import type { Slot } from '../probe.js'
import { show } from '../show.js'
import type { Machine, Retry } from './machine.js'
import type { AnyFormat, DisconnectCause, ReconnectPolicy, WebSocketNodeHandle } from '../types.js'

/** Seconds open that prove a connection stable, where the policy doesn't say. */
const STABLE_AFTER = 5

/** Seconds between attempts that are made although the page seems to be offline. */
const OFFLINE_INTERVAL = 30

/** What retries are about. */
export interface RetrySubject {
  machine(): Machine
  policy(): ReconnectPolicy | null | undefined
  isOffline(): boolean
  node(): WebSocketNodeHandle<AnyFormat>
  /** Begins the attempt that was waited for. */
  retry(): void
}

export interface Retries {
  /** The policy's answer; null where there is none, or none that can be used. */
  ask(cause: DisconnectCause): Retry | null
  wait(seconds: number): void
  /** The wait is over; offline, it goes on for a while. */
  waited(): void
  /** The page is online, visible or back: the wait is over now. */
  wokeUp(): void
}

export function createRetries(
  clock: Clock,
  link: Pick<Link, 'wait' | 'uptime' | 'remaining'>,
  slot: Slot,
  subject: RetrySubject,
): Retries {
  let waitsSince = 0
  /** Whether the present attempt is one that does not count. */
  let isTrial = false

  function isWaiting(): boolean {
    return subject.machine().state.status === 'reconnecting'
  }

  function retry(isToBeTrial: boolean): void {
    if (slot.probe?.holdsRetry()) return
    isTrial = isToBeTrial
    subject.retry()
  }

  const retries: Retries = {
    ask(cause) {
      const policy = subject.policy()
      if (!policy || slot.probe?.givesUp()) return null
      const { state, retries } = subject.machine()
      // A trial fails without a trace in the count.
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
      // What was put away has no wait yet.
      else if (link.remaining() === undefined) retries.wait(OFFLINE_INTERVAL)
    },
  }
  return retries
}
