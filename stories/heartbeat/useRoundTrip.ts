/**
 * The round trip of a node's heartbeat. No signal tells of it, so a component that shows it looks from time to time.
 */
import { useSyncExternalStore } from 'react'
import type { WebSocketNodeHandle } from '../../src/index.js'

const INTERVAL_MS = 200

/** In words. */
export function useRoundTrip(node: Pick<WebSocketNodeHandle, 'roundTrip'>): string {
  const seconds = useSyncExternalStore(lookRegularly, () => node.roundTrip)
  return seconds === undefined ? '–' : `${(seconds * 1000).toFixed(0)} ms`
}

function lookRegularly(look: () => void): () => void {
  const timer = setInterval(look, INTERVAL_MS)
  return () => clearInterval(timer)
}
