'use client'
/**
 * The position of a component in the tree of nodes and providers: it says what autoconnect waits for, where names are looked
 * up, and which options are inherited.
 */
import { useContext, type Context } from 'react'
import type { ReadySource, WebSocketNodeHandle } from '../core/types.js'
import type { Names } from './names.js'
import { sharedContext } from './sharedContext.js'
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
  /** Merges options with the defaults of the providers above. */
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

export function tree(): Context<TreePosition> {
  return sharedContext('trees', OUTSIDE)
}

/** The position of this component. */
export function useTree(): TreePosition {
  return useContext(tree())
}
