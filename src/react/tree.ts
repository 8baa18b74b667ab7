'use client'
/**
 * Where a component stands in the tree of nodes and providers: what autoconnect waits for, where names are looked up,
 * and which options are inherited.
 */
import { createContext } from 'react'
import type { AutoconnectMode, AutoconnectReference, ReadySource, WebSocketNodeHandle } from '../core/types.js'
import type { Names } from './names.js'
import { sourceOf } from './readySources.js'
import type { Store } from './store.js'
import type { WebSocketDefaults } from './types.js'

/** A provider, as those below it see it. */
export interface Owner extends ReadySource {
  readonly names: Names
  /** The next provider above. */
  readonly outer: Owner | null
}

/** @param readiness the provider's own */
export function createOwner(readiness: ReadySource, names: Names, outer: Owner | null): Owner {
  return {
    get ready() {
      return readiness.ready
    },
    onReady: readiness.onReady,
    names,
    outer,
  }
}

export interface TreePosition {
  /** The nearest node or provider above. */
  readonly parent: ReadySource | null
  /** The nearest provider above. */
  readonly owner: Owner | null
  /** The outermost provider above. */
  readonly root: Owner | null
  /** The nearest node above; null in the store until it mounts. */
  readonly node: Store<WebSocketNodeHandle | null> | null
  readonly defaults: WebSocketDefaults
}

export const Tree = createContext<TreePosition>({ parent: null, owner: null, root: null, node: null, defaults: {} })

/** What a node that stands there waits for, besides itself; null for nothing else. */
export function targetOf(
  mode: AutoconnectMode,
  reference: AutoconnectReference | null | undefined,
  tree: Pick<TreePosition, 'parent' | 'owner' | 'root'>,
): ReadySource | null {
  switch (mode) {
    case 'parent-ready':
      return tree.parent
    case 'owner-ready':
      return tree.owner
    case 'root-ready':
      return tree.root
    case 'custom':
      return reference ? sourceOf(reference) : null
    default:
      return null
  }
}
