/**
 * A small app of three pages. Two of them use the node `feed`, each with a component of its own; the third does not.
 */
import { useEffect, useState } from 'react'
import { text, useWebSocketNode, WebSocketProvider } from '../../src/index.js'
import { Button } from '../ui/Button.js'
import { Numbers } from '../ui/Facts.js'
import { Columns, Panel } from '../ui/Panel.js'
import { StateBadge } from '../ui/StateBadge.js'

const PAGES = ['Prices', 'Orders', 'Help'] as const
type Page = (typeof PAGES)[number]

const MAX_PACKETS = 120

interface PagesProps {
  host: string
  useWSS: boolean
  linger: number
}

interface Heard {
  readonly page: Page
  readonly packet: string
}

export function Pages({ host, useWSS, linger }: PagesProps) {
  const [page, setPage] = useState<Page>('Prices')
  const [handshakes, setHandshakes] = useState(0)
  const [heard, setHeard] = useState<readonly Heard[]>([])
  const hear = (from: Page, packets: readonly string[]) =>
    setHeard((all) => [...all, ...packets.map((packet) => ({ page: from, packet }))].slice(-MAX_PACKETS))
  const shake = () => setHandshakes((count) => count + 1)

  return (
    <WebSocketProvider defaults={{ host, useWSS, linger, route: '/ws/ticker?ms=150' }}>
      <Columns>
        <div className="stack">
          <Panel title="The app">
            <div className="segments" role="group" aria-label="Pages">
              {PAGES.map((name) => (
                <button key={name} type="button" aria-pressed={page === name} onClick={() => setPage(name)}>
                  {name}
                </button>
              ))}
            </div>
            <Numbers of={{ handshakes, packets: heard.length }} />
          </Panel>
          {page === 'Help' ? <Help /> : <Feed key={page} page={page} hear={hear} shake={shake} />}
        </div>
        <Panel title="What was heard">
          {heard.length === 0 && <p className="soft">Nothing yet.</p>}
          <ol className="heard">
            {heard.map(({ page: by, packet }, index) => (
              <li key={index} className="tag" data-page={by} data-tone={by === 'Prices' ? 'blue' : 'violet'}>
                {packet}
              </li>
            ))}
          </ol>
          <p className="soft small">
            The server counts from 1 for each connection.{' '}
            <span className="tag" data-tone="blue">
              blue
            </span>{' '}
            was heard by Prices,{' '}
            <span className="tag" data-tone="violet">
              violet
            </span>{' '}
            by Orders.
          </p>
        </Panel>
      </Columns>
    </WebSocketProvider>
  )
}

interface FeedProps {
  page: Page
  hear: (page: Page, packets: readonly string[]) => void
  shake: () => void
}

/** With a key for each page React unmounts the one and mounts the other, as a router does. */
function Feed({ page, hear, shake }: FeedProps) {
  const [state, node] = useWebSocketNode({
    name: 'feed',
    autoconnectMode: 'self-ready',
    format: text,
    onReceived: (_data, packets) => hear(page, packets),
    createSocket: (url, protocols) => {
      shake()
      return new WebSocket(url, protocols)
    },
  })
  return (
    <Panel title={page} aside={<StateBadge state={state} />}>
      <p className="soft small">
        This page mounts a node named <code>feed</code>, and unmounts it when you leave.
      </p>
      <div>
        <Button onClick={() => node.close()}>Close</Button>
      </div>
    </Panel>
  )
}

function Help() {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((passed) => passed + 0.1), 100)
    return () => clearInterval(timer)
  }, [])
  return (
    <Panel title="Help">
      <p className="soft small">No node is mounted here.</p>
      <Numbers of={{ 'seconds here': seconds.toFixed(1) }} />
    </Panel>
  )
}
