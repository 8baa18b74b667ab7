/**
 * Collects packets in batches. A batch is due when it has `receiveLimit` packets, or at the time that `flush` says.
 *
 * Between being due and being emitted, a running handler may take the packets with `receive()`. Therefore a due batch is
 * reported as a position in the stream of packets, and the inbox takes batches up to it when it emits.
 */
import type { Cancel, Clock } from '../clock.js'
import type { Flush, Wire } from '../types.js'

/** The most seconds that a packet waits with `'burst'`: about a frame. */
const LONGEST_WAIT = 0.016

/** The number of packets after which the clock is checked: under load, timers are late. */
const STRIDE = 32

/** Seconds between the first two checks of whether the socket has paused. */
const SHORTEST_WAIT = 0.001

/** Seconds without a packet after which the next packet counts as a single one. */
const SILENCE = 0.001

export interface BatchSettings {
  readonly receiveLimit: number
  readonly flush: Flush
}

export interface Batch {
  /** Packets arrived. */
  push(packets: readonly Wire[]): void
  /** Makes all packets that have arrived due now. */
  flush(): void
  /** Takes the next batch before `mark`; undefined if there is none. */
  next(mark: number): Wire[] | undefined
  /** Takes the oldest packets, due or not, at most `count`. */
  take(count: number): Wire[]
  /** The number of packets that are not taken yet. */
  readonly size: number
  /** The number of all packets that were taken. */
  taken(): number
}

/** @param onDue called when the packets before `mark` are due; packets are numbered in the order of their arrival */
export function createBatch(clock: Clock, settings: () => BatchSettings, onDue: (mark: number) => void): Batch {
  let packets: Wire[] = []
  /** The index of the first packet that is not taken. */
  let head = 0
  let arrivals = 0
  let flushedAt = -Infinity
  /** The time of the first packet of a burst. */
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

  /** Checks whether the socket has paused: for a single packet in the next task, else after longer and longer times. */
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
