/**
 * Decodes messages of the wire into packets. Each connection has a reader, with the format of the node when the socket was
 * created.
 */
import { isBlob } from '../sending/encode.js'
import { WebSocketNodeError } from '../errors.js'
import { isThenable, show, wordsOf } from '../show.js'
import type { AnyFormat, Decoder, Packet, Wire } from '../types.js'

/** Packets that were decoded before it was their turn to be emitted. */
export class ReadAhead {
  constructor(readonly packets: readonly unknown[]) {}
}

export interface Reader<F extends AnyFormat> {
  /**
   * The packets of these frames, in order; without those that are refused.
   * @param ends gets, after each frame, how many packets there are
   */
  read(frames: readonly Wire[], ends?: number[]): readonly Packet<F>[]
  /** The connection has ended: refuses an unfinished packet. */
  end(): void
}

export function createReader<F extends AnyFormat>(
  format: F,
  refuse: (error: WebSocketNodeError, wire: Wire) => void,
): Reader<F> {
  const decoder: Decoder<unknown> =
    'open' in format ? format.open() : { decode: (frame) => [settled(format.decode(frame))] }

  /** Calls the decoder. An error that it throws refuses `frame`. */
  function attempt(frame: Wire, decode: () => void): void {
    try {
      decode()
    } catch (cause) {
      const message = `the format ${format.name} refused a packet: ${wordsOf(cause)}`
      refuse(new WebSocketNodeError('invalid-message', message, { cause }), frame)
    }
  }

  return {
    read(frames, ends) {
      const packets: unknown[] = []
      for (const frame of frames) {
        attempt(frame, () => {
          for (const packet of frame instanceof ReadAhead ? frame.packets : decoder.decode(checked(frame))) {
            packets.push(packet)
          }
        })
        ends?.push(packets.length)
      }
      return packets as Packet<F>[]
    },
    end: () => attempt('', () => decoder.end?.()),
  }
}

/** @throws TypeError for what a socket does not deliver where `binaryType` is `'arraybuffer'` (HTML standard) */
function checked(frame: Wire): Wire {
  if (typeof frame === 'string' || ArrayBuffer.isView(frame)) return frame
  const way = isBlob(frame) ? '. A mock that ignores binaryType does that: convert it in createSocket' : ''
  throw new TypeError(`a socket delivers strings and bytes; got ${show(frame)}${way}`)
}

/** @throws TypeError for a promise */
function settled(packet: unknown): unknown {
  if (!isThenable(packet)) return packet
  packet.then(undefined, () => {})
  throw new TypeError('decode gave a promise; a format reads synchronously')
}
