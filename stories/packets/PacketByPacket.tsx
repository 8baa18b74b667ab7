/**
 * Packets one by one: a handler that acts on each of them, and components that show the last one.
 */
import { useState } from 'react'
import { text, useLastPacket, useWebSocketNode, type WebSocketNodeHandle } from '../../src/index.js'
import { canSend } from '../support/can.js'
import { Button } from '../ui/Button.js'
import { Facts } from '../ui/Facts.js'
import { Select } from '../ui/Field.js'
import { Columns, Panel } from '../ui/Panel.js'
import { SignalLog } from '../ui/SignalLog.js'
import { StateBadge } from '../ui/StateBadge.js'

interface PacketByPacketProps {
  host: string
  useWSS: boolean
}

export const SYMBOLS = ['ANT', 'BEE', 'CAT'] as const
type Name = (typeof SYMBOLS)[number]

const MAX_ACTS = 60

export function PacketByPacket({ host, useWSS }: PacketByPacketProps) {
  const [acts, setActs] = useState<readonly string[]>([])
  const [price, setPrice] = useState(1)
  const [state, node] = useWebSocketNode({
    host,
    useWSS,
    route: '/ws/echo',
    format: text,
    // What comes within a frame is one batch, so that one can see it.
    flush: 'frame',
    autoconnectMode: 'self-ready',
    onPacket: (packet) => setActs((all) => [...all, packet].slice(-MAX_ACTS)),
  })
  const tell = (at: number) => SYMBOLS.forEach((symbol) => node.send(`${symbol} ${at}`))

  return (
    <Columns>
      <div className="stack">
        <Panel title="Source" aside={<StateBadge state={state} />}>
          <div className="row">
            <Button
              kind="primary"
              disabled={!canSend(state)}
              onClick={() => {
                tell(price)
                setPrice(price + 1)
              }}
            >
              New prices
            </Button>
            <Button disabled={!canSend(state)} onClick={() => node.send('CAT 9')}>
              CAT 9
            </Button>
          </div>
          <Facts of={{ 'calls of onPacket': acts.length }} />
          <ol className="heard" aria-label="Acted on">
            {acts.map((packet, index) => (
              <li key={index} className="tag" data-tone="blue">
                {packet}
              </li>
            ))}
          </ol>
        </Panel>
        <Price node={node} />
      </div>
      <SignalLog node={node} packets />
    </Columns>
  )
}

/** `accept` reads the chosen symbol: what it refuses now is not shown any more. */
function Price({ node }: { node: WebSocketNodeHandle<typeof text> }) {
  const [symbol, setSymbol] = useState<Name>('ANT')
  const last = useLastPacket(node)
  const price = useLastPacket(node, (packet) => packet.startsWith(symbol))
  return (
    <Panel title="useLastPacket">
      <Select label="Symbol" value={symbol} options={SYMBOLS} onChange={setSymbol} />
      <Facts of={{ 'the last packet': last, 'the last one of the symbol': price }} />
    </Panel>
  )
}
