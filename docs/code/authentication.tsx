/** The code of docs/authentication.md, against the server of its tests. */
// #region account
import { backoff, json, useLastPacket, useWebSocketNode } from 'react-websocket-node'

type FromServer = { type: 'welcome' } | { type: 'denied' } | { type: 'said'; text: string }
type ToServer = { type: 'auth'; token: string } | { type: 'say'; text: string }

export function Account({ user }: { user: { id: string; token: string } | null }) {
  const [state, node] = useWebSocketNode({
    url: user && 'wss://chat.example/account', // null: nobody is logged in
    destination: user?.id, // another user at the same address is another destination
    autoconnectMode: 'self-ready',
    format: json<FromServer, ToServer>(),
    authenticate: async ({ send, next }) => {
      send({ type: 'auth', token: user!.token })
      const answer = await next()
      if (answer.type !== 'welcome') throw new Error('denied')
    },
    reconnect: backoff(),
  })
  const last = useLastPacket(node)

  return (
    <>
      <p>
        {state.status}: {last?.type === 'said' && last.text}
      </p>
      <button onClick={() => node.send({ type: 'say', text: 'hello' })}>Say hello</button>
    </>
  )
}
// #endregion
