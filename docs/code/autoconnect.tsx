/** The code of docs/autoconnect.md: who waits for whom. */
// #region app
import { opened, text, useNode, useNodeState, WebSocketNode, WebSocketProvider } from 'react-websocket-node'
import type { ReactNode } from 'react'

export function App({ token }: { token: string | null }) {
  return (
    <WebSocketProvider ready={token !== null} defaults={{ host: 'chat.example' }}>
      <WebSocketNode name="auth" route={`/auth?token=${token ?? ''}`} autoconnectMode="owner-ready" format={text} />
      <Presence />
    </WebSocketProvider>
  )
}

function Presence() {
  const auth = useNode('auth')
  return (
    <WebSocketNode name="presence" route="/presence" autoconnectMode="custom" autoconnectReference={opened(auth)}>
      <Status />
    </WebSocketNode>
  )
}

function Status(): ReactNode {
  return <p>presence: {useNodeState(useNode(), (state) => state.status)}</p>
}
// #endregion

import { useReadyRef, useWebSocketNode } from 'react-websocket-node'
import { useState } from 'react'

// #region panel
export function Details() {
  const panel = useReadyRef<HTMLDivElement>() // ready while the element is in the document
  const [isOpen, setOpen] = useState(false)
  const [state] = useWebSocketNode({
    url: 'wss://chat.example/details',
    autoconnectMode: 'custom',
    autoconnectReference: panel,
    format: text,
  })
  return (
    <>
      <button onClick={() => setOpen(true)}>Open</button>
      {isOpen && <div ref={panel}>details</div>}
      <p>{state.status}</p>
    </>
  )
}
// #endregion

// #region button
export function ByHand() {
  const [state, node] = useWebSocketNode({ url: 'wss://chat.example/room', autoconnectMode: 'none', format: text })
  return (
    <>
      <p>{state.status}</p>
      <button onClick={() => node.connect()}>Connect</button>
      <button onClick={() => node.close()}>Close</button>
    </>
  )
}
// #endregion
