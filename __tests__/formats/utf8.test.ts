/**
 * Text as UTF-8 and back where the platform has no encoder or no strict decoder: exactly as the platform's own do it.
 * jsdom has neither; Node's are the measure.
 */
import { property, assert as check, string, uint8Array, constantFrom, array } from 'fast-check'
import { TextDecoder as NodeDecoder, TextEncoder as NodeEncoder } from 'node:util'
import { decodeText, encodeUtf8 } from '../../src/formats/utf8.js'

const platform = {
  decode: (bytes: Uint8Array) => new NodeDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
}

/** What bytes are as text, or that they are none. */
function outcome(decode: (bytes: Uint8Array) => string, bytes: Uint8Array): string | undefined {
  try {
    return decode(bytes)
  } catch (error) {
    expect(error).toHaveProperty('name', 'TypeError')
    return undefined
  }
}

const bytesOf = (text: string) => Array.from(new NodeEncoder().encode(text))

beforeEach(() => {
  expect(globalThis).not.toHaveProperty('TextEncoder')
  expect(globalThis).not.toHaveProperty('TextDecoder')
})

describe('without an encoder', () => {
  test('every string is encoded as the platform does it', () => {
    check(
      property(string({ unit: 'binary' }), string({ unit: 'grapheme' }), (binary, graphemes) => {
        for (const text of [binary, graphemes]) expect(Array.from(encodeUtf8(text))).toEqual(bytesOf(text))
      }),
      { numRuns: 1000 },
    )
  })

  test('half a surrogate pair becomes U+FFFD, wherever it is', () => {
    const units = array(constantFrom('\ud83d', '\ude00', '\ud800', '\udbff', '\udc00', '\udfff', 'a', 'é'))
    check(
      property(units, (parts) => {
        const text = parts.join('')
        expect(Array.from(encodeUtf8(text))).toEqual(bytesOf(text))
      }),
      { numRuns: 1000 },
    )
  })

  test('what it returns is a Uint8Array of this realm', () => {
    expect(encodeUtf8('é')).toBeInstanceOf(Uint8Array)
  })
})

describe('without a decoder', () => {
  test('every string comes back, the byte order mark with it', () => {
    check(
      property(string({ unit: 'binary' }), (text) => {
        expect(decodeText(encodeUtf8(`\ufeff${text}`))).toBe(`\ufeff${text}`)
      }),
      { numRuns: 1000 },
    )
  })

  test('any bytes are read, or refused with a TypeError, as by the platform', () => {
    check(
      property(uint8Array({ maxLength: 8 }), (bytes) => {
        expect(outcome(decodeText, bytes)).toBe(outcome(platform.decode, bytes))
      }),
      { numRuns: 5000 },
    )
  })

  test('so is every sequence of bytes at which a rule of UTF-8 begins or ends', () => {
    const edges = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf]
    const leads = [0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf7, 0xf8, 0xfb, 0xfc, 0xfe, 0xff]
    const all = [...edges, ...leads]
    for (const first of all) {
      expect(outcome(decodeText, Uint8Array.of(first))).toBe(outcome(platform.decode, Uint8Array.of(first)))
      for (const second of all) {
        for (const rest of [
          [],
          [0x80],
          [0xbf],
          [0x80, 0x80],
          [0xbf, 0xbf],
          [0xbf, 0x7f],
          [0xc0, 0x80],
          [0x80, 0x80, 0x80],
        ]) {
          const bytes = Uint8Array.of(first, second, ...rest)
          expect([bytes, outcome(decodeText, bytes)]).toEqual([bytes, outcome(platform.decode, bytes)])
        }
      }
    }
  })

  test('a part of a bigger buffer is read as that part', () => {
    const whole = new NodeEncoder().encode('before é after')
    expect(decodeText(whole.subarray(7, 9))).toBe('é')
  })

  test('long text is read and written whole', () => {
    const text = 'aé€😀'.repeat(100_000)
    const bytes = encodeUtf8(text)
    expect(Buffer.compare(bytes, new NodeEncoder().encode(text))).toBe(0)
    expect(decodeText(bytes)).toBe(text)
  })
})

describe('with the platform’s own', () => {
  afterEach(() => {
    for (const name of ['TextEncoder', 'TextDecoder']) Reflect.deleteProperty(globalThis, name)
  })

  test('those are used', () => {
    class Decoder {
      constructor(
        readonly label: string,
        readonly options: object,
      ) {}
      decode = (bytes: Uint8Array) => `${this.label} ${JSON.stringify(this.options)} ${bytes.length}`
    }
    class Encoder {
      encode = (text: string) => Uint8Array.of(text.length)
    }
    Object.assign(globalThis, { TextDecoder: Decoder, TextEncoder: Encoder })
    expect(decodeText(Uint8Array.of(1, 2))).toBe('utf-8 {"fatal":true,"ignoreBOM":true} 2')
    expect(Array.from(encodeUtf8('abc'))).toEqual([3])
  })

  test('a decoder that can’t be strict is not', () => {
    class Lax {
      constructor() {
        throw new RangeError('fatal is not supported')
      }
    }
    Object.assign(globalThis, { TextDecoder: Lax })
    expect(decodeText(Uint8Array.of(0xc3, 0xa9))).toBe('é')
    expect(() => decodeText(Uint8Array.of(0xc3))).toThrow(new TypeError('the bytes are not UTF-8'))
  })
})
