/**
 * A window on time that moves with it. React renders what stands in it once; a frame moves it by one custom property,
 * and only while there is something to move. With reduced motion it moves at each change instead.
 */
import { useEffect, useRef, type CSSProperties, type ReactNode } from 'react'

/** Seconds that can be seen: of the past, and of the future. */
export const PAST = 20
const FUTURE = 5

const WINDOW = PAST + FUTURE
const TICKS = [-20, -15, -10, -5, 0]

/** Custom properties are styles, too; times are milliseconds since the track's origin. */
type TimeStyle = CSSProperties & Partial<Record<'--from' | '--until' | '--second', number>>

interface TrackProps {
  /** The zero of all times in it, by the page's clock. */
  origin: number
  /** The time from which on one moment looks like the next. */
  stillFrom: number
  /** What can be seen, in words. */
  label: string
  children: ReactNode
}

export function Track({ origin, stillFrom, label, children }: TrackProps) {
  const track = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    let frame = 0
    const move = () => {
      const now = performance.now() - origin
      track.current?.style.setProperty('--now', String(now))
      if (!isStill && now < stillFrom) frame = requestAnimationFrame(move)
    }
    move()
    return () => cancelAnimationFrame(frame)
  }, [origin, stillFrom, children])

  const style: CSSProperties & Record<'--window' | '--present', string | number> = {
    '--window': WINDOW * 1000,
    '--present': `${(100 * PAST) / WINDOW}%`,
  }
  return (
    <div ref={track} className="track" style={style} role="img" aria-label={label}>
      {TICKS.map((second) => (
        <span key={second} className="tick" data-now={second === 0} style={at(second)}>
          {second === 0 ? 'now' : `${second} s`}
        </span>
      ))}
      {children}
    </div>
  )
}

/** Where something that lasts stands in a track; without an end it lasts until now. */
export function lasting(from: number, until?: number): TimeStyle {
  return until === undefined ? { '--from': from } : { '--from': from, '--until': until }
}

function at(second: number): TimeStyle {
  return { '--second': second }
}
