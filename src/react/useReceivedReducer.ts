'use client'
/**
 * All that a node received, as one value.
 */
import { reportUncaught } from '../core/emitter.js'
import type { AnyFormat, Packet } from '../core/types.js'
import type { NodeOrTopic } from '../topics/types.js'
import { useFold } from './useFold.js'

/**
 * Folds every packet of `node`, which may be a topic, since the component mounted into a result, each exactly once and in order, by the latest `reducer`.
 * Another node, or another destination of it, starts again, with the latest `initial`. A packet for which `reducer` throws
 * is left out, and the error reported as an uncaught one.
 *
 * What comes first in a frame is rendered at once, the rest with the next frame, and only when the result is another one.
 *
 * @param reducer gives the next result, or the same one where nothing changed; called outside of rendering
 */
export function useReceivedReducer<F extends AnyFormat, Result>(
  node: NodeOrTopic<F> | null,
  reducer: (result: Result, packet: Packet<F>) => Result,
  initial: Result,
): Result
/** With the type of `reducer`, where that of `initial` says too little, as `[]` does. */
export function useReceivedReducer<F extends AnyFormat, Result>(
  node: NodeOrTopic<F> | null,
  reducer: (result: Result, packet: Packet<F>) => Result,
  // `NoInfer<Result>`, which TypeScript has from 5.4 on.
  initial: [Result][Result extends unknown ? 0 : never],
): Result
export function useReceivedReducer<F extends AnyFormat, Result>(
  node: NodeOrTopic<F> | null,
  reducer: (result: Result, packet: Packet<F>) => Result,
  initial: Result,
): Result {
  return useFold<F, Result, Result>(
    node,
    initial,
    (before, { packets }) => {
      let result = before
      for (const packet of packets) {
        try {
          result = reducer(result, packet)
        } catch (error) {
          reportUncaught(error)
        }
      }
      return result
    },
    asIs,
  )
}

function asIs<T>(result: T): T {
  return result
}
