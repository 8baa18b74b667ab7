import { useState } from 'react'
import { backoff, text, useWebSocketNode } from 'react-websocket-node'

const reconnect = backoff({ minDelay: 0.2, maxDelay: 1 })

export function Sender() {
  const [lost, setLost] = useState<readonly string[]>([])
  const [state, node] = useWebSocketNode({
    host: 'localhost:6006',
    route: '/ws/echo',
    useWSS: false,
    format: text,
    sendQueue: 8, // messages that may wait, 0 to 10,000; 100 if not said
    reconnect,
    onSendFailed: (messages) => setLost((all) => [...all, ...messages.map(String)]), // oldest first
  })
  return (
    <>
      <button onClick={() => node.connect()}>{state.status}</button>
      <button onClick={() => console.log(node.send('hello'), node.queued)}>Send</button>
      <p>Handed back: {lost.join(', ')}</p>
    </>
  )
}
