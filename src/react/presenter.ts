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
  isBehind(): boolean
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

/** A class, as a page may have 10,000 topics: its methods are made once for all of them. */
export class Presenter<F extends AnyFormat> implements Showable {
  /** The node's own: it takes in each batch of the node. A topic takes in its own packets. */
  readonly take: ((batch: EmittedBatch<F> | undefined) => void) | undefined
  private readonly stage: Stage
  /** A set takes ten times the memory, and mostly there is one. */
  private views: readonly View<F>[] = []
  private takenBatch: EmittedBatch<F> | undefined
  private shownBatch: EmittedBatch<F> | undefined
  private leave: (() => void) | undefined
  private stopTap: (() => void) | undefined

  constructor(private readonly tap: Tap<F>) {
    this.stage = stageOf(tap.root)
    this.take = (tap as object) === tap.root ? (batch) => this.takeIn(batch) : undefined
  }

  /** Returns how to stop. */
  add(view: View<F>): () => void {
    if (!this.leave) {
      this.takenBatch = this.shownBatch = this.tap.last
      this.leave = this.stage.join(this)
      if (!this.take) this.stopTap = this.tap.add((batch) => this.takeIn(batch))
    }
    this.views = [...this.views, view]
    // Fast Refresh takes it away for a moment, and a frame that it waited for with it.
    if (view.isBehind()) {
      this.stage.changed(this)
      this.stage.waitForFrame()
    }
    return () => {
      this.views = this.views.filter((other) => other !== view)
      if (this.views.length > 0) return
      this.leave?.()
      this.stopTap?.()
      this.leave = this.stopTap = undefined
    }
  }

  /** The last batch that was taken in. */
  taken(): EmittedBatch<F> | undefined {
    return this.leave ? this.takenBatch : this.tap.last
  }

  /** The last batch that counts as shown. */
  shown(): EmittedBatch<F> | undefined {
    return this.leave ? this.shownBatch : this.tap.last
  }

  isBehind(): boolean {
    for (const view of this.views) if (view.isBehind()) return true
    return false
  }

  show(): void {
    this.shownBatch = this.takenBatch
    for (const view of this.views) view.show()
  }

  private takeIn(batch: EmittedBatch<F> | undefined): void {
    this.takenBatch = batch
    for (const view of this.views) {
      if (batch) view.take(batch)
      else view.restart()
    }
    this.stage.changed(this)
  }
}
