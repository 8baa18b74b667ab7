/**
 * A table of live rows, a slider for what the server sends, and a meter.
 */
import { useCallback, useEffect, useState, type ComponentType } from 'react'
import { Button } from '../ui/Button.js'
import { Select, Slider } from '../ui/Field.js'
import { Panel } from '../ui/Panel.js'
import { Meter } from './meter.js'
import { MeterPanel } from './MeterPanel.js'
import { ByAccept, ByHand, ByTopic, type Order, type WayProps } from './ways.js'

export const WAYS = ['a topic a row', 'each row accepts', 'a store by hand'] as const
export type Way = (typeof WAYS)[number]

const COMPONENTS: Record<Way, ComponentType<WayProps>> = {
  'a topic a row': ByTopic,
  'each row accepts': ByAccept,
  'a store by hand': ByHand,
}

/** More than this the server does not send. */
const MOST_PACKETS = 20_000

interface LiveRowsProps {
  rows: number
  /** Packets a second to begin with. */
  rate: number
}

export function LiveRows({ rows, rate: firstRate }: LiveRowsProps) {
  const [way, setWay] = useState<Way>(WAYS[0])
  const [rate, setRate] = useState(firstRate)
  return (
    <div className="stack">
      <Run
        key={`${way} ${rows}`}
        {...{ way, rows, rate, onRate: setRate }}
        choice={<Select label="Rows read by" value={way} options={WAYS} onChange={setWay} />}
      />
    </div>
  )
}

interface RunProps {
  way: Way
  rows: number
  rate: number
  onRate: (rate: number) => void
  choice: React.ReactNode
}

/** Milliseconds after which the rows are mounted although the browser draws no frames. */
const WITHOUT_FRAMES = 100

/**
 * False until what was rendered first has been drawn. Thousands of rows take seconds on a busy machine: what stands around
 * them is there before.
 */
function useDrawn(): boolean {
  const [isDrawn, setIsDrawn] = useState(false)
  useEffect(() => {
    const show = () => setIsDrawn(true)
    let timer = setTimeout(show, WITHOUT_FRAMES)
    const frame = requestAnimationFrame(() => {
      clearTimeout(timer)
      timer = setTimeout(show)
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [])
  return isDrawn
}

/** One way, with a connection and a meter of its own. */
function Run({ way, rows, rate, onRate, choice }: RunProps) {
  const [meter] = useState(() => new Meter(rows))
  const [order, setOrder] = useState<{ send: (what: Order) => void }>()
  const onOpen = useCallback((send: (what: Order) => void) => setOrder({ send }), [])
  useEffect(() => meter.start(), [meter])
  useEffect(() => void order?.send(rate), [order, rate])
  const Component = COMPONENTS[way]
  const hasRows = useDrawn()
  return (
    <>
      <Panel
        title="Source"
        aside={
          <span className="tag" data-tone={order ? 'green' : 'blue'} data-fact="connection">
            {order ? 'open' : 'connecting'}
          </span>
        }
      >
        <div className="row row-end">
          {choice}
          <Slider label="Packets a second" value={rate} min={0} max={MOST_PACKETS} step={100} onChange={onRate} />
          <Button disabled={!order} onClick={() => order?.send('all')}>
            Send one to each row
          </Button>
        </div>
      </Panel>
      <MeterPanel meter={meter} />
      <Panel
        title="Rows"
        aside={<span className="caption">{hasRows ? `${rows.toLocaleString('en')} mounted` : 'mounting'}</span>}
        flush
      >
        <div className="live-rows-place">{hasRows && <Component rows={rows} meter={meter} onOpen={onOpen} />}</div>
      </Panel>
    </>
  )
}
