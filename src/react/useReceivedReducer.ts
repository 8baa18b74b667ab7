'use client'
/**
 * The packets of a node, reduced to one value.
 */
import { reportUncaught } from '../core/emitter.js'
import type { AnyFormat, Packet } from '../core/types.js'
import type { NodeOrTopic } from '../topics/types.js'
import { useFold } from './useFold.js'

/**
 * Reduces the packets of a node or topic to one value, as `Array.prototype.reduce` does: for counts, sums, and maps by id. Each
 * packet since the component mounted is reduced exactly once, in order, by the reducer of the latest render. Another node or
 * another destination starts again with `initial`. The component renders when the result changes: for the first packet of a
 * frame at once, for later ones with the next frame.
 *
 * @param node the node or topic; with null the result is `initial`
 * @param reducer returns the next result, or the same one if nothing changed. It is called outside of rendering. If it throws,
 * the error is reported as an uncaught one, and the packet is left out.
 * @param initial the result before the first packet
 *
 * @example
 * ```tsx
 * import { text, useNode, useReceivedReducer } from 'react-websocket-node'
 *
 * export function Count() {
 *   const count = useReceivedReducer(useNode('chat', text), (sum) => sum + 1, 0)
 *   return <p>{count} messages</p>
 * }
 * ```
 */
export function useReceivedReducer<F extends AnyFormat, Result>(
  node: NodeOrTopic<F> | null,
  reducer: (result: Result, packet: Packet<F>) => Result,
  initial: Result,
): Result
/**
 * The same, with the result type of `reducer`: for an `initial` such as `[]`, whose own type says too little.
 *
 * @param node the node or topic; with null the result is `initial`
 * @param reducer returns the next result, or the same one if nothing changed
 * @param initial the result before the first packet
 */
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
