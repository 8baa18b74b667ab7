/**
 * Reception: from the wire's packets, through the batch and the format, to `received` and `receiveFailed`.
 */
import { createBatch, type BatchSettings } from './batch.js'
import type { Clock } from './clock.js'
import type { Delivery } from './delivery.js'
import { isolate } from './emitter.js'
import { WebSocketNodeError } from './errors.js'
import { wordsOf } from './options.js'
import type { NodeSignals } from './signals.js'
import type { AnyFormat, Data, Packet, Wire } from './types.js'

export interface Inbox<F extends AnyFormat> {
  /** Packets arrived. */
  push(packets: readonly Wire[]): void
  /** Emits all that has arrived. */
  flush(): void
  /** Packets that are not emitted yet. */
  readonly size: number
  /** Takes all that has arrived and is not emitted yet. */
  receive(): Data<F> | undefined
  readonly lastReceived: Data<F> | undefined
  readonly receivedCount: number
}

type Refused = readonly [error: WebSocketNodeError, wire: Wire]

export function createInbox<F extends AnyFormat>(
  clock: Clock,
  delivery: Delivery,
  signals: NodeSignals<F>,
  settings: () => BatchSettings & { readonly format: F },
): Inbox<F> {
  const batch = createBatch(clock, settings, (mark) => delivery.add(() => emitBefore(mark)))
  let count = 0
  // Joined when somebody asks: a batch that nobody looks at costs nothing.
  let join: () => Data<F> | undefined = () => undefined

  function emitBefore(mark: number): void {
    for (let wires = batch.next(mark); wires; wires = batch.next(mark)) {
      const { packets, refused } = decode(wires)
      remember(packets)
      tellRefused(refused)
      if (packets.length > 0 && signals.isHeard('received')) {
        isolate(() => signals.emit('received', join() as Data<F>, packets))
      }
    }
  }

  function decode(wires: readonly Wire[]): { packets: Packet<F>[]; refused: Refused[] } {
    const { format } = settings()
    const packets: Packet<F>[] = []
    const refused: Refused[] = []
    for (const wire of wires) {
      try {
        packets.push(format.decode(wire) as Packet<F>)
      } catch (cause) {
        const message = `the format ${format.name} refused a packet: ${wordsOf(cause)}`
        refused.push([new WebSocketNodeError('invalid-message', message, { cause }), wire])
      }
    }
    return { packets, refused }
  }

  function tellRefused(refused: readonly Refused[]): void {
    for (const [error, wire] of refused) signals.emit('receiveFailed', error, wire)
  }

  function remember(packets: readonly Packet<F>[]): void {
    if (packets.length === 0) return
    const { format } = settings()
    count = packets.length
    join = () => {
      const joined = format.join(packets) as Data<F>
      join = () => joined
      return joined
    }
  }

  return {
    push: batch.push,
    flush: batch.flush,
    get size() {
      return batch.size
    },
    receive() {
      const { packets, refused } = decode(batch.takeAll())
      remember(packets)
      if (refused.length > 0) delivery.add(() => tellRefused(refused))
      return packets.length > 0 ? join() : undefined
    },
    get lastReceived() {
      return join()
    },
    get receivedCount() {
      return count
    },
  }
}
