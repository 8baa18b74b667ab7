/**
 * Packets as a person reads them.
 */
import type { Outgoing } from '../../src/index.js'

const MAX_BYTES = 8
const MAX_CHARACTERS = 120
const PRINTABLE = /^[^\p{Cc}\ufffd]+$/u

/** A text in quotes; bytes in hexadecimal, and as the text that they spell, if any; a blob by its size. Long ones are cut. */
export function showWire(wire: Outgoing): string {
  if (typeof wire === 'string') return quote(wire)
  if (!(wire instanceof Uint8Array)) return `<blob of ${wire.size} bytes>`
  const hex = [...wire.subarray(0, MAX_BYTES)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  const bytes = wire.length > MAX_BYTES ? `<${hex} … ${wire.length} bytes>` : `<${hex}>`
  const text = new TextDecoder().decode(wire.subarray(0, 4 * MAX_CHARACTERS))
  return PRINTABLE.test(text) ? `${bytes} ${quote(text)}` : bytes
}

function quote(text: string): string {
  return text.length > MAX_CHARACTERS ? `“${text.slice(0, MAX_CHARACTERS)}…”` : `“${text}”`
}
