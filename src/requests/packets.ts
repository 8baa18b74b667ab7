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

/** The options of `packets`. */
export interface PacketsOptions {
  /**
   * How many packets are kept for a slow consumer, 1 to 1,000,000. If so many are kept when another batch arrives, there is an
   * overflow; any other batch is kept whole.
   *
   * @defaultValue `1000`
   */
  limit?: number | undefined
  /**
   * What happens at an overflow. `'error'`: the iteration gives the kept packets and then throws a `WebSocketNodeError` with
   * the code `'overflow'`. `'drop-oldest'`: the oldest packets are dropped and counted in `dropped`.
   *
   * @defaultValue `'error'`
   */
  overflow?: 'error' | 'drop-oldest' | undefined
  /**
   * Ends the iteration at once when it aborts.
   *
   * @defaultValue none
   */
  signal?: PlatformAbortSignal | undefined
}

/** What `packets` returns: an iterator for one `for await` loop. */
export interface PacketIteration<P> extends AsyncIterableIterator<P> {
  /** How many packets were dropped with `overflow: 'drop-oldest'`. */
  readonly dropped: number
  /** Resolves with the next packet, as soon as there is one. */
  next(): Promise<IteratorResult<P, undefined>>
  /** Ends the iteration, as `break` in the loop does. */
  return(): Promise<IteratorResult<P, undefined>>
  /** Returns the iteration itself. */
  [Symbol.asyncIterator](): PacketIteration<P>
}

/**
 * Iterates over the packets of a node or a topic from now on, each once and in order: for code that works through packets one
 * by one, such as a worker or a test. The iteration goes on when the node closes, reconnects or moves, and waits if the node
 * is not mounted yet. It ends when the node is disposed of or unmounts without `linger`, after the packets that are kept, and
 * at a `break`. A topic is subscribed while it is iterated.
 *
 * Packets are kept from the call on, before the first `next()`. Without a loop, the iteration ends at its `limit`.
 *
 * @param node the node or topic
 * @param options how many packets are kept, and what happens if they are too many
 * @throws RangeError for a `limit` or `overflow` out of its range, TypeError for anything but a node or topic
 *
 * @example
 * ```ts
 * import { createWebSocketNode, packets, text } from 'react-websocket-node'
 *
 * const node = createWebSocketNode({ url: 'wss://chat.example/room', format: text })
 * node.connect()
 * for await (const words of packets(node)) {
 *   if (words === 'bye') break
 * }
 * node.dispose()
 * ```
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
