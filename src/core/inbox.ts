/**
 * Reception: from the wire's packets, through the batch and the format, to `received` and `receiveFailed`.
 */
import { createBatch, type BatchSettings } from './batch.js'
import type { Clock } from './clock.js'
import type { Delivery } from './delivery.js'
import { WebSocketNodeError } from './errors.js'
import type { NodeSignals } from './signals.js'
import type { AnyFormat, Data, Packet, Wire } from './types.js'

export interface Inbox<F extends AnyFormat> {
  /** Packets arrived. */
  push(packets: readonly Wire[]): void
  /** Emits all that has arrived. */
  flush(): void
  /** Takes all that has arrived and is not emitted yet. */
  receive(): Data<F> | undefined
  readonly lastReceived: Data<F> | undefined
  readonly receivedCount: number
}

export function createInbox<F extends AnyFormat>(
  clock: Clock,
  delivery: Delivery,
  signals: NodeSignals<F>,
  settings: () => BatchSettings & { readonly format: F },
): Inbox<F> {
  const batch = createBatch(clock, settings, () => delivery.add(emitDue))
  let count = 0
  // Joined when somebody asks: a batch that nobody looks at costs nothing.
  let join: () => Data<F> | undefined = () => undefined

  function emitDue(): void {
    for (let wires = batch.next(); wires; wires = batch.next()) {
      const packets = decode(wires)
      if (packets.length === 0) continue
      remember(packets)
      if (signals.isHeard('received')) signals.emit('received', join() as Data<F>, packets)
    }
  }

  function decode(wires: readonly Wire[]): Packet<F>[] {
    const { format } = settings()
    const packets: Packet<F>[] = []
    for (const wire of wires) {
      try {
        packets.push(format.decode(wire) as Packet<F>)
      } catch (cause) {
        const error = new WebSocketNodeError(
          'invalid-message',
          `the format ${format.name} refused a packet: ${cause instanceof Error ? cause.message : String(cause)}`,
          { cause },
        )
        delivery.add(() => signals.emit('receiveFailed', error, wire))
      }
    }
    return packets
  }

  function remember(packets: readonly Packet<F>[]): void {
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
    receive() {
      const packets = decode(batch.takeAll())
      if (packets.length === 0) return undefined
      remember(packets)
      return join()
    },
    get lastReceived() {
      return join()
    },
    get receivedCount() {
      return count
    },
  }
}
