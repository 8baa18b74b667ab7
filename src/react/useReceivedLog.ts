'use client'
/**
 * The last packets that a node received.
 */
import { useMemo } from 'react'
import { checkRange } from '../core/options.js'
import type { AnyFormat, Packet } from '../core/types.js'
import type { NodeOrTopic } from '../topics/types.js'
import { lets, stillLets, type Accept } from './accept.js'
import { useFold } from './useFold.js'

const NOTHING: readonly never[] = []
const RANGE = { unit: 'whole packets', max: 100_000 }

export interface ReceivedLogOptions<P, Accepted extends P = P> {
  /** Packets that are kept at most, 0 to 100,000. Default 100. */
  limit?: number | undefined
  /** Which packets are kept. It may read props: what it refuses now is not shown any more. Default: all. */
  accept?: ((packet: P) => packet is Accepted) | ((packet: P) => boolean) | undefined
}

/**
 * The last packets of `node`, which may be a topic, since the component mounted, oldest first. Another node, or another destination of it, starts
 * again. What comes first in a frame is rendered at once, the rest with the next frame.
 *
 * @param options packets that are kept at most, 0 to 100,000, default 100; or also which
 * @throws RangeError while rendering, for a limit out of its range
 */
export function useReceivedLog<F extends AnyFormat, P extends Packet<F> = Packet<F>>(
  node: NodeOrTopic<F> | null,
  options: number | ReceivedLogOptions<Packet<F>, P> = {},
): readonly P[] {
  const { limit = 100, accept } = options instanceof Object ? options : { limit: options }
  checkRange('limit', limit, RANGE)
  const log = useFold<F, Log<Packet<F>> | undefined, readonly Packet<F>[]>(
    node,
    undefined,
    (before, { packets }) => append(before, packets, limit, accept),
    show,
  )
  return useMemo(() => {
    const kept = log.length > limit ? log.slice(log.length - limit) : log
    const isAllShown = kept.every((packet) => stillLets(accept, packet))
    return (isAllShown ? kept : kept.filter((packet) => stillLets(accept, packet))) as readonly P[]
  }, [log, limit, accept])
}

/** Another one for each batch, around one array: what is shown of it is a copy, made once a frame. */
interface Log<P> {
  readonly packets: P[]
}

function append<P>(log: Log<P> | undefined, added: readonly P[], limit: number, accept: Accept<P>): Log<P> | undefined {
  const accepted = accept ? added.filter((packet) => lets(accept, packet)) : added
  if (limit === 0 || accepted.length === 0) return log
  const packets = log?.packets ?? []
  for (const packet of accepted.slice(-limit)) packets.push(packet)
  packets.splice(0, packets.length - limit)
  return { packets }
}

function show<P>(log: Log<P> | undefined): readonly P[] {
  return log ? [...log.packets] : NOTHING
}
