/**
 * One node, and the room that it is in: what is shown belongs to that room.
 */
import { useState } from 'react'
import { text, useLastPacket, useReceivedLog, useReceivedReducer, useWebSocketNode } from '../../src/index.js'
import { Button } from '../ui/Button.js'
import { Facts } from '../ui/Facts.js'
import { Columns, Panel } from '../ui/Panel.js'
import { Segments } from '../ui/Segments.js'
import { SignalLog } from '../ui/SignalLog.js'
import { StateBadge } from '../ui/StateBadge.js'

interface RoomsProps {
  host: string
  useWSS: boolean
  /** Names the destination by the room, so that another token in the query is no other destination. */
  named: boolean
}

export const ROOMS = ['Lobby', 'Library'] as const
type Room = (typeof ROOMS)[number]

const TONES = { Lobby: 'blue', Library: 'violet' } as const

export function Rooms({ host, useWSS, named }: RoomsProps) {
  const [room, setRoom] = useState<Room | null>('Lobby')
  const [token, setToken] = useState(1)
  const url = room && `${useWSS ? 'wss' : 'ws'}://${host}/ws/ticker?${query({ ms: '200', name: room, token })}`
  const [state, node] = useWebSocketNode({
    url,
    destination: named && room ? room : undefined,
    autoconnectMode: 'self-ready',
    format: text,
  })
  const last = useLastPacket(node)
  const total = useReceivedReducer(node, (count) => count + 1, 0)
  const log = useReceivedLog(node, 60)

  return (
    <Columns>
      <div className="stack">
        <Panel title="Room" aside={<StateBadge state={state} />}>
          <Segments
            label="Rooms"
            value={room ?? 'None'}
            segments={[...ROOMS, 'None' as const].map((name) => ({ value: name, name }))}
            onChange={(name) => setRoom(name === 'None' ? null : name)}
          />
          <div className="row">
            <Button onClick={() => setToken(token + 1)}>A fresh token</Button>
          </div>
          <Facts
            of={{
              room: room ?? 'none',
              destination: named && room ? room : 'by the url',
              token,
              useLastPacket: last,
              useReceivedReducer: `${total} packets`,
            }}
          />
        </Panel>
        <Panel title="useReceivedLog">
          <ol className="heard">
            {log.map((packet) => (
              <li key={packet} className="tag" data-tone={TONES[packet.split(' ')[0] as Room]}>
                {packet}
              </li>
            ))}
          </ol>
        </Panel>
      </div>
      <SignalLog node={node} />
    </Columns>
  )
}

function query(of: Readonly<Record<string, string | number>>): string {
  return new URLSearchParams(Object.entries(of).map(([name, value]) => [name, String(value)])).toString()
}
