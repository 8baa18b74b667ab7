'use client'
/**
 * Where a component stands in the tree of nodes and providers: what autoconnect waits for, where names are looked up,
 * and which options are inherited.
 */
import { createContext, useContext, type Context } from 'react'
import { shared } from '../core/shared.js'
import type { ReadySource, WebSocketNodeHandle } from '../core/types.js'
import type { Names } from './names.js'
import type { WebSocketDefaults } from './types.js'

export interface TreePosition {
  /** The nearest node or provider above. */
  readonly parent: ReadySource | null
  /** The nearest provider above. */
  readonly owner: ReadySource | null
  /** The outermost provider above. */
  readonly root: ReadySource | null
  /** The names of the nearest provider above. */
  readonly names: Names | null
  /** The nearest node above, mounted or not. */
  readonly node: WebSocketNodeHandle | null
  /** Options over what the providers above say. */
  inherit<O extends WebSocketDefaults>(own: O): O
}

const OUTSIDE: TreePosition = {
  parent: null,
  owner: null,
  root: null,
  names: null,
  node: null,
  inherit: (own) => own,
}

/** The context: one for all copies of the package that have the same React, which is known by its function. */
export function tree(): Context<TreePosition> {
  const contexts = shared('trees', () => new WeakMap<typeof createContext, Context<TreePosition>>())
  const known = contexts.get(createContext)
  if (known) return known
  const context = createContext(OUTSIDE)
  contexts.set(createContext, context)
  return context
}

/** The position of this component. */
export function useTree(): TreePosition {
  return useContext(tree())
}
