/**
 * Filters the packets that a value hook shows by the user's function `accept`.
 */
import { reportUncaught } from '../core/emitter.js'

/** The user's filter; undefined accepts all packets. */
export type Accept<P> = ((packet: P) => boolean) | undefined

/** Asks `accept` about a new packet. If `accept` throws, the error is reported, and the packet is not accepted. */
export function lets<P>(accept: Accept<P>, packet: P): boolean {
  try {
    return !accept || accept(packet)
  } catch (error) {
    reportUncaught(error)
    return false
  }
}

/** Asks again in a render, since `accept` may read props. An error was already reported when the packet came. */
export function stillLets<P>(accept: Accept<P>, packet: P): boolean {
  try {
    return !accept || accept(packet)
  } catch {
    return false
  }
}
