import { useState } from 'react'
import { text, useReceivedLog, useWebSocketNode, WebSocketProvider } from 'react-websocket-node'

export function App() {
  const [page, setPage] = useState('Prices')
  return (
    <WebSocketProvider defaults={{ host: 'localhost:6006', route: '/ws/ticker?ms=150', useWSS: false, linger: 5 }}>
      <button onClick={() => setPage('Prices')}>Prices</button>
      <button onClick={() => setPage('Orders')}>Orders</button>
      <Feed key={page} />
    </WebSocketProvider>
  )
}

/** The one unmounts as the other mounts, and the connection outlives it. */
function Feed() {
  const [state, node] = useWebSocketNode({ name: 'feed', format: text, autoconnectMode: 'self-ready' })
  const heard = useReceivedLog(node, 20)
  return (
    <p>
      {state.status}: {heard.join(' ')}
    </p>
  )
}
