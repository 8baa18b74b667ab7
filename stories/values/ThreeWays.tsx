/**
 * The same messages, counted in three ways, one after the other: what each has counted, and how often it rendered.
 */
import { useState, type ComponentType } from 'react'
import { Button } from '../ui/Button.js'
import { Numbers } from '../ui/Facts.js'
import { Gauge } from '../ui/Gauge.js'
import { Columns, Panel } from '../ui/Panel.js'
import type { Tally } from './useTally.js'
import { ByFlush, ByHook, ByState, type WayProps } from './ways.js'

interface Way {
  readonly name: string
  readonly code: string
  readonly Component: ComponentType<WayProps>
}

const WAYS: readonly Way[] = [
  {
    name: 'setState per message',
    code: `socket.onmessage = ({ data }) =>
  setLast(data)
useEffect(() => count(last), [last])`,
    Component: ByState,
  },
  {
    name: 'flushSync per message',
    code: `socket.onmessage = ({ data }) =>
  flushSync(() => setLast(data))
useEffect(() => count(last), [last])`,
    Component: ByFlush,
  },
  {
    name: 'useReceivedReducer',
    code: `const total = useReceivedReducer(
  node, (sum) => sum + 1, 0,
)`,
    Component: ByHook,
  },
]

/** What is over, and whose turn it is: there are as many results as ways when nothing runs. */
interface Round {
  readonly number: number
  readonly count: number
  readonly tallies: readonly Tally[]
}

export function ThreeWays({ count }: { count: number }) {
  const [round, setRound] = useState<Round>()
  const isRunning = round !== undefined && round.tallies.length < WAYS.length
  const start = () => setRound({ number: (round?.number ?? 0) + 1, count, tallies: [] })
  const take = (tally: Tally) => setRound((now) => now && { ...now, tallies: [...now.tallies, tally] })

  return (
    <div className="stack">
      <Panel title="Source">
        <div className="row">
          <Button kind="primary" disabled={isRunning} onClick={start}>
            {`Send ${count} messages to each`}
          </Button>
          <span className="tag" data-tone={isRunning ? 'amber' : 'grey'}>
            <span data-fact="round">{isRunning ? 'running' : round ? 'done' : 'ready'}</span>
          </span>
        </div>
      </Panel>
      <Columns>
        {WAYS.map(({ name, code, Component }, index) => (
          <Panel key={name} title={name}>
            <pre className="code" tabIndex={0}>
              {code}
            </pre>
            <Score name={name} count={round?.count ?? count} tally={round?.tallies[index]} />
            {round?.tallies.length === index && <Component key={round.number} count={round.count} onDone={take} />}
          </Panel>
        ))}
      </Columns>
    </div>
  )
}

function Score({ name, count, tally }: { name: string; count: number; tally: Tally | undefined }) {
  const counted = tally?.counted ?? 0
  return (
    <>
      <Gauge title="counted" value={counted} max={count} tone={counted === count ? 'green' : 'red'}>
        {`${counted} of ${count}`}
      </Gauge>
      <Numbers
        of={{
          [`of ${count} counted`]: <span data-fact={`counted by ${name}`}>{tally ? counted : '–'}</span>,
          commits: <span data-fact={`commits by ${name}`}>{tally?.commits ?? '–'}</span>,
          ms: tally ? tally.milliseconds.toFixed(0) : '–',
        }}
      />
    </>
  )
}
