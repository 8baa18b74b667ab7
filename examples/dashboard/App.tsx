// The dashboard with react-websocket-node: one connection, and each part shows what it wants of it.
import { useState } from 'react'
import { backoff, ping, WebSocketNode } from 'react-websocket-node'
import { feed } from './feed.js'
import { Incidents } from './Incidents.js'
import { METRICS, REGIONS, type FromServer, type Region } from './protocol.js'
import { Status } from './Status.js'
import { Tile } from './Tile.js'
import { Toolbar, type ErrorCounts } from './Toolbar.js'

export function App({ host }: { host: string }) {
  const [region, setRegion] = useState<Region>(REGIONS[0])
  const [isLive, setIsLive] = useState(true)
  const [errors, setErrors] = useState<ErrorCounts>({})

  // Each packet exactly once, however few renders there are.
  function count(packet: FromServer) {
    if (packet.type !== 'incident' || packet.level !== 'error') return
    setErrors((before) => ({ ...before, [region]: (before[region] ?? 0) + 1 }))
  }

  return (
    <WebSocketNode
      url={isLive ? `ws://${host}/regions/${region}` : null}
      autoconnectMode="self-ready"
      format={feed}
      reconnect={backoff({ maxDelay: 10 })}
      heartbeat={ping({ message: 'ping', isReply: (wire) => wire === 'pong' })}
      onPacket={count}
    >
      <Toolbar
        region={region}
        errors={errors}
        isLive={isLive}
        status={<Status />}
        onRegion={setRegion}
        onLive={setIsLive}
      />
      <main>
        <ul className="tiles" aria-label="Metrics">
          {METRICS.map((metric) => (
            <Tile key={metric.name} {...metric} />
          ))}
        </ul>
        <Incidents />
      </main>
    </WebSocketNode>
  )
}
