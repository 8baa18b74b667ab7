/** @jest-environment node */
/**
 * Data as people read them.
 */
import { asHex, asJson, asText, byteSize, preview } from '../../../src/inspector/panel/show'

const bytes = (text: string) => new TextEncoder().encode(text)

it.each([
  ['{"a":1,"b":[true,null]}', '{\n  "a": 1,\n  "b": [\n    true,\n    null\n  ]\n}'],
  ['{}', '{}'],
  ['[[],{},[0]]', '[\n  [],\n  {},\n  [\n    0\n  ]\n]'],
  ['"a, {b}: \\"c\\""', '"a, {b}: \\"c\\""'],
  [' 7 ', '7'],
])('JSON %s has a line for each value', (text, shown) => {
  expect(asJson(text)).toBe(shown)
  expect(asJson(bytes(text))).toBe(shown)
})

it('numbers in JSON are shown as they are written', () => {
  expect(asJson('[12345678901234567890,1.10,1e3]')).toBe('[\n  12345678901234567890,\n  1.10,\n  1e3\n]')
})

it('pretty JSON says the same as JSON', () => {
  const value = { a: ['x,y', { '{': '}' }, [], {}, [[1], -2.5e-3]], 'ü"\\': null, n: [{ b: false }] }
  expect(JSON.parse(asJson(JSON.stringify(value)))).toEqual(value)
})

it.each(['', '{', '{"a":}', 'plain'])('what is no JSON says so: %j', (text) => {
  expect(asJson(text)).toMatch(/^Not JSON: ./)
})

it('hex has offsets, 16 bytes a line, and their characters', () => {
  expect(asHex(bytes('WebSocket frames\x00é'))).toBe(
    [
      '00000000  57 65 62 53 6f 63 6b 65 74 20 66 72 61 6d 65 73  WebSocket frames',
      '00000010  00 c3 a9                                         ···',
    ].join('\n'),
  )
  expect(asHex('é')).toMatch(/^00000000 {2}c3 a9 /)
  expect(asHex('')).toBe('')
})

it('text of bytes is UTF-8', () => {
  expect(asText(bytes('Grüße 🙂'))).toBe('Grüße 🙂')
})

it.each([
  ['text', 'text'],
  [Uint8Array.of(0, 255), '00 ff'],
  [undefined, '(not shown)'],
])('a list shows %p as %j', (data, shown) => {
  expect(preview(data)).toBe(shown)
})

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [2_500_000, '2.5 MB'],
])('%i bytes are %s', (size, shown) => {
  expect(byteSize(size)).toBe(shown)
})
