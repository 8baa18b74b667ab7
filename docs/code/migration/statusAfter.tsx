import { text, useWebSocketNode } from 'react-websocket-node'

export function Status() {
  const [state] = useWebSocketNode({
    url: 'wss://example.org',
    format: text,
    autoconnectMode: 'self-ready',
    reconnect: {
      next: (attempt) => (attempt <= 10 ? 3 : null),
      stableAfter: 0,
    },
  })
  return <p>{state.status === 'open' ? 'on' : 'off'}</p>
}
