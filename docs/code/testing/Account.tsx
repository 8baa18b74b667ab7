/**
 * The component of the recipe of docs/testing.md for a login.
 */
import { json, useReceivedLog, useWebSocketNode } from 'react-websocket-node'

type FromServer = { type: 'welcome' | 'denied' } | { type: 'said'; text: string }

export function Account({ user }: { user: { id: string; token: string } }) {
  const [state, node] = useWebSocketNode({
    url: 'wss://chat.example/account',
    destination: user.id,
    autoconnectMode: 'self-ready',
    format: json<FromServer, { token: string }>(),
    authenticate: async ({ send, next }) => {
      send({ token: user.token })
      if ((await next()).type !== 'welcome') throw new Error('denied')
    },
  })
  const log = useReceivedLog(node)

  return (
    <>
      <output>{state.status}</output>
      <ul>
        {log.map((packet, index) => (
          <li key={index}>{packet.type === 'said' && packet.text}</li>
        ))}
      </ul>
    </>
  )
}
