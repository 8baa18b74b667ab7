'use client'
/**
 * The last packets that a node received.
 */
import { useMemo } from 'react'
import { checkRange } from '../core/options.js'
import type { AnyFormat, Packet, WebSocketNodeHandle } from '../core/types.js'
import { useFold } from './useFold.js'

const NOTHING: readonly never[] = []
const RANGE = { unit: 'whole packets', min: 0, max: 100_000, isWhole: true }

/**
 * The last packets of `node` since the component mounted, oldest first. Another node starts again. Renders at once when
 * the socket pauses, once a frame under load.
 *
 * @param limit packets that are kept at most, 0 to 100,000. Default 100
 * @throws RangeError while rendering, for a limit out of its range
 */
export function useReceivedLog<F extends AnyFormat>(
  node: WebSocketNodeHandle<F> | null,
  limit = 100,
): readonly Packet<F>[] {
  checkRange('limit', limit, RANGE)
  const log = useFold<F, readonly Packet<F>[]>(node, NOTHING, (kept, { packets }) =>
    lastOf([...kept, ...packets], limit),
  )
  return useMemo(() => lastOf(log, limit), [log, limit])
}

function lastOf<T>(items: readonly T[], limit: number): readonly T[] {
  if (limit === 0) return NOTHING
  return items.length > limit ? items.slice(-limit) : items
}
