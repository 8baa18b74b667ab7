'use client'
/**
 * The base of the value hooks. Each emitted batch is folded into a value once, and the value is rendered when the presenter
 * shows it. Batches are also folded while React hides the component.
 */
import { useInsertionEffect, useState, useSyncExternalStore } from 'react'
import { isolate } from '../core/emitter.js'
import type { EmittedBatch } from '../core/signals.js'
import type { AnyFormat } from '../core/types.js'
import type { NodeOrTopic } from '../topics/types.js'
import { useCommitEffect } from './effects.js'
import { presenterOf, type View } from './presenter.js'

/** Returns the next value, or the same one if nothing changed. It must not throw. */
export type Fold<F extends AnyFormat, Value> = (value: Value, batch: EmittedBatch<F>) => Value

/**
 * Folds the batches of `source` with the latest `fold`, beginning with `initial`. Another source, or another destination of
 * it, starts again.
 * @param read returns what is shown of a value; called once for each value that is shown. If it throws, the value is not shown
 * @param isLate whether the last batch from before the component mounted counts
 */
export function useFold<F extends AnyFormat, Value, Shown>(
  source: NodeOrTopic<F> | null,
  initial: Value,
  fold: Fold<F, Value>,
  read: (value: Value) => Shown,
  isLate = false,
): Shown {
  const [{ reading }, setHook] = useState(() => ({ reading: createReading(source, initial, fold, read, isLate) }))
  const isOther = reading.source !== source
  const current = isOther ? createReading(source, initial, fold, read, isLate) : reading
  if (isOther) setHook({ reading: current })

  // Insertion effects run in the commit, before anything can be emitted, and React does not undo them while it hides the
  // component.
  useInsertionEffect(() => current.rendered(fold, initial), [current, fold, initial])
  useInsertionEffect(current.attach, [current])
  const rendered = useSyncExternalStore(current.subscribe, current.get, () => read(initial))
  // React subscribes to a store after the paint. Without this effect, a component that an `<Activity>` shows again with
  // another room would show messages of the old room until then.
  useCommitEffect(() => ({ rendered, renderAgain: () => setHook({ reading: current }) }), [current], current.committed)
  return rendered
}

function createReading<F extends AnyFormat, Value, Shown>(
  source: NodeOrTopic<F> | null,
  initial: Value,
  initialFold: Fold<F, Value>,
  read: (value: Value) => Shown,
  isLate: boolean,
) {
  const presenter = source && presenterOf(source)
  let fold = initialFold
  /** The value that the next destination starts with. */
  let latestInitial = initial
  let value = initial
  /** The value that is shown, and what `read` returned for it. */
  let shownValue = initial
  let shown = read(initial)
  let firstBatch: EmittedBatch<F> | undefined
  let firstValue = initial
  let isAttached = false
  let notify: (() => void) | undefined
  /** Renders the component from the commit until React has subscribed; then `notify` does. */
  let renderAgain: (() => void) | undefined

  /** Returns the value before the first batch. Called in each render, so that React notices a change while it renders. */
  function first(batch: EmittedBatch<F> | undefined): Value {
    if (!isLate || !batch) return initial
    if (batch !== firstBatch) firstValue = fold(initial, batch)
    firstBatch = batch
    return firstValue
  }

  function show(next: Value): Shown {
    if (!Object.is(next, shownValue)) {
      shownValue = next
      isolate(() => (shown = read(next)))
    }
    return shown
  }

  const view: View<F> = {
    take(batch) {
      value = fold(value, batch)
    },
    restart() {
      value = latestInitial
    },
    // A method and no getter: a getter in an object literal gives each object a hidden class of its own.
    isBehind: () => !Object.is(value, shownValue),
    show() {
      if (!view.isBehind()) return
      show(value)
      const tell = notify ?? renderAgain
      tell?.()
    },
  }

  return {
    source,
    rendered(latest: Fold<F, Value>, nextInitial: Value) {
      fold = latest
      latestInitial = nextInitial
    },
    attach() {
      if (!presenter) return
      // Fast Refresh runs effects again: keep the folded value.
      if (!isAttached) {
        show(first(presenter.shown()))
        value = first(presenter.taken())
        isAttached = true
        firstBatch = undefined
        firstValue = initial
      }
      return presenter.add(view)
    },
    subscribe(listener: () => void) {
      notify = listener
      return () => {
        notify = undefined
      }
    },
    committed(commit: { readonly rendered: Shown; renderAgain(): void } | null) {
      renderAgain = commit?.renderAgain
      if (commit && !Object.is(commit.rendered, shown)) commit.renderAgain()
    },
    get: () => (isAttached || !presenter ? shown : show(first(presenter.shown()))),
  }
}
