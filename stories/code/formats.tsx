import { useState } from 'react'
import { json, useWebSocketNode } from 'react-websocket-node'
import { z } from 'zod' // or any other validator with the Standard Schema interface

const move = json(z.object({ kind: z.literal('move'), x: z.number(), y: z.number() }))

export function Moves() {
  const [at, setAt] = useState({ x: 0, y: 0 })
  useWebSocketNode({
    host: 'localhost:6006',
    route: '/ws/mix',
    useWSS: false,
    autoconnectMode: 'self-ready',
    format: move, // or bytes, the default; text; wire; one of your own
    onPacket: ({ x, y }) => setAt({ x, y }), // numbers, by the schema
    onReceiveFailed: (error, wire) => console.warn(error.message, wire), // the others go on
  })
  return (
    <output>
      {at.x}, {at.y}
    </output>
  )
}
