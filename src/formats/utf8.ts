/**
 * Text as UTF-8 and back. Jest's jsdom has neither `TextEncoder` nor `TextDecoder`, the Hermes of React Native 0.72 no
 * decoder, and many a polyfill no `fatal`: what a platform lacks is done here (RFC 3629).
 */
import type { Wire } from '../core/types.js'

/** By the number of bytes that follow the first one: what is added to that, and the first code point that needs them. */
const LEADS = [0, 0xc0, 0xe0, 0xf0]
const FIRSTS = [0, 0x80, 0x800, 0x10000]

/** Code points that become text at once: the arguments of a call have to fit on the stack. */
const CHUNK = 4096

/**
 * The text of a frame.
 * @throws TypeError for bytes that are not UTF-8
 */
export function decodeText(wire: Wire): string {
  if (typeof wire === 'string') return wire
  let decoder: TextDecoder
  try {
    // The byte order mark is part of the packet, and stays.
    decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  } catch {
    return decode(wire)
  }
  return decoder.decode(wire)
}

/** Half of a surrogate pair becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  return typeof TextEncoder === 'undefined' ? encode(text) : new TextEncoder().encode(text)
}

function decode(bytes: Uint8Array): string {
  let text = ''
  let points: number[] = []
  for (let index = 0; index < bytes.length;) {
    let point = bytes[index++]!
    if (point > 0x7f) {
      const more = point > 0xef ? 3 : point > 0xdf ? 2 : 1
      point -= LEADS[more]!
      for (let left = more; left > 0; left--) {
        // Past the end, too, this is no byte that follows one.
        const part = bytes[index++]! ^ 0x80
        point = part > 0x3f ? NaN : point * 0x40 + part
      }
      const isCharacter = point >= FIRSTS[more]! && point <= 0x10ffff && !isSurrogate(point)
      if (!isCharacter) throw new TypeError('the bytes are not UTF-8')
    }
    if (points.push(point) === CHUNK) {
      text += String.fromCodePoint(...points)
      points = []
    }
  }
  return text + String.fromCodePoint(...points)
}

function encode(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    let point = character.codePointAt(0)!
    if (isSurrogate(point)) point = 0xfffd
    let more = 3
    while (point < FIRSTS[more]!) more--
    bytes.push(LEADS[more]! + (point >> (6 * more)))
    while (more-- > 0) bytes.push(0x80 | ((point >> (6 * more)) & 0x3f))
  }
  return new Uint8Array(bytes)
}

function isSurrogate(point: number): boolean {
  return point >> 11 === 0x1b
}
