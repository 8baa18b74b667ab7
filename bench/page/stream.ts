/**
 * A stream of messages for rows, as the server sends it on demand.
 */
import { loadSequence, type Load } from '../topics'
import { sleep, until } from './stage'
import type { RowTally } from './row-tally'

export interface StreamParams {
  readonly rows: number
  /** Messages a second. */
  readonly rate: number
  readonly load: Load
  readonly count: number
}

/** Milliseconds beyond the stream's own time, after which whoever is behind is cut. */
const GRACE = 5_000

let keys = 0

export interface Stream {
  readonly url: string
  /** Resolves when the connection is open, and mounting over. */
  ready(): Promise<void>
  /** Lets the server send, and resolves with the seconds until the last message was seen, or its sender was cut. */
  run(): Promise<number>
}

/** Tells the server what will be asked, so that it is ready for who comes first, too. */
export async function prepareStream(
  { rows, rate, load, count }: StreamParams,
  tally: RowTally,
  origin: string,
): Promise<Stream> {
  const key = `${performance.timeOrigin}-${(keys += 1)}`
  const path = `/rows?${String(new URLSearchParams({ key, load, count: `${count}`, rows: `${rows}`, rate: `${rate}` }))}`
  await fetch(path)
  return {
    url: `${origin}${path}`,
    async ready() {
      await until(
        () => tally.opened > 0,
        () => 'the connection',
      )
      await sleep(200)
    },
    async run() {
      const begun = performance.now()
      const end = begun + (count / rate) * 1000 + GRACE
      await fetch(`/go?key=${key}`)
      while (tally.newest < count - 1 && performance.now() < end) await sleep(20)
      return (performance.now() - begun) / 1000
    },
  }
}

/** Rows that show another value than the last of the stream for them. */
export function wrongRows({ rows, load, count }: StreamParams, shown: Int32Array): number {
  const last = new Int32Array(rows).fill(-1)
  loadSequence(load, count, rows).forEach((row, value) => {
    last[row] = value
  })
  return last.reduce((wrong, value, row) => wrong + (value === shown[row] ? 0 : 1), 0)
}
