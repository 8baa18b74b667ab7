/**
 * Packets as text.
 */
import { encodeText } from '../core/sending/encode.js'
import type { Format } from '../core/types.js'
import { decodeText } from './utf8.js'

/**
 * The format for text messages. Packets are strings; a binary message is read as UTF-8. A batch is an array of strings.
 * `send` takes a string, and throws a `TypeError` for anything else.
 */
export const text: Format<string, readonly string[], string> = {
  name: 'text',
  decode: decodeText,
  join: (packets) => packets,
  encode: encodeText,
}
