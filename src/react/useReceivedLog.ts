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

/** The options of `useReceivedLog`. */
export interface ReceivedLogOptions<P, Accepted extends P = P> {
  /**
   * The most packets to keep, 0 to 100,000. Older ones are dropped.
   *
   * @defaultValue `100`
   */
  limit?: number | undefined
  /**
   * Returns whether a packet is kept. It may read props: packets that it no longer accepts are not shown.
   *
   * @defaultValue none: all packets are kept
   */
  accept?: ((packet: P) => packet is Accepted) | ((packet: P) => boolean) | undefined
}

/**
 * Returns the last packets of a node or topic since the component mounted, oldest first: for a list of messages. Another node
 * or another destination starts with an empty list. The component renders for the first packet of a frame at once, for later
 * ones with the next frame.
 *
 * @param node the node or topic; with null the list is empty
 * @param options the most packets to keep, 0 to 100,000; or an object that also says which
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

/** A new object for each batch around one array: the array is copied only for a render, once a frame. */
interface Log<P> {
  readonly packets: P[]
}

function append<P>(log: Log<P> | undefined, added: readonly P[], limit: number, accept: Accept<P>): Log<P> | undefined {
  const accepted = accept ? added.filter((packet) => lets(accept, packet)) : added
  if (accepted.length === 0) return log
  if (limit === 0) return undefined
  const packets = log?.packets ?? []
  for (const packet of accepted.slice(-limit)) packets.push(packet)
  packets.splice(0, packets.length - limit)
  return { packets }
}

function show<P>(log: Log<P> | undefined): readonly P[] {
  return log ? [...log.packets] : NOTHING
}
