'use client'
/**
 * The states of each node over time, drawn and as a table.
 */
import { useMemo } from 'react'
import type { Inspection, StateRow, TimelineEvent } from '../model.js'
import { clockTime } from './show.js'
import { statesOf, timelineOf, useInspected, useNow } from './snapshots.js'
import { StatesTable } from './StatesTable.js'
import { useDrag } from './useDrag.js'
import { useKeptState } from './useKeptState.js'

/** Milliseconds between two renders. */
const PACE = 200
const SHORTEST = 100
const LONGEST = 3_600_000

/** What is drawn of a node. */
interface Lane {
  readonly label: string
  readonly rows: StateRow[]
  readonly marks: TimelineEvent[]
}

export function TimelineView({ inspection }: { readonly inspection: Inspection }) {
  const states = useInspected(inspection, statesOf, PACE)
  const events = useInspected(inspection, timelineOf, PACE)
  const now = useNow(inspection, PACE)
  const lanes = useMemo(() => lanesOf(states, events), [states, events])
  const [span, setSpan] = useKeptState(
    inspection,
    'span',
    inspection.isLive ? 60_000 : clamp(inspection.now() - inspection.start()),
  )
  // Undefined: it follows the present.
  const [fixedEnd, setFixedEnd] = useKeptState<number | undefined>(inspection, 'end', undefined)
  const end = fixedEnd ?? now

  const pan = (by: number) => {
    const to = Math.max(inspection.start(), end + by)
    setFixedEnd(to < inspection.now() ? to : undefined)
  }
  // 800: about as many pixels as the drawing is wide.
  const drag = useDrag((x) => pan((-x * span) / 800))
  const button = (name: string, onClick: () => void, isPressed?: boolean) => (
    <button type="button" aria-pressed={isPressed} onClick={onClick}>
      {name}
    </button>
  )
  return (
    <div className="col">
      <div className="row">
        {button('Zoom in', () => setSpan(clamp(span / 2)))}
        {button('Zoom out', () => setSpan(clamp(span * 2)))}
        {button('Earlier', () => pan(-span / 2))}
        {button('Later', () => pan(span / 2))}
        {button('Now', () => setFixedEnd(undefined), fixedEnd === undefined)}
        <span>{`${span / 1000} s`}</span>
      </div>
      <div {...drag} className="lanes" role="group" aria-label="States over time" tabIndex={0}>
        {[...lanes].map(([id, lane]) => (
          <Drawing key={id} lane={lane} from={end - span} end={end} now={now} />
        ))}
        <div className="axis" aria-hidden="true">
          {[1, 0.5, 0].map((before) => (
            <span key={before}>
              {clockTime(inspection.origin, end - before * span).slice(0, span < 10_000 ? 12 : 8)}
            </span>
          ))}
        </div>
      </div>
      <StatesTable of={states} inspection={inspection} />
    </div>
  )
}

function clamp(span: number): number {
  return Math.min(LONGEST, Math.max(SHORTEST, span))
}

function lanesOf(states: readonly StateRow[], events: readonly TimelineEvent[]): Map<string, Lane> {
  const lanes = new Map<string, Lane>()
  for (const row of states) {
    const lane = lanes.get(row.node) ?? { label: row.label, rows: [], marks: [] }
    lane.rows.push(row)
    lanes.set(row.node, lane)
  }
  for (const event of events) if (event.type !== 'state') lanes.get(event.node)?.marks.push(event)
  return lanes
}

/** What is narrower than this, in per cent of the width, is drawn once where several lie on each other. */
const FINEST = 0.15

function Drawing(props: { readonly lane: Lane; readonly from: number; readonly end: number; readonly now: number }) {
  const { lane, from, end, now } = props
  const place = (t: number) => Math.min(100, Math.max(0, ((t - from) / (end - from)) * 100))
  const shapes = []
  let drawn = -1
  for (const { from: begun, to = now, status, detail } of lane.rows) {
    const [left, right] = [place(begun), place(to)]
    if (to < from || begun > end || right - drawn < FINEST) continue
    drawn = right
    const isOpen = status === 'open'
    shapes.push(
      <rect
        key={shapes.length}
        className={`s-${status}`}
        x={`${left}%`}
        width={`${Math.max(FINEST, right - left)}%`}
        y={isOpen ? 4 : 9}
        height={isOpen ? 16 : 6}
      >
        <title>{`${status} ${detail}`}</title>
      </rect>,
    )
  }
  drawn = -1
  for (const mark of lane.marks) {
    const x = place(mark.t)
    if (mark.t < from || mark.t > end || x - drawn < FINEST) continue
    drawn = x
    const isSignal = mark.type === 'signal'
    shapes.push(
      <line key={shapes.length} x1={`${x}%`} x2={`${x}%`} y1={isSignal ? 0 : 19} y2={isSignal ? 7 : 24}>
        <title>{`${isSignal ? mark.signal : mark.type} ${mark.detail}`}</title>
      </line>,
    )
  }
  return (
    <div className="lane">
      <span className="cut">{lane.label}</span>
      <svg aria-hidden="true">{shapes}</svg>
    </div>
  )
}
