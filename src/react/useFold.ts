'use client'
/**
 * What a component shows of a node's packets: each batch is folded into a value once, as it is emitted, and the value
 * is rendered when the presenter shows it. Folding goes on while React hides the component.
 */
import { useInsertionEffect, useState, useSyncExternalStore } from 'react'
import { isolate } from '../core/emitter.js'
import type { EmittedBatch } from '../core/signals.js'
import type { AnyFormat } from '../core/types.js'
import type { NodeOrTopic } from '../topics/types.js'
import { useCommitEffect } from './effects.js'
import { presenterOf, type View } from './presenter.js'

/** Makes the next value, and does not throw; gives `value` back where nothing changed. */
export type Fold<F extends AnyFormat, Value> = (value: Value, batch: EmittedBatch<F>) => Value

/**
 * The latest `fold` over the batches of `source`, beginning with `initial`; another source, or another destination of it,
 * begins again.
 * @param read what is shown of a value, asked once for each that is shown; one for which it throws is not
 * @param isLate whether the last batch before the component mounted is the first to count
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

  // With the commit, before anything can be emitted; and unlike other effects, not undone while React hides this.
  useInsertionEffect(() => current.rendered(fold, initial), [current, fold, initial])
  useInsertionEffect(current.attach, [current])
  const rendered = useSyncExternalStore(current.subscribe, current.get, () => read(initial))
  // React subscribes to a store after it has painted. A component that an `<Activity>` shows again, in another room than
  // before, would show messages of the room before until then.
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
  /** What the next destination begins with. */
  let latestInitial = initial
  let value = initial
  /** As much of the value as is shown, and what is shown of that. */
  let shownValue = initial
  let shown = read(initial)
  let firstBatch: EmittedBatch<F> | undefined
  let firstValue = initial
  let isAttached = false
  let notify: (() => void) | undefined
  /** Instead of `notify`, from the commit until React subscribes. */
  let renderAgain: (() => void) | undefined

  /** What there is to begin with. Asked in each render, so that React sees a change while it renders. */
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
    // No getter: in an object literal it gives each object a hidden class of its own.
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
      // Fast Refresh runs effects again: what was folded stays.
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
