'use client'
/**
 * What a component shows of a node's packets: each batch is folded into a value once, as it is emitted, and the value
 * is rendered when the presenter shows it. Folding goes on while React hides the component.
 */
import { useInsertionEffect, useState, useSyncExternalStore } from 'react'
import { isolate } from '../core/emitter.js'
import type { EmittedBatch } from '../core/signals.js'
import type { AnyFormat, WebSocketNodeHandle } from '../core/types.js'
import { useCommitEffect } from './effects.js'
import { presenterOf, type View } from './presenter.js'

/** Makes the next value; gives `value` back where nothing changed. */
export type Fold<F extends AnyFormat, T> = (value: T, batch: EmittedBatch<F>) => T

/**
 * The latest `fold` over the batches of `node`, beginning with `initial`; another node begins again.
 * @param isLate whether the last batch before the component mounted is the first to count
 */
export function useFold<F extends AnyFormat, T>(
  node: WebSocketNodeHandle<F> | null,
  initial: T,
  fold: Fold<F, T>,
  isLate = false,
): T {
  const [reading, setReading] = useState(() => createReading(node, initial, fold, isLate))
  const isOther = reading.node !== node
  const current = isOther ? createReading(node, initial, fold, isLate) : reading
  if (isOther) setReading(current)

  // With the commit, before anything can be emitted; and unlike other effects, not undone while React hides this.
  useInsertionEffect(() => current.setFold(fold), [current, fold])
  useInsertionEffect(current.attach, [current])
  useCommitEffect(current.rendered)
  return useSyncExternalStore(current.subscribe, current.get, () => initial)
}

function createReading<F extends AnyFormat, T>(
  node: WebSocketNodeHandle<F> | null,
  initial: T,
  initialFold: Fold<F, T>,
  isLate: boolean,
) {
  let fold = initialFold
  let value = initial
  let shown = initial
  let lateBatch: EmittedBatch<F> | undefined
  let lateValue = initial
  let isAttached = false
  let notify: (() => void) | undefined

  /** What there is to begin with. Asked in each render, so that React sees a change while it renders. */
  function first(batch: EmittedBatch<F> | undefined): T {
    if (!isLate || !batch) return initial
    if (batch !== lateBatch) {
      lateBatch = batch
      lateValue = initial
      isolate(() => (lateValue = fold(initial, batch)))
    }
    return lateValue
  }

  const view: View<F> = {
    take(batch) {
      value = fold(value, batch)
    },
    get isBehind() {
      return !Object.is(value, shown)
    },
    show() {
      shown = value
      notify?.()
    },
  }

  return {
    node,
    setFold(latest: Fold<F, T>) {
      fold = latest
    },
    attach() {
      if (!node) return
      const presenter = presenterOf(node)
      // Fast Refresh runs effects again: what was folded stays.
      if (!isAttached) {
        value = first(presenter.taken)
        shown = first(presenter.shown)
        isAttached = true
      }
      return presenter.add(view)
    },
    rendered() {
      if (node) presenterOf(node).rendered()
    },
    subscribe(listener: () => void) {
      notify = listener
      return () => {
        notify = undefined
      }
    },
    get: () => (isAttached || !node ? shown : first(presenterOf(node).shown)),
  }
}
