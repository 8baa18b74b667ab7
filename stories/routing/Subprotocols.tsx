/**
 * A node that offers subprotocols, and which of them the server chose.
 */
import { useState } from 'react'
import { text, useWebSocketNode } from '../../src/index.js'
import type { InspectorArgs } from '../support/inspector.js'
import { Facts } from '../ui/Facts.js'
import { Columns, Panel } from '../ui/Panel.js'
import { SignalLog } from '../ui/SignalLog.js'
import { StateBadge } from '../ui/StateBadge.js'

interface SubprotocolsProps extends Pick<InspectorArgs, 'host' | 'route' | 'useWSS'> {
  protocols: readonly string[]
}

export function Subprotocols({ protocols, ...options }: SubprotocolsProps) {
  const [report, setReport] = useState('')
  const [state, node] = useWebSocketNode({
    ...options,
    protocols: [...protocols],
    autoconnectMode: 'self-ready',
    format: text,
    onReceived: setReport,
  })

  return (
    <Columns>
      <Panel title="Subprotocols" aside={<StateBadge state={state} />}>
        <Facts
          of={{
            protocols: protocols.join(', '),
            'state.protocol': state.status === 'open' ? state.protocol : '',
            'the server says': report,
          }}
        />
      </Panel>
      <SignalLog node={node} />
    </Columns>
  )
}
