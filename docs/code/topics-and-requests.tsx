/** The code of docs/topics-and-requests.md, which speaks with one server of prices. */
// #region prices
import { json, topics, useLastPacket, useNode, useTopic, useTopicState, WebSocketNode } from 'react-websocket-node'

type FromServer = { type: 'price'; symbol: string; price: number } | { type: 'news'; text: string }
type ToServer = { op: 'subscribe' | 'unsubscribe'; symbols: readonly string[] }

const format = json<FromServer, ToServer>()

/** Made once, outside of components. */
const prices = topics(format, {
  topicOf: (packet) => (packet.type === 'price' ? packet.symbol : undefined), // undefined: of no topic
  subscribe: (wanted) => [{ op: 'subscribe', symbols: wanted.map(({ topic }) => topic) }],
  unsubscribe: (unwanted) => [{ op: 'unsubscribe', symbols: unwanted }],
})

export function Prices({ symbols }: { symbols: readonly string[] }) {
  return (
    <WebSocketNode url="wss://prices.example/market" autoconnectMode="self-ready" format={format}>
      <ul>
        {symbols.map((symbol) => (
          <Row key={symbol} symbol={symbol} />
        ))}
      </ul>
    </WebSocketNode>
  )
}

function Row({ symbol }: { symbol: string }) {
  const topic = useTopic(useNode(undefined, format), prices, symbol) // subscribed while this row is mounted
  const packet = useLastPacket(topic)
  const { status } = useTopicState(topic)
  return (
    <li>
      {symbol}: {packet?.type === 'price' ? packet.price : status}
    </li>
  )
}
// #endregion

import { requests, useWebSocketNode, WebSocketNodeError } from 'react-websocket-node'
import { useState } from 'react'

// #region types
const byType = topics(format, { topicOf: (packet) => packet.type })

export function News() {
  const news = useLastPacket(useTopic(useNode(undefined, format), byType, 'news')) // its type has only news packets
  return <p>{news?.text}</p>
}
// #endregion

// #region each
type Joined = { room: string; text: string }
type Membership = { op: 'join' | 'leave'; room: string }

/** For a server that takes one topic a message. */
const rooms = topics(json<Joined, Membership>(), {
  topicOf: (packet) => packet.room,
  subscribe: (wanted) => wanted.map(({ topic }) => ({ op: 'join', room: topic })),
  unsubscribe: (unwanted) => unwanted.map((room) => ({ op: 'leave', room })),
})
// #endregion

/** Two rooms of it. */
export function Rooms() {
  const [, node] = useWebSocketNode({
    url: 'wss://prices.example/rooms',
    autoconnectMode: 'self-ready',
    format: json<Joined, Membership>(),
  })
  const [a, b] = [useLastPacket(useTopic(node, rooms, 'a')), useLastPacket(useTopic(node, rooms, 'b'))]
  return <p>{`${a?.text ?? '-'} ${b?.text ?? '-'}`}</p>
}

// #region order
type Answer = { id: number; error?: string }
type Order = { id: number; item: string }

const orders = requests(json<Answer, Order>(), {
  message: (item: string, id) => ({ id, item }),
  idOf: (packet) => packet.id,
  errorOf: (packet) => packet.error,
})

export function OrderTea() {
  const [, node] = useWebSocketNode({
    url: 'wss://prices.example/orders',
    autoconnectMode: 'self-ready',
    format: json<Answer, Order>(),
  })
  const [isBusy, setBusy] = useState(false)
  const [result, setResult] = useState('')

  async function order() {
    setBusy(true)
    try {
      await orders.ask(node, 'tea', { timeout: 5 })
      setResult('ordered')
    } catch (error) {
      setResult(error instanceof WebSocketNodeError ? error.code : String(error)) // 'timeout', 'rejected', …
    }
    setBusy(false)
  }

  return (
    <>
      <button disabled={isBusy} onClick={() => void order()}>
        Order tea
      </button>
      <output>{result}</output>
    </>
  )
}
// #endregion

/** The page's second example, below its own node. */
export function NewsPage() {
  return (
    <WebSocketNode url="wss://prices.example/market" autoconnectMode="self-ready" format={format}>
      <News />
    </WebSocketNode>
  )
}
