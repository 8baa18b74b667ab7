'use client'
/**
 * The hook: a component's own node.
 */
import type { bytes } from '../formats/bytes.js'
import type { AnyFormat, NodeState, WebSocketNodeHandle } from '../core/types.js'
import type { ReactWebSocketNodeOptions } from './types.js'
import { useDriver } from './useDriver.js'

/**
 * A WebSocket that lives as long as this component. Renders on a change of state, never for a message.
 *
 * Handlers and policies are always the latest ones passed. A change of the destination moves the connection.
 *
 * @returns the state, and the node: the same object for the component's life
 * @throws RangeError while rendering, for a number out of its range
 */
export function useWebSocketNode<F extends AnyFormat = typeof bytes>(
  options: ReactWebSocketNodeOptions<F> = {},
): [state: NodeState, node: WebSocketNodeHandle<F>] {
  const { state, node } = useDriver(options)
  return [state, node]
}
