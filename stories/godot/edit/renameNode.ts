/**
 * Another name for a node, and for all that leads to it.
 */
import { quote } from '../scan.js'
import { property, type Section } from '../sections.js'
import { nodePaths } from '../sockets.js'
import type { SceneModel } from '../types.js'
import { textOf, type Value } from '../values.js'
import { checkName, nodeAt } from './find.js'
import { renamed, sectionPath, textsIn, type Renaming } from './moved.js'
import { apply, type Patch } from './patch.js'
import { setField } from './write.js'

/** Fields that are paths from the scene's root, by their sections. */
const PATH_FIELDS: Readonly<Record<string, readonly string[]>> = {
  node: ['parent', 'owner'],
  connection: ['from', 'to'],
  editable: ['path'],
}

/**
 * Renames a node: in its header, and in the paths of children, connections, references and animations that lead to it.
 * @throws RangeError for a node that is not there, a name that Godot does not allow, and one that is taken
 */
export function renameNode(model: SceneModel, path: string, newName: string): SceneModel {
  const node = nodeAt(model, path)
  if (node.name === newName) return model
  checkName(model, node.parent, newName)
  const renaming: Renaming = { path, name: node.name, newName, unique: uniqueIn(model) }
  const players = model.nodes.filter(({ type }) => type === 'AnimationPlayer' || type === 'AnimationMixer')
  const stages = [...new Set(players.map(({ parent }) => parent ?? '.'))]
  return apply(
    model,
    model.sections.flatMap((section) => [
      ...(section.tag === 'node' && sectionPath(section) === path ? setField(section, 'name', quote(newName)) : []),
      ...fieldPatches(section, renaming),
      ...(section.tag === 'node' ? nodePatches(section, renaming) : []),
      ...(section.tag === 'sub_resource' ? trackPatches(section, stages, renaming) : []),
    ]),
  )
}

function uniqueIn({ nodes }: SceneModel): Renaming['unique'] {
  const unique = nodes.filter(({ section }) => {
    const value = property(section, 'unique_name_in_owner')?.value
    return value?.kind === 'bool' && value.value
  })
  const paths = new Map(unique.map(({ name, path }) => [name, path]))
  return (name) => paths.get(name)
}

function fieldPatches(section: Section, renaming: Renaming): Patch[] {
  return (PATH_FIELDS[section.tag] ?? []).flatMap((name) => {
    const value = section.fields.find((field) => field.name === name)?.value
    return value ? valuePatch(value, '.', renaming) : []
  })
}

/** Paths among the properties, and texts where the header says that they are paths. */
function nodePatches(section: Section, renaming: Renaming): Patch[] {
  const from = sectionPath(section)
  if (from === undefined) return []
  const names = nodePaths(section)
  return section.properties.flatMap(({ name, value }) =>
    textsIn(value)
      .filter(({ kind }) => kind === 'path' || names.includes(name))
      .flatMap((item) => valuePatch(item, from, renaming)),
  )
}

/** An animation's tracks start at the node above its player. */
function trackPatches(section: Section, stages: readonly string[], renaming: Renaming): Patch[] {
  return section.properties.flatMap(({ name, value }) => {
    if (!/^tracks\/\d+\/path$/.test(name)) return []
    return stages.map((stage) => valuePatch(value, stage, renaming)).find((patches) => patches.length > 0) ?? []
  })
}

function valuePatch(value: Value, from: string, renaming: Renaming): Patch[] {
  const way = renamed(from, textOf(value) ?? '', renaming)
  if (way === undefined) return []
  const text = value.kind === 'path' ? `NodePath(${quote(way)})` : quote(way)
  return [{ start: value.start, end: value.end, text }]
}
