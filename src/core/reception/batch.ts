/**
 * Packets to batches. A batch is due when it holds `receiveLimit` packets, or when `flush` says so.
 *
 * Being due and being emitted are two things: a handler that is running may take everything with `receive()` first. So
 * what is due is given as a mark in the stream, and the inbox takes batches up to it when it emits.
 */
import type { Cancel, Clock } from '../clock.js'
import type { Flush, Wire } from '../types.js'

/** Seconds that a packet waits at most under `'burst'`: about a frame. */
const LONGEST_WAIT = 0.016

/** Packets between checks of the clock: under load, timers come late. */
const STRIDE = 32

/** Seconds between the first two checks of whether the socket has paused. */
const SHORTEST_WAIT = 0.001

/** Seconds of silence that make the next packet a lone one. */
const SILENCE = 0.001

export interface BatchSettings {
  readonly receiveLimit: number
  readonly flush: Flush
}

export interface Batch {
  /** Packets arrived. */
  push(packets: readonly Wire[]): void
  /** All that has arrived is due now. */
  flush(): void
  /** The next batch before `mark`; undefined if there is none. */
  next(mark: number): Wire[] | undefined
  /** The oldest that have arrived, due or not, at most `count`. */
  take(count: number): Wire[]
  /** Packets that are not taken yet. */
  readonly size: number
  /** Packets that were ever taken. */
  taken(): number
}

/** `onDue` is called when what came before `mark` is due: packets are numbered as they arrive. */
export function createBatch(clock: Clock, settings: () => BatchSettings, onDue: (mark: number) => void): Batch {
  let packets: Wire[] = []
  /** Packets before this index are taken. */
  let head = 0
  let arrivals = 0
  let flushedAt = -Infinity
  /** When the first packet of a burst came. */
  let begunAt = 0
  let cancelFlush: Cancel | undefined

  function take(count: number): Wire[] {
    const isAll = count === packets.length
    const taken = isAll ? packets : packets.slice(head, head + count)
    head += count
    batch.size -= count
    if (batch.size === 0) {
      packets = []
      head = 0
    }
    return taken
  }

  function flush(): void {
    cancelFlush?.()
    cancelFlush = undefined
    if (batch.size === 0) return
    flushedAt = clock.now()
    onDue(arrivals)
  }

  /** Checks, for a lone packet in the next task, else after ever longer moments, whether the socket has paused. */
  function flushAtPause(): Cancel {
    begunAt = clock.now()
    let seen = arrivals
    let wait = SHORTEST_WAIT
    const look = () => {
      const left = begunAt + LONGEST_WAIT - clock.now()
      if (arrivals === seen || left <= 0) return flush()
      seen = arrivals
      cancelFlush = clock.moment(look, Math.min(wait, left))
      wait *= 2
    }
    return begunAt - flushedAt < SILENCE ? clock.moment(look, wait) : clock.task(look)
  }

  const batch = {
    size: 0,
    push(arrived: readonly Wire[]) {
      const { receiveLimit, flush: mode } = settings()
      for (const packet of arrived) packets.push(packet)
      arrivals += arrived.length
      batch.size += arrived.length
      if (mode === 'sync') return flush()
      if (receiveLimit > 0 && batch.size >= receiveLimit) onDue(arrivals - (batch.size % receiveLimit))
      if (batch.size === 0) return
      cancelFlush ??= mode === 'frame' ? clock.frame(flush) : flushAtPause()
      if (mode === 'burst' && arrivals % STRIDE < arrived.length && clock.now() - begunAt >= LONGEST_WAIT) flush()
    },
    flush,
    next(mark: number) {
      const due = batch.size - (arrivals - mark)
      if (due <= 0) return undefined
      const { receiveLimit, flush: mode } = settings()
      return take(Math.min(due, mode === 'sync' ? 1 : receiveLimit || due))
    },
    take: (count: number) => take(Math.min(count, batch.size)),
    taken: () => arrivals - batch.size,
  }
  return batch
}
