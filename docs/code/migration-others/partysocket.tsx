/** The same as partysocketBefore.tsx, of docs/migration-others.md. */
// #region room
import { text, useReceivedLog, useWebSocketNode } from 'react-websocket-node'
import { useState } from 'react'

export function Room({ room, getToken }: { room: string; getToken: () => Promise<string> }) {
  const [id] = useState(() => crypto.randomUUID()) // what partysocket sends as _pk
  const [, node] = useWebSocketNode({
    url: async () => {
      const query = new URLSearchParams({ _pk: id, token: await getToken() })
      return `wss://party.example/parties/chat/${room}?${query.toString()}`
    },
    destination: room, // another room is another destination: the function alone does not say so
    autoconnectMode: 'self-ready',
    format: text,
    reconnect: { next: (attempt) => Math.min(10, 3 * 1.3 ** (attempt - 1)) }, // better: backoff()
  })
  const lines = useReceivedLog(node, 1000)

  return (
    <>
      <pre>{lines.join('\n')}</pre>
      <button onClick={() => node.send('hello')}>Hello</button>
    </>
  )
}
// #endregion
