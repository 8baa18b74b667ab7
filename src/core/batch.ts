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
}

/** `onDue` is called when there is a batch to take with `next`. */
export function createBatch(clock: Clock, settings: () => BatchSettings, onDue: () => void): Batch {
  let packets: Wire[] = []
  let dueCount = 0
  let arrivals = 0
  let cancelFlush: Cancel | undefined

  function take(count: number): Wire[] {
    if (count === packets.length) {
      const all = packets
      packets = []
      return all
    }
    return packets.splice(0, count)
  }

  function flush(): void {
    cancelFlush?.()
    cancelFlush = undefined
    if (packets.length === 0) return
    dueCount = packets.length
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
      if (receiveLimit > 0 && packets.length >= receiveLimit) {
        dueCount = packets.length - (packets.length % receiveLimit)
        onDue()
      }
      if (packets.length > 0) cancelFlush ??= mode === 'frame' ? clock.frame(flush) : flushAtPause()
    },
    flush,
    next() {
      if (dueCount === 0) return undefined
      const { receiveLimit } = settings()
      const batch = take(receiveLimit > 0 ? Math.min(receiveLimit, dueCount) : dueCount)
      dueCount -= batch.length
      return batch
    },
    takeAll() {
      dueCount = 0
      return take(packets.length)
    },
  }
}
