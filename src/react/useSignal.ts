'use client'
/**
 * Listening to a signal from any component.
 */
import { useEffect, useRef } from 'react'
import type { AnyFormat, Signal, Signals, WebSocketNodeHandle } from '../core/types.js'
import { useCommitEffect } from './effects.js'

/** Calls the latest `handler` at each `signal` of `node`; nothing for `null`. Never renders. */
export function useSignal<F extends AnyFormat, S extends Signal>(
  node: WebSocketNodeHandle<F> | null,
  signal: S,
  handler: (...args: Signals<F>[S]) => void,
): void {
  const latest = useRef(handler)
  useCommitEffect(() => {
    latest.current = handler
  })
  useEffect(() => node?.on(signal, (...args) => latest.current(...args)), [node, signal])
}
