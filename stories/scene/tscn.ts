/**
 * A Godot scene as a scene of this editor: the same tree, and each socket waiting for what the converter's JSX has it wait
 * for.
 */
import { optionsOf } from '../godot/attributes.js'
import { createDraft, type Draft } from '../godot/draft.js'
import type { SceneModel, SceneNode } from '../godot/index.js'
import { waitOf } from '../godot/waits.js'
import { createItem, type Item, type Scene } from './model.js'

/** @param idOf the id of the item that stands for the node of a path */
export function sceneOf(model: SceneModel, idOf: (path: string) => string): Scene {
  const { root } = model
  return root ? [itemOf(root, createDraft(model, root), idOf)] : []
}

function itemOf(node: SceneNode, draft: Draft, idOf: (path: string) => string): Item {
  const kind = draft.kindOf(node)
  const children = node.children.map((child) => itemOf(child, draft, idOf))
  const id = idOf(node.path)
  if (kind === 'provider') return createItem(id, 'provider', node.name, { children })
  if (kind !== 'socket') return createItem(id, 'element', node.name, { children })
  const { mode, reference } = waitOf(node, node.socket!, draft)
  const target = [...draft.refs].find(([, variable]) => variable === reference)
  return createItem(id, 'node', node.name, {
    mode,
    reference: target ? idOf(target[0]) : null,
    attributes: optionsOf(node, node.socket!, draft).filter((attribute) => !attribute.startsWith('autoconnect')),
    children,
  })
}
