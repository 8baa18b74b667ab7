/**
 * Changes of one socket.
 */
import type { AutoconnectMode } from '../../../src/index.js'
import { DEFAULTS, MODE, MODES, MOST, OPTIONS, PROPERTIES, REFERENCE } from '../addon.js'
import { relative } from '../paths.js'
import { quote } from '../scan.js'
import { field } from '../sections.js'
import { nodePaths } from '../sockets.js'
import type { SceneModel, SceneNode, SocketOptions } from '../types.js'
import { nodeAt, socketAt } from './find.js'
import { apply, type Patch } from './patch.js'
import { setField, setProperty, valueText } from './write.js'

/**
 * Sets an option of a socket. The default is left out of the file, unless another file made the node: it is an override
 * then.
 * @param value undefined: what the node has without it
 * @throws RangeError for a node that is no socket, and a number out of its range; TypeError for another type of value
 */
export function setOption<O extends keyof SocketOptions>(
  model: SceneModel,
  path: string,
  option: O,
  value: SocketOptions[O] | undefined,
): SceneModel {
  const { section, socket } = socketAt(model, path)
  if (value === undefined) return apply(model, setProperty(model, section, PROPERTIES[option], null))
  checkOption(option, value)
  if (socket.options[option] === value && (socket.given.includes(option) || !isElsewhere(section))) return model
  return apply(model, setProperty(model, section, PROPERTIES[option], optionText(section, option, value)))
}

/** Whether another file has made a node, so that its defaults are not the addon's. */
function isElsewhere(section: SceneNode['section']): boolean {
  return field(section, 'type') === undefined
}

function optionText(section: SceneNode['section'], option: keyof SocketOptions, value: string | number | boolean) {
  return value === DEFAULTS[option] && !isElsewhere(section) ? null : valueText(value)
}

/** @throws RangeError for an unknown option or a number out of its range; TypeError for another type of value */
export function checkOption(option: string, value: unknown): void {
  if (!OPTIONS.includes(option as keyof SocketOptions)) {
    throw new RangeError(`an option is ${OPTIONS.join(', ')}; got ${JSON.stringify(option)}`)
  }
  const type = typeof DEFAULTS[option as keyof SocketOptions]
  if (typeof value !== type) throw new TypeError(`${option} is a ${type}; got a ${typeof value}`)
  const most = MOST[option as keyof typeof MOST] as number | undefined
  if (most === undefined || (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most)) return
  throw new RangeError(`${option} is a whole number, 0 to ${most}; got ${String(value)}`)
}

/**
 * Sets when a socket connects. Its reference stays, for the mode `'custom'`.
 * @throws RangeError for a node that is no socket, and for no mode
 */
export function setMode(model: SceneModel, path: string, mode: AutoconnectMode): SceneModel {
  const { section, socket } = socketAt(model, path)
  const index = modeIndex(mode)
  if (socket.mode === mode && (socket.isModeGiven || !isElsewhere(section))) return model
  const text = index === 0 && !isElsewhere(section) ? null : String(index)
  return apply(model, setProperty(model, section, MODE, text))
}

/** @throws RangeError for no mode */
export function modeIndex(mode: AutoconnectMode): number {
  const index = MODES.indexOf(mode)
  if (index >= 0) return index
  throw new RangeError(`a mode is '${MODES.join("', '")}'; got ${JSON.stringify(mode)}`)
}

/**
 * Sets the node that a socket waits for under the mode `'custom'`; null: none.
 * @param target the path of a node, from the scene's root
 * @throws RangeError for a node that is no socket, and a target that the scene has not
 */
export function setReference(model: SceneModel, path: string, target: string | null): SceneModel {
  const { section, socket } = socketAt(model, path)
  if (target !== null) nodeAt(model, target)
  if ((socket.reference?.target ?? null) === target && (target !== null || !socket.reference)) return model
  return apply(model, referencePatches(model, section, target === null ? null : relative(path, target)))
}

/** The property, and its name in the header, without which Godot leaves it null. */
export function referencePatches(model: SceneModel, section: SceneNode['section'], way: string | null): Patch[] {
  const known = nodePaths(section)
  const names = way === null ? known.filter((name) => name !== REFERENCE) : [...new Set([...known, REFERENCE])]
  const isSame = names.length === known.length
  return [
    ...setProperty(model, section, REFERENCE, way === null ? null : `NodePath(${quote(way)})`),
    ...(isSame ? [] : setField(section, 'node_paths', nodePathsText(names))),
  ]
}

/** As Godot writes the names of the properties that hold nodes; null for none. */
export function nodePathsText(names: readonly string[]): string | null {
  return names.length === 0 ? null : `PackedStringArray(${names.map(quote).join(', ')})`
}
