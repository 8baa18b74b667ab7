/**
 * Another place for a node, with all below it.
 */
import { isWithin, join, relative, resolve, walkFrom } from '../paths.js'
import { quote } from '../scan.js'
import { field, type Section } from '../sections.js'
import type { SceneModel, SceneNode } from '../types.js'
import { textOf, type Value } from '../values.js'
import { checkName, nodeAt } from './find.js'
import { sectionPath } from './moved.js'
import { apply, lineEnd, newline, sectionRemovals, type Patch } from './patch.js'
import { pathValues, uniqueIn } from './pathValues.js'
import { setField } from './write.js'

/** Where a node goes. */
export interface NewPlace {
  /** The path of the node above, from the scene's root. */
  readonly parent: string
  /** Before which of that node's other children, counted from 0; from their number on: behind all of them. */
  readonly index: number
}

/**
 * Moves a node with all below it; the paths of connections, references and animations lead to it as before.
 * @throws RangeError for the root, a node or a parent that is not there, a parent below the node, a name that is taken
 * there, and nodes whose place another file says
 */
export function moveNode(model: SceneModel, path: string, { parent, index }: NewPlace): SceneModel {
  const node = nodeAt(model, path)
  const siblings = nodeAt(model, parent).children.filter((child) => child.path !== path)
  checkMove(model, node, parent, siblings)
  const at = Math.min(index, siblings.length)
  const isNear = node.parent === parent
  if (isNear && nodeAt(model, parent).children.findIndex((child) => child.path === path) === at) return model

  const newPath = join(parent, node.name)
  const move = (other: string) => (isWithin(other, path) ? newPath + other.slice(path.length) : other)
  const patches = isNear ? [] : [...setField(node.section, 'parent', quote(parent)), ...pathPatches(model, path, move)]
  const isMoved = (section: Section) => section.tag === 'node' && isWithin(sectionPath(section) ?? '', path)
  const branch = model.sections.filter(isMoved)
  const isInBranch = (patch: Patch) => branch.some(({ start, end }) => patch.start >= start && patch.end <= end)
  const texts = branch.map((section) => patched(model.text, section, patches))
  return apply(model, [
    ...patches.filter((patch) => !isInBranch(patch)),
    ...sectionRemovals(model.text, branch),
    insertion(model, parent, siblings[at], texts, path),
  ])
}

function checkMove(model: SceneModel, node: SceneNode, parent: string, siblings: readonly SceneNode[]): void {
  const { path, name } = node
  if (node.parent === null) throw new RangeError('the root of a scene cannot be moved')
  if (isWithin(parent, path)) throw new RangeError(`${JSON.stringify(path)} cannot go below itself`)
  if (node.type === null && node.instance === null) {
    throw new RangeError(`${JSON.stringify(path)} is made in another file, which says where it stands`)
  }
  // In a scene that inherits another one, a number in the header says the place among the children of both.
  if ([node, ...siblings].some(({ section }) => field(section, 'index') !== undefined)) {
    throw new RangeError(`the children of ${JSON.stringify(parent)} have their places from another file`)
  }
  if (node.parent !== parent) checkName(model, parent, name)
}

/** Before a sibling, or behind all that is below the parent: never before the parent, which Godot has to know first. */
function insertion(
  model: SceneModel,
  parent: string,
  before: SceneNode | undefined,
  texts: readonly string[],
  path: string,
): Patch {
  const nl = newline(model)
  const text = texts.join(nl + nl)
  if (before) {
    const { start } = before.section
    return { start, end: start, text: text + nl + nl }
  }
  const others = model.nodes.filter((node) => isWithin(node.path, parent) && !isWithin(node.path, path))
  const at = lineEnd(model.text, Math.max(...others.map(({ section }) => section.end)))
  return { start: at, end: at, text: nl + nl + text }
}

/** The text of a section after the patches in it. */
function patched(text: string, { start, end }: Section, patches: readonly Patch[]): string {
  const inside = patches.filter((patch) => patch.start >= start && patch.end <= end)
  const sorted = [...inside].sort((one, other) => other.start - one.start)
  return sorted.reduce(
    (whole, patch) => whole.slice(0, patch.start - start) + patch.text + whole.slice(patch.end - start),
    text.slice(start, end),
  )
}

/** All paths in the file that lead to the node, out of it, or through it. */
function pathPatches(model: SceneModel, path: string, move: (path: string) => string): Patch[] {
  const unique = uniqueIn(model)
  return model.sections.flatMap((section) =>
    pathValues(model, section).flatMap(({ value, from, isHeader }): Patch[] => {
      const way = textOf(value) ?? ''
      const [steps, ...rest] = way.split(':') as [string, ...string[]]
      const target = resolve(from, steps, unique)
      if (target === null || steps.includes('%') || !crosses(from, steps, path)) return []
      // What stands in a header is a path from the root, which stays where it is.
      const newWay = isHeader ? move(target) : relative(move(from), move(target))
      return newWay === steps ? [] : [replaced(value, [newWay, ...rest].join(':'))]
    }),
  )
}

/** Whether some of the nodes on the way are in the branch, and others are not. */
function crosses(from: string, steps: string, path: string): boolean {
  const walk = walkFrom(from, path, () => undefined)
  const sides = [walk.isWithin()]
  for (const step of steps.split('/')) {
    walk.take(step)
    sides.push(walk.isWithin())
  }
  return sides.includes(true) && sides.includes(false)
}

function replaced({ kind, start, end }: Value, way: string): Patch {
  return { start, end, text: kind === 'path' ? `NodePath(${quote(way)})` : quote(way) }
}
