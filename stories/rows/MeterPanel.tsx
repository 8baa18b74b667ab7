/**
 * The meter, read twice a second: what there was in the last second, and in all.
 */
import { useEffect, useState } from 'react'
import { Facts, Numbers } from '../ui/Facts.js'
import { Columns, Panel } from '../ui/Panel.js'
import type { Counts, Meter } from './meter.js'

const INTERVAL = 500

interface Reading {
  readonly at: number
  readonly counts: Counts
}

export function MeterPanel({ meter }: { meter: Meter }) {
  const [[before, now], setReadings] = useState(() => {
    const first: Reading = { at: performance.now(), counts: meter.read() }
    return [first, first] as const
  })
  useEffect(() => {
    const timer = setInterval(
      () => setReadings(([, last]) => [last, { at: performance.now(), counts: meter.read() }]),
      INTERVAL,
    )
    return () => clearInterval(timer)
  }, [meter])

  const { counts } = now
  const seconds = (now.at - before.at) / 1000
  const rateOf = (name: keyof Counts) =>
    seconds > 0 ? Math.round((counts[name] - before.counts[name]) / seconds).toLocaleString('en') : '0'
  return (
    <Panel title="Meter">
      <Columns>
        <Numbers
          of={{
            'packets/s': rateOf('packets'),
            'commits/s': rateOf('commits'),
            'frames/s': rateOf('frames'),
            'tasks over 50 ms': counts.longTasks,
          }}
        />
        <Facts
          of={{
            packets: counts.packets,
            'row renders': counts.renders,
            'renders without news': counts.idle,
            commits: counts.commits,
            'commits at most': counts.mostCommits,
            'wrong rows': counts.wrong,
          }}
        />
      </Columns>
    </Panel>
  )
}
