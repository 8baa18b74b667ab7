/**
 * Two named nodes under one provider, and a pane for each.
 */
import { WebSocketNode, WebSocketProvider } from '../../src/index.js'
import { Columns } from '../ui/Panel.js'
import { chat } from './format.js'
import { Pane } from './Pane.js'

interface ChatProps {
  host: string
  useWSS: boolean
  room: string
}

const GUESTS = ['Ada', 'Grace']

export function Chat({ host, useWSS, room }: ChatProps) {
  return (
    <WebSocketProvider defaults={{ host, useWSS, autoconnectMode: 'self-ready' }}>
      {GUESTS.map((name) => (
        <WebSocketNode
          key={name}
          name={name}
          format={chat}
          route={`/ws/chat?${new URLSearchParams({ room, as: name }).toString()}`}
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
