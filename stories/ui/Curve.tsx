/**
 * A value over time, as a curve below its limit.
 */
import { useId } from 'react'

export interface CurvePoint {
  /** Milliseconds since the curve began. */
  readonly at: number
  readonly value: number
}

interface CurveProps {
  title: string
  points: readonly CurvePoint[]
  /** What the top of the picture stands for. */
  max: number
  limit: { readonly value: number; readonly words: string }
  /** The last value in words. */
  children: string
}

/** The least time that the whole width stands for, milliseconds. */
const WIDTH_MS = 1000

export function Curve({ title, points, max, limit, children }: CurveProps) {
  const id = useId()
  const width = Math.max(WIDTH_MS, points.at(-1)?.at ?? 0)
  const y = (value: number) => 100 - (100 * Math.min(value, max)) / max
  const line = points.map(({ at, value }) => `${((100 * at) / width).toFixed(2)},${y(value).toFixed(2)}`)
  return (
    <figure className="curve" aria-labelledby={id}>
      <figcaption id={id} className="caption">
        {title} <b>{children}</b>
      </figcaption>
      <div className="plot">
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          role="img"
          aria-label={`${title}, ${children} now, ${limit.words}`}
        >
          {line.length > 1 && <polygon points={`0,100 ${line.join(' ')} ${line.at(-1)?.split(',')[0]},100`} />}
          <polyline points={line.join(' ')} />
          <line x1="0" x2="100" y1={y(limit.value)} y2={y(limit.value)} />
        </svg>
        <span className="limit" style={{ top: `${y(limit.value)}%` }} aria-hidden="true">
          {limit.words}
        </span>
      </div>
    </figure>
  )
}
