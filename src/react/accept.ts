/**
 * Which packets a hook shows, as the user's function says.
 */
import { reportUncaught } from '../core/emitter.js'

/** Whether a packet is let through; all are where there is no function. */
export type Accept<P> = ((packet: P) => boolean) | undefined

/** Asks for a packet that has just come; what `accept` throws is reported, and counts as no. */
export function lets<P>(accept: Accept<P>, packet: P): boolean {
  try {
    return !accept || accept(packet)
  } catch (error) {
    reportUncaught(error)
    return false
  }
}

/** Asks again while rendering, since `accept` may read props; what it throws was reported when the packet came. */
export function stillLets<P>(accept: Accept<P>, packet: P): boolean {
  try {
    return !accept || accept(packet)
  } catch {
    return false
  }
}
