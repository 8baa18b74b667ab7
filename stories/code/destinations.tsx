import { useState } from 'react'
import { text, useLastPacket, useReceivedReducer, useWebSocketNode } from 'react-websocket-node'

export function Rooms() {
  const [room, setRoom] = useState<string | null>('Lobby')
  const [token, setToken] = useState(1)
  const [state, node] = useWebSocketNode({
    url: room && `ws://localhost:6006/ws/ticker?ms=200&name=${room}&token=${token}`, // no room: not connected
    destination: room ?? undefined, // another token is no other destination
    autoconnectMode: 'self-ready',
    format: text,
  })
  const last = useLastPacket(node) // of this room, or undefined
  const total = useReceivedReducer(node, (count) => count + 1, 0)
  return (
    <>
      {['Lobby', 'Library', null].map((name) => (
        <button key={name} onClick={() => setRoom(name)}>
          {name ?? 'None'}
        </button>
      ))}
      <button onClick={() => setToken(token + 1)}>A fresh token</button>
      <p>
        {state.status}: {last}, {total} packets
      </p>
    </>
  )
}
