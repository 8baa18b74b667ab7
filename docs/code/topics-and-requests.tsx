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

// #region types
const byType = topics(format, { topicOf: (packet) => packet.type })

export function News() {
  const news = useLastPacket(useTopic(useNode(undefined, format), byType, 'news')) // its type has only news packets
  return <p>{news?.text}</p>
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
