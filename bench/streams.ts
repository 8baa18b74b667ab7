/**
 * Messages that each concern one row, at a rate, from the moment on at which the page says so.
 */
import type { Duplex } from 'node:stream'
import { textFrame } from './frames'
import { loadSequence, type Load } from './topics'

/** Milliseconds between two writes. */
const TICK = 2

interface Stream {
  readonly count: number
  /** All frames, one after the other. */
  readonly bytes: Buffer
  /** Where each begins, and where the last one ends. */
  readonly at: readonly number[]
}

const made = new Map<string, Stream>()

/** The stream that a query names, made once. */
export function streamOf(query: URLSearchParams): Stream {
  const [load, count, rows] = [query.get('load') as Load, Number(query.get('count')), Number(query.get('rows'))]
  const name = `${load} ${count} ${rows}`
  const known = made.get(name)
  if (known) return known
  const frames = loadSequence(load, count, rows).map((topic, value) => textFrame(JSON.stringify({ topic, value })))
  let end = 0
  const at = [0, ...frames.map((frame) => (end += frame.length))]
  const stream = { count, bytes: Buffer.concat(frames), at }
  made.set(name, stream)
  return stream
}

/** Connections that wait for their page to be ready. */
export class Streams {
  readonly #waiting = new Map<string, { wire: Duplex; query: URLSearchParams }>()

  /** Keeps a connection until `go` is called with the key of its query. */
  hold(wire: Duplex, query: URLSearchParams): void {
    const key = query.get('key') ?? ''
    this.#waiting.set(key, { wire, query })
    wire.on('close', () => this.#waiting.delete(key))
  }

  /** Begins; false where no such connection waits. */
  go(key: string): boolean {
    const waiting = this.#waiting.get(key)
    if (!waiting) return false
    this.#waiting.delete(key)
    write(waiting.wire, streamOf(waiting.query), Number(waiting.query.get('rate')))
    return true
  }
}

/** Writes frames past the library's own sending: what is due at once goes to TCP at once. */
function write(wire: Duplex, { count, bytes, at }: Stream, rate: number): void {
  const start = performance.now()
  let written = 0
  const timer = setInterval(() => {
    const due = Math.min(count, Math.floor(((performance.now() - start) * rate) / 1000))
    if (due > written && wire.writable) wire.write(bytes.subarray(at[written], at[due]))
    written = due
    if (written === count) clearInterval(timer)
  }, TICK)
  wire.on('close', () => clearInterval(timer))
}
