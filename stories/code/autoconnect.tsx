import { useState } from 'react'
import { useReadyRef, WebSocketNode, WebSocketProvider } from 'react-websocket-node'

export function Tree() {
  const [isLoaded, setLoaded] = useState(false)
  const panel = useReadyRef<HTMLElement>()
  return (
    <WebSocketProvider ready={isLoaded} defaults={{ host: 'localhost:6006', route: '/ws/echo', useWSS: false }}>
      <button onClick={() => setLoaded(true)}>Loaded</button>
      <section ref={panel} />
      <WebSocketNode autoconnectMode="self-ready">{(state) => <p>At once: {state.status}</p>}</WebSocketNode>
      <WebSocketNode autoconnectMode="owner-ready">{(state) => <p>When loaded: {state.status}</p>}</WebSocketNode>
      <WebSocketNode autoconnectMode="custom" autoconnectReference={panel}>
        {(state) => <p>With the panel: {state.status}</p>}
      </WebSocketNode>
    </WebSocketProvider>
  )
}
