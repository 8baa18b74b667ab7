'use client'
/**
 * The newest packet that a node received.
 */
import type { AnyFormat, Packet } from '../core/types.js'
import type { NodeOrTopic } from '../topics/types.js'
import { lets, stillLets, type Accept } from './accept.js'
import { useFold } from './useFold.js'

/**
 * The last packet of `node`, which may be a topic; undefined until there is one at the present destination, and for `null`. A packet from
 * before the component mounted counts. What comes first in a frame is rendered at once, the rest with the next frame.
 *
 * A view: packets in between are not shown, and a packet that equals the last one runs no effect (after `'ping'` twice,
 * an effect on the value has run once). To act on messages there is `onPacket`.
 */
export function useLastPacket<F extends AnyFormat>(node: NodeOrTopic<F> | null): Packet<F> | undefined
/**
 * The last packet that `accept` lets through; renders for such packets only. `accept` may read props: a packet that it
 * refuses now is not shown any more.
 */
export function useLastPacket<F extends AnyFormat, P extends Packet<F>>(
  node: NodeOrTopic<F> | null,
  accept: (packet: Packet<F>) => packet is P,
): P | undefined
export function useLastPacket<F extends AnyFormat>(
  node: NodeOrTopic<F> | null,
  accept: ((packet: Packet<F>) => boolean) | undefined,
): Packet<F> | undefined
export function useLastPacket<F extends AnyFormat>(
  node: NodeOrTopic<F> | null,
  accept?: (packet: Packet<F>) => boolean,
): Packet<F> | undefined {
  const last = useFold<F, Boxed<F>, Boxed<F>>(
    node,
    undefined,
    accept ? (before, { packets }) => lastOf(before, packets, accept) : newest,
    asIs,
    true,
  )
  return last && stillLets(accept, last.packet) ? last.packet : undefined
}

type Boxed<F extends AnyFormat> = Last<Packet<F>> | undefined

/** The same function in each render, so that React has nothing to do for it. */
function newest<P>(before: Last<P> | undefined, { packets }: { readonly packets: readonly P[] }): Last<P> | undefined {
  return lastOf(before, packets, undefined)
}

function lastOf<P>(before: Last<P> | undefined, packets: readonly P[], accept: Accept<P>): Last<P> | undefined {
  for (let index = packets.length - 1; index >= 0; index--) {
    const packet = packets[index]!
    if (lets(accept, packet)) return before && Object.is(before.packet, packet) ? before : { packet }
  }
  return before
}

/** Boxed, so that undefined and a packet that is undefined are two things. */
interface Last<P> {
  readonly packet: P
}

function asIs<T>(value: T): T {
  return value
}
