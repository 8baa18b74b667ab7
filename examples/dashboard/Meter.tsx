import type { MetricInfo } from './protocol.js'

export interface MeterProps extends MetricInfo {
  /** Undefined while none is known. */
  value: number | undefined
}

export function Meter({ label, unit, max, value }: MeterProps) {
  return (
    <li className="tile">
      <h2>{label}</h2>
      <p>
        <output aria-label={label}>{value === undefined ? '–' : value.toFixed(value < 10 ? 1 : 0)}</output> {unit}
      </p>
      <meter aria-label={`${label}, of ${max}`} value={value ?? 0} max={max} />
    </li>
  )
}
