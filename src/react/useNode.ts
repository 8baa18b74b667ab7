'use client'
/**
 * Finding a node: the nearest above, or one by its name.
 */
import type { AnyFormat, WebSocketNodeHandle } from '../core/types.js'
import { useTree } from './tree.js'
import { useSource } from './useStore.js'

/** The message type of a node whose format is not known: no value has it, and its name says what to do. */
export interface PassTheFormatToUseNode {
  /** Exists in types only. */
  readonly 'useNode(name, format) gives the type': never
}

/**
 * A node whose format is not known, as `useNode(name)` returns it. Everything but `send` works; `sendString` and `sendJson`
 * send without the format.
 */
export interface UntypedNode extends Omit<WebSocketNodeHandle, 'send'> {
  /** Takes no message: call `useNode(name, format)` to get a node whose `send` takes the messages of the format. */
  send(message: PassTheFormatToUseNode): boolean
}

/**
 * Returns the node of the nearest `<WebSocketNode>` above, from the first render on; or, with a name, the node of that name
 * below the nearest provider that has one. It renders when that node mounts or unmounts.
 *
 * @param name the option `name` of the node to find
 * @returns the node; null if there is none above, or while no node of that name is mounted
 */
export function useNode(name?: string): UntypedNode | null
/**
 * Returns the same node, with the types of its format.
 *
 * @param name the option `name` of the node to find; undefined for the nearest node above
 * @param format the format of the node, which is used for its type only
 * @returns the node; null if there is none above, or while no node of that name is mounted
 */
export function useNode<F extends AnyFormat>(name?: string, format?: F): WebSocketNodeHandle<F> | null
export function useNode(name?: string): UntypedNode | null {
  const { names, node: nearest } = useTree()
  const isNamed = name !== undefined
  const named = useSource(
    isNamed ? names : null,
    () => (isNamed ? (names?.find(name) ?? null) : null),
    () => null,
  )
  return isNamed ? named : nearest
}
