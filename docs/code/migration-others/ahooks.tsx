/** The same as ahooksBefore.tsx, of docs/migration-others.md. */
// #region trap
import { text, useReceivedLog, useWebSocketNode } from 'react-websocket-node'

export function Feed() {
  const [, node] = useWebSocketNode({
    url: 'wss://chat.example/feed',
    autoconnectMode: 'self-ready',
    format: text,
    reconnect: { next: (attempt) => (attempt <= 3 ? 3 : null) },
  })
  const lines = useReceivedLog(node, 1000)

  return <pre>{lines.join('\n')}</pre>
}
// #endregion

// #region ahooks
export function Switch() {
  const [state, node] = useWebSocketNode({
    url: 'wss://chat.example/room',
    autoconnectMode: 'none',
    format: text,
    reconnect: { next: (attempt) => (attempt <= 5 ? 2 : null), stableAfter: 0 },
    onPacket: (message) => console.log(message),
  })
  const isOpen = state.status === 'open'

  return (
    <>
      <button onClick={() => (isOpen ? node.close() : node.connect())}>{isOpen ? 'Off' : 'On'}</button>
      <button disabled={!isOpen} onClick={() => node.send('hello')}>
        Hello
      </button>
    </>
  )
}
// #endregion
