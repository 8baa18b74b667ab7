'use client'
/**
 * The newest packet that a node received.
 */
import type { AnyFormat, Packet } from '../core/types.js'
import type { NodeOrTopic } from '../topics/types.js'
import { lets, stillLets, type Accept } from './accept.js'
import { useFold } from './useFold.js'

/**
 * Returns the last packet of a node or topic, to show it. It counts from before the component mounted, and starts again with
 * undefined when the destination changes. The component renders for the first packet of a frame at once, for later ones with
 * the next frame.
 *
 * Do not act on messages in an effect on this value: packets between two renders are skipped, and an effect does not run for a
 * packet that is equal to the last one. `onPacket` and `useSignal` get every packet.
 *
 * @param node the node or topic; with null the hook returns undefined
 * @returns undefined before the first packet
 */
export function useLastPacket<F extends AnyFormat>(node: NodeOrTopic<F> | null): Packet<F> | undefined
/**
 * Returns the last packet that `accept` accepts, and renders for such packets only.
 *
 * @param node the node or topic; with null the hook returns undefined
 * @param accept returns whether a packet is shown. It may read props: the hook returns undefined if it no longer accepts the
 * packet
 */
export function useLastPacket<F extends AnyFormat, P extends Packet<F>>(
  node: NodeOrTopic<F> | null,
  accept: (packet: Packet<F>) => packet is P,
): P | undefined
/**
 * Returns the last packet that `accept` accepts, if `accept` is given.
 *
 * @param node the node or topic; with null the hook returns undefined
 * @param accept returns whether a packet is shown; without it all packets are
 */
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

/** In an object, since a packet may be undefined. */
interface Last<P> {
  readonly packet: P
}

function asIs<T>(value: T): T {
  return value
}
