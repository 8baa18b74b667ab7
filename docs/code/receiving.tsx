/** The code of docs/receiving.md: what arrives is acted on, or shown. */
// #region ticker
import { json, useLastPacket, useReceivedLog, useReceivedReducer, useWebSocketNode } from 'react-websocket-node'

interface Price {
  symbol: string
  price: number
  volume: number
}

export function Ticker({ onPrice }: { onPrice: (price: Price) => void }) {
  const [, node] = useWebSocketNode({
    url: 'wss://prices.example/stream',
    autoconnectMode: 'self-ready',
    format: json<Price>(),
    onPacket: onPrice, // acts: called for each price, in order; renders nothing
  })
  const bitcoin = useLastPacket(node, (price) => price.symbol === 'BTC') // shows the newest of these
  const recent = useReceivedLog(node, 3) // shows the last three
  const volume = useReceivedReducer(node, (sum, price) => sum + price.volume, 0) // counts every price, shows the sum

  return (
    <p>
      BTC {bitcoin?.price}, volume {volume}, last: {recent.map(({ symbol }) => symbol).join(' ')}
    </p>
  )
}
// #endregion

import { text } from 'react-websocket-node'
import { useEffect } from 'react'
import { z } from 'zod'

// #region loses
const CHAT = { url: 'wss://chat.example/lines', autoconnectMode: 'self-ready', format: text } as const

export function LosesLines({ onLine }: { onLine: (line: string) => void }) {
  const [, node] = useWebSocketNode(CHAT)
  const last = useLastPacket(node)
  useEffect(() => {
    if (last !== undefined) onLine(last) // wrong: misses lines between two frames, and the second of two equal ones
  }, [last, onLine])
  return <p>{last}</p>
}
// #endregion

// #region keeps
export function KeepsLines({ onLine }: { onLine: (line: string) => void }) {
  const [, node] = useWebSocketNode({ ...CHAT, onPacket: onLine }) // right: each line, once, in order
  const last = useLastPacket(node)
  return <p>{last}</p>
}
// #endregion

// #region alerts
type Chat = { type: 'chat'; text: string }
type Alert = { type: 'alert'; level: number }

const isAlert = (packet: Chat | Alert): packet is Alert => packet.type === 'alert'

export function Alerts() {
  const [, node] = useWebSocketNode({
    url: 'wss://chat.example/events',
    autoconnectMode: 'self-ready',
    format: json<Chat | Alert>(),
  })
  const alerts = useReceivedLog(node, { limit: 3, accept: isAlert }) // its type is `readonly Alert[]`
  const highest = useReceivedReducer(
    node,
    (level: number | undefined, packet) => (isAlert(packet) ? Math.max(packet.level, level ?? 0) : level),
    undefined, // none yet
  )
  return (
    <p>
      {alerts.map(({ level }) => level).join(' ')}, highest: {highest ?? 'none'}
    </p>
  )
}
// #endregion

// #region batches
export function Table({ write }: { write: (prices: readonly Price[]) => void }) {
  const [state] = useWebSocketNode({
    url: 'wss://prices.example/stream',
    autoconnectMode: 'self-ready',
    format: json<Price>(),
    flush: 'frame', // a batch a frame
    onReceived: (prices) => write(prices), // one write for each batch
  })
  return <p>{state.status}</p>
}
// #endregion

// #region checked
const quote = z.object({ symbol: z.string(), price: z.number() })

export function Quote({ report }: { report: (problem: string) => void }) {
  const [, node] = useWebSocketNode({
    url: 'wss://prices.example/quote',
    autoconnectMode: 'self-ready',
    format: json(quote), // checked when it arrives; the packet's type is the schema's
    onReceiveFailed: (error, wire) => report(`${error.code}: ${String(wire)}`),
  })
  return <p>{useLastPacket(node)?.price.toFixed(2)}</p>
}
// #endregion
