/**
 * Godot scenes and JSX: a tool of the Storybook, not part of the package.
 *
 * `toJsx(text)` reads a `.tscn` file, `toScene(model)` writes it back. In between the model is looked at (`nodes`,
 * `connections`) and changed by operations that take a model and return another one.
 */
export { jsxOf, toJsx } from './toJsx.js'
export { toScene } from './toScene.js'
export { readScene } from './scene.js'
export type { SceneModel, SceneNode } from './types.js'
export { setMode, setOption, setReference } from './edit/socket.js'
export { addNode } from './edit/addNode.js'
export { moveNode } from './edit/moveNode.js'
export { removeNode } from './edit/removeNode.js'
export { renameNode } from './edit/renameNode.js'
export { addConnection, changeConnection, removeConnection } from './edit/connections.js'
