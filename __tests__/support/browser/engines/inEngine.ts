/**
 * What an engine tells otherwise, said where it is expected.
 */
import { ENGINE, type EngineName } from './engine'

/** The value for the engine that runs, else `otherwise`. */
export function inEngine<T>(values: Readonly<Partial<Record<EngineName, T>>>, otherwise: T): T {
  const value = values[ENGINE]
  return value === undefined ? otherwise : value
}

/** Whether the TCP connection of a handshake that the page has given up stays until the server ends it. */
export const KEEPS_ABANDONED = inEngine({ firefox: true }, false)

/** Whether the browser may drop all that came of a connection that ends a moment later. */
export const LOSES_SUDDEN_ENDS = inEngine({ firefox: true }, false)
