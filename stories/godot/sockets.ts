/**
 * A node's socket: its options, mode and reference as Godot has them, with a note for each value that is not what it
 * seems.
 */
import type { AutoconnectMode } from '../../src/index.js'
import { convert, DEFAULTS, isExact, MODE, MODES, OPTIONS, PROPERTIES, REFERENCE, toInt } from './addon.js'
import type { PlainNode } from './nodes.js'
import type { Notes } from './notes.js'
import { field, property, type Entry, type Section } from './sections.js'
import type { Socket, SocketOptions, SocketReference } from './types.js'
import { textOf } from './values.js'

/** Finds nodes of the scene. */
export interface Finder {
  has(path: string): boolean
  /** Where a path leads from a node; null where it leads out of the scene. */
  find(from: string, way: string): string | null
  /** The file that may have this node, which this file has not: the nearest node above it is an instance of that file. */
  instanceAbove(path: string): string | null
}

export function readSocket(node: PlainNode, certainty: Socket['certainty'], finder: Finder, notes: Notes): Socket {
  const { section, path } = node
  const options: Record<string, unknown> = { ...DEFAULTS }
  const given: (keyof SocketOptions)[] = []
  for (const option of OPTIONS) {
    const entry = living(section, PROPERTIES[option], path, notes)
    if (!entry) continue
    const value = convert(option, entry.value)
    if (value === undefined) {
      notes.add('property', path, `Godot drops the value of ${entry.name}: it is of another type.`)
      continue
    }
    if (!isExact(option, entry.value)) notes.add('converted', path, `${entry.name} is ${shown(value)} to Godot.`)
    options[option] = value
    given.push(option)
  }
  const mode = readMode(section, path, notes)
  for (const name of [...Object.values(PROPERTIES), MODE, REFERENCE]) {
    if (section.properties.filter((entry) => entry.name === name).length < 2) continue
    notes.add('property', path, `${name} is there more than once: the last one counts.`)
  }
  return {
    certainty,
    options: options as unknown as SocketOptions,
    given,
    mode: mode ?? 'none',
    isModeGiven: mode !== undefined,
    reference: readReference(section, path, finder, notes),
  }
}

/** Texts may be addresses with secrets. */
function shown(value: unknown): string {
  return typeof value === 'string' ? 'a String' : String(value)
}

/** A property that counts: what stands before the script is set on a node that has no such property yet. */
function living(section: Section, name: string, path: string, notes: Notes): Entry | undefined {
  const entry = property(section, name)
  const script = property(section, 'script')
  if (!entry || !script || entry.start > script.start) return entry
  notes.add('property', path, `${name} stands before the script, so Godot drops it.`)
  return undefined
}

function readMode(section: Section, path: string, notes: Notes): AutoconnectMode | undefined {
  const entry = living(section, MODE, path, notes)
  if (!entry) return undefined
  const index = toInt(entry.value)
  if (index === undefined) {
    notes.add('property', path, `Godot drops the value of ${MODE}: it is of another type.`)
    return undefined
  }
  if (entry.value.kind !== 'int') notes.add('converted', path, `${MODE} is ${index} to Godot.`)
  const mode = MODES[index]
  if (mode === undefined) {
    notes.add('mode', path, `There is no autoconnect mode ${index}: the addon connects at once, as with SELF_READY.`)
  }
  return mode ?? 'self-ready'
}

function readReference(section: Section, path: string, finder: Finder, notes: Notes): SocketReference | null {
  const value = property(section, REFERENCE)?.value
  if (!value || value.kind === 'null') return null
  const way = textOf(value)
  if (way === undefined) {
    notes.add('reference', path, `${REFERENCE} is no node path: the addon finds null, and connects at once.`)
    return null
  }
  if (way === '') return null
  if (!nodePaths(section).includes(REFERENCE)) {
    notes.add('reference', path, `${REFERENCE} is not in the header's node_paths, so Godot leaves it null.`)
    return { path: way, target: null }
  }
  const target = finder.find(path, way)
  if (target !== null && finder.has(target)) return { path: way, target }
  const file = target === null ? null : finder.instanceAbove(target)
  const leads = file === null ? 'to no node of this file' : `into ${file}, which is not known here`
  notes.add('reference', path, `${REFERENCE} ${JSON.stringify(way)} leads ${leads}.`)
  return { path: way, target: null, ...(file !== null && { isElsewhere: true }) }
}

/** The properties whose paths stand for nodes. */
export function nodePaths(section: Section): string[] {
  const value = field(section, 'node_paths')
  return value?.kind === 'call' ? value.args.flatMap((item) => textOf(item) ?? []) : []
}
