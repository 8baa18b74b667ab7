/**
 * Another name for a node, and for all that leads to it.
 */
import { quote } from '../scan.js'
import type { SceneModel } from '../types.js'
import { textOf, type Value } from '../values.js'
import { checkName, nodeAt } from './find.js'
import { renamed, sectionPath, type Renaming } from './moved.js'
import { apply, type Patch } from './patch.js'
import { pathValues, uniqueIn } from './pathValues.js'
import { setField } from './write.js'

/**
 * Renames a node: in its header, and in the paths of children, connections, references and animations that lead to it.
 * @throws RangeError for a node that is not there, a name that Godot does not allow, and one that is taken
 */
export function renameNode(model: SceneModel, path: string, newName: string): SceneModel {
  const node = nodeAt(model, path)
  if (node.name === newName) return model
  checkName(model, node.parent, newName)
  const renaming: Renaming = { path, name: node.name, newName, unique: uniqueIn(model) }
  return apply(
    model,
    model.sections.flatMap((section) => [
      ...(section.tag === 'node' && sectionPath(section) === path ? setField(section, 'name', quote(newName)) : []),
      ...pathValues(model, section).flatMap(({ value, from }) => valuePatch(value, from, renaming)),
    ]),
  )
}

function valuePatch(value: Value, from: string, renaming: Renaming): Patch[] {
  const way = renamed(from, textOf(value) ?? '', renaming)
  if (way === undefined) return []
  const text = value.kind === 'path' ? `NodePath(${quote(way)})` : quote(way)
  return [{ start: value.start, end: value.end, text }]
}
