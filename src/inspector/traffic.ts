/**
 * Counters of what nodes and topics carry, and their curves: one value a second, for a minute.
 */
import type { Traffic, TrafficCurves } from './model.js'

const SECONDS = 60

type Curve = keyof TrafficCurves

/** What is read of a node when a second is over. */
export interface Gauges {
  readonly queued: number
  readonly bufferedAmount: number
  readonly roundTrip: number | undefined
}

interface Counter {
  packetsIn: number
  packetsOut: number
  bytesIn: number
  bytesOut: number
  lastBatch: number
  batches: number[]
  /** The sums when the present second began. */
  before: readonly [number, number, number, number]
  curves: { [C in Curve]: number[] }
}

export interface TrafficCounter {
  counted(id: string, direction: 'in' | 'out', packets: number, bytes: number): void
  batch(id: string, packets: number): void
  /** A second is over; `gauges` of the items that are there. What is not there any more is forgotten. */
  second(gauges: ReadonlyMap<string, Gauges>): void
  of(id: string, gauges: Gauges | undefined): Traffic
}

export function createTraffic(): TrafficCounter {
  const counters = new Map<string, Counter>()

  function counterOf(id: string): Counter {
    const known = counters.get(id)
    if (known) return known
    const made: Counter = {
      packetsIn: 0,
      packetsOut: 0,
      bytesIn: 0,
      bytesOut: 0,
      lastBatch: 0,
      batches: [0],
      before: [0, 0, 0, 0],
      curves: { packetsIn: [], packetsOut: [], bytesIn: [], bytesOut: [], bufferedAmount: [], queued: [] },
    }
    counters.set(id, made)
    return made
  }

  return {
    counted(id, direction, packets, bytes) {
      const counter = counterOf(id)
      if (direction === 'in') {
        counter.packetsIn += packets
        counter.bytesIn += bytes
      } else {
        counter.packetsOut += packets
        counter.bytesOut += bytes
      }
    },
    batch(id, packets) {
      const counter = counterOf(id)
      counter.lastBatch = packets
      const last = counter.batches.length - 1
      counter.batches[last] = Math.max(counter.batches[last]!, packets)
    },
    second(gauges) {
      for (const id of counters.keys()) if (!gauges.has(id)) counters.delete(id)
      for (const [id, { queued, bufferedAmount }] of gauges) {
        const counter = counterOf(id)
        const { packetsIn, packetsOut, bytesIn, bytesOut, before, curves } = counter
        const sums = [packetsIn, packetsOut, bytesIn, bytesOut] as const
        const values = [...sums.map((sum, index) => sum - before[index]!), bufferedAmount, queued]
        Object.values(curves).forEach((curve, index) => push(curve, values[index]!))
        push(counter.batches, 0)
        counter.before = sums
      }
    },
    of(id, gauges) {
      const { curves, batches, before: _before, ...sums } = counterOf(id)
      return {
        id,
        ...sums,
        perSecond: curves,
        largestBatch: Math.max(...batches),
        queued: gauges?.queued ?? 0,
        bufferedAmount: gauges?.bufferedAmount ?? 0,
        roundTrip: gauges?.roundTrip,
      }
    },
  }
}

function push(curve: number[], value: number): void {
  curve.push(value)
  if (curve.length > SECONDS) curve.shift()
}
