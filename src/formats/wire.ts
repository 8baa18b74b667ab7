/**
 * Packets as they came, so that text and bytes can be told apart.
 */
import type { Format, Outgoing, Wire } from '../core/types.js'
import { encodeBinary, type Binary } from './outgoing.js'

/**
 * The format for protocols with both text and binary messages. A packet is a string or a `Uint8Array`, as it arrived. A batch
 * is an array of packets. `send` takes a string, an `ArrayBuffer`, a view of one, or a `Blob`, and throws a `TypeError` for
 * anything else.
 */
export const wire: Format<Wire, readonly Wire[], string | Binary> = {
  name: 'wire',
  decode: (packet) => packet,
  join: (packets) => packets,
  encode: (message): Outgoing =>
    typeof message === 'string'
      ? message
      : encodeBinary(message, 'the format wire sends strings, array buffers, their views and Blobs'),
}
