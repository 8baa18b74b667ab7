/**
 * Packets as an asynchronous iteration.
 */
import { WebSocketNodeError } from '../core/errors.js'
import { checkChoice, checkRange } from '../core/options.js'
import type { PlatformAbortSignal } from '../core/platform.js'
import type { AnyFormat, Packet } from '../core/types.js'
import { watchOf } from '../core/nodeWatch.js'
import type { Watcher } from '../core/watch.js'
import type { NodeOrTopic } from '../topics/types.js'
import { onAbort } from './abort.js'

export interface PacketsOptions {
  /**
   * Packets that a slow consumer may leave over, 1 to 1,000,000: a batch that finds so many is too much. Any other batch
   * is taken whole. Default 1,000.
   */
  limit?: number | undefined
  /**
   * What happens to a batch that is too much. `'error'`: the iteration ends with an `'overflow'` error, after what is
   * kept; `'drop-oldest'`: the oldest packets are dropped and counted in `dropped`. Default `'error'`.
   */
  overflow?: 'error' | 'drop-oldest' | undefined
  /** Ends the iteration at once. */
  signal?: PlatformAbortSignal | undefined
}

/** What `packets` gives; it iterates itself, once. */
export interface PacketIteration<P> extends AsyncIterableIterator<P> {
  /** Packets that were dropped with `overflow: 'drop-oldest'`. */
  readonly dropped: number
  next(): Promise<IteratorResult<P, undefined>>
  return(): Promise<IteratorResult<P, undefined>>
  [Symbol.asyncIterator](): PacketIteration<P>
}

/**
 * Each packet of a node or a topic that is emitted from now on, once and in order. It goes on over closes, reconnects and
 * moves, and waits for a mount; it ends, after what is kept, when the node unmounts without a `linger` or is disposed of,
 * and at a `break`. A topic has a reader meanwhile.
 *
 * Keeps packets until they are taken, also before the first `next()`: what is not iterated ends at its limit.
 *
 * @throws RangeError for a limit or an overflow out of its range, TypeError for what is no node of this package
 */
export function packets<F extends AnyFormat>(
  node: NodeOrTopic<F>,
  { limit = 1000, overflow = 'error', signal }: PacketsOptions = {},
): PacketIteration<Packet<F>> {
  checkRange('limit', limit, { unit: 'whole packets', min: 1, max: 1_000_000 })
  checkChoice('overflow', overflow, ['error', 'drop-oldest'])
  const watch = watchOf<F>(node)
  let kept: Packet<F>[] = []
  /** Packets before this index are taken. */
  let head = 0
  let dropped = 0
  let error: WebSocketNodeError | undefined
  let isOver = false
  let wasMounted = isThere()
  const waiting: { resolve(result: IteratorResult<Packet<F>, undefined>): void; reject(error: unknown): void }[] = []

  const stops: (() => void)[] = []

  const watcher: Watcher<F> = {
    heard({ packets, isTaken }) {
      if (isTaken || isOver) return
      const excess = kept.length - head >= limit ? kept.length - head + packets.length - limit : 0
      if (excess > 0 && overflow === 'error') {
        error = new WebSocketNodeError('overflow', `${limit} packets wait for who iterates, and more have come`)
        return end()
      }
      const lost = Math.min(excess, kept.length - head)
      dropped += lost
      kept = kept.slice(head + lost)
      head = 0
      for (const packet of packets) kept.push(packet)
      serve()
    },
    changed,
  }
  stops.push(watch.add(watcher))
  stops.push(
    onAbort(signal, () => {
      kept = []
      head = 0
      end()
    }),
  )
  if (watch.isDisposed()) end()

  function isThere(): boolean {
    return watch.isMounted() || watch.isLingering()
  }

  function changed(): void {
    if (watch.isDisposed()) return end()
    if (isThere()) wasMounted = true
    // A task later, since StrictMode mounts again in the same one.
    else if (wasMounted) watch.clock.task(() => isThere() || end())
  }

  /** No more comes. */
  function end(): void {
    if (isOver) return
    isOver = true
    for (const stop of stops) stop()
    serve()
  }

  function serve(): void {
    while (waiting.length > 0 && (head < kept.length || isOver)) {
      const { resolve, reject } = waiting.shift()!
      if (head < kept.length) resolve({ done: false, value: kept[head++]! })
      else if (error) {
        reject(error)
        error = undefined
      } else resolve({ done: true, value: undefined })
    }
  }

  const iteration: PacketIteration<Packet<F>> = {
    get dropped() {
      return dropped
    },
    next: () =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        serve()
      }),
    return() {
      kept = []
      head = 0
      error = undefined
      end()
      return Promise.resolve({ done: true, value: undefined })
    },
    [Symbol.asyncIterator]: () => iteration,
  }
  return iteration
}
