/** The code of docs/sharing.md: one connection for many components. */
// #region tree
import { text, useNode, useNodeState, useReceivedLog, WebSocketNode, WebSocketProvider } from 'react-websocket-node'

export function App({ token }: { token: string | null }) {
  return (
    <WebSocketProvider ready={token !== null} defaults={{ host: 'chat.example' }}>
      <WebSocketNode name="chat" route="/chat" autoconnectMode="owner-ready" format={text}>
        <Room />
      </WebSocketNode>
      <StatusBar />
    </WebSocketProvider>
  )
}

function Room() {
  const node = useNode(undefined, text) // the node above, from the first render on
  const lines = useReceivedLog(node, 10)
  return (
    <>
      <pre>{lines.join('\n')}</pre>
      <button onClick={() => node?.send('hello')}>Say hello</button>
    </>
  )
}

function StatusBar() {
  const node = useNode('chat') // found by name, from anywhere below the provider: null until that node mounts
  return <output>{useNodeState(node, (state) => state.status)}</output>
}
// #endregion

import { useWebSocketNode } from 'react-websocket-node'

// #region pages
export function Pages({ page }: { page: 'inbox' | 'outbox' }) {
  return (
    <WebSocketProvider defaults={{ host: 'mail.example' }}>
      {page === 'inbox' ? <Inbox key="inbox" /> : <Outbox key="outbox" />}
    </WebSocketProvider>
  )
}

/** The connection outlives the page by 5 seconds, and the next page's node of this name goes on with it. */
function useMail() {
  return useWebSocketNode({ name: 'mail', route: '/mail', autoconnectMode: 'self-ready', format: text, linger: 5 })
}

function Inbox() {
  const [state] = useMail()
  return <p>inbox: {state.status}</p>
}

function Outbox() {
  const [state] = useMail()
  return <p>outbox: {state.status}</p>
}
// #endregion
