/**
 * Counts what a component that renders its messages got to see: what is there after a commit.
 */
import { useEffect } from 'react'
import { countOf, type Kind, type Tick } from '../messages'
import type { Tally } from './tally'

/** To be called with what the component shows now; undefined or null until there is something. */
export function useSeen(data: unknown, kind: Kind, tally: Tally): void {
  useEffect(() => {
    if (data === undefined || data === null) return
    if (kind === 'json') for (const tick of [data].flat() as Tick[]) tally.read(tick)
    else tally.see(countOf(data))
    tally.look(data)
  }, [data, kind, tally])
  useEffect(() => tally.commit())
}
