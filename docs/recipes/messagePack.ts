/**
 * MessagePack as a format, by `@msgpack/msgpack`: `useWebSocketNode({ format: messagePack<Incoming, Outgoing>(), … })`.
 */
import { decode, encode } from '@msgpack/msgpack'
import type { Format } from 'react-websocket-node'

/**
 * One value a binary frame. A text frame, and bytes that are no MessagePack, are `onReceiveFailed`.
 * @typeParam In what arrives: asserted, not checked
 * @typeParam Out what is sent. Default: the same
 */
export function messagePack<In = unknown, Out = In>(): Format<In, readonly In[], Out> {
  return {
    name: 'messagepack',
    decode(wire) {
      if (typeof wire === 'string') throw new TypeError('MessagePack comes in binary frames; got a text frame')
      return decode(wire) as In
    },
    join: (packets) => packets,
    encode: (message) => encode(message),
  }
}
