/**
 * A small app to look at: a node that chats, and one that carries the topics of a price list.
 */
import { useState } from 'react'
import {
  backoff,
  json,
  text,
  topics,
  useLastPacket,
  useTopic,
  useTopicState,
  useWebSocketNode,
  WebSocketProvider,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { Button } from '../ui/Button.js'
import { Facts } from '../ui/Facts.js'
import { Field } from '../ui/Field.js'
import { Columns, Panel } from '../ui/Panel.js'
import { StateBadge } from '../ui/StateBadge.js'

/** What goes over the second node; its server says back what it hears. */
type Quote = { readonly subscribe: readonly string[] } | { readonly symbol: string; readonly price: number }

const format = json<Quote, Quote>()
const prices = topics(format, {
  topicOf: (packet) => ('symbol' in packet ? packet.symbol : undefined),
  subscribe: (wanted) => [{ subscribe: wanted.map(({ topic }) => topic) }],
  isSubscribed: (packet) => ('subscribe' in packet ? packet.subscribe : undefined),
})
const retries = backoff({ maxDelay: 5 })

export interface TwoNodesProps {
  readonly host: string
  readonly useWSS: boolean
}

export function TwoNodes(routing: TwoNodesProps) {
  return (
    <WebSocketProvider defaults={{ ...routing, route: '/ws/echo', autoconnectMode: 'self-ready', reconnect: retries }}>
      <Columns>
        <Chat />
        <Prices />
      </Columns>
    </WebSocketProvider>
  )
}

function Chat() {
  const [message, setMessage] = useState('Hello')
  const [state, node] = useWebSocketNode({ name: 'chat', format: text })
  return (
    <Panel title="Chat" aside={<StateBadge state={state} />}>
      <Field label="Message" value={message} onChange={setMessage} />
      <div className="row">
        <Button kind="primary" onClick={() => node.send(message)}>
          Send
        </Button>
      </div>
      <Facts of={{ 'last answer': useLastPacket(node) ?? '' }} />
    </Panel>
  )
}

function Prices() {
  const [state, node] = useWebSocketNode({ name: 'prices', format })
  return (
    <Panel title="Prices" aside={<StateBadge state={state} />}>
      <Price node={node} symbol="BTC" price={64_000} />
      <Price node={node} symbol="ETH" price={3_100} />
    </Panel>
  )
}

interface PriceProps {
  readonly node: WebSocketNodeHandle<typeof format>
  readonly symbol: string
  readonly price: number
}

function Price({ node, symbol, price }: PriceProps) {
  const topic = useTopic(node, prices, symbol)
  const { status } = useTopicState(topic)
  const quote = useLastPacket(topic)
  return (
    <>
      <Facts of={{ [symbol]: status, [`${symbol} price`]: quote && 'price' in quote ? quote.price : '' }} />
      <div className="row">
        <Button onClick={() => node.send({ symbol, price: Math.round(price * (0.95 + Math.random() / 10)) })}>
          {`Quote ${symbol}`}
        </Button>
      </div>
    </>
  )
}
