'use client'
/**
 * The states of all nodes, by time: one row a stay.
 */
import { memo } from 'react'
import type { Inspection, StateRow } from '../model.js'
import { Head } from './parts.js'
import { clockTime } from './show.js'
import { useKeptState } from './useKeptState.js'

/** Rows, unless more are asked for. */
const ROWS = 1000
const COLUMNS = ['Node', 'State', 'From', 'To', 'Seconds', 'Detail']

export function StatesTable(props: { readonly of: readonly StateRow[]; readonly inspection: Inspection }) {
  const { of, inspection } = props
  const [isWhole, setIsWhole] = useKeptState(inspection, 'all rows', false)
  const hidden = isWhole ? 0 : Math.max(0, of.length - ROWS)
  // A node may pass a status twice within one tick of the clock.
  const seen = new Map<string, number>()
  const keyOf = ({ node, from, status }: StateRow): string => {
    const key = `${node} ${from} ${status}`
    const times = seen.get(key) ?? 0
    seen.set(key, times + 1)
    return `${key} ${times}`
  }
  return (
    <div>
      {hidden > 0 && (
        <button type="button" onClick={() => setIsWhole(true)}>
          {`Show ${hidden} earlier rows`}
        </button>
      )}
      <table aria-label="States">
        <Head of={COLUMNS} />
        <tbody>
          {of.slice(hidden).map((row) => (
            <Row key={keyOf(row)} {...row} origin={inspection.origin} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Row = memo(function Row({ label, status, from, to, detail, origin }: StateRow & { readonly origin: number }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className="num">
        <span className={`dot s-${status}`} /> {status}
      </td>
      <td className="num">{clockTime(origin, from)}</td>
      <td className="num">{to === undefined ? '…' : clockTime(origin, to)}</td>
      <td className="num">{to === undefined ? '…' : ((to - from) / 1000).toFixed(3)}</td>
      <td className="mono">{detail}</td>
    </tr>
  )
})
