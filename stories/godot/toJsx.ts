/**
 * From a scene file to JSX.
 */
import { writeComponent } from './component.js'
import { createDraft } from './draft.js'
import { noteLeftovers } from './leftovers.js'
import type { Note } from './notes.js'
import { readScene } from './scene.js'
import type { SceneModel } from './types.js'

/** What a scene is here. */
export interface Converted {
  /** A module with one component; `''` where the file can't be read, or nothing in it uses the addon. */
  readonly jsx: string
  /** All that could not be carried over, or is a guess. */
  readonly notes: readonly Note[]
  readonly model: SceneModel
}

/**
 * A scene file (`.tscn`) as JSX of this package. Any text gives a result: what is wrong with it is in the notes.
 * @param text of format 3 or 4, which are Godot 4's
 */
export function toJsx(text: string): Converted {
  return jsxOf(readScene(text))
}

/** The same for a model that was edited. */
export function jsxOf(model: SceneModel): Converted {
  const { root, nodes, error } = model
  if (!root || !nodes.some(({ socket }) => socket)) {
    const none = {
      code: 'no-sockets',
      path: '',
      text: "No node in the scene's tree is a socket of the addon.",
    } as const
    return { jsx: '', notes: error ? model.notes : [...model.notes, none], model }
  }
  const draft = createDraft(model, root)
  const { code, rendered } = writeComponent(root, draft)
  noteLeftovers(draft, rendered)
  return { jsx: code, notes: draft.notes.list, model }
}
