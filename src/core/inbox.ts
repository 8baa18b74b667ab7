/**
 * Reception: from the wire's packets, through the batch and the format, to `received` and `receiveFailed`.
 */
import { createBatch } from './batch.js'
import type { Clock } from './clock.js'
import type { Delivery } from './delivery.js'
import { WebSocketNodeError } from './errors.js'
import { wordsOf, type Settings } from './options.js'
import type { EmittedBatch, NodeSignals } from './signals.js'
import type { AnyFormat, Data, Packet, Wire } from './types.js'

export interface Inbox<F extends AnyFormat> {
  /** Packets arrived. */
  push(packets: readonly Wire[]): void
  /** Emits all that has arrived. */
  flush(): void
  /** Packets that are not emitted yet. */
  size(): number
  /** Takes all that has arrived and is not emitted yet. */
  receive(): Data<F> | undefined
  /** The last batch that was emitted, or taken. */
  last(): EmittedBatch<F> | undefined
  /** The last batch that was emitted, whether anybody listened or not. */
  lastEmitted(): EmittedBatch<F> | undefined
}

type Refused = readonly [error: WebSocketNodeError, wire: Wire]

export function createInbox<F extends AnyFormat>(
  clock: Clock,
  delivery: Delivery,
  getSignals: () => Pick<NodeSignals<F>, 'emit' | 'emitBatch' | 'isAwaited'>,
  settings: () => Settings & { readonly format: F },
): Inbox<F> {
  const batch = createBatch(clock, settings, (mark) => delivery.tell(() => emitBefore(mark)))
  /** Refused, and not told yet. */
  const refused: Refused[] = []
  let last: EmittedBatch<F> | undefined
  let lastEmitted: EmittedBatch<F> | undefined
  // Decodes what nobody listened to, should somebody ask: a batch that nobody looks at costs nothing.
  let catchUp = nothing

  /** One batch at a time, so that a handler may pause or end what comes after. */
  function emitBefore(mark: number): void {
    const wires = batch.next(mark)
    if (!wires) return
    delivery.tellFirst(() => emitBefore(mark))
    const { format } = settings()
    if (!getSignals().isAwaited()) {
      catchUp = () => void (lastEmitted = read(wires, format, []) ?? lastEmitted)
      return
    }
    const emitted = readNow(wires)
    if (!emitted) return
    lastEmitted = emitted
    getSignals().emitBatch(emitted)
  }

  /** For somebody who wants to know; undefined if all was refused. */
  function readNow(wires: Wire[]): EmittedBatch<F> | undefined {
    catchUp()
    const emitted = read(wires, settings().format, refused)
    if (refused.length > 0) delivery.tellFirst(tellRefused)
    return emitted
  }

  function tellRefused(): void {
    const next = refused.shift()
    if (!next) return
    delivery.tellFirst(tellRefused)
    getSignals().emit('receiveFailed', ...next)
  }

  function read(wires: Wire[], format: F, toRefuse: Refused[]): EmittedBatch<F> | undefined {
    catchUp = nothing
    const packets = decode(wires, format, toRefuse)
    if (packets.length === 0) return undefined
    let joined: Data<F>
    let isJoined = false
    last = {
      packets,
      join() {
        if (!isJoined) joined = format.join(packets) as Data<F>
        isJoined = true
        return joined
      },
    }
    return last
  }

  return {
    push: batch.push,
    flush() {
      if (refused.length > 0) delivery.tell(tellRefused)
      batch.flush()
    },
    size: () => batch.size,
    receive: () => readNow(batch.takeAll())?.join(),
    last() {
      catchUp()
      return last
    },
    lastEmitted() {
      catchUp()
      return lastEmitted
    },
  }
}

/** What the format makes of the packets, in their place; those that it refuses are left out. */
function decode<F extends AnyFormat>(wires: Wire[], format: F, refused: Refused[]): readonly Packet<F>[] {
  const packets = wires as Packet<F>[]
  let count = 0
  for (const wire of wires) {
    try {
      packets[count] = format.decode(wire) as Packet<F>
      count++
    } catch (cause) {
      const message = `the format ${format.name} refused a packet: ${wordsOf(cause)}`
      refused.push([new WebSocketNodeError('invalid-message', message, { cause }), wire])
    }
  }
  packets.length = count
  return packets
}

function nothing(): void {}
