/**
 * One of a few, all of them to be seen: a group of radio buttons, so one stop for the Tab key, and arrows within.
 */
import { useId } from 'react'
import type { Tone } from './tones.js'

export interface Segment<Value extends string> {
  readonly value: Value
  readonly name: string
  readonly tone?: Tone
}

interface SegmentsProps<Value extends string> {
  label: string
  /** Undefined while it is not known. */
  value: Value | undefined
  segments: readonly Segment<Value>[]
  onChange: (value: Value) => void
}

export function Segments<Value extends string>({ label, value, segments, onChange }: SegmentsProps<Value>) {
  const group = useId()
  return (
    <div className="segments" role="radiogroup" aria-label={label}>
      {segments.map(({ value: own, name, tone }) => (
        <label key={own} data-tone={tone} data-checked={value === own}>
          <input type="radio" name={group} checked={value === own} onChange={() => onChange(own)} />
          {name}
        </label>
      ))}
    </div>
  )
}
