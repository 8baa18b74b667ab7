/**
 * The views of one node or topic: each value hook has one. Emitted batches go into the views at once, and the views are
 * rendered when the stage of the node says so.
 */
import { tapOf, type Tap } from '../core/node.js'
import { shared } from '../core/shared.js'
import type { EmittedBatch } from '../core/signals.js'
import type { AnyFormat } from '../core/types.js'
import type { NodeOrTopic } from '../topics/types.js'
import { stageOf, type Showable } from './stage.js'

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

export interface Presenter<F extends AnyFormat> {
  /** Adds a view. Returns a function that removes it. */
  add(view: View<F>): () => void
  /** The last batch that went into the views. */
  taken(): EmittedBatch<F> | undefined
  /** The last batch that the views have shown. */
  shown(): EmittedBatch<F> | undefined
}

export function presenterOf<F extends AnyFormat>(source: NodeOrTopic<F>): Presenter<F> {
  const presenters = shared('presenters', () => new WeakMap<object, Presenter<never>>())
  const tap = tapOf<F>(source)
  const known = presenters.get(tap)
  if (known) return known
  const presenter = createPresenter(tap)
  presenters.set(tap, presenter)
  return presenter
}

function createPresenter<F extends AnyFormat>(tap: Tap<F>): Presenter<F> {
  const stage = stageOf(tap.root)
  const isOfNode = (tap as object) === tap.root
  // An array: there is mostly one view, and a set takes ten times the memory.
  let views: readonly View<F>[] = []
  let taken: EmittedBatch<F> | undefined
  let shown: EmittedBatch<F> | undefined
  let stops: (() => void)[] | undefined

  function take(batch: EmittedBatch<F> | undefined): void {
    taken = batch
    for (const view of views) {
      if (batch) view.take(batch)
      else view.restart()
    }
    stage.changed(channel)
  }

  const channel: Showable = {
    take: isOfNode ? take : undefined,
    isBehind() {
      return views.some((view) => view.isBehind())
    },
    show() {
      shown = taken
      for (const view of views) view.show()
    },
  }

  return {
    add(view) {
      if (!stops) {
        taken = shown = tap.last
        stops = [stage.join(channel)]
        if (!isOfNode) stops.push(tap.add(take))
      }
      views = [...views, view]
      // Fast Refresh removes the view for a moment, and with it the frame that it waited for.
      if (view.isBehind()) {
        stage.changed(channel)
        stage.waitForFrame()
      }
      return () => {
        views = views.filter((other) => other !== view)
        if (views.length > 0) return
        for (const stop of stops ?? []) stop()
        stops = undefined
      }
    },
    // No getters: in an object literal each of them gives each object a hidden class of its own.
    taken: () => (stops ? taken : tap.last),
    shown: () => (stops ? shown : tap.last),
  }
}
