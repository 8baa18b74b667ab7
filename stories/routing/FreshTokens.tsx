/**
 * A node that asks for its address at every attempt, each time with a new token.
 */
import { useRef, useState } from 'react'
import { text, useWebSocketNode } from '../../src/index.js'
import { canClose, canConnect } from '../support/can.js'
import { Button } from '../ui/Button.js'
import { Facts } from '../ui/Facts.js'
import { Columns, Panel } from '../ui/Panel.js'
import { SignalLog } from '../ui/SignalLog.js'
import { StateBadge } from '../ui/StateBadge.js'

export function FreshTokens({ host, useWSS }: { host: string; useWSS: boolean }) {
  const tokens = useRef(0)
  const [reachedAt, setReachedAt] = useState('')
  const [state, node] = useWebSocketNode({
    url: async (attempt) => {
      tokens.current += 1
      const token = await Promise.resolve(tokens.current)
      return `${useWSS ? 'wss' : 'ws'}://${host}/ws/where?token=${token}&attempt=${attempt}`
    },
    autoconnectMode: 'none',
    format: text,
    onPacket: setReachedAt,
  })

  return (
    <Columns>
      <Panel title="Fresh tokens" aside={<StateBadge state={state} />}>
        <div className="row">
          <Button kind="primary" disabled={!canConnect(state)} onClick={() => node.connect()}>
            Connect
          </Button>
          <Button disabled={!canClose(state)} onClick={() => node.close()}>
            Close
          </Button>
        </div>
        <Facts of={{ 'state.url': 'url' in state ? state.url : '', 'the server was reached at': reachedAt }} />
      </Panel>
      <SignalLog node={node} />
    </Columns>
  )
}
