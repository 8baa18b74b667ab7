/**
 * Packets to batches. A batch is due when it holds `receiveLimit` packets, or when `flush` says so.
 *
 * Being due and being emitted are two things: a handler that is running may take everything with `receive()` first.
 */
import type { Cancel, Clock } from './clock.js'
import type { Flush, Wire } from './types.js'

/** Seconds that a packet waits at most under `'burst'`: about a frame. */
const LONGEST_WAIT = 0.016

export interface BatchSettings {
  readonly receiveLimit: number
  readonly flush: Flush
}

export interface Batch {
  /** Packets arrived. */
  push(packets: readonly Wire[]): void
  /** All that has arrived is due now. */
  flush(): void
  /** The next batch that is due; undefined if none is. */
  next(): Wire[] | undefined
  /** All that has arrived, due or not. */
  takeAll(): Wire[]
  /** Packets that are not taken yet. */
  readonly size: number
}

/** `onDue` is called when there is a batch to take with `next`. */
export function createBatch(clock: Clock, settings: () => BatchSettings, onDue: () => void): Batch {
  let packets: Wire[] = []
  /** Packets before this one are taken. */
  let head = 0
  let dueCount = 0
  let arrivals = 0
  let cancelFlush: Cancel | undefined

  function take(count: number): Wire[] {
    const taken = head === 0 && count === packets.length ? packets : packets.slice(head, head + count)
    head += count
    if (head === packets.length) {
      packets = []
      head = 0
    }
    return taken
  }

  function size(): number {
    return packets.length - head
  }

  function flush(): void {
    cancelFlush?.()
    cancelFlush = undefined
    if (size() === 0) return
    dueCount = size()
    onDue()
  }

  /** Looks, at first in the next task, then every moment, whether the socket has paused. */
  function flushAtPause(): Cancel {
    const deadline = clock.now() + LONGEST_WAIT
    let seen = arrivals
    const look = () => {
      if (arrivals === seen || clock.now() >= deadline) return flush()
      seen = arrivals
      cancelFlush = clock.moment(look)
    }
    return clock.task(look)
  }

  return {
    push(arrived) {
      const { receiveLimit, flush: mode } = settings()
      for (const packet of arrived) packets.push(packet)
      arrivals += arrived.length
      if (mode === 'sync') return flush()
      if (receiveLimit > 0 && size() >= receiveLimit) {
        dueCount = Math.max(dueCount, size() - (size() % receiveLimit))
        onDue()
      }
      if (size() > 0) cancelFlush ??= mode === 'frame' ? clock.frame(flush) : flushAtPause()
    },
    flush,
    next() {
      if (dueCount === 0) return undefined
      const { receiveLimit, flush: mode } = settings()
      const limit = mode === 'sync' ? 1 : receiveLimit || dueCount
      const batch = take(Math.min(limit, dueCount))
      dueCount -= batch.length
      return batch
    },
    takeAll() {
      dueCount = 0
      return take(size())
    },
    get size() {
      return size()
    },
  }
}
