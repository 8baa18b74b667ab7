/**
 * Requests in lines, each with its time running out while it is in flight.
 */
import type { CSSProperties } from 'react'
import { Button } from '../ui/Button.js'
import type { Tone } from '../ui/tones.js'
import type { Flight } from './useFlights.js'

const TONES: Readonly<Record<string, Tone>> = {
  'in flight': 'blue',
  answered: 'green',
  aborted: 'grey',
  timeout: 'amber',
  disconnected: 'violet',
}

export function FlightList({ of: flights }: { of: readonly Flight[] }) {
  if (flights.length === 0) return <p className="soft">Nothing asked yet.</p>
  return (
    <ol className="flights" aria-label="Requests, newest first">
      {flights.map((flight) => (
        <FlightLine key={flight.number} {...flight} />
      ))}
    </ol>
  )
}

function FlightLine({ number, ask, timeout, abort, outcome, detail }: Flight) {
  const isInFlight = outcome === 'in flight'
  const style: CSSProperties & { '--seconds': string } = { '--seconds': `${timeout}s` }
  return (
    <li data-outcome={outcome} data-tone={TONES[outcome] ?? 'red'}>
      <span className="title">{ask}</span>
      <span className="badge">{outcome}</span>
      {isInFlight ? (
        <>
          <span
            className="countdown"
            data-phase={timeout > 0 ? 'running' : 'endless'}
            style={style}
            role="img"
            aria-label={timeout > 0 ? `times out ${timeout} s after it was asked` : 'waits for ever'}
          >
            <i />
          </span>
          <Button kind="small" label={`Abort ${number}`} onClick={() => abort.abort('enough')}>
            Abort
          </Button>
        </>
      ) : (
        <span className="mono soft detail">{detail}</span>
      )}
    </li>
  )
}
