'use client'
/**
 * The states of each node over time, drawn and as a table.
 */
import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { Inspection, StateRow, TimelineEvent } from '../model.js'
import { clockTime } from './show.js'
import { statesOf, timelineOf, useInspected, useNow } from './snapshots.js'

/** Milliseconds between two renders. */
const PACE = 200
const SHORTEST = 100
const LONGEST = 3_600_000
/** Rows of the table, unless more are asked for. */
const ROWS = 1000

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
  const [span, setSpan] = useState(() =>
    inspection.isLive ? 60_000 : Math.max(SHORTEST, inspection.now() - inspection.start()),
  )
  // Undefined: it follows the present.
  const [fixedEnd, setFixedEnd] = useState<number>()
  const end = fixedEnd ?? now
  const from = end - span

  /** `at`: where the pointer is, 0 to 1; that moment stays where it is. */
  const zoom = (factor: number, at = 1) => {
    const next = Math.min(LONGEST, Math.max(SHORTEST, span * factor))
    setSpan(next)
    if (fixedEnd !== undefined || at < 1) setFixedEnd(end - (span - next) * (1 - at))
  }
  const pan = (by: number) => {
    const to = Math.max(inspection.start(), end + by)
    setFixedEnd(to >= inspection.now() ? undefined : to)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const act = KEYS[event.key]
    if (!act) return
    event.preventDefault()
    act({ zoom, pan, span })
  }
  const surface = useGestures({ zoom, pan, span })

  return (
    <div className="col">
      <div className="row">
        <button type="button" onClick={() => zoom(0.5)}>
          Zoom in
        </button>
        <button type="button" onClick={() => zoom(2)}>
          Zoom out
        </button>
        <button type="button" onClick={() => pan(-span / 2)}>
          Earlier
        </button>
        <button type="button" onClick={() => pan(span / 2)}>
          Later
        </button>
        <button type="button" aria-pressed={fixedEnd === undefined} onClick={() => setFixedEnd(undefined)}>
          Now
        </button>
        <span className="soft num">{spanText(span)}</span>
      </div>
      <div
        {...surface}
        className="lanes"
        role="group"
        aria-label="States over time; the table tells the same"
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {[...lanes].map(([id, lane]) => (
          <Drawing key={id} lane={lane} from={from} end={end} now={now} />
        ))}
        <div className="axis soft num" aria-hidden="true">
          {[0, 0.5, 1].map((at) => (
            <span key={at}>{clockTime(inspection.origin, from + at * span).slice(0, span < 10_000 ? 12 : 8)}</span>
          ))}
        </div>
      </div>
      <States of={states} origin={inspection.origin} />
    </div>
  )
}

interface View {
  readonly zoom: (factor: number, at?: number) => void
  readonly pan: (by: number) => void
  readonly span: number
}

const KEYS: Record<string, ((view: View) => void) | undefined> = {
  '+': ({ zoom }) => zoom(0.5),
  '-': ({ zoom }) => zoom(2),
  ArrowLeft: ({ pan, span }) => pan(-span / 8),
  ArrowRight: ({ pan, span }) => pan(span / 8),
}

/** Dragging pans; the wheel pans sideways, and zooms with Ctrl or Alt. */
function useGestures(view: View) {
  const ref = useRef<HTMLDivElement>(null)
  const latest = useRef(view)
  const drag = useRef<number>(undefined)
  useEffect(() => {
    latest.current = view
  })
  useEffect(() => {
    const element = ref.current
    const onWheel = (event: WheelEvent) => {
      const { zoom, pan, span } = latest.current
      const { left, width } = timesOf(element as HTMLElement)
      if (event.ctrlKey || event.altKey) zoom(event.deltaY < 0 ? 0.8 : 1.25, (event.clientX - left) / width)
      else if (event.deltaX !== 0) pan((event.deltaX / width) * span)
      else return
      event.preventDefault()
    }
    // React's own listeners of the wheel cannot keep the page from scrolling.
    element?.addEventListener('wheel', onWheel, { passive: false })
    return () => element?.removeEventListener('wheel', onWheel)
  }, [])
  return {
    ref,
    onPointerDown(event: PointerEvent) {
      drag.current = event.clientX
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (drag.current === undefined) return
      view.pan(((drag.current - event.clientX) / timesOf(event.currentTarget).width) * view.span)
      drag.current = event.clientX
    },
    onLostPointerCapture() {
      drag.current = undefined
    },
  }
}

/** Where the times are drawn, beside the names. */
function timesOf(element: HTMLElement): { left: number; width: number } {
  const { left, width } = element.getBoundingClientRect()
  return { left: left + 128, width: Math.max(1, width - 128) }
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
  for (const row of lane.rows) {
    const to = row.to ?? now
    if (to < from || row.from > end) continue
    const [left, right] = [place(row.from), place(to)]
    if (right - drawn < FINEST) continue
    drawn = right
    shapes.push(
      <rect
        key={shapes.length}
        className={`s-${row.status}`}
        x={`${left}%`}
        width={`${Math.max(FINEST, right - left)}%`}
        y={row.status === 'open' ? 4 : 9}
        height={row.status === 'open' ? 16 : 6}
      >
        <title>{`${row.status} ${row.detail}`}</title>
      </rect>,
    )
  }
  drawn = -1
  lane.marks.forEach((mark, index) => {
    if (mark.t < from || mark.t > end) return
    const x = place(mark.t)
    if (x - drawn < FINEST) return
    drawn = x
    shapes.push(
      <line
        key={`m${index}`}
        x1={`${x}%`}
        x2={`${x}%`}
        y1={mark.type === 'signal' ? 0 : 19}
        y2={mark.type === 'signal' ? 7 : 24}
      >
        <title>{`${mark.type === 'signal' ? mark.signal : mark.type} ${mark.detail}`}</title>
      </line>,
    )
  })
  return (
    <div className="lane">
      <span className="cut" title={lane.label}>
        {lane.label}
      </span>
      <svg aria-hidden="true">{shapes}</svg>
    </div>
  )
}

function States({ of, origin }: { readonly of: readonly StateRow[]; readonly origin: number }) {
  const [isWhole, setIsWhole] = useState(false)
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
    <div className="scroll">
      {hidden > 0 && (
        <button type="button" onClick={() => setIsWhole(true)}>
          {`Show ${hidden} earlier rows`}
        </button>
      )}
      <table aria-label="States">
        <thead>
          <tr>
            {['Node', 'State', 'From', 'To', 'Seconds', 'Detail'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.slice(hidden).map((row) => (
            <StateLine key={keyOf(row)} {...row} origin={origin} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const StateLine = memo(function StateLine(row: StateRow & { readonly origin: number }) {
  return (
    <tr>
      <th scope="row">{row.label}</th>
      <td className={`s-${row.status}`}>{row.status}</td>
      <td className="num">{clockTime(row.origin, row.from)}</td>
      <td className="num">{row.to === undefined ? '…' : clockTime(row.origin, row.to)}</td>
      <td className="num">{row.to === undefined ? '…' : ((row.to - row.from) / 1000).toFixed(3)}</td>
      <td className="break">{row.detail}</td>
    </tr>
  )
})

function spanText(span: number): string {
  return span < 1000
    ? `${Math.round(span)} ms`
    : span < 120_000
      ? `${span / 1000} s`
      : `${(span / 60_000).toFixed(1)} min`
}
