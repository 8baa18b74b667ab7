/**
 * The topics of the stories' server, and what is read of them.
 */
import { SECRET, type TopicEvent, type TopicOrder } from '../../.storybook/live-server/topicServer.js'
import { json, topics } from '../../src/index.js'

export const TOPICS = ['amber', 'birch', 'cedar', 'dogwood', 'elder', SECRET] as const
export type TopicName = (typeof TOPICS)[number]

export const events = json<TopicEvent, TopicOrder>()

export const numbers = topics(events, {
  topicOf: (event) => event.topic,
  subscribe: (wanted) => [{ op: 'subscribe', topics: wanted.map(({ topic }) => topic) }],
  unsubscribe: (unwanted) => [{ op: 'unsubscribe', topics: unwanted }],
  isSubscribed: (event) => (event.type === 'subscribed' ? event.topic : undefined),
  isRejected: (event) => (event.type === 'rejected' ? event.topic : undefined),
})

/** An order as the server has read it, in words. */
export function inWords(text: string): string {
  try {
    const { op, topics } = JSON.parse(text) as TopicOrder
    return `${op} ${topics.join(' ')}`
  } catch {
    return text
  }
}
