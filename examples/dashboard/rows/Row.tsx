import { useLayoutEffect } from 'react'
import { useLastPacket, useTopic, type WebSocketNodeHandle } from 'react-websocket-node'
import type { Meter } from './meter.js'
import { quotes, type feed } from './quotes.js'

export interface RowProps {
  node: WebSocketNodeHandle<typeof feed>
  row: number
  meter: Meter
  /** Where it stands in a list that mounts only what is in view, in pixels. */
  top?: number
}

export function Row({ node, row, meter, top }: RowProps) {
  const quote = useLastPacket(useTopic(node, quotes, row))
  useLayoutEffect(() => meter.render())
  return (
    <li className="row" aria-posinset={row + 1} style={top === undefined ? undefined : { position: 'absolute', top }}>
      <span>{`Row ${row}`}</span>
      <b>{quote ? quote.price.toFixed(2) : '–'}</b>
      <span data-sign={Math.sign(quote?.change ?? 0)}>{quote ? signed(quote.change) : ''}</span>
      <span>{quote?.changes}</span>
    </li>
  )
}

function signed(change: number): string {
  return `${change > 0 ? '+' : change < 0 ? '−' : '±'}${Math.abs(change).toFixed(2)}`
}
