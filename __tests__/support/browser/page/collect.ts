/**
 * Runs in the page: counts a long sequence of packets off, one by one.
 */
import type { CoreNode, Format, Wire } from '../../../../src/core/index'
import { isMessageAt, type MessageKind } from '../../messages'

/** What became of a sequence. */
export interface Tally {
  /** Packets that came. */
  readonly count: number
  /** The number of the first packet that was not the one due; null if each was. */
  readonly firstWrong: number | null
  readonly batches: number
  /** Packets in the largest batch. */
  readonly largest: number
  /** Batches that came while the page was hidden. */
  readonly hidden: number
}

/** The packets of one node, counted from when this was made. */
export class Collection {
  readonly node: CoreNode<Format<Wire, readonly Wire[], Wire>>
  readonly #waits = new Set<() => void>()
  #tally: Tally = { count: 0, firstWrong: null, batches: 0, largest: 0, hidden: 0 }

  /** Counts what `node` receives, and expects a sequence of this kind. */
  constructor(node: Collection['node'], kind: MessageKind) {
    this.node = node
    node.on('received', (data, packets) => {
      let { count, firstWrong } = this.#tally
      for (const packet of packets) {
        if (firstWrong === null && !isMessageAt(kind, count, packet)) firstWrong = count
        count += 1
      }
      // The format joins a batch into the array of its packets.
      if (data.length !== packets.length) throw new Error(`${packets.length} packets were joined into ${data.length}`)
      const { batches, largest, hidden } = this.#tally
      this.#tally = {
        count,
        firstWrong,
        batches: batches + 1,
        largest: Math.max(largest, packets.length),
        hidden: hidden + (document.hidden ? 1 : 0),
      }
      for (const look of [...this.#waits]) look()
    })
  }

  get tally(): Tally {
    return this.#tally
  }

  /** Resolves once `count` packets came. */
  until(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.#tally.count < count) return
        this.#waits.delete(look)
        resolve()
      }
      this.#waits.add(look)
      look()
    })
  }
}

/** The collections of this page, in the order in which they began. */
export const collections: Collection[] = []

/** Starts to count what `node` receives. */
export function collect(node: Collection['node'], kind: MessageKind): Collection {
  const collection = new Collection(node, kind)
  collections.push(collection)
  return collection
}
