/**
 * The views of one node or topic: each value hook has one. Emitted batches go into the views at once, and the views are
 * rendered when the stage of the node says so.
 */
import { tapOf, type Tap } from '../core/node.js'
import { shared } from '../core/shared.js'
import type { EmittedBatch } from '../core/signals.js'
import type { AnyFormat } from '../core/types.js'
import type { NodeOrTopic } from '../topics/types.js'
import { stageOf, type Showable, type Stage } from './stage.js'

/** The value of one hook, which is made from packets. */
export interface View<F extends AnyFormat> {
  take(batch: EmittedBatch<F>): void
  /** Starts again, for another destination. */
  restart(): void
  /** Whether the value has changed since it was shown. */
  isBehind(): boolean
  /** Renders the value if it has changed. */
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

/** A class, since a page may have 10,000 topics: closures for each of them would cost memory. */
export class Presenter<F extends AnyFormat> implements Showable {
  /** Of a node: collects each of its batches. Undefined for a topic, which collects its packets itself. */
  readonly take: ((batch: EmittedBatch<F> | undefined) => void) | undefined
  private readonly stage: Stage
  /** An array: there is mostly one view, and a set takes ten times the memory. */
  private views: readonly View<F>[] = []
  private takenBatch: EmittedBatch<F> | undefined
  private shownBatch: EmittedBatch<F> | undefined
  private leave: (() => void) | undefined
  private stopTap: (() => void) | undefined

  constructor(private readonly tap: Tap<F>) {
    this.stage = stageOf(tap.root)
    this.take = (tap as object) === tap.root ? (batch) => this.takeIn(batch) : undefined
  }

  /** Adds a view. Returns a function that removes it. */
  add(view: View<F>): () => void {
    if (!this.leave) {
      this.takenBatch = this.shownBatch = this.tap.last
      this.leave = this.stage.join(this)
      if (!this.take) this.stopTap = this.tap.add((batch) => this.takeIn(batch))
    }
    this.views = [...this.views, view]
    // Fast Refresh removes the view for a moment, and with it the frame that it waited for.
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

  /** The last batch that went into the views. */
  taken(): EmittedBatch<F> | undefined {
    return this.leave ? this.takenBatch : this.tap.last
  }

  /** The last batch that the views have shown. */
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
