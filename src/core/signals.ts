/**
 * The signals of one node. A signal calls the handler of the options first, then the listeners of `on` in their order, then
 * the value hooks.
 */
import { createListeners, isolate, type Listeners } from './emitter.js'
import type { AnyFormat, Data, Packet, Signal, SignalHandlers, Signals } from './types.js'
import type { Slot } from './probe.js'
import type { Watcher } from './watch.js'

/** An emitted batch. Its packets are joined at the first call of `join`. */
export interface EmittedBatch<F extends AnyFormat> {
  readonly packets: readonly Packet<F>[]
  join(): Data<F>
}

/** Called with a batch, or with undefined if the values start again for another destination. */
export type TapListener<F extends AnyFormat> = (batch: EmittedBatch<F> | undefined) => void

export interface NodeSignals<F extends AnyFormat> {
  on<S extends Signal>(signal: S, listener: (...args: Signals<F>[S]) => void): () => void
  emit<S extends Signal>(signal: S, ...args: Signals<F>[S]): void
  /** Emits each `packet`, then `received`; then calls the value hooks, unless a listener changed the destination. */
  emitBatch(batch: EmittedBatch<F>, isForTaps: () => boolean): void
  /** Whether a signal has a handler or listener. */
  hasListeners(signal: Signal): boolean
  /** Stops a running emission. */
  silence(): void
  /** Calls `listener` with each batch, after the listeners of `received`, without joining the batch. */
  tap(listener: TapListener<F>): () => void
  /** Tells the value hooks to start again. */
  resetTaps(): void
  /** Adds a watcher. Returns a function that removes it. */
  watch(watcher: Watcher<F>): () => void
  /** Whether there are watchers; objects for them are created only if there are. */
  isWatched(): boolean
  /** Calls one method of each watcher. */
  notify(call: (watcher: Watcher<F>) => void): void
}

type Callback = (...args: readonly unknown[]) => void

/** The part of the node's present session that its signals use. */
interface Speaker<F extends AnyFormat> {
  /** The latest options. */
  handlers(): SignalHandlers<F>
  readonly slot: Slot
}

export function createSignals<F extends AnyFormat>(getSpeaker: () => Speaker<F>): NodeSignals<F> {
  const lists: { [S in Signal]?: Listeners<readonly unknown[]> } = {}
  const taps = createListeners<Parameters<TapListener<F>>>()
  const watchers = createListeners<[(watcher: Watcher<F>) => void]>()
  let silences = 0

  function listenersOf(signal: Signal): Listeners<readonly unknown[]> {
    const option = `on${signal[0]!.toUpperCase()}${signal.slice(1)}` as keyof SignalHandlers<F>
    return (lists[signal] ??= createListeners(() => getSpeaker().handlers()[option] as Callback | undefined))
  }

  const hasListeners = (signal: Signal) => listenersOf(signal).size() > 0

  return {
    on: (signal, listener) => listenersOf(signal).add(listener as unknown as Callback),
    emit(signal, ...args) {
      getSpeaker().slot.probe?.saw('signal', signal, args)
      listenersOf(signal).emit(...args)
    },
    emitBatch(batch, isForTaps) {
      const mine = silences
      getSpeaker().slot.probe?.saw('signal', 'received', batch.packets)
      if (hasListeners('packet')) {
        for (const packet of batch.packets) if (mine === silences) listenersOf('packet').emit(packet)
      }
      // If the format's `join` throws, the taps still get the packets.
      if (mine === silences && hasListeners('received')) {
        isolate(() => listenersOf('received').emit(batch.join(), batch.packets))
      }
      watchers.emit((watcher) => watcher.emitted?.(isForTaps, () => mine !== silences))
      if (mine === silences && isForTaps()) taps.emit(batch)
    },
    hasListeners,
    silence() {
      silences++
      for (const list of Object.values(lists)) list.silence()
      taps.silence()
    },
    tap: taps.add,
    resetTaps() {
      watchers.emit((watcher) => watcher.restarted?.())
      taps.emit(undefined)
    },
    watch: (watcher) => watchers.add((call) => call(watcher)),
    isWatched: () => watchers.size() > 0,
    notify: watchers.emit,
  }
}
