'use client'
/**
 * Listening to a signal from any component.
 */
import { useEffect, useInsertionEffect, useRef } from 'react'
import type { AnyFormat, Signal, Signals, WebSocketNodeHandle } from '../core/types.js'
import type { TopicHandle, TopicSignal } from '../topics/types.js'

/**
 * Calls a handler each time that a node emits a signal, from any component. It never renders the component. The handler of the
 * latest render is called, so it needs no `useCallback`.
 *
 * @param node the node; with null nothing is called
 * @param signal the name of the signal, such as `'packet'` or `'closed'`
 * @param handler gets the arguments of the signal
 *
 * @example
 * ```tsx
 * import { text, useNode, useSignal } from 'react-websocket-node'
 *
 * export function Sounds() {
 *   useSignal(useNode('chat', text), 'packet', (words) => console.log(words))
 *   return null
 * }
 * ```
 */
export function useSignal<F extends AnyFormat, S extends Signal>(
  node: WebSocketNodeHandle<F> | null,
  signal: S,
  handler: (...args: Signals<F>[S]) => void,
): void
/**
 * Calls a handler for the packets of a topic, which is subscribed while the component is mounted. It never renders the
 * component.
 *
 * @param topic the topic; with null nothing is called
 * @param signal `'packet'` for each packet, `'received'` for each batch
 * @param handler gets the arguments of the signal
 */
export function useSignal<F extends AnyFormat, S extends TopicSignal>(
  topic: TopicHandle<F> | null,
  signal: S,
  handler: (...args: Signals<F>[S]) => void,
): void
export function useSignal(
  node: { on(signal: Signal, listener: (...args: readonly unknown[]) => void): () => void } | null,
  signal: Signal,
  handler: (...args: never[]) => void,
): void {
  const latest = useRef({ node, signal, handler })
  // With the commit, before any signal that the commit causes is emitted.
  useInsertionEffect(() => {
    latest.current = { node, signal, handler }
  })
  useEffect(
    () =>
      node?.on(signal, (...args) => {
        const { current } = latest
        // This listener may belong to the node or signal of an earlier commit: the latest handler is not for its signals.
        if (current.node === node && current.signal === signal) current.handler(...(args as never[]))
      }),
    [node, signal],
  )
}
