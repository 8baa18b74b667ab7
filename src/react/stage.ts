/**
 * When the values of one node and of its topics are shown: what comes first in a frame at once, the rest with the next
 * frame. All of them are shown together, so that no two components show different moments of the node, and React commits
 * once.
 */
import { platformClock, type Cancel } from '../core/clock.js'
import type { Tap } from '../core/node.js'
import { shared } from '../core/shared.js'
import type { EmittedBatch } from '../core/signals.js'
import type { AnyFormat } from '../core/types.js'

/** What is read of a node, or of a topic. */
export interface Showable {
  /** The node has emitted a batch, or its values start again. A topic has no such method: it takes in its own packets. */
  take?: ((batch: EmittedBatch<AnyFormat> | undefined) => void) | undefined
  /** Whether there is anything new to show. */
  isBehind(): boolean
  show(): void
}

export interface Stage {
  /** Returns how to leave. */
  join(channel: Showable): () => void
  /** A channel has taken something in. */
  changed(channel: Showable): void
  /** Shows with the next frame what is new then. */
  waitForFrame(): void
}

/** The stage of a node, whose tap `root` is. */
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
  /** Channels that have taken something in since they were shown. */
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
      // A batch that is done right after the frame would wait for the next one.
      root.flush()
      show()
    })
  }

  /** After the topics have taken in what is theirs of the batch. */
  function take(batch: EmittedBatch<AnyFormat> | undefined): void {
    own?.take?.(batch)
    // What belongs to another destination is not shown a moment longer.
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
