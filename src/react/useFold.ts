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
import { presenterOf, type Presenter, type View } from './presenter.js'

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
  const [{ reading }, setHook] = useState(() => ({ reading: new Reading(source, initial, fold, read, isLate) }))
  const isOther = reading.source !== source
  const current = isOther ? new Reading(source, initial, fold, read, isLate) : reading
  if (isOther) setHook({ reading: current })

  // With the commit, before anything can be emitted; and unlike other effects, not undone while React hides this.
  useInsertionEffect(() => current.rendered(fold, initial))
  useInsertionEffect(current.attach, [current])
  const rendered = useSyncExternalStore(current.subscribe, current.get, () => read(initial))
  // React subscribes to a store after it has painted. A component that an `<Activity>` shows again, in another room than
  // before, would show messages of the room before until then.
  useCommitEffect(() => ({ rendered, renderAgain: () => setHook({ reading: current }) }), [current], current.committed)
  return rendered
}

/** What a component shows before React has subscribed, and how it is rendered again until then. */
interface Commit<Shown> {
  readonly rendered: Shown
  renderAgain(): void
}

/** Of one component and one source. What React is handed are properties, so that they stay the same. */
class Reading<F extends AnyFormat, Value, Shown> implements View<F> {
  private readonly presenter: Presenter<F> | null
  /** What the next destination begins with. */
  private nextInitial: Value
  private value: Value
  /** As much of the value as is shown, and what is shown of that. */
  private shownValue: Value
  private shown: Shown
  private firstBatch: EmittedBatch<F> | undefined
  private firstValue: Value
  private isAttached = false
  private notify: (() => void) | undefined
  /** Instead of `notify`, from the commit until React subscribes. */
  private renderAgain: (() => void) | undefined

  constructor(
    readonly source: NodeOrTopic<F> | null,
    private readonly initial: Value,
    private fold: Fold<F, Value>,
    private readonly read: (value: Value) => Shown,
    private readonly isLate: boolean,
  ) {
    this.presenter = source && presenterOf(source)
    this.nextInitial = this.value = this.shownValue = this.firstValue = initial
    this.shown = read(initial)
  }

  rendered(fold: Fold<F, Value>, initial: Value): void {
    this.fold = fold
    this.nextInitial = initial
  }

  readonly attach = () => {
    const { presenter } = this
    if (!presenter) return
    // Fast Refresh runs effects again: what was folded stays.
    if (!this.isAttached) {
      this.present(this.first(presenter.shown))
      this.value = this.first(presenter.taken)
      this.isAttached = true
      this.firstBatch = undefined
      this.firstValue = this.initial
    }
    return presenter.add(this)
  }

  readonly subscribe = (listener: () => void) => {
    this.notify = listener
    return () => {
      this.notify = undefined
    }
  }

  readonly committed = (commit: Commit<Shown> | null) => {
    this.renderAgain = commit?.renderAgain
    if (commit && !Object.is(commit.rendered, this.shown)) commit.renderAgain()
  }

  readonly get = () => {
    const { presenter } = this
    return this.isAttached || !presenter ? this.shown : this.present(this.first(presenter.shown))
  }

  take(batch: EmittedBatch<F>): void {
    this.value = this.fold(this.value, batch)
  }

  restart(): void {
    this.value = this.nextInitial
  }

  get isBehind(): boolean {
    return !Object.is(this.value, this.shownValue)
  }

  show(): void {
    if (!this.isBehind) return
    this.present(this.value)
    const tell = this.notify ?? this.renderAgain
    tell?.()
  }

  /** What there is to begin with. Asked in each render, so that React sees a change while it renders. */
  private first(batch: EmittedBatch<F> | undefined): Value {
    if (!this.isLate || !batch) return this.initial
    if (batch !== this.firstBatch) this.firstValue = this.fold(this.initial, batch)
    this.firstBatch = batch
    return this.firstValue
  }

  private present(next: Value): Shown {
    if (!Object.is(next, this.shownValue)) {
      this.shownValue = next
      isolate(() => (this.shown = this.read(next)))
    }
    return this.shown
  }
}
