/**
 * A scene file's text as a model.
 */
import { toInt } from './addon.js'
import { readConnections } from './connections.js'
import { readNodes, treeOf, type PlainNode } from './nodes.js'
import { createNotes, type Notes } from './notes.js'
import { above, resolve } from './paths.js'
import { judge, readResources } from './scripts.js'
import { field, property, readSections, type Section } from './sections.js'
import { readSocket, type Finder } from './sockets.js'
import type { SceneModel, Socket } from './types.js'
import { textOf } from './values.js'

/** Reads any text; what is wrong with it is in the notes. */
export function readScene(text: string): SceneModel {
  const notes = createNotes()
  const { sections, error } = readSections(text)
  const refusal = error ?? refuse(sections[0], notes)
  if (error) notes.add('parse-error', '', `Line ${error.line}: ${error.message}.`, error.line)
  if (refusal) return { text, error: refusal, root: null, nodes: [], connections: [], sections, notes: notes.list }

  const resources = readResources(sections)
  const flat = readNodes(sections, resources, notes)
  const finder = finderOf(flat)
  const nodes = treeOf(
    flat.map((node) => {
      const verdict = judge(node.section, resources)
      return { ...node, socket: readVerdict(node, verdict, finder, notes) }
    }),
  )
  const connections = readConnections(sections, finder, notes)
  noteUnknown(sections, notes)
  return { text, error: null, root: nodes[0] ?? null, nodes, connections, sections, notes: notes.list }
}

/** Why a file is none that can be read. */
function refuse(first: Section | undefined, notes: Notes): SceneModel['error'] {
  if (first?.tag !== 'gd_scene') {
    const message = 'the file does not begin with [gd_scene …], so it is no scene'
    notes.add('not-a-scene', '', `Line 1: ${message}.`, 1)
    return { line: 1, message }
  }
  const format = field(first, 'format')
  // Without one Godot takes it for 1, and it converts a text or a fraction.
  const version = (format && toInt(format)) ?? 1
  if (version === 3 || version === 4) return null
  const line = first.line
  const message =
    version < 3
      ? 'a scene of Godot 3 or earlier, where the addon does not run; open and save it in Godot 4 first'
      : `format ${version} is newer than what is read here, which is 3 and 4`
  notes.add('format', '', `Line ${line}: ${message}.`, line)
  return { line, message }
}

const TAGS: readonly string[] = ['ext_resource', 'sub_resource', 'node', 'connection', 'editable']

function noteUnknown([, ...sections]: readonly Section[], notes: Notes): void {
  for (const { tag, line } of sections) {
    if (TAGS.includes(tag)) continue
    const what = tag === 'gd_scene' ? 'is there a second time' : 'is none that a scene file has'
    notes.add('section', '', `The section [${tag}] of line ${line} ${what}: left out.`, line)
  }
}

function finderOf(flat: readonly PlainNode[]): Finder {
  const byPath = new Map(flat.map((node) => [node.path, node]))
  const isUnique = ({ section }: PlainNode) => {
    const value = property(section, 'unique_name_in_owner')?.value
    return value?.kind === 'bool' && value.value
  }
  const unique = new Map(flat.filter(isUnique).map(({ name, path }) => [name, path]))
  const find: Finder['find'] = (from, way) => resolve(from, way, (name) => unique.get(name))
  return {
    has: (path) => byPath.has(path),
    find,
    instanceAbove(path) {
      for (let up = above(path); up !== null; up = above(up)) {
        const node = byPath.get(up)
        if (node) return node.instance
      }
      return null
    },
  }
}

function readVerdict(node: PlainNode, verdict: ReturnType<typeof judge>, finder: Finder, notes: Notes): Socket | null {
  const { path, section } = node
  if (verdict === 'maybe') {
    const lacks = property(section, 'script') ? "but not the addon's script" : 'and its script is in another file'
    notes.add('likely-socket', path, `It has a property that the addon also has, ${lacks}: left out.`)
  }
  if (verdict === 'none' && property(section, 'script') && node.instance !== null) {
    notes.add('instance', path, 'It sets another script, or none, so that it is no socket, whatever its file says.')
  }
  if (verdict === 'likely') {
    const where = property(section, 'script') ? 'another script' : 'a script of another file'
    notes.add('likely-socket', path, `It has the addon's properties and ${where}: taken for a socket that extends it.`)
  }
  if (textOf(field(section, 'type')) === 'WebSocket') {
    notes.add('likely-socket', path, 'Godot has no class WebSocket: the addon is a script, which counts here.')
  }
  return verdict === 'sure' || verdict === 'likely' ? readSocket(node, verdict, finder, notes) : null
}
