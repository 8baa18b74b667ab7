'use client'
/**
 * Finding a node: the nearest above, or one by its name.
 */
import { useCallback, useContext, useSyncExternalStore } from 'react'
import type { AnyFormat, WebSocketNodeHandle } from '../core/types.js'
import { Tree, type Owner } from './tree.js'

/**
 * The nearest `<WebSocketNode>` above; or, with a name, the node of that name in the nearest provider that has it.
 * Renders when that changes.
 *
 * @param format only gives the type of the node: pass the one that it has
 * @returns null until that node mounts
 */
export function useNode<F extends AnyFormat = AnyFormat>(name?: string, format?: F): WebSocketNodeHandle<F> | null
export function useNode(name?: string): WebSocketNodeHandle | null {
  const { owner, node: nearest } = useContext(Tree)

  const subscribe = useCallback(
    (listener: () => void) => {
      const sources = name === undefined ? [nearest] : upwards(owner).map(({ names }) => names)
      const stops = sources.map((source) => source?.subscribe(listener))
      return () => stops.forEach((stop) => stop?.())
    },
    [name, owner, nearest],
  )
  const find = () => (name === undefined ? (nearest?.get() ?? null) : findByName(owner, name))
  return useSyncExternalStore(subscribe, find, () => null)
}

function findByName(owner: Owner | null, name: string): WebSocketNodeHandle | null {
  for (const { names } of upwards(owner)) {
    const node = names.find(name)
    if (node) return node
  }
  return null
}

function upwards(owner: Owner | null): readonly Owner[] {
  return owner ? [owner, ...upwards(owner.outer)] : []
}
