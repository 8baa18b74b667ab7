/**
 * Finds the nodes: those of React on this page, and those that were passed to the inspector. A node is observed from its mount
 * to its end; a lingering one until its lingering has ended.
 */
import { inMicrotask } from '../core/clock.js'
import type { Session } from '../core/session.js'
import { shared } from '../core/shared.js'
import { mountedHere, type Mounted, type MountedNode } from '../react/mounted.js'
import { bare, observe, sessionOf, unobserve, type Observer } from './watched.js'

export interface Found {
  /**
   * @param entered called when the observation of a node begins, and when a node mounts again
   * @param changed called after anything has mounted or unmounted
   */
  follow(entered: (node: object) => void, changed?: () => void): void
  /** Returns the mounted nodes and providers of React. */
  mounted(): Mounted['current'][]
  /** Returns the entry of one node, if it is React's. */
  mountedNode(node: object): MountedNode | undefined
  /** Returns the nodes that were passed. */
  readonly added: ReadonlySet<object>
  add(node: object): void
  remove(node: object): void
  stop(): void
}

/** The observation begins with the call of `follow`. */
export function findNodes(observer: Observer): Found {
  const here = mountedHere()
  const added = new Set<object>()
  const refs = new WeakMap<object, Mounted>()
  let entered: (node: object) => void = nothing
  let changed = nothing

  function enter(node: object): void {
    const session = checkNode(node)
    observe(session, observer)
    entered(session.audience().node)
  }

  function leave(node: object): void {
    const session = sessionOf(node)
    if (session) unobserve(session, observer)
  }

  function mounted(): Mounted['current'][] {
    const all: Mounted['current'][] = []
    for (const ref of here.refs) {
      const one = ref.deref()
      if (one) all.push(one.current)
      else here.refs.delete(ref)
    }
    return all
  }

  function hear(one: Mounted, isEntering: boolean): void {
    const { current } = one
    if ('driver' in current) {
      const { node } = current.driver
      if (isEntering) refs.set(node, one)
      else refs.delete(node)
      if (isEntering) enter(node)
      // An unmount ends the connection in a microtask: observe that too.
      else
        inMicrotask(() =>
          inMicrotask(() => {
            if (!refs.has(node) && !added.has(node)) leave(node)
            changed()
          }),
        )
    }
    changed()
  }

  return {
    follow(hearEntered, hearChanged = nothing) {
      entered = hearEntered
      changed = hearChanged
      for (const ref of here.refs) {
        const one = ref.deref()
        if (one) hear(one, true)
      }
      here.listeners.add(hear)
    },
    mounted,
    mountedNode: (node) => refs.get(node)?.current as MountedNode | undefined,
    added,
    add(node) {
      enter(node)
      added.add(bare(node)!)
      changed()
    },
    remove(node) {
      const own = bare(node)
      if (!own || !added.delete(own)) return
      if (!refs.has(own)) leave(own)
      changed()
    },
    stop() {
      here.listeners.delete(hear)
      for (const one of mounted()) if ('driver' in one) leave(one.driver.node)
      for (const node of added) leave(node)
      added.clear()
    },
  }
}

/** @throws TypeError for anything but a node of this package */
export function checkNode(node: unknown): Session<never> {
  const session = sessionOf(node)
  if (!session) throw new TypeError('nodes to be watched come from this package')
  return session
}

function nothing(): void {}

interface Ids {
  readonly known: WeakMap<object, string>
  count: number
}

/** What names a node, a provider or a topic on this page, the same for every inspector and recorder. */
export function idOf(thing: object, prefix: string): string {
  const ids = shared<Ids>('inspectedIds', () => ({ known: new WeakMap(), count: 0 }))
  const known = ids.known.get(thing)
  if (known) return known
  const id = `${prefix}${++ids.count}`
  ids.known.set(thing, id)
  return id
}
