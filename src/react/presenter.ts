/**
 * When the values of one node are shown: what comes first in a frame at once, the rest with the next frame. All that is
 * read of a node is shown together, so that no two components show different moments of it.
 */
import { platformClock, type Cancel } from '../core/clock.js'
import { tapOf } from '../core/node.js'
import { shared } from '../core/shared.js'
import type { EmittedBatch } from '../core/signals.js'
import type { AnyFormat, WebSocketNodeHandle } from '../core/types.js'

/** One value that is made of a node's packets. */
export interface View<F extends AnyFormat> {
  take(batch: EmittedBatch<F>): void
  /** Begins again: the node leads to another destination. */
  restart(): void
  /** Whether there is anything new to show. */
  readonly isBehind: boolean
  /** Shows it, if there is. */
  show(): void
}

export interface Presenter<F extends AnyFormat> {
  /** Returns how to stop. */
  add(view: View<F>): () => void
  /** The last batch that was taken in. */
  readonly taken: EmittedBatch<F> | undefined
  /** The last batch that counts as shown. */
  readonly shown: EmittedBatch<F> | undefined
}

export function presenterOf<F extends AnyFormat>(node: WebSocketNodeHandle<F>): Presenter<F> {
  const presenters = shared('presenters', () => new WeakMap<object, Presenter<never>>())
  const known = presenters.get(node)
  if (known) return known
  const presenter = createPresenter(node)
  presenters.set(node, presenter)
  return presenter
}

function createPresenter<F extends AnyFormat>(node: WebSocketNodeHandle<F>): Presenter<F> {
  const tap = tapOf(node)
  const views = new Set<View<F>>()
  let taken: EmittedBatch<F> | undefined
  let shown: EmittedBatch<F> | undefined
  /** While something was shown in the present frame already. */
  let cancelFrame: Cancel | undefined
  let stopTap: (() => void) | undefined

  const isBehind = () => [...views].some((view) => view.isBehind)

  function show(): void {
    const isNew = isBehind()
    shown = taken
    for (const view of views) view.show()
    if (isNew) waitForFrame()
  }

  function waitForFrame(): void {
    cancelFrame ??= platformClock.frame(() => {
      cancelFrame = undefined
      if (!isBehind()) return
      // A batch that is done right after the frame would wait for the next one.
      tap.flush()
      show()
    })
  }

  function take(batch: EmittedBatch<F> | undefined): void {
    taken = batch
    for (const view of views) {
      if (batch) view.take(batch)
      else view.restart()
    }
    // What belongs to another destination is not shown a moment longer.
    if (!cancelFrame || !batch) show()
  }

  return {
    add(view) {
      if (!stopTap) {
        taken = shown = tap.last
        stopTap = tap.add(take)
      }
      views.add(view)
      // Fast Refresh takes it away for a moment, and a frame that it waited for with it.
      if (view.isBehind) waitForFrame()
      return () => {
        views.delete(view)
        if (views.size > 0) return
        stopTap?.()
        cancelFrame?.()
        stopTap = cancelFrame = undefined
      }
    },
    get taken() {
      return stopTap ? taken : tap.last
    },
    get shown() {
      return stopTap ? shown : tap.last
    },
  }
}
