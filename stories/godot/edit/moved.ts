/**
 * Paths in a file that lead to a node, or through it, when its name changes.
 */
import { join, walkFrom } from '../paths.js'
import { field, type Section } from '../sections.js'
import { textOf, type Value } from '../values.js'

/** A change of one node's name. */
export interface Renaming {
  /** Its path with the old name. */
  readonly path: string
  readonly name: string
  readonly newName: string
  /** The path of `%name`. */
  unique(name: string): string | undefined
}

/** The path of the node of a section, from the scene's root. */
export function sectionPath(section: Section): string | undefined {
  const name = textOf(field(section, 'name'))
  const parent = textOf(field(section, 'parent'))?.replace(/^\.\//, '').replace(/\/+$/, '')
  return parent === undefined ? '.' : name === undefined ? undefined : join(parent, name)
}

/** A path with the new name, if the old one is a step of it; else undefined. */
export function renamed(from: string, way: string, { path, newName, unique }: Renaming): string | undefined {
  const [steps, ...rest] = way.split(':') as [string, ...string[]]
  if (steps.startsWith('/')) return undefined
  const walk = walkFrom(from, path, unique)
  let isChanged = false
  const changed = steps.split('/').map((step) => {
    walk.take(step)
    const isNaming = walk.isAt() && step !== '.' && step !== '..' && step !== ''
    if (!isNaming) return step
    isChanged = true
    return step.startsWith('%') ? `%${newName}` : newName
  })
  return isChanged ? [changed.join('/'), ...rest].join(':') : undefined
}

/** All texts and paths in a value, at any depth. */
export function textsIn(value: Value): Value[] {
  if (value.kind === 'array') return value.items.flatMap(textsIn)
  if (value.kind === 'dictionary') return value.entries.flatMap(([key, item]) => [...textsIn(key), ...textsIn(item)])
  return textOf(value) === undefined ? [] : [value]
}
