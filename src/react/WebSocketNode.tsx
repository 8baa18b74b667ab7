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

/** The options, and what is below. */
export interface WebSocketNodeProps<F extends AnyFormat = AnyFormat> extends ReactWebSocketNodeOptions<F> {
  /** Finds the node with `useNode()`; a function gets it. */
  children?: ReactNode | ((state: NodeState, node: WebSocketNodeHandle<F>) => ReactNode) | undefined
}

/**
 * A WebSocket as an element; `ref` is the node. Props as the options of `useWebSocketNode`.
 * @throws RangeError while rendering, for a number out of its range; TypeError for a value of the wrong kind
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
