/** The code of docs/staying-connected.md: policies, what was missed, and where a node connects. */
// #region feed
import { backoff, ping, text, useLastPacket, useRemaining, useWebSocketNode } from 'react-websocket-node'

export function Feed() {
  const [state, node] = useWebSocketNode({
    url: 'wss://feed.example/feed',
    autoconnectMode: 'self-ready',
    format: text,
    reconnect: backoff(), // tries again after failures and lost connections
    heartbeat: ping({ message: 'ping', isReply: (wire) => wire === 'pong' }), // notices a server that is gone
  })
  const last = useLastPacket(node)
  const seconds = useRemaining(node)

  if (state.status === 'reconnecting') {
    return (
      <p role="status">
        Connection lost. Trying again{seconds !== null && ` in ${seconds} s`}.{' '}
        <button onClick={() => node.connect()}>Try now</button>
      </p>
    )
  }
  return <p>{last ?? state.status}</p>
}
// #endregion

import { json } from 'react-websocket-node'
import { useEffect, useState } from 'react'

// #region words
export function Line() {
  const [wasOpen, setWasOpen] = useState(false)
  const [state] = useWebSocketNode({
    url: 'wss://feed.example/feed',
    autoconnectMode: 'self-ready',
    format: text,
    reconnect: backoff({ attempts: 5 }),
    onConnected: () => setWasOpen(true),
  })
  switch (state.status) {
    case 'open':
      return <p>online</p>
    case 'connecting':
    case 'reconnecting':
      return <p>{wasOpen ? 'reconnecting' : 'connecting'}</p>
    default:
      return <p>offline</p>
  }
}
// #endregion

// #region missed
interface Entry {
  id: number
}
type Since = { since: number }

export function Journal({ onEntry }: { onEntry: (id: number) => void }) {
  const [state, node] = useWebSocketNode({
    url: 'wss://feed.example/journal',
    autoconnectMode: 'self-ready',
    format: json<Entry, Since>(),
    reconnect: backoff(),
    onPacket: ({ id }) => onEntry(id),
    onConnected: (_url, { isReconnect }) => {
      if (isReconnect) node.send({ since: node.lastReceived?.at(-1)?.id ?? 0 }) // asks for what it missed
    },
  })
  return <p>{state.status}</p>
}
// #endregion

// #region policy
export function EveryThreeSeconds() {
  const [state] = useWebSocketNode({
    url: 'wss://feed.example/feed',
    autoconnectMode: 'self-ready',
    format: text,
    reconnect: { next: (attempt) => (attempt <= 10 ? 3 : null) }, // seconds; null gives up
  })
  return <p>{state.status}</p>
}
// #endregion

// #region goodbye
export function App({ room }: { room: string }) {
  return <Room key={room} room={room} />
}

function Room({ room }: { room: string }) {
  const [state, node] = useWebSocketNode({
    url: `wss://chat.example/${room}`,
    autoconnectMode: 'self-ready',
    format: text,
  })
  useEffect(
    () => () => {
      if (node.state.status === 'open') node.send('bye') // under StrictMode, clean-ups run before there is a connection
    },
    [node],
  )
  return <p>{state.status}</p>
}
// #endregion
