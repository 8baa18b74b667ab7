/**
 * A whole flood as bytes on the wire: unmasked frames of one message each (RFC 6455 §5.2).
 */
import { BINARY_SIZE, jsonOf, textOf, type Kind } from './messages'

const TEXT = 0x81
const BINARY = 0x82

/** `count` messages of that kind. */
export function floodBytes(kind: Kind, count: number): Buffer {
  const frames = Array.from({ length: count }, (_, index) => {
    if (kind === 'binary') return frame(BINARY, Buffer.alloc(BINARY_SIZE + (index === count - 1 ? 1 : 0), index))
    return frame(TEXT, Buffer.from(kind === 'json' ? jsonOf(index, count) : textOf(index, count)))
  })
  return Buffer.concat(frames)
}

/** A text message as the server writes it. */
export function textFrame(text: string): Buffer {
  return frame(TEXT, Buffer.from(text))
}

function frame(opcode: number, payload: Buffer): Buffer {
  if (payload.length > 125) throw new RangeError(`a message of the bench has at most 125 bytes; got ${payload.length}`)
  return Buffer.concat([Buffer.from([opcode, payload.length]), payload])
}
