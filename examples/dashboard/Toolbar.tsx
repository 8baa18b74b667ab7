import type { ReactNode } from 'react'
import { REGIONS, type Region } from './protocol.js'

/** How many errors came of each region. */
export type ErrorCounts = { readonly [R in Region]?: number }

export interface ToolbarProps {
  region: Region
  errors: ErrorCounts
  isLive: boolean
  status: ReactNode
  onRegion: (region: Region) => void
  onLive: (isLive: boolean) => void
}

export function Toolbar({ region, errors, isLive, status, onRegion, onLive }: ToolbarProps) {
  return (
    <header>
      <h1>Dashboard</h1>
      <nav aria-label="Regions">
        {REGIONS.map((other) => (
          <button key={other} aria-current={other === region} onClick={() => onRegion(other)}>
            {other}
            {errors[other] !== undefined && <span className="count">{errors[other]}</span>}
          </button>
        ))}
      </nav>
      {status}
      <label className="live">
        <input type="checkbox" role="switch" checked={isLive} onChange={(event) => onLive(event.target.checked)} />
        Live
      </label>
    </header>
  )
}
