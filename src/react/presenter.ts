/**
 * What is read of one node, or of one topic: batches go into the views as they are emitted, and are shown when the stage
 * of the node says so.
 */
import { tapOf, type Tap } from '../core/node.js'
import { shared } from '../core/shared.js'
import type { EmittedBatch } from '../core/signals.js'
import type { AnyFormat } from '../core/types.js'
import type { NodeOrTopic } from '../topics/types.js'
import { stageOf, type Showable, type Stage } from './stage.js'

/** One value that is made of packets. */
export interface View<F extends AnyFormat> {
  take(batch: EmittedBatch<F>): void
  /** Begins again: the node leads to another destination. */
  restart(): void
  /** Whether there is anything new to show. */
  readonly isBehind: boolean
  /** Shows it, if there is. */
  show(): void
}

export function presenterOf<F extends AnyFormat>(source: NodeOrTopic<F>): Presenter<F> {
  const presenters = shared('presenters', () => new WeakMap<object, Presenter<never>>())
  const tap = tapOf<F>(source)
  const known = presenters.get(tap)
  if (known) return known
  const presenter = new Presenter(tap)
  presenters.set(tap, presenter)
  return presenter
}

/**
 * A class, as everything that a page may have 10,000 of: a getter in an object literal would give each object a hidden
 * class of its own.
 */
export class Presenter<F extends AnyFormat> implements Showable {
  private readonly stage: Stage
  private views: readonly View<F>[] = []
  private lastTaken: EmittedBatch<F> | undefined
  private lastShown: EmittedBatch<F> | undefined
  private leave: (() => void) | undefined
  private stop: (() => void) | undefined

  constructor(private readonly tap: Tap<F>) {
    this.stage = stageOf(tap.root)
  }

  /** Returns how to stop. */
  add(view: View<F>): () => void {
    const { stage, tap } = this
    if (!this.leave) {
      this.lastTaken = this.lastShown = tap.last
      const isOfNode = (tap as object) === tap.root
      this.leave = stage.join(this, isOfNode)
      if (!isOfNode) this.stop = tap.add((batch) => this.take(batch))
    }
    this.views = [...this.views, view]
    // Fast Refresh takes it away for a moment, and a frame that it waited for with it.
    if (view.isBehind) {
      stage.changed(this)
      stage.waitForFrame()
    }
    return () => {
      this.views = this.views.filter((other) => other !== view)
      if (this.views.length > 0) return
      this.leave?.()
      this.stop?.()
      this.leave = this.stop = undefined
    }
  }

  /** The last batch that was taken in. */
  get taken(): EmittedBatch<F> | undefined {
    return this.leave ? this.lastTaken : this.tap.last
  }

  /** The last batch that counts as shown. */
  get shown(): EmittedBatch<F> | undefined {
    return this.leave ? this.lastShown : this.tap.last
  }

  take(batch: EmittedBatch<F> | undefined): void {
    this.lastTaken = batch
    for (const view of this.views) {
      if (batch) view.take(batch)
      else view.restart()
    }
    this.stage.changed(this)
  }

  isBehind(): boolean {
    return this.views.some((view) => view.isBehind)
  }

  show(): void {
    this.lastShown = this.lastTaken
    for (const view of this.views) view.show()
  }
}
