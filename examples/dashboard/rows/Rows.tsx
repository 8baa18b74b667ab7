// One connection, a topic a row. The server changes as many rows a second as it is asked to, of those that are shown.
import { useEffect, useState } from 'react'
import { backoff, useWebSocketNode } from 'react-websocket-node'
import { StatusOf } from '../Status.js'
import { AllRows, RowsInView } from './lists.js'
import { createMeter } from './meter.js'
import { MeterPanel } from './MeterPanel.js'
import { RATES, ROWS, type Rate } from './protocol.js'
import { feed } from './quotes.js'

export function Rows({ host }: { host: string }) {
  const [meter] = useState(createMeter)
  const [rate, setRate] = useState<Rate>(1000)
  const [isAll, setIsAll] = useState(false)
  const [state, node] = useWebSocketNode({
    url: `ws://${host}/rows`,
    format: feed,
    autoconnectMode: 'self-ready',
    reconnect: backoff({ maxDelay: 10 }),
    onPacket: meter.hear,
  })
  const isOpen = state.status === 'open'
  useEffect(() => {
    if (isOpen) node.send({ op: 'rate', rate })
  }, [node, isOpen, rate])

  return (
    <div className="page">
      <header>
        <h1>{ROWS.toLocaleString('en')} rows</h1>
        <StatusOf node={node} />
        <nav aria-label="Packets a second">
          {RATES.map((other) => (
            <button key={other} aria-pressed={other === rate} onClick={() => setRate(other)}>
              {other === 0 ? 'Stop' : `${other.toLocaleString('en')}/s`}
            </button>
          ))}
        </nav>
        <label className="live">
          <input type="checkbox" role="switch" checked={isAll} onChange={(event) => setIsAll(event.target.checked)} />
          Mount all
        </label>
      </header>
      <MeterPanel meter={meter} />
      {isAll ? <AllRows node={node} meter={meter} /> : <RowsInView node={node} meter={meter} />}
    </div>
  )
}
