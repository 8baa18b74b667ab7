// A topic a row: subscribed while a component shows it, and only that component renders for its packets.
import { json, topics } from 'react-websocket-node'
import type { Order, Quote } from './protocol.js'

export const feed = json<Quote, Order>()

export const quotes = topics(feed, {
  topicOf: ({ row }) => row,
  subscribe: (wanted): Order[] => [{ op: 'subscribe', rows: wanted.map(({ topic }) => topic) }],
  unsubscribe: (rows): Order[] => [{ op: 'unsubscribe', rows }],
})
