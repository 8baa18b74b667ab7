/**
 * Data, sizes and times as people read them.
 */
import type { Wire } from '../../core/types.js'

/** What a message looks like in the panel. */
export type ShownAs = 'text' | 'json' | 'hex'

/** The text; of bytes, the text that they are in UTF-8. */
export function asText(data: Wire): string {
  return typeof data === 'string' ? data : new TextDecoder().decode(data)
}

/** What strings and marks JSON consists of. */
const TOKENS = /"(?:\\.|[^"\\])*"|[[\]{},:]|[^\s[\]{},:"]+/g

/** JSON with a line for each value. Numbers stay as they are written: those beyond 2⁵³ would change in JavaScript. */
export function asJson(data: Wire): string {
  const text = asText(data)
  try {
    JSON.parse(text)
  } catch (error) {
    return `Not JSON: ${(error as Error).message}`
  }
  const tokens = text.match(TOKENS) ?? []
  let depth = 0
  const newLine = () => `\n${'  '.repeat(depth)}`
  return tokens
    .map((token, index) => {
      const isEmpty = token.length === 1 && '{['.includes(token) && ']}'.includes(tokens[index + 1] ?? ' ')
      const isEnd = token === ']' || token === '}'
      if (isEnd) {
        depth -= 1
        const before = tokens[index - 1]
        return before === '{' || before === '[' ? token : newLine() + token
      }
      if (token === '{' || token === '[') {
        depth += 1
        return isEmpty ? token : token + newLine()
      }
      if (token === ',') return token + newLine()
      return token === ':' ? ': ' : token
    })
    .join('')
}

/** Lines of 16 bytes: offset, bytes, and the ASCII characters that they are. */
export function asHex(data: Wire): string {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
  const lines: string[] = []
  for (let offset = 0; offset < bytes.length; offset += 16) {
    const part = bytes.subarray(offset, offset + 16)
    const ascii = Array.from(part, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join('')
    lines.push(`${offset.toString(16).padStart(8, '0')}  ${hexOf(part).padEnd(47)}  ${ascii}`)
  }
  return lines.join('\n')
}

/** Bytes as pairs of digits. */
function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

/** One line for a list. */
export function preview(data: Wire | undefined): string {
  if (data === undefined) return '(not shown)'
  return typeof data === 'string' ? data.slice(0, 300) : hexOf(data.subarray(0, 48))
}

/** The wall clock at `t`, to the millisecond. */
export function clockTime(origin: number, t: number): string {
  const date = new Date(Math.round(origin + t))
  return `${date.toTimeString().slice(0, 8)}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

/** Bytes, with the unit. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
