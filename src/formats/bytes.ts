/**
 * Packets as bytes, the default: what the addon speaks unless said otherwise.
 */
import { show } from '../core/options.js'
import type { Format } from '../core/types.js'

/** `Uint8Array` in, any bytes out; a text frame is read as its UTF-8; a batch is joined into one array. */
export const bytes: Format<Uint8Array, Uint8Array, ArrayBuffer | ArrayBufferView> = {
  name: 'bytes',
  decode: (wire) => (typeof wire === 'string' ? new TextEncoder().encode(wire) : wire),
  join(packets) {
    if (packets.length === 1) return packets[0]!
    const joined = new Uint8Array(packets.reduce((length, packet) => length + packet.length, 0))
    let offset = 0
    for (const packet of packets) {
      joined.set(packet, offset)
      offset += packet.length
    }
    return joined
  },
  encode(message) {
    if (ArrayBuffer.isView(message)) {
      const view = new Uint8Array(message.buffer, message.byteOffset, message.byteLength)
      // A socket takes no shared memory.
      return isTagged(message.buffer, 'SharedArrayBuffer') ? view.slice() : view
    }
    if (isTagged(message, 'ArrayBuffer')) return new Uint8Array(message)
    throw new TypeError(`the format bytes sends array buffers and their views; got ${show(message)}`)
  },
}

/** By its tag, which is the same in every realm. */
function isTagged(value: unknown, tag: string): boolean {
  return Object.prototype.toString.call(value) === `[object ${tag}]`
}
