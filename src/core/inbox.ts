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
  getSignals: () => Pick<NodeSignals<F>, 'emit' | 'emitBatch' | 'isAwaited'>,
  settings: () => BatchSettings & { readonly format: F },
): Inbox<F> {
  const batch = createBatch(clock, settings, (mark) => delivery.add(() => emitBefore(mark)))
  /** Refused, and not told yet. */
  const refused: Refused[] = []
  let count = 0
  // Joined when somebody asks, and decoded when somebody listens: a batch that nobody looks at costs nothing.
  let join: () => Data<F> | undefined = () => undefined
  let catchUp = nothing

  /** One batch at a time, so that a handler may pause or end what comes after. */
  function emitBefore(mark: number): void {
    const wires = batch.next(mark)
    if (!wires) return
    delivery.addFirst(() => emitBefore(mark))
    const { format } = settings()
    if (!getSignals().isAwaited) {
      catchUp = () => remember(decode(wires, format, nothing), format)
      return
    }
    const packets = read(wires, format)
    if (packets.length > 0) getSignals().emitBatch({ packets, join: join as () => Data<F> })
  }

  /** For somebody who wants to know. */
  function read(wires: Wire[], format: F): readonly Packet<F>[] {
    catchUp()
    const packets = decode(wires, format, (error, wire) => refused.push([error, wire]))
    remember(packets, format)
    if (refused.length > 0) delivery.addFirst(tellRefused)
    return packets
  }

  function tellRefused(): void {
    const next = refused.shift()
    if (!next) return
    delivery.addFirst(tellRefused)
    getSignals().emit('receiveFailed', ...next)
  }

  function remember(packets: readonly Packet<F>[], format: F): void {
    catchUp = nothing
    if (packets.length === 0) return
    count = packets.length
    let joined: Data<F> | undefined
    let isJoined = false
    join = () => {
      if (!isJoined) joined = format.join(packets) as Data<F>
      isJoined = true
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
      const packets = read(batch.takeAll(), settings().format)
      return packets.length > 0 ? join() : undefined
    },
    get lastReceived() {
      catchUp()
      return join()
    },
    get receivedCount() {
      catchUp()
      return count
    },
  }
}

/** What the format makes of the packets, in their place; those that it refuses are left out. */
function decode<F extends AnyFormat>(
  wires: Wire[],
  format: F,
  refuse: (...refused: Refused) => void,
): readonly Packet<F>[] {
  const packets = wires as Packet<F>[]
  let count = 0
  for (const wire of wires) {
    try {
      packets[count] = format.decode(wire) as Packet<F>
      count++
    } catch (cause) {
      const message = `the format ${format.name} refused a packet: ${wordsOf(cause)}`
      refuse(new WebSocketNodeError('invalid-message', message, { cause }), wire)
    }
  }
  packets.length = count
  return packets
}

function nothing(): void {}
