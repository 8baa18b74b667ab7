/**
 * Events of the last seconds, within a bound of bytes. What falls out is counted by node; a state that falls out is
 * remembered as the one with which the node's kept events begin.
 */
import type { TapeEvent } from './tapeEvents.js'
import type { Seen } from './watched.js'

/** An event, or what is to become some when the recording is saved. */
export interface Kept {
  readonly t: number
  readonly node: string
  readonly bytes: number
  /** What it says, if that is known already; else what it is to be made of. */
  readonly event?: TapeEvent
  readonly kind?: keyof Seen
  readonly details?: readonly unknown[]
}

export interface Ring {
  add(kept: Kept): void
  /** Drops what is too old at `now`. */
  sweep(now: number): void
  /** Those that are kept, oldest first, after what is known of each node and how many of its events are gone. */
  events(make: (kept: Kept) => TapeEvent): TapeEvent[]
  size(): number
  bytes(): number
  dropped(): number
}

export function createRing(seconds: number, maxBytes: number): Ring {
  let all: (Kept | undefined)[] = []
  /** Where the kept ones begin in `all`. */
  let from = 0
  let bytes = 0
  let dropped = 0
  const before = new Map<string, { count: number; node?: TapeEvent; state?: TapeEvent }>()

  function drop(): void {
    const { node, event, bytes: size } = all[from]!
    // Let go at once: it may be large.
    all[from++] = undefined
    bytes -= size
    const known = before.get(node) ?? { count: 0 }
    before.set(node, known)
    if (event && (event.kind === 'node' || event.kind === 'state')) known[event.kind] = event
    else known.count++
    if (!event || (event.kind !== 'node' && event.kind !== 'state')) dropped++
    // Moved together now and then, so that dropping stays cheap.
    if (from > 1000 && from * 2 > all.length) {
      all = all.slice(from)
      from = 0
    }
  }

  const ring: Ring = {
    add(kept) {
      all.push(kept)
      bytes += kept.bytes
      ring.sweep(kept.t)
    },
    sweep(now) {
      const oldest = now - seconds * 1000
      while (from < all.length && (all[from]!.t < oldest || bytes > maxBytes)) drop()
    },
    events(make) {
      const events: TapeEvent[] = []
      for (const [id, { node, state, count }] of before) {
        if (node) events.push(node)
        if (count > 0) events.push({ kind: 'dropped', node: id, t: all[from]?.t ?? 0, count })
        if (state) events.push(state)
      }
      for (let index = from; index < all.length; index++) {
        const kept = all[index]!
        events.push(kept.event ?? make(kept))
      }
      return events
    },
    size: () => all.length - from,
    bytes: () => bytes,
    dropped: () => dropped,
  }
  return ring
}
