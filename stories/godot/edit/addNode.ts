/**
 * A new node in a scene.
 */
import type { AutoconnectMode } from '../../../src/index.js'
import { ADDON_PATH, ADDON_SCRIPT, DEFAULTS, MODE, OPTIONS, PROPERTIES, PROPERTY_ORDER, REFERENCE } from '../addon.js'
import { isWithin, join, relative } from '../paths.js'
import { quote } from '../scan.js'
import { field, type Section } from '../sections.js'
import type { SceneModel, SocketOptions } from '../types.js'
import { idText, textOf } from '../values.js'
import { checkName, nodeAt } from './find.js'
import { apply, lineEnd, newline, type Patch } from './patch.js'
import { checkOption, modeIndex, nodePathsText } from './socket.js'
import { setField, valueText } from './write.js'

/** The socket of a new node. */
export interface NewSocket extends Partial<SocketOptions> {
  /** Default `'none'`. */
  readonly mode?: AutoconnectMode
  /** The path of the node that it waits for, from the scene's root. */
  readonly reference?: string
}

export interface NewNode {
  readonly name: string
  /** Godot's class. Default `Node`. */
  readonly type?: string
  /** Makes it a socket, by the addon's script. */
  readonly socket?: NewSocket
}

/**
 * Adds a node as the last child of another one; for a socket also the addon's script, if the scene has it not.
 * @param parent the path of the node above, from the scene's root
 * @throws RangeError for a parent or a reference that is not there, a name that Godot does not allow or that is taken, and
 * numbers out of their ranges
 */
export function addNode(model: SceneModel, parent: string, { name, type = 'Node', socket }: NewNode): SceneModel {
  nodeAt(model, parent)
  checkName(model, parent, name)
  const script = socket ? scriptOf(model) : undefined
  const way =
    socket?.reference === undefined ? undefined : relative(join(parent, name), nodeAt(model, socket.reference).path)
  const head = [
    `[node name=${quote(name)} type=${quote(type)} parent=${quote(parent)}`,
    ...(way === undefined ? [] : [` node_paths=${nodePathsText([REFERENCE])}`]),
    ']',
  ].join('')
  const lines = socket && script ? socketLines(socket, script.id, way) : []
  const branch = model.nodes.filter(({ path }) => isWithin(path, parent)).map(({ section }) => section.end)
  const nl = newline(model)
  const at = lineEnd(model.text, Math.max(...branch))
  return apply(model, [...(script?.patches ?? []), { start: at, end: at, text: nl + nl + [head, ...lines].join(nl) }])
}

function socketLines(socket: NewSocket, script: string, way: string | undefined): string[] {
  const values = new Map([['script', `ExtResource(${quote(script)})`]])
  for (const option of OPTIONS) {
    const value = socket[option]
    if (value === undefined) continue
    checkOption(option, value)
    if (value !== DEFAULTS[option]) values.set(PROPERTIES[option], valueText(value))
  }
  const index = modeIndex(socket.mode ?? 'none')
  if (index > 0) values.set(MODE, String(index))
  if (way !== undefined) values.set(REFERENCE, `NodePath(${quote(way)})`)
  return PROPERTY_ORDER.filter((name) => values.has(name)).map((name) => `${name} = ${values.get(name)}`)
}

/** The id of the addon's script, and what adds it where it is not there. */
function scriptOf(model: SceneModel): { id: string; patches: Patch[] } {
  const external = model.sections.filter(({ tag }) => tag === 'ext_resource')
  const known = external.find((section) => ADDON_SCRIPT.test(textOf(field(section, 'path')) ?? ''))
  const id = known && idText(field(known, 'id'))
  if (id !== undefined) return { id, patches: [] }

  const header = model.sections[0]!
  const last = external.at(-1)
  const nl = newline(model)
  const at = lineEnd(model.text, (last ?? header).end)
  const free = freeId(external)
  const text = `${last ? nl : nl + nl}[ext_resource type="Script" path=${quote(ADDON_PATH)} id=${quote(free)}]`
  return { id: free, patches: [{ start: at, end: at, text }, ...countStep(header)] }
}

function freeId(external: readonly Section[]): string {
  const ids = new Set(external.map((section) => idText(field(section, 'id'))))
  for (let count = external.length + 1; ; count++) if (!ids.has(`${count}_websocket`)) return `${count}_websocket`
}

/** Files up to Godot 4.5 say how many resources they load. */
function countStep(header: Section): Patch[] {
  const steps = field(header, 'load_steps')
  return steps?.kind === 'int' ? setField(header, 'load_steps', String(steps.value + 1)) : []
}
