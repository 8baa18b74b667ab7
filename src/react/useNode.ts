'use client'
/**
 * Finding a node: the nearest above, or one by its name.
 */
import type { AnyFormat, WebSocketNodeHandle } from '../core/types.js'
import { useTree } from './tree.js'
import { useStore } from './useStore.js'

/** What `send` takes of a node whose format is not known here. */
export interface PassTheFormatToUseNode {
  readonly 'useNode(name, format) gives the type': never
}

/** A node whose format is not known here: it reads as any node; `sendString` and `sendJson` send whatever its format. */
export interface UntypedNode extends Omit<WebSocketNodeHandle, 'send'> {
  /** Pass the node's format to `useNode(name, format)`, and it takes what that format takes. */
  send(message: PassTheFormatToUseNode): boolean
}

/**
 * The nearest `<WebSocketNode>` above, from the first render on; or, with a name, the node of that name in the nearest
 * provider that has it, null until that node mounts. Renders when that changes.
 */
export function useNode(name?: string): UntypedNode | null
/**
 * The same, with the types of a format.
 * @param format only gives the type of the node: pass the one that it has
 */
export function useNode<F extends AnyFormat>(name?: string, format?: F): WebSocketNodeHandle<F> | null
export function useNode(name?: string): UntypedNode | null {
  const { names, node: nearest } = useTree()
  const isNamed = name !== undefined
  const named = useStore(
    isNamed ? names : null,
    () => (isNamed ? (names?.find(name) ?? null) : null),
    () => null,
  )
  return isNamed ? named : nearest
}
