import { backoff, json, topics, useNode, useReceivedReducer, useTopic, WebSocketNode } from 'react-websocket-node'
import { memo, type ReactNode } from 'react'

declare global {
  var rendered: ((symbol: string) => void) | undefined
}

interface Price {
  symbol: string
  price: number
}
interface ToServer {
  op: 'subscribe' | 'unsubscribe'
  symbol: string
}

const format = json<Price, ToServer>()

const prices = topics(format, {
  topicOf: (packet) => packet.symbol,
  subscribe: (wanted) => wanted.map(({ topic }): ToServer => ({ op: 'subscribe', symbol: topic })),
  unsubscribe: (unwanted) => unwanted.map((topic): ToServer => ({ op: 'unsubscribe', symbol: topic })),
})

const reconnect = backoff({ when: () => true })

export function Prices({ symbols }: { symbols: readonly string[] }): ReactNode {
  return (
    <WebSocketNode
      url="wss://prices.example/feed"
      autoconnectMode="self-ready"
      format={format}
      reconnect={reconnect}
    >
      <table>
        <tbody>
          {symbols.map((symbol) => (
            <Row key={symbol} symbol={symbol} />
          ))}
        </tbody>
      </table>
    </WebSocketNode>
  )
}

const Row = memo(function Row({ symbol }: { symbol: string }) {
  const topic = useTopic(useNode(undefined, format), prices, symbol) // subscribed while this row is mounted
  // A number, and not the packet: the same price once more is no render.
  const price = useReceivedReducer<typeof format, number | undefined>(topic, (_, packet) => packet.price, undefined)
  globalThis.rendered?.(symbol)
  return (
    <tr>
      <td>{symbol}</td>
      <td>{price ?? '–'}</td>
    </tr>
  )
})
