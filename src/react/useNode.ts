'use client'
/**
 * Finding a node: the nearest above, or one by its name.
 */
import { useContext } from 'react'
import type { AnyFormat, WebSocketNodeHandle } from '../core/types.js'
import { Tree } from './tree.js'
import { useStore } from './useStore.js'

/**
 * The nearest `<WebSocketNode>` above; or, with a name, the node of that name in the nearest provider that has it.
 * Renders when that changes.
 *
 * @param format only gives the type of the node: pass the one that it has
 * @returns null until that node mounts
 */
export function useNode<F extends AnyFormat = AnyFormat>(name?: string, format?: F): WebSocketNodeHandle<F> | null
export function useNode(name?: string): WebSocketNodeHandle | null {
  const { names, node: nearest } = useContext(Tree)
  const find = () => (name === undefined ? nearest?.get() : names?.find(name)) ?? null
  return useStore(name === undefined ? nearest : names, find, () => null)
}
