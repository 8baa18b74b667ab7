/**
 * Packets as text.
 */
import { encodeText } from '../core/encode.js'
import type { Format } from '../core/types.js'
import { decodeText } from './utf8.js'

/** Strings in and out; a binary frame is read as UTF-8; a batch is joined into one string. */
export const text: Format<string, string, string> = {
  name: 'text',
  decode: decodeText,
  // Engines keep a sum of strings as a rope: its characters are copied once, and only when somebody reads them.
  join: (packets) => packets.reduce((joined, packet) => joined + packet, ''),
  encode: encodeText,
}
