'use client'
/**
 * Listening to a signal from any component.
 */
import { useEffect, useInsertionEffect, useRef } from 'react'
import type { AnyFormat, Signal, Signals, WebSocketNodeHandle } from '../core/types.js'
import type { TopicHandle, TopicSignal } from '../topics/types.js'

/** Calls the latest `handler` at each `signal` of `node`; nothing for `null`. Never renders. */
export function useSignal<F extends AnyFormat, S extends Signal>(
  node: WebSocketNodeHandle<F> | null,
  signal: S,
  handler: (...args: Signals<F>[S]) => void,
): void
/** Calls the latest `handler` at each `signal` of a topic, which is subscribed meanwhile; nothing for `null`. Never renders. */
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
        // What was listened to until this commit has nothing to say to the handler that came with it.
        if (current.node === node && current.signal === signal) current.handler(...(args as never[]))
      }),
    [node, signal],
  )
}
