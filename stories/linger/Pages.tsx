/**
 * A small app of three pages. Two of them use the node `feed`, each with a component of its own; the third does not.
 */
import { useEffect, useState } from 'react'
import { text, useWebSocketNode, WebSocketProvider } from '../../src/index.js'
import { canClose, canConnect } from '../support/can.js'
import { Button } from '../ui/Button.js'
import { Numbers } from '../ui/Facts.js'
import { Columns, Panel } from '../ui/Panel.js'
import { Segments } from '../ui/Segments.js'
import { StateBadge } from '../ui/StateBadge.js'

const FEED_PAGES = ['Prices', 'Orders'] as const
const PAGES = [...FEED_PAGES, 'Help'] as const
type Page = (typeof PAGES)[number]

/** As many as can be looked at. */
const MAX_DRAWN = 120
const TONES = { Prices: 'blue', Orders: 'violet' } as const
type FeedPage = (typeof FEED_PAGES)[number]

interface PagesProps {
  host: string
  useWSS: boolean
  linger: number
}

interface Heard {
  readonly id: number
  readonly page: FeedPage
  readonly packet: string
}

export function Pages({ host, useWSS, linger }: PagesProps) {
  const [page, setPage] = useState<Page>('Prices')
  const [handshakes, setHandshakes] = useState(0)
  const [heard, setHeard] = useState<readonly Heard[]>([])
  const hear = (from: FeedPage, packets: readonly string[]) => setHeard((all) => add(all, from, packets))
  const shake = () => setHandshakes((count) => count + 1)

  return (
    <WebSocketProvider defaults={{ host, useWSS, linger, route: '/ws/ticker?ms=150' }}>
      <Columns>
        <div className="stack">
          <Panel title="The app">
            <Segments
              label="Pages"
              value={page}
              segments={PAGES.map((name) => ({ value: name, name }))}
              onChange={setPage}
            />
            <Numbers of={{ handshakes, packets: heard.at(-1)?.id ?? 0 }} />
          </Panel>
          {page === 'Help' ? <Help /> : <Feed key={page} page={page} hear={hear} shake={shake} />}
        </div>
        <Panel
          title="What was heard"
          aside={
            <span className="row small soft">
              by
              {FEED_PAGES.map((name) => (
                <span key={name} className="tag" data-tone={TONES[name]}>
                  {name}
                </span>
              ))}
            </span>
          }
        >
          {heard.length === 0 && <p className="soft">Nothing yet.</p>}
          <ol className="heard">
            {heard.map(({ id, page: by, packet }) => (
              <li key={id} className="tag" data-page={by} data-tone={TONES[by]}>
                {packet}
              </li>
            ))}
          </ol>
          <p className="soft small">The server counts from 1 for each connection.</p>
        </Panel>
      </Columns>
    </WebSocketProvider>
  )
}

function add(all: readonly Heard[], page: FeedPage, packets: readonly string[]): readonly Heard[] {
  const count = all.at(-1)?.id ?? 0
  return [...all, ...packets.map((packet, index) => ({ id: count + index + 1, page, packet }))].slice(-MAX_DRAWN)
}

interface FeedProps {
  page: FeedPage
  hear: (page: FeedPage, packets: readonly string[]) => void
  shake: () => void
}

/** With a key for each page React unmounts the one and mounts the other, as a router does. */
function Feed({ page, hear, shake }: FeedProps) {
  const [state, node] = useWebSocketNode({
    name: 'feed',
    autoconnectMode: 'self-ready',
    format: text,
    onReceived: (packets) => hear(page, packets),
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
      <div className="row">
        <Button disabled={!canConnect(state)} onClick={() => node.connect()}>
          Connect
        </Button>
        <Button disabled={!canClose(state)} onClick={() => node.close()}>
          Close
        </Button>
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
