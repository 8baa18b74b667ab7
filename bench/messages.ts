/**
 * The messages of a flood: what the server sends, and how many of them are in what a contestant shows. The last one is
 * known by its size, which can be seen of a text, of bytes, alone or joined, of a blob and of a list of those.
 */

/** What a flood is made of. */
export type Kind = 'text' | 'binary' | 'json'

/** Bytes of a text message. */
const TEXT_SIZE = 100

/** Bytes of a binary message. */
export const BINARY_SIZE = 64

/** A parsed message of a JSON flood; the last one has no `n`. */
export interface Tick {
  readonly n?: number
  readonly symbol: string
  readonly bid: number
  readonly ask: number
  readonly tags: readonly string[]
}

/** The text of message number `index` of `count`. */
export function textOf(index: number, count: number): string {
  const size = index === count - 1 ? TEXT_SIZE + 1 : TEXT_SIZE
  return `${String(index).padStart(8, '0')} ${'the quick brown fox jumps over the lazy dog '.repeat(3)}`.slice(0, size)
}

/** The JSON of message number `index` of `count`: about as long as a text. */
export function jsonOf(index: number, count: number): string {
  const n = index === count - 1 ? undefined : index
  return JSON.stringify({ n, symbol: `SYM${index % 100}`, bid: index / 8, ask: index / 8 + 0.25, tags: ['a', 'b'] })
}

/** The number of messages in what a contestant got: one message, or a batch. */
export function countOf(data: unknown): number {
  if (Array.isArray(data)) return data.length
  const size = sizeOf(data)
  return size === undefined ? 1 : Math.floor(size / BINARY_SIZE)
}

/** Whether the last message of a flood is at the end of it. */
export function isEnd(data: unknown): boolean {
  if (Array.isArray(data)) return isEnd(data.at(-1))
  if (typeof data === 'string') return data.length > TEXT_SIZE
  const size = sizeOf(data)
  if (size !== undefined) return size % BINARY_SIZE === 1
  return typeof data === 'object' && data !== null && 'symbol' in data && !('n' in data)
}

/** What a component shows of it: never more than one message. */
export function labelOf(data: unknown): string {
  if (typeof data === 'string') return data
  if (Array.isArray(data)) return labelOf(data.at(-1))
  return String(sizeOf(data) ?? (data as Tick | undefined)?.n ?? '')
}

function sizeOf(data: unknown): number | undefined {
  if (data instanceof ArrayBuffer || data instanceof Uint8Array) return data.byteLength
  return typeof Blob !== 'undefined' && data instanceof Blob ? data.size : undefined
}
