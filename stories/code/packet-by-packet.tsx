import { useState } from 'react'
import { text, useLastPacket, useWebSocketNode } from 'react-websocket-node'

export function Prices() {
  const [symbol, setSymbol] = useState('ANT')
  const [calls, setCalls] = useState(0)
  const [, node] = useWebSocketNode({
    host: 'localhost:6006',
    route: '/ws/echo',
    useWSS: false,
    format: text,
    autoconnectMode: 'self-ready',
    onPacket: () => setCalls((count) => count + 1), // each of them, once and in order
  })
  const price = useLastPacket(node, (packet) => packet.startsWith(symbol)) // may read props and state
  return (
    <>
      <button onClick={() => ['ANT 1', 'BEE 1', 'CAT 1'].forEach((packet) => node.send(packet))}>New prices</button>
      <button onClick={() => setSymbol('BEE')}>{symbol}</button>
      {price}, {calls} calls
    </>
  )
}
