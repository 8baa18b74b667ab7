/**
 * Frames to packets: one reader for each connection, by the format that the node had when the socket was made.
 */
import { isBlob } from './encode.js'
import { WebSocketNodeError } from './errors.js'
import { isThenable, show, wordsOf } from './show.js'
import type { AnyFormat, Packet, Wire } from './types.js'

/** Packets that were read from a frame before the frame's turn came. */
export class ReadAhead {
  constructor(readonly packets: readonly unknown[]) {}
}

export interface Reader<F extends AnyFormat> {
  /** The packets of these frames, in order, in the same array where that is possible; without those that are refused. */
  read(frames: Wire[]): readonly Packet<F>[]
  /** The connection is over: what is unfinished is refused. */
  end(): void
}

export function createReader<F extends AnyFormat>(
  format: F,
  refuse: (error: WebSocketNodeError, wire: Wire) => void,
): Reader<F> {
  const decoder = 'open' in format ? format.open() : undefined
  const decode = decoder ? undefined : (format as Extract<AnyFormat, { decode: unknown }>).decode

  function refuseFrame(cause: unknown, wire: Wire): void {
    const message = `the format ${format.name} refused a packet: ${wordsOf(cause)}`
    refuse(new WebSocketNodeError('invalid-message', message, { cause }), wire)
  }

  function readStream(frames: readonly Wire[]): readonly unknown[] {
    const packets: unknown[] = []
    for (const frame of frames) {
      try {
        const read = frame instanceof ReadAhead ? frame.packets : decoder!.decode(checked(frame))
        for (const packet of read) packets.push(packet)
      } catch (cause) {
        refuseFrame(cause, frame)
      }
    }
    return packets
  }

  function readEach(frames: Wire[]): readonly unknown[] {
    const packets = frames as unknown[]
    let count = 0
    for (const frame of frames) {
      try {
        packets[count] = settled(decode!.call(format, checked(frame)))
        count++
      } catch (cause) {
        refuseFrame(cause, frame)
      }
    }
    packets.length = count
    return packets
  }

  return {
    read: (decoder ? readStream : readEach) as Reader<F>['read'],
    end() {
      try {
        decoder?.end?.()
      } catch (cause) {
        refuseFrame(cause, '')
      }
    },
  }
}

/** @throws TypeError for what a socket does not deliver where `binaryType` is `'arraybuffer'` (HTML standard) */
function checked(frame: Wire): Wire {
  if (typeof frame === 'string' || ArrayBuffer.isView(frame)) return frame
  const way = isBlob(frame)
    ? ', although binaryType is arraybuffer: a mock or interceptor does that; convert it in createSocket'
    : ''
  throw new TypeError(`a socket delivers strings and bytes; got ${show(frame)}${way}`)
}

/** @throws TypeError for a promise */
function settled(packet: unknown): unknown {
  if (!isThenable(packet)) return packet
  packet.then(undefined, () => {})
  throw new TypeError('decode gave a promise; a format reads synchronously')
}
