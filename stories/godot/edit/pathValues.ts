/**
 * All values of a section that are paths of nodes, and where each of them begins.
 */
import { property, type Section } from '../sections.js'
import { resolve } from '../paths.js'
import { nodePaths } from '../sockets.js'
import type { SceneModel } from '../types.js'
import { textOf, type Value } from '../values.js'
import { sectionPath, textsIn } from './moved.js'

export interface PathValue {
  readonly value: Value
  /** The path of the node that it begins at, from the scene's root. */
  readonly from: string
  /** It stands in the section's header. */
  readonly isHeader: boolean
}

/** Fields that are paths from the scene's root, by their sections. */
const PATH_FIELDS: Readonly<Record<string, readonly string[]>> = {
  node: ['parent', 'owner'],
  connection: ['from', 'to'],
  editable: ['path'],
}

export function pathValues(model: SceneModel, section: Section): readonly PathValue[] {
  const fields = section.fields.filter(({ name }) => PATH_FIELDS[section.tag]?.includes(name))
  return [
    ...fields.map(({ value }) => ({ value, from: '.', isHeader: true })),
    ...(section.tag === 'node' ? propertyPaths(section) : []),
    ...(section.tag === 'sub_resource' ? trackPaths(model, section) : []),
  ]
}

/** Paths among the properties, and texts where the header says that they are paths. */
function propertyPaths(section: Section): PathValue[] {
  const from = sectionPath(section)
  if (from === undefined) return []
  const names = nodePaths(section)
  return section.properties.flatMap(({ name, value }) =>
    textsIn(value)
      .filter(({ kind }) => kind === 'path' || names.includes(name))
      .map((item) => ({ value: item, from, isHeader: false })),
  )
}

/** An animation's tracks start at the node above its player: of several, at one from which the path leads to a node. */
function trackPaths(model: SceneModel, section: Section): PathValue[] {
  const players = model.nodes.filter(({ type }) => type === 'AnimationPlayer' || type === 'AnimationMixer')
  const stages = [...new Set(players.map(({ parent }) => parent ?? '.'))]
  if (stages.length === 0) return []
  const unique = uniqueIn(model)
  const leads = (stage: string, way: string) => {
    const target = resolve(stage, way, unique)
    return model.nodes.some(({ path }) => path === target)
  }
  return section.properties
    .filter(({ name }) => /^tracks\/\d+\/path$/.test(name))
    .map(({ value }) => {
      const from = stages.find((stage) => leads(stage, textOf(value) ?? '')) ?? stages[0]!
      return { value, from, isHeader: false }
    })
}

/** Finds the path of `%name`. */
export function uniqueIn({ nodes }: SceneModel): (name: string) => string | undefined {
  const unique = nodes.filter(({ section }) => {
    const value = property(section, 'unique_name_in_owner')?.value
    return value?.kind === 'bool' && value.value
  })
  const paths = new Map(unique.map(({ name, path }) => [name, path]))
  return (name) => paths.get(name)
}
