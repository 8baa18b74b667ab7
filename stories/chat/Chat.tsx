/**
 * Two named nodes under one provider, and a pane for each.
 */
import { useState } from 'react'
import { WebSocketNode, WebSocketProvider } from '../../src/index.js'
import { Columns } from '../ui/Panel.js'
import { chat } from './format.js'
import { Pane } from './Pane.js'

interface ChatProps {
  host: string
  useWSS: boolean
  /** Empty for a room of its own, so that no other card or visitor of a shared server is in it. */
  room: string
}

const GUESTS = ['Ada', 'Grace']

export function Chat({ host, useWSS, room }: ChatProps) {
  const [ownRoom] = useState(() => `room-${Math.random().toString(36).slice(2)}`)
  return (
    <WebSocketProvider defaults={{ host, useWSS, autoconnectMode: 'self-ready' }}>
      {GUESTS.map((name) => (
        <WebSocketNode
          key={name}
          name={name}
          format={chat}
          route={`/ws/chat?${new URLSearchParams({ room: room || ownRoom, as: name }).toString()}`}
        />
      ))}
      <Columns>
        {GUESTS.map((name) => (
          <Pane key={name} name={name} />
        ))}
      </Columns>
    </WebSocketProvider>
  )
}
