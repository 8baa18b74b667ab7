/**
 * Changes of connections.
 */
import { PERSIST } from '../connections.js'
import { quote } from '../scan.js'
import type { SceneModel } from '../types.js'
import { connectionAt, nodeAt } from './find.js'
import { apply, lineEnd, newline, sectionRemovals, type Patch } from './patch.js'
import { setField, valueText, type PlainValue } from './write.js'

export interface NewConnection {
  readonly signal: string
  /** The paths of the two nodes, from the scene's root. */
  readonly from: string
  readonly to: string
  readonly method: string
  /** Called at the end of the frame. Default false. */
  readonly isDeferred?: boolean
  /** Called once. Default false. */
  readonly isOneShot?: boolean
  /** How many of the signal's last arguments are dropped. Default 0. */
  readonly unbinds?: number
  /** What is added to the arguments. Default: nothing. */
  readonly binds?: readonly PlainValue[]
}

/**
 * Adds a connection after the others.
 * @throws RangeError for nodes that are not there; TypeError for a value that can't be bound
 */
export function addConnection(model: SceneModel, connection: NewConnection): SceneModel {
  const fields = fieldsOf(model, connection, PERSIST)
  const text = [
    'connection',
    ...Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : `${name}=${value}`)),
  ]
  const last = model.sections.findLast(({ tag }) => tag === 'connection' || tag === 'node')
  const nl = newline(model)
  const at = lineEnd(model.text, last!.end)
  const gap = last!.tag === 'connection' ? nl : nl + nl
  return apply(model, [{ start: at, end: at, text: `${gap}[${text.join(' ')}]` }])
}

/** Removes a connection. @throws RangeError for an index that there is not */
export function removeConnection(model: SceneModel, index: number): SceneModel {
  return apply(model, sectionRemovals(model.text, [connectionAt(model, index).section]))
}

/**
 * Changes what is given of a connection.
 * @throws RangeError for an index, and for nodes that are not there; TypeError for a value that can't be bound
 */
export function changeConnection(model: SceneModel, index: number, change: Partial<NewConnection>): SceneModel {
  const { section, flags } = connectionAt(model, index)
  const fields = fieldsOf(model, change, flags)
  const patches = Object.entries(fields).flatMap(([name, value]): Patch[] => setField(section, name, value))
  return apply(model, patches)
}

/** The fields as Godot writes them, in its order; null for one that is left out. */
function fieldsOf(model: SceneModel, change: Partial<NewConnection>, flags: number): Record<string, string | null> {
  const { signal, from, to, method, isDeferred, isOneShot, unbinds, binds } = change
  for (const path of [from, to]) if (path !== undefined) nodeAt(model, path)
  if (unbinds !== undefined && !(Number.isInteger(unbinds) && unbinds >= 0)) {
    throw new RangeError(`unbinds is a whole number from 0; got ${unbinds}`)
  }
  const bits = withBit(withBit(flags, 1, isDeferred), 4, isOneShot)
  const isFlagged = isDeferred !== undefined || isOneShot !== undefined
  return {
    ...(signal !== undefined && { signal: quote(signal) }),
    ...(from !== undefined && { from: quote(from) }),
    ...(to !== undefined && { to: quote(to) }),
    ...(method !== undefined && { method: quote(method) }),
    ...(isFlagged && { flags: bits === PERSIST ? null : String(bits) }),
    ...(unbinds !== undefined && { unbinds: unbinds === 0 ? null : String(unbinds) }),
    ...(binds && { binds: binds.length === 0 ? null : `[${binds.map(valueText).join(', ')}]` }),
  }
}

function withBit(flags: number, bit: number, isSet: boolean | undefined): number {
  return isSet === undefined ? flags : isSet ? flags | bit : flags & ~bit
}
