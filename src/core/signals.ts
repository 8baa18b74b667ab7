/**
 * The signals of one node: the option's handler first, then the listeners of `on` in their order.
 */
import { createListeners, isolate, type Listeners } from './emitter.js'
import type { AnyFormat, Signal, SignalHandlers, Signals } from './types.js'

export interface NodeSignals<F extends AnyFormat> {
  on<S extends Signal>(signal: S, listener: (...args: Signals<F>[S]) => void): () => void
  emit<S extends Signal>(signal: S, ...args: Signals<F>[S]): void
  /** Whether anybody would hear it. */
  isHeard(signal: Signal): boolean
  /** Ends an emission that is going on. */
  silence(): void
}

type Callback = (...args: readonly unknown[]) => void

/** `handlers` gives the latest options. */
export function createSignals<F extends AnyFormat>(handlers: () => SignalHandlers<F>): NodeSignals<F> {
  const listeners: { [S in Signal]?: Listeners<readonly unknown[]> } = {}
  let silences = 0

  function handlerOf(signal: Signal): Callback | undefined {
    const option = `on${signal[0]!.toUpperCase()}${signal.slice(1)}` as keyof SignalHandlers<F>
    return handlers()[option] as Callback | undefined
  }

  return {
    on(signal, listener) {
      return (listeners[signal] ??= createListeners()).add(listener as unknown as Callback)
    },
    emit(signal, ...args) {
      const mine = silences
      isolate(() => handlerOf(signal)?.(...args))
      if (mine === silences) listeners[signal]?.emit(...args)
    },
    silence() {
      silences++
      for (const some of Object.values(listeners)) some.silence()
    },
    isHeard: (signal) => handlerOf(signal) !== undefined || (listeners[signal]?.size ?? 0) > 0,
  }
}
