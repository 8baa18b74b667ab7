/**
 * What is read of one node, or of one topic: batches go into the views as they are emitted, and are shown when the stage
 * of the node says so.
 */
import { tapOf, type Tap } from '../core/node.js'
import { shared } from '../core/shared.js'
import type { EmittedBatch } from '../core/signals.js'
import type { AnyFormat } from '../core/types.js'
import type { NodeOrTopic } from '../topics/types.js'
import { stageOf, type Showable } from './stage.js'

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

export interface Presenter<F extends AnyFormat> {
  /** Returns how to stop. */
  add(view: View<F>): () => void
  /** The last batch that was taken in. */
  taken(): EmittedBatch<F> | undefined
  /** The last batch that counts as shown. */
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
  // A set takes ten times the memory, and mostly there is one.
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
      // Fast Refresh takes it away for a moment, and a frame that it waited for with it.
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
