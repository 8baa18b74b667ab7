/** The same as reconnectingBefore.tsx, of docs/migration-others.md. */
// #region feed
import { backoff, text, useReceivedReducer, useWebSocketNode } from 'react-websocket-node'

export function Feed() {
  const [state, node] = useWebSocketNode({
    url: 'wss://chat.example/feed',
    autoconnectMode: 'self-ready',
    format: text,
    connectionTimeout: 5, // seconds
    sendQueue: 500,
    reconnect: backoff({ attempts: 10, maxDelay: 10 }),
  })
  const count = useReceivedReducer(node, (before) => before + 1, 0)

  return (
    <>
      <p>
        {state.status === 'open' ? 'on' : 'off'}: {count}
      </p>
      <button onClick={() => node.send('hello')}>Hello</button>
    </>
  )
}
// #endregion
