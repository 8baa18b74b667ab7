/**
 * Packets as they came, so that text and bytes can be told apart.
 */
import type { Format, Outgoing, Wire } from '../core/types.js'
import { encodeBinary, type Binary } from './outgoing.js'

/** Strings and `Uint8Array`s in; strings, any bytes and `Blob`s out; a batch is an array of packets. */
export const wire: Format<Wire, readonly Wire[], string | Binary> = {
  name: 'wire',
  decode: (packet) => packet,
  join: (packets) => packets,
  encode: (message): Outgoing =>
    typeof message === 'string'
      ? message
      : encodeBinary(message, 'the format wire sends strings, array buffers, their views and Blobs'),
}
