/** app/room/Room.tsx of docs/server-rendering.md: what connects is a client component. */
// #region room
'use client'

import { backoff, json, useLastPacket, useWebSocketNode } from 'react-websocket-node'
import { freshToken } from './token'

type FromServer = { type: 'welcome' } | { type: 'said'; text: string }
type ToServer = { type: 'auth'; token: string }

export function Room({ room }: { room: string }) {
  const [state, node] = useWebSocketNode({
    route: `/${room}`, // at the host of the provider
    autoconnectMode: 'self-ready',
    format: json<FromServer, ToServer>(),
    authenticate: async ({ send, next }) => {
      send({ type: 'auth', token: await freshToken() }) // asks Next's server, at each attempt
      await next()
    },
    reconnect: backoff(),
  })
  const last = useLastPacket(node)

  return (
    <p>
      {state.status}: {state.status === 'failed' ? state.error.message : last?.type === 'said' && last.text}
    </p>
  )
}
// #endregion
