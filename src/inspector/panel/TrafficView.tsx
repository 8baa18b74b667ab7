'use client'
/**
 * What each node and topic carries, like Godot's network profiler.
 */
import { memo, useMemo } from 'react'
import type { Inspection, Item, Traffic } from '../model.js'
import { Head } from './parts.js'
import { byteSize } from './show.js'
import { trafficOf, useInspected } from './snapshots.js'

const COLUMNS = ['Node', 'In /s', 'Out /s', 'In, bytes/s', 'Out, bytes/s', 'Batch', 'Queue', 'Buffered', 'Round trip']

export function TrafficView({
  inspection,
  items,
}: {
  readonly inspection: Inspection
  readonly items: readonly Item[]
}) {
  const traffic = useInspected(inspection, trafficOf, 250)
  const byId = useMemo(() => new Map(items.map((item) => [item.id, item])), [items])
  return (
    <table aria-label="Traffic">
      <Head of={COLUMNS} />
      <tbody>
        {traffic.map((row) => (
          <Row
            key={row.id}
            row={row}
            label={byId.get(row.id)?.label ?? row.id}
            isTopic={byId.get(row.id)?.kind === 'topic'}
          />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row, label, isTopic }: { readonly row: Traffic; readonly label: string; readonly isTopic: boolean }) {
  const { perSecond } = row
  return (
    <tr>
      <th scope="row">{isTopic ? `↳ ${label}` : label}</th>
      <Curve of={perSecond.packetsIn} show={String} sum={`${row.packetsIn} packets in all`} />
      <Curve of={perSecond.packetsOut} show={String} sum={`${row.packetsOut} packets in all`} />
      <Curve of={perSecond.bytesIn} show={byteSize} sum={sumOf(row.bytesIn)} />
      <Curve of={perSecond.bytesOut} show={byteSize} sum={sumOf(row.bytesOut)} />
      <td className="num" title="Packets in the last batch, and in the largest of the last minute">
        {`${row.lastBatch} / ${row.largestBatch}`}
      </td>
      <Curve of={perSecond.queued} show={String} now={row.queued} sum="Messages that wait for a connection" />
      <Curve
        of={perSecond.bufferedAmount}
        show={byteSize}
        now={row.bufferedAmount}
        sum="Bytes that the wire has not taken yet"
      />
      <td className="num">{row.roundTrip === undefined ? '–' : `${(row.roundTrip * 1000).toFixed(1)} ms`}</td>
    </tr>
  )
}

function sumOf(bytes: number | undefined): string | undefined {
  return bytes === undefined ? undefined : `${byteSize(bytes)} in all`
}

/** The latest value above the last minute; a dash where there is none. */
function Curve(props: {
  readonly of: readonly number[]
  readonly show: (value: number) => string
  readonly sum: string | undefined
  readonly now?: number
}) {
  const { of, show, sum } = props
  if (sum === undefined) return <td>–</td>
  return (
    <td className="num" title={sum}>
      {show(props.now ?? of[of.length - 1] ?? 0)}
      <Spark points={pointsOf(of)} />
    </td>
  )
}

const Spark = memo(function Spark({ points }: { readonly points: string }) {
  return (
    <svg className="spark" viewBox="0 0 59 16" preserveAspectRatio="none" aria-hidden="true">
      <polyline points={points} />
    </svg>
  )
})

function pointsOf(values: readonly number[]): string {
  const highest = Math.max(1, ...values)
  const first = 60 - values.length
  return values.map((value, index) => `${first + index},${(15 - (value / highest) * 14).toFixed(1)}`).join(' ')
}
