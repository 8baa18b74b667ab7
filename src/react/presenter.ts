/**
 * When the values of one node are shown: a lone packet at once, under load once a frame. All that is read of a node is
 * shown together, so that no two components show different moments of it.
 */
import { platformClock, type Cancel } from '../core/clock.js'
import { tapOf } from '../core/node.js'
import type { EmittedBatch } from '../core/signals.js'
import type { AnyFormat, WebSocketNodeHandle } from '../core/types.js'

/** Seconds since the last render after which the next packet is a lone one. */
const PAUSE = 0.004

/** One value that is made of a node's packets. */
export interface View<F extends AnyFormat> {
  take(batch: EmittedBatch<F>): void
  /** Whether there is anything new to show. */
  readonly isBehind: boolean
  /** Shows it, if there is. */
  show(): void
}

export interface Presenter<F extends AnyFormat> {
  /** Returns how to stop. */
  add(view: View<F>): () => void
  /** What was shown has been rendered. */
  rendered(): void
  /** The last batch that was taken in. */
  readonly taken: EmittedBatch<F> | undefined
  /** The last batch that counts as shown. */
  readonly shown: EmittedBatch<F> | undefined
}

const presenters = new WeakMap<object, Presenter<never>>()

export function presenterOf<F extends AnyFormat>(node: WebSocketNodeHandle<F>): Presenter<F> {
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
  let renderedAt = -Infinity
  let cancelShow: Cancel | undefined
  let stopTap: (() => void) | undefined

  function show(): void {
    cancelShow = undefined
    shown = taken
    for (const view of views) view.show()
  }

  function showAtFrame(): void {
    cancelShow ??= platformClock.frame(() => {
      // A batch that is done right after the frame would wait for the next one.
      tap.flush()
      show()
    })
  }

  function take(batch: EmittedBatch<F>): void {
    taken = batch
    let isBehind = false
    for (const view of views) {
      view.take(batch)
      isBehind ||= view.isBehind
    }
    if (cancelShow) return
    const isLone = platformClock.now() - renderedAt >= PAUSE
    if (isLone || !isBehind) show()
    else showAtFrame()
  }

  return {
    add(view) {
      if (!stopTap) {
        taken = shown = tap.last
        stopTap = tap.add(take)
      }
      views.add(view)
      // Fast Refresh takes it away for a moment, and a frame that it waited for with it.
      if (view.isBehind) showAtFrame()
      return () => {
        views.delete(view)
        if (views.size > 0) return
        stopTap?.()
        cancelShow?.()
        stopTap = cancelShow = undefined
      }
    },
    rendered() {
      renderedAt = platformClock.now()
    },
    get taken() {
      return stopTap ? taken : tap.last
    },
    get shown() {
      return stopTap ? shown : tap.last
    },
  }
}
