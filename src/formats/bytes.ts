/**
 * Packets as bytes, the default: what the addon speaks unless said otherwise.
 */
import type { Format } from '../core/types.js'
import { encodeBinary, type Binary } from './outgoing.js'
import { encodeUtf8 } from './utf8.js'

const TAKES =
  "the format bytes sends array buffers, their views and Blobs. For strings there are format: text, format: json() and node.sendString('…')"

/**
 * The format for binary messages, and the default, as in the Godot addon. Packets are `Uint8Array`s; a text message arrives
 * as its UTF-8. A batch is joined into one array. `send` takes an `ArrayBuffer`, a view of one, or a `Blob`, and throws a
 * `TypeError` for anything else.
 */
export const bytes: Format<Uint8Array, Uint8Array, Binary> = {
  name: 'bytes',
  decode: (wire) => (typeof wire === 'string' ? encodeUtf8(wire) : wire),
  join(packets) {
    if (packets.length === 1) return packets[0]!
    let length = 0
    for (const packet of packets) length += packet.length
    const joined = new Uint8Array(length)
    let offset = 0
    for (const packet of packets) {
      joined.set(packet, offset)
      offset += packet.length
    }
    return joined
  },
  encode: (message) => encodeBinary(message, TAKES),
}
