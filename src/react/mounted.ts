/**
 * Every node and provider that is mounted on this page, in any root and by any copy of the package, for the inspector to
 * find. Held weakly: a root that is thrown away without an unmount is garbage as before.
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

/** What was last committed of a node or a provider. */
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
  /** What the mode waits for besides the node itself, if anything. */
  readonly target: AutoconnectReference | WebSocketNodeHandle | null | undefined
  readonly ready: boolean
  readonly linger: number
  /** As they were passed; with what providers say; and checked, with the defaults. */
  readonly ownOptions: object
  readonly inherited: object
  readonly options: WebSocketNodeOptions<never>
}

/** A component's ref: its content is exchanged by each commit. */
export interface Mounted {
  readonly current: MountedNode | MountedProvider
}

/** What all copies share. */
export interface MountedHere {
  readonly refs: Set<{ deref(): Mounted | undefined }>
  /** Called after something mounted, is shown again, or has left for good. */
  readonly listeners: Set<(mounted: Mounted, isThere: boolean) => void>
  sweepAt: number
}

export function mountedHere(): MountedHere {
  return shared('mounted', () => ({ refs: new Set(), listeners: new Set(), sweepAt: 64 }))
}

/** To be called when a component mounts; returns what to call when it, or what lingers of it, is gone. */
export function enter(mounted: Mounted): () => void {
  const here = mountedHere()
  const ref = typeof WeakRef === 'undefined' ? { deref: () => mounted } : new WeakRef(mounted)
  here.refs.add(ref)
  // Whenever there are twice as many as were left the last time, what is garbage is forgotten.
  if (here.refs.size > here.sweepAt) {
    for (const one of here.refs) if (!one.deref()) here.refs.delete(one)
    here.sweepAt = Math.max(64, here.refs.size * 2)
  }
  for (const listener of here.listeners) listener(mounted, true)
  return () => {
    if (here.refs.delete(ref)) for (const listener of here.listeners) listener(mounted, false)
  }
}
