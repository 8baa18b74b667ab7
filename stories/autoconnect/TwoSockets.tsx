/**
 * One socket waits until another is open: the first brings the session, the second the data. `ready` holds the first one
 * back, and never closes what is connected.
 */
import { useState } from 'react'
import { opened, useNode, WebSocketNode, WebSocketProvider } from '../../src/index.js'
import { Button } from '../ui/Button.js'
import { Columns, Panel } from '../ui/Panel.js'
import { SignalLog } from '../ui/SignalLog.js'
import { StateBadge } from '../ui/StateBadge.js'

export function TwoSockets({ host, useWSS }: { host: string; useWSS: boolean }) {
  const [isLoaded, setLoaded] = useState(false)
  return (
    <WebSocketProvider defaults={{ host, useWSS, route: '/ws/slow-handshake?ms=300' }}>
      <Columns>
        <WebSocketNode name="session" ready={isLoaded} autoconnectMode="self-ready">
          {(state, node) => (
            <div className="stack">
              <Panel title="session" aside={<StateBadge state={state} />}>
                <p className="soft small">
                  <code>ready={'{isLoaded}'}</code> holds it back until its settings are loaded.
                </p>
                <div>
                  <Button kind="primary" disabled={isLoaded} onClick={() => setLoaded(true)}>
                    Load the settings
                  </Button>
                </div>
              </Panel>
              <SignalLog node={node} title="Signals of session" size="small" />
            </div>
          )}
        </WebSocketNode>
        <Data />
      </Columns>
    </WebSocketProvider>
  )
}

function Data() {
  const session = useNode('session')
  return (
    <WebSocketNode autoconnectMode="custom" autoconnectReference={opened(session)}>
      {(state, node) => (
        <div className="stack">
          <Panel title="data" aside={<StateBadge state={state} />}>
            <p className="soft small">
              <code>autoconnectReference={"{opened(useNode('session'))}"}</code> holds it back until the session is
              open.
            </p>
          </Panel>
          <SignalLog node={node} title="Signals of data" size="small" />
        </div>
      )}
    </WebSocketNode>
  )
}
