/**
 * Notes on what the JSX does not have.
 */
import { MODE, PROPERTIES, REFERENCE } from './addon.js'
import { shown } from './calls.js'
import type { Draft } from './draft.js'
import { field, property } from './sections.js'
import type { SceneNode } from './types.js'
import { textOf } from './values.js'

const CARRIED: readonly string[] = ['script', ...Object.values(PROPERTIES), MODE, REFERENCE]

/** Properties that every node has: the others are the script's, or nobody's. */
const OF_NODES = /^(metadata\/|process_|physics_|auto_translate|editor_description$|unique_name_in_owner$)/

/** Says all that is left out of what is in the JSX; `rendered` are the paths that are in it. */
export function noteLeftovers(draft: Draft, rendered: ReadonlySet<string>): void {
  for (const node of draft.model.nodes) {
    if (node.socket) noteSocket(node, draft)
    else if (rendered.has(node.path)) notePlain(node, draft)
    else if (node.parent === null || rendered.has(node.parent)) noteDropped(node, draft)
  }
  noteConnections(draft)
  noteSections(draft)
}

function noteSocket(node: SceneNode, { notes }: Draft): void {
  const { path, section, type, groups, instance, socket } = node
  const others = [...new Set(section.properties.map(({ name }) => name))].filter((name) => !CARRIED.includes(name))
  const ofNodes = others.filter((name) => OF_NODES.test(name))
  const unknown = others.filter((name) => !OF_NODES.test(name))
  if (ofNodes.length > 0) notes.add('property', path, `Not carried over: ${ofNodes.join(', ')}.`)
  if (unknown.length > 0) {
    const why =
      socket!.certainty === 'sure' && type === 'Node'
        ? 'the addon has no such property, so Godot may drop it'
        : "not the addon's"
    notes.add('property', path, `Not carried over: ${unknown.join(', ')}: ${why}.`)
  }
  if (type !== null && type !== 'Node')
    notes.add('type', path, `It is a ${type} in Godot: only its socket is carried over.`)
  if (groups.length > 0) notes.add('group', path, `Its groups ${groups.join(', ')} are not carried over.`)
  if (type === null) {
    const where = instance ?? 'another file'
    notes.add(
      'instance',
      path,
      `What ${where} says of it is not known here: only what this scene changes is carried over.`,
    )
  }
}

/** A node that only keeps its place. */
function notePlain({ path, name, section, instance, type }: SceneNode, { notes }: Draft): void {
  if (instance !== null) {
    const lost = 'where the file is missing, Godot drops what is below it'
    if (field(section, 'instance_placeholder')) {
      notes.add('instance', path, `It is a placeholder: Godot loads ${instance} only when a script asks.`)
    }
    notes.add('instance', path, `What is in ${instance} is not known here; convert that file too. ${capital(lost)}.`)
  } else if (type === null) notes.add('instance', path, `${name} is made in another file, which is not known here.`)
  const count = section.properties.length
  if (count > 0) notes.add('plain-node', path, `Of ${name} only its place in the tree is carried over.`)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function noteDropped({ path, name, type, children }: SceneNode, { notes, handled }: Draft): void {
  // A timer that beats or reconnects is in the JSX, or has its note.
  if (type === 'Timer' && children.length === 0 && [...handled].some(({ from }) => from === path)) return
  const below = countBelow(children)
  notes.add('plain-node', path, `${name}${below > 0 ? ` and ${below} below it` : ''}: no socket, left out.`)
}

function countBelow(children: readonly SceneNode[]): number {
  let count = 0
  for (const rest = [...children]; rest.length > 0; count++) rest.push(...rest.pop()!.children)
  return count
}

function noteConnections({ model, handled, notes, nodeAt, nearest }: Draft): void {
  for (const connection of model.connections) {
    if (handled.has(connection)) continue
    const { from, to, line } = connection
    const isOfSocket = nodeAt(from)?.socket ?? nodeAt(to)?.socket
    const isFromNowhere = !nodeAt(from) && nearest(from).instance === null
    const whyLost = isOfSocket ? 'is not a signal that is carried over' : 'is between nodes that are no sockets'
    const why = isFromNowhere ? `comes from ${from}, which is no node: Godot drops it` : `${whyLost}: left out`
    notes.add('connection', from, `${shown(connection)} ${why}.`, line)
  }
}

function noteSections({ model, notes }: Draft): void {
  const sockets = model.nodes.filter(({ socket }) => socket)
  for (const section of model.sections) {
    if (section.tag === 'editable') {
      notes.add('editable', textOf(field(section, 'path')) ?? '', 'Its children are editable here, as Godot has it.')
    }
    if (section.tag !== 'sub_resource' || textOf(field(section, 'type')) !== 'Animation') continue
    for (const { name, value } of section.properties) {
      if (!/^tracks\/\d+\/path$/.test(name)) continue
      const [way = '', what] = (textOf(value) ?? '').split(':')
      const end = way.replace(/^(\.\.?\/)+/, '')
      const socket = sockets.find(({ path }) => path === end || path.endsWith(`/${end}`))
      if (!socket) continue
      const title = textOf(property(section, 'resource_name')?.value) ?? textOf(field(section, 'id')) ?? ''
      const does = what === undefined ? 'calls its methods' : `changes its ${what}`
      notes.add('animation', socket.path, `The animation ${title} ${does}: not carried over.`, section.line)
    }
  }
}
