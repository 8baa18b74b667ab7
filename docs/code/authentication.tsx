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

import { text, type DisconnectCause } from 'react-websocket-node'
import { useEffect } from 'react'

// #region denied
export function Login({ user }: { user: { id: string; token: string } }) {
  const [state, node] = useWebSocketNode({
    url: 'wss://chat.example/account',
    destination: user.id,
    autoconnectMode: 'self-ready',
    format: json<FromServer, ToServer>(),
    authenticate: async ({ send, next }) => {
      send({ type: 'auth', token: user.token })
      if ((await next()).type !== 'welcome') throw new Error('denied')
    },
    reconnect: backoff(),
  })
  useEffect(() => {
    if (node.state.status === 'failed') node.connect() // the token is another one: try it
  }, [user.token, node])

  return <p>{state.status === 'failed' ? `${state.error.code} ${state.error.close?.code ?? ''}` : state.status}</p>
}
// #endregion

// #region query
export function TokenInQuery({ room, fetchToken }: { room: string; fetchToken: () => Promise<string> }) {
  const [state] = useWebSocketNode({
    url: async () => `wss://chat.example/feed?room=${room}&token=${await fetchToken()}`, // asked at every attempt
    destination: room, // only the function knows the room: name it
    autoconnectMode: 'self-ready',
    format: text,
    reconnect: backoff(),
  })
  return <p>{state.status}</p>
}
// #endregion

// #region protocols
export function TokenInProtocols({ fetchToken }: { fetchToken: () => Promise<string> }) {
  const [state] = useWebSocketNode({
    url: 'wss://chat.example/feed',
    protocols: async () => [`token.${await fetchToken()}`, 'chat'], // asked at every attempt, too
    autoconnectMode: 'self-ready',
    format: text,
    reconnect: backoff(),
  })
  return <p>{state.status === 'open' ? `open: ${state.protocol}` : state.status}</p>
}
// #endregion

// #region expired
/** This server closes with 4401 when a token has expired, and with 4403 when the user may not come in. */
function isForbidden(cause: DisconnectCause): boolean {
  const close = cause.type === 'closed' ? cause : cause.error.close // of a failed attempt, where the server closed it
  return close?.code === 4403
}

export function Session({ fetchToken }: { fetchToken: () => Promise<string> }) {
  const [state] = useWebSocketNode({
    url: async () => `wss://chat.example/session?token=${await fetchToken()}`,
    autoconnectMode: 'self-ready',
    format: text,
    reconnect: backoff({ when: (cause) => !isForbidden(cause) }), // 4401 too: the next attempt has a fresh token
  })
  return <p>{state.status}</p>
}
// #endregion
