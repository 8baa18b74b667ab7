'use client'
/**
 * The newest batch that a node received.
 */
import type { AnyFormat, Data } from '../core/types.js'
import type { NodeOrTopic } from '../topics/types.js'
import type { EmittedBatch } from '../core/signals.js'
import { useFold } from './useFold.js'

/**
 * The last batch of `node`, which may be a topic, joined; undefined until there is one at the present destination, and for `null`. A batch from
 * before the component mounted counts. What comes first in a frame is rendered at once, the rest with the next frame.
 *
 * A view: batches in between are not shown, and one that equals the last one runs no effect. To act on messages there are
 * `onPacket` and `onReceived`.
 */
export function useLastReceived<F extends AnyFormat>(node: NodeOrTopic<F> | null): Data<F> | undefined {
  return useFold<F, EmittedBatch<F> | undefined, Data<F> | undefined>(
    node,
    undefined,
    (_before, batch) => batch,
    (batch) => batch?.join(),
    true,
  )
}
