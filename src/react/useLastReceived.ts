'use client'
/**
 * The newest of what a node received.
 */
import { reportUncaught } from '../core/emitter.js'
import type { AnyFormat, Data, Packet, WebSocketNodeHandle } from '../core/types.js'
import { useFold } from './useFold.js'

/**
 * The last batch of `node`, joined; undefined until there is one, and for `null`. A batch from before the component
 * mounted counts. Renders at once when the socket pauses, once a frame under load.
 */
export function useLastReceived<F extends AnyFormat>(node: WebSocketNodeHandle<F> | null): Data<F> | undefined
/** The last packet that `accept` lets through. Renders as above, and only for such packets. */
export function useLastReceived<F extends AnyFormat, P extends Packet<F>>(
  node: WebSocketNodeHandle<F> | null,
  accept: (packet: Packet<F>) => packet is P,
): P | undefined
export function useLastReceived<F extends AnyFormat>(
  node: WebSocketNodeHandle<F> | null,
  accept: (packet: Packet<F>) => boolean,
): Packet<F> | undefined
export function useLastReceived<F extends AnyFormat>(
  node: WebSocketNodeHandle<F> | null,
  accept?: (packet: Packet<F>) => boolean,
): Data<F> | Packet<F> | undefined {
  return useFold<F, Joinable<Data<F> | Packet<F>> | undefined, Data<F> | Packet<F> | undefined>(
    node,
    undefined,
    (before, batch) => (accept ? lastAccepted(batch.packets, accept, before) : batch),
    join,
    true,
  )
}

/** A batch, which is joined only if it comes to be shown, or one packet. */
interface Joinable<T> {
  join(): T
}

function join<T>(batch: Joinable<T> | undefined): T | undefined {
  return batch?.join()
}

function lastAccepted<P, T>(packets: readonly P[], accept: (packet: P) => boolean, otherwise: T): Joinable<P> | T {
  for (let index = packets.length - 1; index >= 0; index--) {
    const packet = packets[index]!
    try {
      if (accept(packet)) return { join: () => packet }
    } catch (error) {
      reportUncaught(error)
    }
  }
  return otherwise
}
