/**
 * The node sections of a scene as a tree, with who is above and who owns whom.
 */
import type { Notes } from './notes.js'
import { above, join, resolve } from './paths.js'
import type { Resources } from './scripts.js'
import { field, type Section } from './sections.js'
import type { SceneNode } from './types.js'
import { textOf } from './values.js'

/** A node before its socket is read. */
export type PlainNode = Omit<SceneNode, 'children' | 'socket'> & {
  /** Made in another file, and changed in this one. */
  readonly isOverride: boolean
}

export function readNodes(sections: readonly Section[], resources: Resources, notes: Notes): PlainNode[] {
  const byPath = new Map<string, PlainNode>()
  for (const section of sections) {
    if (section.tag !== 'node') continue
    const node = readNode(section, byPath, resources, notes)
    if (!node) continue
    const { path, line } = node
    if (byPath.has(path)) {
      notes.add('name', path, `There are two nodes of this path; Godot keeps the one of line ${line}.`, line)
      byPath.delete(path)
    }
    byPath.set(path, node)
  }
  const nodes = [...byPath.values()].sort((one, other) => one.section.start - other.section.start)
  for (const { path, parent, line } of nodes) {
    const above = parent === null ? null : byPath.get(parent)
    if (above === undefined) {
      notes.add('instance', path, `Its parent ${parent} is not in this file: what that is, is not known here.`, line)
    } else if (above && above.line > line) {
      notes.add('parent', path, `Its parent ${parent} comes after it in the file, where Godot does not find it.`, line)
    }
  }
  return nodes
}

function readNode(
  section: Section,
  byPath: ReadonlyMap<string, PlainNode>,
  resources: Resources,
  notes: Notes,
): PlainNode | null {
  const { line } = section
  const text = (name: string) => textOf(field(section, name))
  const name = text('name')
  const way = text('parent')
  const parent = way === undefined ? undefined : (resolve('.', way, () => undefined) ?? way)
  const isRoot = byPath.size === 0
  if (name === undefined || name === '') {
    notes.add('name', '', `The node of line ${line} has no name: it is left out.`, line)
    return null
  }
  if (isRoot !== (parent === undefined)) {
    const wrong = isRoot ? 'is the first one and has a parent' : 'has no parent and is not the first one'
    const path = parent === undefined ? '' : join(parent, name)
    notes.add('parent', path, `The node of line ${line} ${wrong}: it is left out.`, line)
    return null
  }
  const path = parent === undefined ? '.' : join(parent, name)
  if (path === '.' && !isRoot) {
    notes.add('name', '', `The node of line ${line} has the name ".", which leads to the root: it is left out.`, line)
    return null
  }
  const type = text('type') ?? null
  const instance = resources.pathOf(field(section, 'instance')) ?? text('instance_placeholder') ?? null
  const isOverride = type === null && field(section, 'instance') === undefined && instance === null && !isRoot
  const said = text('owner')
  const owner = isRoot ? null : said !== undefined ? said : isOverride ? instanceAbove(path, byPath) : '.'
  const groups = field(section, 'groups')
  return {
    name,
    path,
    type,
    instance,
    parent: parent ?? null,
    owner,
    line,
    groups: groups?.kind === 'array' ? groups.items.flatMap((item) => textOf(item) ?? []) : [],
    section,
    isOverride,
  }
}

/** The nearest instance above, which is the root of the file that a node was made in. */
function instanceAbove(path: string, byPath: ReadonlyMap<string, PlainNode>): string {
  for (let up = above(path); up !== null; up = above(up)) if (byPath.get(up)?.instance != null) return up
  return '.'
}

/** Hangs each node below the nearest one above that is in the file. */
export function treeOf(flat: readonly Omit<SceneNode, 'children'>[]): readonly SceneNode[] {
  const nodes = flat.map((node) => ({ ...node, children: [] as SceneNode[] }))
  const byPath = new Map(nodes.map((node) => [node.path, node]))
  for (const node of nodes) {
    for (let up = above(node.path); up !== null; up = above(up)) {
      const found = byPath.get(up)
      if (!found) continue
      found.children.push(node)
      break
    }
  }
  return nodes
}
