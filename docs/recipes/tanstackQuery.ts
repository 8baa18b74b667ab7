/**
 * TanStack Query over a node: a question whose answer is cached, a stream of packets that a query collects, and a topic
 * whose packets are written into the cache.
 */
import {
  experimental_streamedQuery as streamedQuery,
  queryOptions,
  skipToken,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { json, packets, request, topics, useSignal, useTopic, type WebSocketNodeHandle } from 'react-websocket-node'

interface Quote {
  type: 'quote'
  symbol: string
  price: number
}
interface Company {
  type: 'company'
  symbol: string
  name: string
}
interface Question {
  op: 'subscribe' | 'unsubscribe' | 'company'
  symbols: readonly string[]
}

export const market = json<Quote | Company, Question>()
type Node = WebSocketNodeHandle<typeof market>

const quotes = topics(market, {
  topicOf: (packet) => (packet.type === 'quote' ? packet.symbol : undefined),
  subscribe: (wanted) => [{ op: 'subscribe', symbols: wanted.map(({ topic }) => topic) }],
  unsubscribe: (symbols) => [{ op: 'unsubscribe', symbols }],
})

// #region question
/** A question and its answer. The query's signal gives the request up; a cut asks again. */
export const companyQuery = (node: Node, symbol: string) =>
  queryOptions({
    queryKey: ['company', symbol],
    queryFn: ({ signal }) =>
      request(
        node,
        { op: 'company', symbols: [symbol] },
        {
          isReply: (packet): packet is Company => packet.type === 'company' && packet.symbol === symbol,
          resend: true,
          signal,
        },
      ),
  })
// #endregion

/** How many prices the stream keeps. */
const KEPT = 100

/**
 * The last prices of a symbol, each packet in order. The topic is subscribed while a component observes the query, since
 * the signal is read.
 */
export const pricesQuery = (node: Node, symbol: string) =>
  queryOptions({
    queryKey: ['prices', symbol],
    queryFn: streamedQuery<Quote | Company, number[]>({
      streamFn: ({ signal }) => packets(quotes.of(node, symbol), { signal }),
      reducer: (prices, packet) => (packet.type === 'quote' ? [...prices, packet.price].slice(-KEPT) : prices),
      initialValue: [],
    }),
  })

// #region topic
/** The newest quote of a symbol: written into the cache by the topic, one write a batch, and read by any component. */
export function useQuote(node: Node, symbol: string): Quote | undefined {
  const client = useQueryClient()
  const queryKey = ['quote', symbol]
  useSignal(useTopic(node, quotes, symbol), 'received', (_data, received) => {
    client.setQueryData(queryKey, received[received.length - 1])
  })
  // Nothing is asked for: the topic writes.
  return useQuery<Quote>({ queryKey, queryFn: skipToken }).data
}
// #endregion
