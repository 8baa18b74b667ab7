/**
 * Frames as they come, and the packets that a stream format makes of them.
 */
import { useState } from 'react'
import { useWebSocketNode } from '../../src/index.js'
import { canSend } from '../support/can.js'
import { Button } from '../ui/Button.js'
import { Numbers } from '../ui/Facts.js'
import { Packets, type ReadPacket } from '../ui/Packets.js'
import { Panel } from '../ui/Panel.js'
import { StateBadge } from '../ui/StateBadge.js'
import { jsonLines } from './jsonLines.js'

interface StreamProps {
  host: string
  useWSS: boolean
  /** Bytes of a frame. */
  cut: number
}

export function Stream({ host, useWSS, cut }: StreamProps) {
  const [read, setRead] = useState<readonly ReadPacket[]>([])
  const [frames, setFrames] = useState(0)
  const add = (packet: ReadPacket) => setRead((all) => [...all, packet].slice(-50))
  const [state, node] = useWebSocketNode({
    host,
    useWSS,
    route: `/ws/lines?cut=${cut}`,
    format: jsonLines,
    autoconnectMode: 'self-ready',
    onPacket: (value) => add({ value }),
    onReceiveFailed: (error, wire) => add({ error, wire }),
    createSocket: (url, protocols) => {
      const socket = new WebSocket(url, protocols)
      socket.addEventListener('message', () => setFrames((count) => count + 1))
      return socket
    },
  })

  return (
    <Panel title="Packets" aside={<StateBadge state={state} />}>
      <div className="row">
        <Button kind="primary" disabled={!canSend(state)} onClick={() => node.sendString('again')}>
          Send them again
        </Button>
        <Button disabled={!canSend(state)} onClick={() => node.sendString('end')}>
          Send half a line, and close
        </Button>
      </div>
      <Numbers of={{ frames, packets: read.filter((packet) => 'value' in packet).length }} />
      <Packets read={read} />
    </Panel>
  )
}
