/**
 * The signals of one node: the option's handler first, then the listeners of `on` in their order, then whoever taps its
 * packets.
 */
import { createListeners, isolate, type Listeners } from './emitter.js'
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
  readonly isAwaited: boolean
  /** Ends an emission that is going on. */
  silence(): void
  /** Batches as they are emitted, told after the listeners of `received`; nothing is joined for these. */
  tap(listener: (batch: EmittedBatch<F>) => void): () => void
}

type Callback = (...args: readonly unknown[]) => void

/** `handlers` gives the latest options. */
export function createSignals<F extends AnyFormat>(handlers: () => SignalHandlers<F>): NodeSignals<F> {
  const listeners: { [S in Signal]?: Listeners<readonly unknown[]> } = {}
  const taps = createListeners<[EmittedBatch<F>]>()
  let silences = 0

  function handlerOf(signal: Signal): Callback | undefined {
    const option = `on${signal[0]!.toUpperCase()}${signal.slice(1)}` as keyof SignalHandlers<F>
    return handlers()[option] as Callback | undefined
  }

  function emit<S extends Signal>(signal: S, ...args: Signals<F>[S]): void {
    const mine = silences
    isolate(() => handlerOf(signal)?.(...args))
    if (mine === silences) listeners[signal]?.emit(...args)
  }

  function isHeard(signal: Signal): boolean {
    return handlerOf(signal) !== undefined || (listeners[signal]?.size ?? 0) > 0
  }

  return {
    on(signal, listener) {
      return (listeners[signal] ??= createListeners()).add(listener as unknown as Callback)
    },
    emit,
    emitBatch(batch) {
      const mine = silences
      // What a format's join throws keeps nothing from those who read packet by packet.
      if (isHeard('received')) isolate(() => emit('received', batch.join(), batch.packets))
      if (mine === silences) taps.emit(batch)
    },
    get isAwaited() {
      return isHeard('received') || isHeard('receiveFailed') || taps.size > 0
    },
    silence() {
      silences++
      for (const some of Object.values(listeners)) some.silence()
      taps.silence()
    },
    tap: taps.add,
  }
}
