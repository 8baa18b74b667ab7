/**
 * Reception: from the wire's packets, through the batch and the format, to `received` and `receiveFailed`.
 */
import { createBatch, type BatchSettings } from './batch.js'
import type { Clock } from './clock.js'
import type { Delivery } from './delivery.js'
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
  signals: Pick<NodeSignals<F>, 'emit' | 'isHeard'>,
  settings: () => BatchSettings & { readonly format: F },
): Inbox<F> {
  const batch = createBatch(clock, settings, (mark) => delivery.add(() => emitBefore(mark)))
  /** Refused, and not told yet. */
  const refused: Refused[] = []
  let count = 0
  // Joined when somebody asks: a batch that nobody looks at costs nothing.
  let join: () => Data<F> | undefined = () => undefined

  /** One batch at a time, so that a handler may pause or end what comes after. */
  function emitBefore(mark: number): void {
    const wires = batch.next(mark)
    if (!wires) return
    delivery.addFirst(() => emitBefore(mark))
    const packets = decode(wires)
    remember(packets)
    if (refused.length > 0) delivery.addFirst(tellRefused)
    if (packets.length > 0 && signals.isHeard('received')) signals.emit('received', join() as Data<F>, packets)
  }

  function decode(wires: readonly Wire[]): Packet<F>[] {
    const { format } = settings()
    const packets: Packet<F>[] = []
    for (const wire of wires) {
      try {
        packets.push(format.decode(wire) as Packet<F>)
      } catch (cause) {
        const message = `the format ${format.name} refused a packet: ${wordsOf(cause)}`
        refused.push([new WebSocketNodeError('invalid-message', message, { cause }), wire])
      }
    }
    return packets
  }

  function tellRefused(): void {
    const next = refused.shift()
    if (!next) return
    delivery.addFirst(tellRefused)
    signals.emit('receiveFailed', ...next)
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
    flush() {
      if (refused.length > 0) delivery.add(tellRefused)
      batch.flush()
    },
    get size() {
      return batch.size
    },
    receive() {
      const packets = decode(batch.takeAll())
      remember(packets)
      if (refused.length > 0) delivery.addFirst(tellRefused)
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
