/**
 * Binary frames as text.
 */
import type { Wire } from '../core/types.js'

/**
 * The text of a frame.
 * @throws TypeError for bytes that are not UTF-8
 */
export function decodeText(wire: Wire): string {
  // The byte order mark is part of the packet, and stays.
  return typeof wire === 'string' ? wire : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(wire)
}
