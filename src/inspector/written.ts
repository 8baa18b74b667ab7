/**
 * Messages as people write them.
 */
import type { WrittenAs } from './model.js'

/** What is sent or received of a text: JSON is written again without its white space, as `sendJson` writes it. */
export function read(
  text: string,
  as: WrittenAs,
): { readonly wire?: string | Uint8Array; readonly wrong?: string | undefined } {
  if (as === 'text') return { wire: text }
  if (as === 'json') {
    try {
      return { wire: JSON.stringify(JSON.parse(text)) }
    } catch (error) {
      return { wrong: `This is no JSON: ${(error as Error).message}` }
    }
  }
  const digits = text.replace(/\s/g, '')
  if (!/^([\da-f]{2})*$/i.test(digits)) return { wrong: 'Hex has pairs of the digits 0 to 9 and a to f.' }
  return { wire: Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16)) }
}
