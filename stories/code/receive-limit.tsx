import { useState } from 'react'
import { text, useWebSocketNode } from 'react-websocket-node'

export function Batches() {
  const [sizes, setSizes] = useState<readonly number[]>([])
  const [, node] = useWebSocketNode({
    host: 'localhost:6006',
    route: '/ws/burst?n=0',
    useWSS: false,
    format: text,
    autoconnectMode: 'self-ready',
    receiveLimit: 10, // packets that make a batch at once, 0 to 128; 0 sets no limit
    flush: 'burst', // when a smaller batch is done: 'burst', 'frame' or 'sync'
    onReceived: (_data, packets) => setSizes((all) => [...all, packets.length]),
  })
  return <button onClick={() => node.send('95')}>Send me 95 packets: {sizes.join(', ')}</button>
}
