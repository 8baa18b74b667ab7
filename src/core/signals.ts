/**
 * The signals of one node: the option's handler first, then the listeners of `on` in their order, then whoever taps its
 * packets.
 */
import { createListeners, type Listeners } from './emitter.js'
import type { AnyFormat, Data, Packet, Signal, SignalHandlers, Signals } from './types.js'

/** What `received` tells, with a join that is made when it is asked for. */
export interface EmittedBatch<F extends AnyFormat> {
  readonly packets: readonly Packet<F>[]
  join(): Data<F>
}

export interface NodeSignals<F extends AnyFormat> {
  on<S extends Signal>(signal: S, listener: (...args: Signals<F>[S]) => void): () => void
  emit<S extends Signal>(signal: S, ...args: Signals<F>[S]): void
  /** Emits `received`. */
  emitBatch(batch: EmittedBatch<F>): void
  /** Whether anybody wants to know what is in the packets. */
  isAwaited(): boolean
  /** Ends an emission that is going on. */
  silence(): void
  /** Batches as they are emitted, told after the listeners of `received`; nothing is joined for these. */
  tap(listener: (batch: EmittedBatch<F>) => void): () => void
}

type Callback = (...args: readonly unknown[]) => void

/** `handlers` gives the latest options. */
export function createSignals<F extends AnyFormat>(handlers: () => SignalHandlers<F>): NodeSignals<F> {
  const lists: { [S in Signal]?: Listeners<readonly unknown[]> } = {}

  function listenersOf(signal: Signal): Listeners<readonly unknown[]> {
    const option = `on${signal[0]!.toUpperCase()}${signal.slice(1)}` as keyof SignalHandlers<F>
    return (lists[signal] ??= createListeners(() => handlers()[option] as Callback | undefined))
  }

  function tellReceived({ join, packets }: EmittedBatch<F>): void {
    // What a format's join throws keeps nothing from those who read packet by packet.
    listenersOf('received').emit(join(), packets)
  }

  // The listeners of `received`, where there are any, are the first to hear of a batch.
  const taps = createListeners<[EmittedBatch<F>]>(() => (listenersOf('received').size() > 0 ? tellReceived : undefined))

  return {
    on: (signal, listener) => listenersOf(signal).add(listener as unknown as Callback),
    emit: (signal, ...args) => listenersOf(signal).emit(...args),
    emitBatch: taps.emit,
    isAwaited: () => taps.size() + listenersOf('receiveFailed').size() > 0,
    silence() {
      for (const list of [taps, ...Object.values(lists)]) list.silence()
    },
    tap: taps.add,
  }
}
