/**
 * The last received and sent messages, up to a number and a size. Their UTF-8 size and their masked text are computed when
 * they are read.
 */
import type { Outgoing } from '../core/types.js'
import { sizeOf, type Masker } from './mask.js'
import type { Direction, InspectedMessage, Source } from './model.js'

/** Messages and bytes of a page. */
const MOST = 10_000
const MOST_BYTES = 16e6

export interface Messages {
  add(message: Pick<InspectedMessage, 'node' | 't' | 'direction' | 'source'>, wire: Outgoing): void
  list(): readonly InspectedMessage[]
  dropped(): number
  clear(): void
  /** Returns a message as it was; undefined if it was dropped or is hidden. */
  raw(id: number): Outgoing | undefined
}

class Message implements InspectedMessage {
  readonly node: string
  readonly t: number
  readonly direction: Direction
  readonly source: Source
  readonly kind: InspectedMessage['kind']
  /** Undefined where it is hidden. */
  readonly wire: Outgoing | undefined
  /** Characters or bytes. */
  readonly length: number
  private bytes: number | undefined
  private shown: InspectedMessage['data']

  constructor(
    readonly id: number,
    { node, t, direction, source }: Pick<InspectedMessage, 'node' | 't' | 'direction' | 'source'>,
    wire: Outgoing,
    private readonly masker: Masker,
  ) {
    this.node = node
    this.t = t
    this.direction = direction
    this.source = source
    this.kind = typeof wire === 'string' ? 'text' : ArrayBuffer.isView(wire) ? 'bytes' : 'blob'
    this.length = typeof wire === 'string' ? wire.length : sizeOf(wire)
    if (source === 'authenticate') this.bytes = sizeOf(wire)
    // Copy the bytes: the transport or the app may change them.
    else this.wire = ArrayBuffer.isView(wire) ? wire.slice() : wire
  }

  get size() {
    return (this.bytes ??= this.wire === undefined ? 0 : sizeOf(this.wire))
  }
  get data() {
    const { wire } = this
    if (typeof wire !== 'string' && !ArrayBuffer.isView(wire)) return undefined
    return (this.shown ??= this.masker.wire(wire, this.direction))
  }
}

export function createMessages(masker: Masker): Messages {
  let all: (Message | undefined)[] = []
  /** Where the kept ones begin in `all`. */
  let from = 0
  let bytes = 0
  let count = 0
  let dropped = 0
  let listed: readonly InspectedMessage[] | undefined

  return {
    add(about, wire) {
      const message = new Message(++count, about, wire, masker)
      all.push(message)
      bytes += message.length
      while (all.length - from > MOST || bytes > MOST_BYTES) {
        bytes -= all[from]!.length
        // Let go at once: it may be large.
        all[from++] = undefined
        dropped++
      }
      // Moved together now and then, so that dropping stays cheap.
      if (from > MOST) {
        all = all.slice(from)
        from = 0
      }
      listed = undefined
    },
    list: () => (listed ??= all.slice(from) as Message[]),
    dropped: () => dropped,
    clear() {
      all = []
      from = bytes = dropped = 0
      listed = undefined
    },
    raw: (id) => all.find((message) => message?.id === id)?.wire,
  }
}
