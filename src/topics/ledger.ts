/**
 * The subscriptions that were sent on one connection, and the server's answers. The ledger belongs to the connection, and goes
 * with a lingering connection to the next node.
 */
import type { TopicKey, TopicState } from './types.js'

/** The state of a topic for which nothing was sent. */
export const UNSUBSCRIBED: TopicState = { status: 'unsubscribed' }
const SUBSCRIBING: TopicState = { status: 'subscribing' }
const SUBSCRIBED: TopicState = { status: 'subscribed' }

/** One topic on one connection. */
export interface Entry {
  readonly topic: TopicKey
  state: TopicState
  /** The number of subscriptions without an answer, including the present one. */
  unanswered: number
  /** Whether `subscribe` or `unsubscribe` threw: then the topic stays as it is on this connection. */
  isLeft: boolean
}

export interface Ledger {
  get(key: string): Entry | undefined
  entries(): Iterable<readonly [key: string, entry: Entry]>
  readonly size: number
  /** A subscription is about to be sent. */
  subscribe(key: string, topic: TopicKey): Entry
  /** The topic is unsubscribed, or was rejected and has no reader any more. */
  end(key: string): void
  /** The server has confirmed or refused a subscription. */
  answer(key: string, isConfirmed: boolean, packet: unknown): void
}

/** @param isConfirming whether the server confirms subscriptions; if not, a topic is subscribed when the message is sent */
export function createLedger(isConfirming: boolean): Ledger {
  const entries = new Map<string, Entry>()
  return {
    get: (key) => entries.get(key),
    entries: () => entries,
    get size() {
      return entries.size
    },
    subscribe(key, topic) {
      const unanswered = isConfirming ? (entries.get(key)?.unanswered ?? 0) + 1 : 0
      const entry = { topic, state: isConfirming ? SUBSCRIBING : SUBSCRIBED, unanswered, isLeft: false }
      entries.set(key, entry)
      return entry
    },
    end(key) {
      const entry = entries.get(key)
      // An answer that is still under way must not count for the next subscription.
      if (entry && entry.unanswered > 0) entry.state = UNSUBSCRIBED
      else entries.delete(key)
    },
    answer(key, isConfirmed, packet) {
      const entry = entries.get(key)
      if (!entry || entry.isLeft) return
      const isOfPresent = entry.unanswered <= 1 && entry.state !== UNSUBSCRIBED
      entry.unanswered = Math.max(0, entry.unanswered - 1)
      if (isOfPresent) {
        // A second confirmation changes nothing.
        if (!isConfirmed || entry.state === SUBSCRIBING)
          entry.state = { status: isConfirmed ? 'subscribed' : 'rejected', packet }
      } else if (entry.unanswered === 0 && entry.state === UNSUBSCRIBED) entries.delete(key)
    },
  }
}
