/**
 * Packets as text.
 */
import { show } from '../core/options.js'
import type { Format } from '../core/types.js'
import { decodeText } from './utf8.js'

/** Strings in and out; a binary frame is read as UTF-8; a batch is joined into one string. */
export const text: Format<string, string, string> = {
  name: 'text',
  decode: decodeText,
  join: (packets) => packets.join(''),
  encode(message) {
    if (typeof message === 'string') return message
    throw new TypeError(`the format text sends strings; got ${show(message)}`)
  },
}
