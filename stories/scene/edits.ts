/**
 * What one can do to a scene. An edit that is not possible leaves the scene as it is: the same object.
 */
import type { AutoconnectMode } from '../../src/index.js'
import { createItem, find, freeName, idsOf, mapScene, walk, type Item, type Kind, type Scene } from './model.js'

/** Where an item goes: before the child of that index, of the item `parent` or, if it is null, at the top. */
export interface Place {
  readonly parent: string | null
  readonly index: number
}

export type Edit =
  /** As the last child. `id` is of the new item, and of no other one. */
  | { readonly type: 'add'; readonly id: string; readonly kind: Kind; readonly parent: string | null }
  /** With all below it. */
  | { readonly type: 'remove'; readonly id: string }
  /** A name that is taken gets a number. */
  | { readonly type: 'rename'; readonly id: string; readonly name: string }
  | { readonly type: 'move'; readonly id: string; readonly to: Place }
  | { readonly type: 'mode'; readonly id: string; readonly mode: AutoconnectMode }
  | { readonly type: 'reference'; readonly id: string; readonly reference: string | null }
  | { readonly type: 'ready'; readonly id: string; readonly ready: boolean }

const NAMES: Readonly<Record<Kind, string>> = { provider: 'Provider', node: 'Node', element: 'Element' }

/** The scene after an edit. */
export function applyEdit(scene: Scene, edit: Edit): Scene {
  switch (edit.type) {
    case 'add':
      return add(scene, edit)
    case 'remove':
      return remove(scene, edit.id)
    case 'rename':
      return rename(scene, edit.id, edit.name)
    case 'move':
      return move(scene, edit.id, edit.to)
    case 'mode':
      return change(scene, edit.id, 'node', { mode: edit.mode })
    case 'reference':
      if (edit.reference !== null && !find(scene, edit.reference)) return scene
      return change(scene, edit.id, 'node', { reference: edit.reference })
    case 'ready':
      if (find(scene, edit.id)?.item.kind === 'element') return scene
      return change(scene, edit.id, undefined, { ready: edit.ready })
  }
}

function namesIn(scene: Scene): string[] {
  return walk(scene).map(({ item }) => item.name)
}

function add(scene: Scene, { id, kind, parent }: Extract<Edit, { type: 'add' }>): Scene {
  const item = createItem(
    id,
    kind,
    freeName(NAMES[kind], namesIn(scene)),
    kind === 'node' ? { mode: 'self-ready' } : {},
  )
  const siblings = parent === null ? scene : find(scene, parent)?.item.children
  return siblings ? insert(scene, item, { parent, index: siblings.length }) : scene
}

function remove(scene: Scene, id: string): Scene {
  const placed = find(scene, id)
  if (!placed) return scene
  const gone = idsOf(placed.item)
  return mapScene(scene, (item) => {
    if (item.id === id) return []
    return item.reference !== null && gone.includes(item.reference) ? { ...item, reference: null } : item
  })
}

function rename(scene: Scene, id: string, wanted: string): Scene {
  const name = wanted.trim()
  const placed = find(scene, id)
  if (!placed || name === '' || name === placed.item.name) return scene
  const others = walk(scene).filter(({ item }) => item.id !== id)
  const taken = others.map(({ item }) => item.name)
  return change(scene, id, undefined, { name: freeName(name, taken) })
}

function move(scene: Scene, id: string, { parent, index }: Place): Scene {
  const placed = find(scene, id)
  if (!placed || (parent !== null && !find(scene, parent))) return scene
  const { item, above, index: from } = placed
  if (parent !== null && idsOf(item).includes(parent)) return scene
  const isNear = (above.at(-1)?.id ?? null) === parent
  // Without itself, what stood behind it stands one place nearer.
  const to = isNear && from < index ? index - 1 : index
  if (isNear && to === from) return scene
  const without = mapScene(scene, (other) => (other.id === id ? [] : other))
  return insert(without, item, { parent, index: to })
}

function insert(scene: Scene, item: Item, { parent, index }: Place): Scene {
  if (parent === null) return scene.toSpliced(index, 0, item)
  return mapScene(scene, (other) =>
    other.id === parent ? { ...other, children: other.children.toSpliced(index, 0, item) } : other,
  )
}

function change(scene: Scene, id: string, kind: Kind | undefined, to: Partial<Item>): Scene {
  const item = find(scene, id)?.item
  if (!item || (kind !== undefined && item.kind !== kind)) return scene
  const isSame = Object.entries(to).every(([name, value]) => item[name as keyof Item] === value)
  return isSame ? scene : mapScene(scene, (other) => (other.id === id ? { ...other, ...to } : other))
}
