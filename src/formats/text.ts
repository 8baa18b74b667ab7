/**
 * Packets as text.
 */
import { encodeText } from '../core/sending/encode.js'
import type { Format } from '../core/types.js'
import { decodeText } from './utf8.js'

/** Strings in and out; a binary frame is read as UTF-8; a batch is an array of strings. */
export const text: Format<string, readonly string[], string> = {
  name: 'text',
  decode: decodeText,
  join: (packets) => packets,
  encode: encodeText,
}
