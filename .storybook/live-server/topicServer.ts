/**
 * A server of topics: it keeps what each connection has subscribed, and counts up in each topic. Everything on the wire is
 * JSON text. What a server of the real world does with `last`, sending what came since, this one leaves out.
 */
import { readOrder } from './orders.js'
import type { Speak } from './switches.js'

/** What a guest sends. */
export interface TopicOrder {
  readonly op: 'subscribe' | 'unsubscribe'
  readonly topics: readonly string[]
}

/** What the server sends: its answer for each topic of an order, and the topic's next number. */
export type TopicEvent =
  | { readonly type: 'subscribed' | 'rejected'; readonly topic: string }
  | { readonly type: 'number'; readonly topic: string; readonly number: number }

/** A topic that nobody may have. */
export const SECRET = 'secret'

const MAX_TOPICS = 100
const MAX_NAME = 40
const TICK_MS = 400

export const speakTopics: Speak = (peer) => {
  const subscribed = new Map<string, number>()
  const tell = (event: TopicEvent) => peer.send(JSON.stringify(event))

  function tick(): void {
    for (const [topic, number] of subscribed) {
      tell({ type: 'number', topic, number })
      subscribed.set(topic, number + 1)
    }
    peer.later(TICK_MS, tick)
  }

  function subscribe(topic: string): void {
    if (topic === SECRET || subscribed.size >= MAX_TOPICS) return tell({ type: 'rejected', topic })
    if (!subscribed.has(topic)) subscribed.set(topic, 1)
    tell({ type: 'subscribed', topic })
  }

  peer.later(TICK_MS, tick)
  return {
    hear(text) {
      const { op, topics } = readOrder(text)
      if (!Array.isArray(topics)) return
      for (const topic of topics.map((name) => String(name).slice(0, MAX_NAME))) {
        if (op === 'subscribe') subscribe(topic)
        else if (op === 'unsubscribe') subscribed.delete(topic)
      }
    },
    subscribed: () => subscribed.keys(),
  }
}
