/**
 * What an editing operation is about, and errors where that is not there.
 */
import type { SceneConnection, SceneModel, SceneNode, Socket } from '../types.js'

/** @throws Error where the file could not be read */
function checkReadable({ error }: SceneModel): void {
  if (error) throw new Error(`the scene can't be edited: line ${error.line}: ${error.message}`)
}

/** @throws RangeError where the scene has no such node */
export function nodeAt(model: SceneModel, path: string): SceneNode {
  checkReadable(model)
  const { nodes } = model
  const node = nodes.find((node) => node.path === path)
  if (node) return node
  throw new RangeError(`the scene has no node ${JSON.stringify(path)}; it has ${list(nodes.map(({ path }) => path))}`)
}

/** @throws RangeError where the scene has no such node, or it is no socket */
export function socketAt(model: SceneModel, path: string): SceneNode & { readonly socket: Socket } {
  const node = nodeAt(model, path)
  if (node.socket) return node as SceneNode & { readonly socket: Socket }
  const sockets = model.nodes.filter(({ socket }) => socket).map(({ path }) => path)
  throw new RangeError(`the node ${JSON.stringify(path)} is no socket; there are ${list(sockets)}`)
}

/** @throws RangeError where the scene has no connection of this index */
export function connectionAt(model: SceneModel, index: number): SceneConnection {
  checkReadable(model)
  const { connections } = model
  const connection = connections[index]
  if (connection) return connection
  throw new RangeError(`the scene has ${connections.length} connections, from index 0; got ${index}`)
}

/** Some of the names. */
function list(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => JSON.stringify(name))
  return [...shown, ...(names.length > 10 ? [`${names.length - 10} more`] : [])].join(', ') || 'none'
}

/** What Godot allows in no name of a node. */
const FORBIDDEN = /[.:@/"%\p{Cc}]/u

/** @throws RangeError for a name that Godot does not allow, or that another child of `parent` has */
export function checkName({ nodes }: SceneModel, parent: string | null, name: string): void {
  if (name === '' || FORBIDDEN.test(name)) {
    throw new RangeError(`a node's name is not empty and has none of . : @ / " %; got ${JSON.stringify(name)}`)
  }
  if (nodes.some((node) => node.parent === parent && node.name === name)) {
    throw new RangeError(`${JSON.stringify(parent)} already has a child ${JSON.stringify(name)}`)
  }
}
