/**
 * Packets as bytes, the default: what the addon speaks unless said otherwise.
 */
import { bytesOf, isArrayBuffer } from '../core/encode.js'
import type { Format } from '../core/types.js'

/** `Uint8Array` in, any bytes out; a text frame is read as its UTF-8; a batch is joined into one array. */
export const bytes: Format<Uint8Array, Uint8Array, ArrayBuffer | ArrayBufferView> = {
  name: 'bytes',
  decode: (wire) => (typeof wire === 'string' ? new TextEncoder().encode(wire) : wire),
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
  encode(message) {
    const view = bytesOf(message, 'the format bytes sends')
    // A socket takes no shared memory.
    return isArrayBuffer(view.buffer) ? view : view.slice()
  },
}
