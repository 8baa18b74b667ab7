/**
 * WebSocket frames by hand (RFC 6455 §5.2), also the broken ones that a library would refuse to write: the raw server
 * speaks with these, so that a test decides about every byte.
 */

/** The opcodes of RFC 6455 §5.2. */
export const OPCODE = { CONTINUATION: 0, TEXT: 1, BINARY: 2, CLOSE: 8, PING: 9, PONG: 10 } as const

/** What a frame says about itself, beside its payload. */
export interface FrameOptions {
  opcode: number
  /** Whether this is the last frame of its message. Default true. */
  fin?: boolean
  /** Masks the payload, as only a client may. Default false. */
  isMasked?: boolean
}

/** One frame, ready for the wire. */
export function frame(payload: Uint8Array, { opcode, fin = true, isMasked = false }: FrameOptions): Buffer {
  const maskBit = isMasked ? 0x80 : 0
  const start = (fin ? 0x80 : 0) | opcode
  let head: Buffer
  if (payload.length < 126) {
    head = Buffer.from([start, maskBit | payload.length])
  } else if (payload.length < 0x10000) {
    head = Buffer.from([start, maskBit | 126, 0, 0])
    head.writeUInt16BE(payload.length, 2)
  } else {
    head = Buffer.alloc(10)
    head[0] = start
    head[1] = maskBit | 127
    head.writeBigUInt64BE(BigInt(payload.length), 2)
  }
  if (!isMasked) return Buffer.concat([head, payload])
  const mask = Buffer.from([0x12, 0x34, 0x56, 0x78])
  return Buffer.concat([head, mask, applyMask(payload, mask)])
}

/** A text message in one frame. */
export function textFrame(text: string): Buffer {
  return frame(Buffer.from(text), { opcode: OPCODE.TEXT })
}

/** A binary message in one frame. */
export function binaryFrame(bytes: Uint8Array | readonly number[]): Buffer {
  return frame(Uint8Array.from(bytes), { opcode: OPCODE.BINARY })
}

/** One text message in a frame for each part. */
export function fragmentedText(...parts: string[]): Buffer {
  return Buffer.concat(
    parts.map((part, index) =>
      frame(Buffer.from(part), {
        opcode: index === 0 ? OPCODE.TEXT : OPCODE.CONTINUATION,
        fin: index === parts.length - 1,
      }),
    ),
  )
}

/** A text frame whose payload is not UTF-8. */
export function invalidTextFrame(): Buffer {
  return frame(Buffer.from([0x61, 0xff, 0xfe]), { opcode: OPCODE.TEXT })
}

/** A text frame that is masked, which a server must not send (RFC 6455 §5.1). */
export function maskedTextFrame(text: string): Buffer {
  return frame(Buffer.from(text), { opcode: OPCODE.TEXT, isMasked: true })
}

/** A close frame with any code, allowed or not; without a code its payload is empty (RFC 6455 §5.5.1). */
export function closeFrame(code?: number, reason = ''): Buffer {
  if (code === undefined) return frame(new Uint8Array(), { opcode: OPCODE.CLOSE })
  const payload = Buffer.concat([Buffer.alloc(2), Buffer.from(reason)])
  payload.writeUInt16BE(code)
  return frame(payload, { opcode: OPCODE.CLOSE })
}

/** A frame that came from a client, its payload unmasked. */
export interface ReceivedFrame {
  readonly opcode: number
  readonly fin: boolean
  readonly payload: Buffer
}

/** Reads the first frame off `bytes`; null if it is not all there. */
export function readFrame(bytes: Buffer): { frame: ReceivedFrame; rest: Buffer } | null {
  if (bytes.length < 2) return null
  const first = bytes.readUInt8(0)
  const second = bytes.readUInt8(1)
  const short = second & 0x7f
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0
  const maskBytes = (second & 0x80) === 0 ? 0 : 4
  const start = 2 + lengthBytes + maskBytes
  if (bytes.length < start) return null
  const length =
    lengthBytes === 0 ? short : lengthBytes === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  if (bytes.length < start + length) return null
  const payload = bytes.subarray(start, start + length)
  return {
    frame: {
      opcode: first & 0x0f,
      fin: (first & 0x80) !== 0,
      payload: maskBytes === 0 ? payload : applyMask(payload, bytes.subarray(start - 4, start)),
    },
    rest: bytes.subarray(start + length),
  }
}

/** Masks and unmasks (RFC 6455 §5.3). */
function applyMask(payload: Uint8Array, mask: Uint8Array): Buffer {
  return Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)))
}
