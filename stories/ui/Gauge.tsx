/**
 * A bar that fills.
 */
import { useId } from 'react'
import type { Tone } from './tones.js'

interface GaugeProps {
  title: string
  value: number
  max: number
  tone: Tone
  /** The value in words. */
  children: string
}

export function Gauge({ title, value, max, tone, children }: GaugeProps) {
  const id = useId()
  return (
    <div className="gauge" data-tone={tone}>
      <span id={id} className="caption">
        {title}
      </span>
      <div
        className="bar"
        role="meter"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(value, max)}
        aria-valuetext={children}
      >
        <i style={{ width: `${max > 0 ? Math.min(100, (100 * value) / max) : 0}%` }} />
      </div>
    </div>
  )
}
