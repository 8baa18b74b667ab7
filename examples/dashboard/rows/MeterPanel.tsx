import { useSyncExternalStore } from 'react'
import type { Meter } from './meter.js'

/** What the page did in the last second. */
export function MeterPanel({ meter }: { meter: Meter }) {
  const { total, packets, rendered, frames, longest } = useSyncExternalStore(meter.subscribe, meter.get)
  const figures = {
    'packets/s': packets,
    'rows rendered/s': rendered,
    'frames/s': frames,
    'longest frame, ms': longest,
    'packets in all': total,
  }
  return (
    <dl className="meter">
      {Object.entries(figures).map(([label, figure]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd aria-label={label}>{figure.toLocaleString('en')}</dd>
        </div>
      ))}
    </dl>
  )
}
