/**
 * What the server was told of topics on one connection, and what it has answered. It belongs to the connection: one that
 * lingers takes it along to the next node.
 */
import type { TopicKey, TopicState } from './types.js'

/** The state of whatever the server was not told. */
export const UNSUBSCRIBED: TopicState = { status: 'unsubscribed' }
const SUBSCRIBING: TopicState = { status: 'subscribing' }
const SUBSCRIBED: TopicState = { status: 'subscribed' }

/** One topic on one connection. */
export interface Entry {
  readonly topic: TopicKey
  state: TopicState
  /** Subscriptions that are not answered yet, the present one included. */
  unanswered: number
  /** A call of `subscribe` or `unsubscribe` failed: the topic is left as it is on this connection. */
  isLeft: boolean
}

export interface Ledger {
  get(key: string): Entry | undefined
  entries(): Iterable<readonly [key: string, entry: Entry]>
  readonly size: number
  /** A subscription is about to be sent. */
  subscribe(key: string, topic: TopicKey): Entry
  /** The topic is unsubscribed, or was rejected and is wanted no more. */
  end(key: string): void
  /** The server has confirmed or refused a subscription. */
  answer(key: string, isConfirmed: boolean, packet: unknown): void
}

/** @param isConfirming whether the server confirms; else what was sent is subscribed */
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
      // An answer that is under way must not be taken for that of the next subscription.
      if (entry && entry.unanswered > 0) entry.state = UNSUBSCRIBED
      else entries.delete(key)
    },
    answer(key, isConfirmed, packet) {
      const entry = entries.get(key)
      if (!entry || entry.isLeft) return
      const isOfPresent = entry.unanswered <= 1 && entry.state !== UNSUBSCRIBED
      entry.unanswered = Math.max(0, entry.unanswered - 1)
      if (isOfPresent) {
        // What is confirmed twice stays as it is.
        if (!isConfirmed || entry.state === SUBSCRIBING)
          entry.state = { status: isConfirmed ? 'subscribed' : 'rejected', packet }
      } else if (entry.unanswered === 0 && entry.state === UNSUBSCRIBED) entries.delete(key)
    },
  }
}
