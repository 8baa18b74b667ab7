'use client'
/**
 * The newest batch that a node received.
 */
import type { AnyFormat, Data } from '../core/types.js'
import type { NodeOrTopic } from '../topics/types.js'
import type { EmittedBatch } from '../core/signals.js'
import { useFold } from './useFold.js'

/**
 * Returns the last batch of a node or topic, joined by its format, to show it: the array of packets of `json()` and `text`, or
 * the joined bytes of `bytes`. It counts from before the component mounted, and starts again with undefined when the
 * destination changes. The component renders for the first batch of a frame at once, for later ones with the next frame.
 *
 * Do not act on messages in an effect on this value: batches between two renders are skipped. `onPacket`, `onReceived` and
 * `useSignal` get every one.
 *
 * @param node the node or topic; with null the hook returns undefined
 * @returns undefined before the first batch
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
