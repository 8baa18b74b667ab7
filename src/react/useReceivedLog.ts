'use client'
/**
 * The last packets that a node received.
 */
import { useMemo } from 'react'
import { checkRange } from '../core/options.js'
import type { AnyFormat, Packet, WebSocketNodeHandle } from '../core/types.js'
import { useFold } from './useFold.js'

const NOTHING: readonly never[] = []
const RANGE = { unit: 'whole packets', max: 100_000 }

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
  const log = useFold<F, Log<Packet<F>> | undefined, readonly Packet<F>[]>(
    node,
    undefined,
    (before, { packets }) => append(before, packets, limit),
    show,
  )
  return useMemo(() => (log.length > limit ? log.slice(log.length - limit) : log), [log, limit])
}

/** Another one for each batch, around one array: what is shown of it is a copy, made once a frame. */
interface Log<P> {
  readonly packets: P[]
}

function append<P>(log: Log<P> | undefined, added: readonly P[], limit: number): Log<P> | undefined {
  if (limit === 0) return undefined
  const packets = log?.packets ?? []
  for (const packet of added.slice(-limit)) packets.push(packet)
  packets.splice(0, packets.length - limit)
  return { packets }
}

function show<P>(log: Log<P> | undefined): readonly P[] {
  return log ? [...log.packets] : NOTHING
}
