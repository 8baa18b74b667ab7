/**
 * This package with a handler for each single packet, and the last one rendered.
 */
import { useLastPacket, useWebSocketNode, type AnyFormat } from 'react-websocket-node'
import { useEffect } from 'react'
import type { Contestant, CounterProps } from '../contestant'
import type { Tick } from '../messages'
import { FORMATS } from '../page/ours'
import { Shown } from '../page/Shown'

function Counter({ url, kind, tally }: CounterProps) {
  const [, node] = useWebSocketNode<AnyFormat>({
    url,
    format: FORMATS[kind],
    autoconnectMode: 'self-ready',
    onConnected: () => tally.open(),
    onPacket: (packet) => (kind === 'json' ? tally.read(packet as Tick) : tally.take(packet as string | Uint8Array)),
  })
  useEffect(() => tally.commit())
  return <Shown data={useLastPacket(node)} />
}

const oursPacket: Contestant = {
  label: 'react-websocket-node, onPacket and useLastPacket',
  kind: 'ours',
  isAnotherWay: true,
  library: 'react-websocket-node',
  Counter,
  imports: `export { json, useLastPacket, useWebSocketNode } from 'react-websocket-node'`,
}

export default oursPacket
