/**
 * Hosts and routes that try to be more than that.
 */
import { useRef, useState } from 'react'
import { useWebSocketNode, type WebSocketNodeError } from '../../src/index.js'
import { HOST } from '../support/server.js'
import { Button } from '../ui/Button.js'
import { Panel } from '../ui/Panel.js'
import { StateBadge } from '../ui/StateBadge.js'

interface Smuggled {
  readonly what: string
  readonly host: string
  readonly route: string
  /** What its error has to speak of. */
  readonly names: string
}

const inHost = (what: string, host: string): Smuggled => ({ what, host, route: '/ws/where', names: 'host' })
const inRoute = (what: string, route: string): Smuggled => ({ what, host: HOST, route, names: 'route' })

export const SMUGGLED: readonly Smuggled[] = [
  inHost('credentials', 'me:secret@evil.example'),
  inHost('a path', 'evil.example/ws'),
  inHost('a query', 'evil.example?'),
  inHost('a backslash', 'evil.example\\ws'),
  inHost('a space', 'local host'),
  inHost('a line break', 'localhost\r\nX-Evil: 1'),
  { ...inHost('a port out of range', 'localhost:99999'), names: '99999' },
  inHost('no host at all', ''),
  inRoute('a fragment', '/ws/where#top'),
  inRoute('a line break in the route', '/ws/where\r\nX-Evil: 1'),
]

type Outcome = { readonly connectedTo: string } | { readonly error: WebSocketNodeError }

export function Smuggling({ useWSS }: { useWSS: boolean }) {
  const trying = useRef('')
  const [outcomes, setOutcomes] = useState<Readonly<Record<string, Outcome>>>({})
  const note = (outcome: Outcome) => setOutcomes((all) => ({ ...all, [trying.current]: outcome }))
  const [state, node] = useWebSocketNode({
    useWSS,
    autoconnectMode: 'none',
    onConnected: (connectedTo) => note({ connectedTo }),
    onConnectFailed: (error) => note({ error }),
  })

  return (
    <Panel title="Smuggling" aside={<StateBadge state={state} />}>
      <div className="cases">
        {SMUGGLED.map(({ what, host, route, names }) => (
          <div key={what} className="case" role="group" aria-label={what}>
            <div>
              <strong>{what}</strong>
              <div className="mono soft">{JSON.stringify(names === 'route' ? { route } : { host })}</div>
            </div>
            <Button
              label={`Try ${what}`}
              onClick={() => {
                trying.current = what
                node.connect(host, route)
              }}
            >
              Try
            </Button>
            <Verdict outcome={outcomes[what]} />
          </div>
        ))}
      </div>
    </Panel>
  )
}

function Verdict({ outcome }: { outcome: Outcome | undefined }) {
  if (!outcome) return null
  return 'error' in outcome ? (
    <p className="note outcome" data-tone="green">
      <strong>{outcome.error.code}</strong>: {outcome.error.message}
    </p>
  ) : (
    <p className="note outcome" data-tone="red">
      It went through, to {outcome.connectedTo}
    </p>
  )
}
