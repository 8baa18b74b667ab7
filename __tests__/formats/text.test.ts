/**
 * @jest-environment node
 *
 * The format `text`.
 */
import { text } from '../../src/core/index.js'

const utf8 = (characters: string) => new TextEncoder().encode(characters)

describe('decode', () => {
  test.each(['', 'a', 'é€😀', '\u0000', '\ufeffmarked'])('gives %p, from text and from its UTF-8', (characters) => {
    expect(text.decode(characters)).toBe(characters)
    expect(text.decode(utf8(characters))).toBe(characters)
  })

  test('respects the bounds of a view', () => {
    expect(text.decode(utf8('abc').subarray(1, 2))).toBe('b')
  })

  test.each([
    ['a byte that is none', [0xff]],
    ['a sequence cut short', [0xe2, 0x82]],
    ['an overlong form', [0xc0, 0x80]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
  ])('refuses bytes that are not UTF-8: %s', (_name, wire) => {
    expect(() => text.decode(new Uint8Array(wire))).toThrow(/utf-8/i)
  })
})

test('a batch is the list of its texts, and no text of its own', () => {
  const packets = ['{"a":1}', '', '{"a":2}']
  expect(text.join(packets)).toBe(packets)
})

describe('encode', () => {
  test.each(['', 'a', 'é€😀'])('gives %p as it is', (message) => expect(text.encode(message)).toBe(message))

  test.each<readonly [unknown, string]>([
    [5, '5'],
    [null, 'null'],
    [undefined, 'undefined'],
    [new Uint8Array(1), '[object Uint8Array]'],
    [new String('boxed'), '[object String]'],
  ])('refuses %p', (message, shown) => {
    expect(() => text.encode(message as string)).toThrow(new TypeError(`text is sent as a string; got ${shown}`))
  })
})
