/**
 * A list of all nodes and providers that are mounted on this page, in any root and by any copy of the package: the inspector
 * reads it. It holds them weakly, so that a root that is dropped without an unmount can be collected.
 */
import type { NodeDriver } from '../core/node.js'
import { shared } from '../core/shared.js'
import type {
  AutoconnectMode,
  AutoconnectReference,
  ReadySource,
  WebSocketNodeHandle,
  WebSocketNodeOptions,
} from '../core/types.js'

/** The last committed values of a node or provider. */
interface MountedBase {
  /** The nearest node or provider above. */
  readonly parent: ReadySource | null
}

export interface MountedProvider extends MountedBase {
  readonly provider: ReadySource
}

export interface MountedNode extends MountedBase {
  readonly driver: NodeDriver<never>
  readonly name: string | undefined
  readonly mode: AutoconnectMode
  /** What the mode waits for besides the node itself; null or undefined for nothing. */
  readonly target: AutoconnectReference | WebSocketNodeHandle | null | undefined
  readonly ready: boolean
  readonly linger: number
  /** The options as they were passed; with those of the providers; and checked, with the defaults filled in. */
  readonly ownOptions: object
  readonly inherited: object
  readonly options: WebSocketNodeOptions<never>
}

/** The ref of a component: each commit replaces its content. */
export interface Mounted {
  readonly current: MountedNode | MountedProvider
}

/** The list, which all copies of the package share. */
export interface MountedHere {
  readonly refs: Set<{ deref(): Mounted | undefined }>
  /** Called after a node or provider has mounted, is shown again, or has gone for good. */
  readonly listeners: Set<(mounted: Mounted, isThere: boolean) => void>
  sweepAt: number
}

export function mountedHere(): MountedHere {
  return shared('mounted', () => ({ refs: new Set(), listeners: new Set(), sweepAt: 64 }))
}

/** Adds a component that mounts. Returns a function to call when it has unmounted and its connection lingers no more. */
export function enter(mounted: Mounted): () => void {
  const here = mountedHere()
  const ref = typeof WeakRef === 'undefined' ? { deref: () => mounted } : new WeakRef(mounted)
  here.refs.add(ref)
  // Remove the collected entries whenever the list has twice as many entries as after the last time.
  if (here.refs.size > here.sweepAt) {
    for (const one of here.refs) if (!one.deref()) here.refs.delete(one)
    here.sweepAt = Math.max(64, here.refs.size * 2)
  }
  for (const listener of here.listeners) listener(mounted, true)
  return () => {
    if (here.refs.delete(ref)) for (const listener of here.listeners) listener(mounted, false)
  }
}
