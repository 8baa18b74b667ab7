/**
 * The scene file behind a scene. Every edit of the scene is said in the file as far as a file can say it; the difference
 * that is left is what `unsaid` tells.
 */
import {
  addNode,
  moveNode,
  readScene,
  removeNode,
  renameNode,
  setMode,
  setReference,
  type SceneModel,
} from '../godot/index.js'
import { isWithin, join } from '../godot/paths.js'
import type { Edit } from './edits.js'
import { find, idsOf, targetOf, walk, type Item, type Scene } from './model.js'
import { sceneOf } from './tscn.js'

export interface SceneFile {
  readonly model: SceneModel
  /** The paths in the file of the items that it has, by their ids. */
  readonly paths: ReadonlyMap<string, string>
}

/** The file of a model, and the scene that it is, with new ids. */
export function openModel(model: SceneModel, newId: () => string): { file: SceneFile; scene: Scene } {
  const paths = new Map(model.nodes.map(({ path }) => [newId(), path]))
  const file = { model, paths }
  return { file, scene: sceneOf(model, idIn(file)) }
}

function idIn({ paths }: SceneFile): (path: string) => string {
  const ids = new Map([...paths].map(([id, path]) => [path, id]))
  return (path) => ids.get(path) ?? ''
}

/**
 * The file after an edit.
 * @param before the scene before the edit, and `after` it
 */
export function sayEdit(file: SceneFile, edit: Edit, before: Scene, after: Scene): SceneFile {
  if (before === after) return file
  switch (edit.type) {
    case 'add':
      return sayItem(file, after, edit.id)
    case 'remove':
      return sayRemoval(file, idsOf(find(before, edit.id)!.item))
    case 'rename':
      return sayName(file, edit.id, find(after, edit.id)!.item.name)
    case 'mode':
    case 'reference':
      return sayWait(file, after, edit.id)
    case 'move':
      return sayPlace(file, after, edit.id)
    // Godot's nodes have no switch for being ready.
    case 'ready':
      return file
  }
}

/** A file that says as much of a scene as a file can. */
export function fileOf(scene: Scene): SceneFile {
  const [only, ...others] = scene
  const isRoot = only?.kind === 'provider' && others.length === 0
  const empty = readScene('[gd_scene format=3]\n\n[node name="Scene" type="Node"]\n')
  let file: SceneFile = { model: empty, paths: new Map(isRoot ? [[only.id, '.']] : []) }
  if (isRoot) file = sayName(file, only.id, only.name)
  const items = walk(scene).map(({ item }) => item)
  for (const item of items) if (!(isRoot && item === only)) file = sayItem(file, scene, item.id, isRoot ? null : '.')
  // What a node waits for may come after it in the tree.
  for (const { id, kind } of items) if (kind === 'node') file = sayWait(file, scene, id)
  return file
}

/** @param top the path of what stands above those that have nothing above them; null: the file has no such place */
function sayItem(file: SceneFile, scene: Scene, id: string, top: string | null = null): SceneFile {
  const { item, above } = find(scene, id)!
  const parent = above.length === 0 ? top : file.paths.get(above.at(-1)!.id)
  if (parent == null) return file
  const { kind, name } = item
  // A provider within a scene is a plain node, for which others can wait as well.
  const model = attempt(file.model, (model) => addNode(model, parent, { name, ...(kind === 'node' && { socket: {} }) }))
  if (model === file.model) return file
  const added = { model, paths: new Map([...file.paths, [id, join(parent, name)]]) }
  return kind === 'node' ? sayWait(added, scene, id) : added
}

function sayRemoval(file: SceneFile, gone: readonly string[]): SceneFile {
  let { model } = file
  const paths = new Map(file.paths)
  for (const id of gone) {
    const path = paths.get(id)
    if (path === undefined || path === '.') continue
    const next = attempt(model, (model) => removeNode(model, path))
    if (next === model) continue
    model = next
    // What has been moved away in the scene alone goes from the file, too.
    for (const [other, otherPath] of paths) if (isWithin(otherPath, path)) paths.delete(other)
  }
  for (const id of gone) paths.delete(id)
  return { model, paths }
}

function sayName(file: SceneFile, id: string, name: string): SceneFile {
  const path = file.paths.get(id)
  if (path === undefined) return file
  const model = attempt(file.model, (model) => renameNode(model, path, name))
  if (model === file.model || path === '.') return { ...file, model }
  const newPath = join(path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.', name)
  const moved = (other: string) => (isWithin(other, path) ? newPath + other.slice(path.length) : other)
  return { model, paths: new Map([...file.paths].map(([id, other]) => [id, moved(other)])) }
}

/** In front of the next one beside it that the file has there, too. What waits for what is above it may wait otherwise then. */
function sayPlace(file: SceneFile, scene: Scene, id: string): SceneFile {
  const { item, above, index, siblings } = find(scene, id)!
  const path = file.paths.get(id)
  const parent = file.paths.get(above.at(-1)?.id ?? '')
  if (path === undefined || parent === undefined) return file
  const there = (file.model.nodes.find((node) => node.path === parent)?.children ?? []).map((child) => child.path)
  const others = there.filter((other) => other !== path)
  const places = siblings.slice(index + 1).map((next) => others.indexOf(file.paths.get(next.id) ?? ''))
  const place = places.find((at) => at >= 0) ?? others.length
  const model = attempt(file.model, (model) => moveNode(model, path, { parent, index: place }))
  if (model === file.model) return file
  const newPath = join(parent, path.slice(path.lastIndexOf('/') + 1))
  const moved = (other: string) => (isWithin(other, path) ? newPath + other.slice(path.length) : other)
  const paths = new Map([...file.paths].map(([id, other]) => [id, moved(other)]))
  const isSaid = (file: SceneFile, id: string) => targetOf(sceneOf(file.model, idIn(file)), id) === targetOf(scene, id)
  return idsOf(item).reduce((file: SceneFile, id) => (isSaid(file, id) ? file : sayWait(file, scene, id)), {
    model,
    paths,
  })
}

/** By the mode that the scene has; where that means something else in the file, by one that means the same. */
function sayWait(file: SceneFile, scene: Scene, id: string): SceneFile {
  const path = file.paths.get(id)
  const item = find(scene, id)?.item
  if (path === undefined || item?.kind !== 'node') return file
  const wanted = targetOf(scene, id)
  const same = wayTo(file, path, item, item.reference)
  if (targetOf(sceneOf(same.model, idIn(same)), id) === wanted) return same
  const mode = wanted === null ? 'none' : wanted === id ? 'self-ready' : 'custom'
  return wayTo(file, path, { mode }, wanted)
}

function wayTo(file: SceneFile, path: string, { mode }: Pick<Item, 'mode'>, reference: string | null): SceneFile {
  const target = reference === null ? null : file.paths.get(reference)
  const model = attempt(file.model, (model) => {
    const said = setMode(model, path, mode)
    return mode !== 'custom' || target === undefined ? said : setReference(said, path, target)
  })
  return { ...file, model }
}

/** The same model where the change is not possible: the difference is found by `unsaid`. */
function attempt(model: SceneModel, change: (model: SceneModel) => SceneModel): SceneModel {
  try {
    return change(model)
  } catch {
    return model
  }
}
