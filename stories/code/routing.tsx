import { useState } from 'react'
import { text, useWebSocketNode } from 'react-websocket-node'

export function Where() {
  const [seat, setSeat] = useState(1)
  const [reachedAt, setReachedAt] = useState('')
  const [state] = useWebSocketNode({
    host: 'localhost:6006',
    route: `/ws/where?seat=${seat}`, // another route, and the connection moves
    useWSS: false,
    // or, instead of the three: url: async (attempt) => `wss://api.example/news?token=${await freshToken(attempt)}`
    autoconnectMode: 'self-ready',
    format: text,
    onPacket: setReachedAt,
  })
  return (
    <button onClick={() => setSeat(seat + 1)}>
      {state.status} at {reachedAt}
    </button>
  )
}
