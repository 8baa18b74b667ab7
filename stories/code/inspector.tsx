import { text, useWebSocketNode } from 'react-websocket-node'
import { WebSocketInspector } from 'react-websocket-node/inspector'

export function App() {
  return (
    <>
      <Chat />
      <WebSocketInspector />
    </>
  )
}

function Chat() {
  const [state, node] = useWebSocketNode({
    host: 'localhost:6006',
    route: '/ws/echo',
    useWSS: false,
    format: text,
    autoconnectMode: 'self-ready',
  })
  return <button onClick={() => node.send('Hello')}>{state.status}</button>
}
