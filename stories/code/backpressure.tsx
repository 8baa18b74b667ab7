import { useState } from 'react'
import { useWebSocketNode } from 'react-websocket-node'

const PACKET = new Uint8Array(64 * 1024)

export function Upload({ packets }: { packets: number }) {
  const [sent, setSent] = useState(0)
  const [state, node] = useWebSocketNode({
    host: 'localhost:6006',
    route: '/ws/echo',
    useWSS: false,
    autoconnectMode: 'self-ready',
    sendBufferLimit: 1024 * 1024, // bytes that the wire has not taken yet
  })
  const upload = async () => {
    for (let count = 1; count <= packets; count += 1) {
      while (!node.send(PACKET)) {
        if (node.state.status !== 'open') throw new Error('connection lost')
        await node.drained()
      }
      setSent(count)
    }
  }
  return (
    <button disabled={state.status !== 'open'} onClick={() => void upload()}>
      {sent} of {packets}
    </button>
  )
}
