/**
 * A node that offers subprotocols, and which of them the server chose.
 */
import { useState } from 'react'
import { text, useWebSocketNode, type ProtocolsOption } from '../../src/index.js'
import type { InspectorArgs } from '../support/inspector.js'
import { Facts } from '../ui/Facts.js'
import { Columns, Panel } from '../ui/Panel.js'
import { SignalLog } from '../ui/SignalLog.js'
import { StateBadge } from '../ui/StateBadge.js'

interface SubprotocolsProps extends Pick<InspectorArgs, 'host' | 'route' | 'useWSS'> {
  protocols: ProtocolsOption
}

export function Subprotocols({ protocols, ...options }: SubprotocolsProps) {
  const [report, setReport] = useState('')
  const [state, node] = useWebSocketNode({
    ...options,
    protocols,
    autoconnectMode: 'self-ready',
    format: text,
    onPacket: setReport,
  })

  return (
    <Columns>
      <Panel title="Subprotocols" aside={<StateBadge state={state} />}>
        <Facts
          of={{
            protocols: typeof protocols === 'function' ? 'a function' : [protocols].flat().join(', '),
            'state.protocol': state.status === 'open' ? state.protocol : '',
            'the server says': report,
          }}
        />
      </Panel>
      <SignalLog node={node} />
    </Columns>
  )
}
