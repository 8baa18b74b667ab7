/**
 * Decides when the values of a node and its topics are rendered: the first batch of a frame at once, later ones with the next
 * frame. All values are rendered together, so that all components show the same moment, and React commits once.
 */
import { platformClock, type Cancel } from '../core/clock.js'
import type { Tap } from '../core/node.js'
import { shared } from '../core/shared.js'
import type { EmittedBatch } from '../core/signals.js'
import type { AnyFormat } from '../core/types.js'

/** The values of a node, or of a topic. */
export interface Showable {
  /** The node has emitted a batch, or its values start again. A topic has no such method: it collects its packets itself. */
  take?: ((batch: EmittedBatch<AnyFormat> | undefined) => void) | undefined
  /** Whether a value has changed since it was shown. */
  isBehind(): boolean
  show(): void
}

export interface Stage {
  /** Adds a channel. Returns a function that removes it. */
  join(channel: Showable): () => void
  /** The values of a channel have changed. */
  changed(channel: Showable): void
  /** Shows the changed values with the next frame. */
  waitForFrame(): void
}

/** Returns the stage of the node with the tap `root`. */
export function stageOf(root: Tap): Stage {
  const stages = shared('stages', () => new WeakMap<object, Stage>())
  const known = stages.get(root)
  if (known) return known
  const stage = createStage(root)
  stages.set(root, stage)
  return stage
}

function createStage(root: Tap): Stage {
  const channels = new Set<Showable>()
  /** The channels whose values have changed since they were shown. */
  const changed = new Set<Showable>()
  /** While something was shown in the present frame already. */
  let cancelFrame: Cancel | undefined
  let stopTap: (() => void) | undefined
  /** The channel of the node itself. */
  let own: Showable | undefined

  function isBehind(): boolean {
    for (const channel of changed) if (channel.isBehind()) return true
    return false
  }

  function show(): void {
    const isNew = isBehind()
    const due = [...changed]
    changed.clear()
    for (const channel of due) channel.show()
    if (isNew) waitForFrame()
  }

  function waitForFrame(): void {
    cancelFrame ??= platformClock.frame(() => {
      cancelFrame = undefined
      if (!isBehind()) return
      // A batch that is emitted right after the frame would wait for the next one.
      root.flush()
      show()
    })
  }

  /** Called after the topics have collected their packets of the batch. */
  function take(batch: EmittedBatch<AnyFormat> | undefined): void {
    own?.take?.(batch)
    // Values of the old destination disappear at once.
    if (!cancelFrame || !batch) show()
  }

  return {
    join(channel) {
      stopTap ??= root.add(take)
      channels.add(channel)
      if (channel.take) own = channel
      return () => {
        channels.delete(channel)
        changed.delete(channel)
        if (own === channel) own = undefined
        if (channels.size > 0) return
        stopTap?.()
        cancelFrame?.()
        stopTap = cancelFrame = undefined
      }
    },
    changed: (channel) => void changed.add(channel),
    waitForFrame,
  }
}
