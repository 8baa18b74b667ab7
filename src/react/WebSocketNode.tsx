'use client'
/**
 * The element: a node that those below it can find.
 */
import { forwardRef, useImperativeHandle, useMemo } from 'react'
import type { ForwardedRef, ReactElement, ReactNode, RefAttributes } from 'react'
import type { bytes } from '../formats/bytes.js'
import type { AnyFormat, NodeState, WebSocketNodeHandle } from '../core/types.js'
import { tree, useTree, type TreePosition } from './tree.js'
import type { ReactWebSocketNodeOptions } from './types.js'
import { useWebSocketNode } from './useWebSocketNode.js'

/** The props of `<WebSocketNode>`: the options of `useWebSocketNode`, and `children`. */
export interface WebSocketNodeProps<F extends AnyFormat = AnyFormat> extends ReactWebSocketNodeOptions<F> {
  /** What is below, which finds the node with `useNode()`; or a function that gets the state and the node. */
  children?: ReactNode | ((state: NodeState, node: WebSocketNodeHandle<F>) => ReactNode) | undefined
}

/**
 * A WebSocket as an element. Components below find its node with `useNode()`, and its `ref` is the node.
 *
 * @param props the options of `useWebSocketNode`, and what is below
 * @throws RangeError while rendering, for a number out of its range; TypeError for a value of the wrong type
 *
 * @example
 * ```tsx
 * import { text, useLastPacket, useNode, WebSocketNode } from 'react-websocket-node'
 *
 * function Last() {
 *   return <p>{useLastPacket(useNode(undefined, text))}</p>
 * }
 *
 * export function Feed() {
 *   return (
 *     <WebSocketNode url="wss://feed.example" autoconnectMode="self-ready" format={text}>
 *       <Last />
 *     </WebSocketNode>
 *   )
 * }
 * ```
 */
export const WebSocketNode = forwardRef(function WebSocketNode<F extends AnyFormat>(
  { children, ...options }: WebSocketNodeProps<F>,
  ref: ForwardedRef<WebSocketNodeHandle<F>>,
): ReactElement {
  const [state, node] = useWebSocketNode(options)
  useImperativeHandle(ref, () => node, [node])

  const above = useTree()
  const position = useMemo<TreePosition>(() => ({ ...above, parent: node, node }), [above, node])
  const { Provider } = tree()
  return <Provider value={position}>{typeof children === 'function' ? children(state, node) : children}</Provider>
}) as unknown as <F extends AnyFormat = typeof bytes>(
  props: WebSocketNodeProps<F> & RefAttributes<WebSocketNodeHandle<F>>,
) => ReactElement
