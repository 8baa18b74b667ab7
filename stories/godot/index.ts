/**
 * Godot scenes and JSX: a tool of the Storybook, not part of the package.
 *
 * `toJsx(text)` reads a `.tscn` file, `toScene(model)` writes it back. In between the model is looked at (`nodes`,
 * `connections`) and changed by operations that take a model and return another one.
 */
export { jsxOf, toJsx, type Converted } from './toJsx.js'
export { toScene } from './toScene.js'
export { readScene } from './scene.js'
export { NOTE_CODES, type Note, type NoteCode } from './notes.js'
export type { SceneConnection, SceneModel, SceneNode, Socket, SocketOptions, SocketReference } from './types.js'
export type { ParseError } from './sections.js'
export { setMode, setOption, setReference } from './edit/socket.js'
export { addNode, type NewNode, type NewSocket } from './edit/addNode.js'
export { moveNode, type NewPlace } from './edit/moveNode.js'
export { removeNode } from './edit/removeNode.js'
export { renameNode } from './edit/renameNode.js'
export { addConnection, changeConnection, removeConnection, type NewConnection } from './edit/connections.js'
export type { PlainValue } from './edit/write.js'
