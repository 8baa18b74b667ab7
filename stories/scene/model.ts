/**
 * A scene as one builds it: providers, nodes and elements in each other, and how to look around in it. A scene is never
 * changed: each edit gives another one.
 */
import type { AutoconnectMode } from '../../src/index.js'

export type Kind = 'provider' | 'node' | 'element'

export interface Item {
  /** Found again by it, whatever its name and place become. */
  readonly id: string
  readonly kind: Kind
  readonly name: string
  /** False: it does not become ready, so that what waits for it waits on. Elements are always ready. */
  readonly ready: boolean
  /** Of nodes: when they connect. */
  readonly mode: AutoconnectMode
  /** Of nodes: the id of what they wait for under the mode `'custom'`. */
  readonly reference: string | null
  /** Of nodes that came from a file: its options as attributes of the JSX, such as `route="/lobby"`. */
  readonly attributes: readonly string[]
  readonly children: Scene
}

export type Scene = readonly Item[]

/** An item with its place. */
export interface Placed {
  readonly item: Item
  /** The items above, the outermost first. */
  readonly above: Scene
  /** Its place among those that have the same parent. */
  readonly index: number
  readonly siblings: Scene
}

/** The elements of the package, by kinds. */
export const TAGS: Readonly<Record<Kind, string>> = {
  provider: 'WebSocketProvider',
  node: 'WebSocketNode',
  element: 'div',
}

export function createItem(id: string, kind: Kind, name: string, more: Partial<Item> = {}): Item {
  return { id, kind, name, ready: true, mode: 'none', reference: null, attributes: [], children: [], ...more }
}

/** All items as they stand in the tree, from top to bottom. */
export function walk(scene: Scene, above: Scene = []): readonly Placed[] {
  return scene.flatMap((item, index) => [
    { item, above, index, siblings: scene },
    ...walk(item.children, [...above, item]),
  ])
}

export function find(scene: Scene, id: string | null): Placed | undefined {
  return walk(scene).find(({ item }) => item.id === id)
}

/** The ids of an item and of all below it. */
export function idsOf(item: Item): readonly string[] {
  return walk([item]).map(({ item }) => item.id)
}

/** The scene with each item exchanged for what `change` makes of it, which is asked for those below first. */
export function mapScene(scene: Scene, change: (item: Item) => Item | readonly Item[]): Scene {
  return scene.flatMap((item) => change({ ...item, children: mapScene(item.children, change) }))
}

/** A name that none of `taken` is, with a number behind it if need be, as Godot names nodes. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  const [, stem, number] = /^(.*?\D)(\d+)$/s.exec(name) ?? [name, name, '1']
  let count = Number(number) + 1
  while (taken.includes(`${stem}${count}`)) count++
  return `${stem}${count}`
}

/**
 * What a node waits for, besides being ready itself: the id of that item; its own where it waits for nothing else; null
 * under the mode `'none'`.
 */
export function targetOf(scene: Scene, id: string): string | null {
  const placed = find(scene, id)
  if (!placed) return null
  const { item, above } = placed
  const providers = above.filter(({ kind }) => kind === 'provider')
  switch (item.mode) {
    case 'none':
      return null
    case 'self-ready':
      return id
    case 'parent-ready':
      return above.findLast(({ kind }) => kind !== 'element')?.id ?? id
    case 'owner-ready':
      return providers.at(-1)?.id ?? id
    case 'root-ready':
      return providers[0]?.id ?? id
    case 'custom':
      return find(scene, item.reference)?.item.id ?? id
  }
}

/** The ids of the nodes that have their names in the JSX: `useNode` finds only the first of a name, below a provider. */
export function namedIn(scene: Scene): ReadonlySet<string> {
  const first = new Map<string, string>()
  for (const { item, above } of walk(scene)) {
    const isFound = item.kind === 'node' && above.some(({ kind }) => kind === 'provider')
    if (isFound && !first.has(item.name)) first.set(item.name, item.id)
  }
  return new Set(first.values())
}
