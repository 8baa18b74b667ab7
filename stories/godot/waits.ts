/**
 * Whom a socket waits for. A parent here is the nearest element of the package above, an owner the nearest provider: where
 * Godot's is another node, the socket waits for that one by the mode `'custom'`.
 */
import type { AutoconnectMode } from '../../src/index.js'
import type { Draft } from './draft.js'
import type { SceneNode, Socket } from './types.js'

export interface Wait {
  readonly mode: AutoconnectMode
  /** The variable of the ref that it waits for. */
  readonly reference?: string
}

export function waitOf(node: SceneNode, socket: Socket, draft: Draft): Wait {
  const { mode, reference } = socket
  const { notes } = draft
  if (reference && mode !== 'custom') {
    notes.add('reference', node.path, `It has an autoconnect_reference, which the mode '${mode}' does not use.`)
  }
  if (mode === 'none') return waitBySignal(node, draft)
  if (mode === 'parent-ready') return waitForParent(node, draft)
  if (mode === 'owner-ready') return waitForOwner(node, draft)
  if (mode === 'custom') return waitForReference(node, socket, draft)
  return { mode }
}

/** A node's `ready` that is wired to `connect_socket` is an autoconnect by hand. */
function waitBySignal(node: SceneNode, draft: Draft): Wait {
  const wired = draft
    .to(node.path)
    .find(
      ({ signal, from, method, binds }) =>
        signal === 'ready' && method === 'connect_socket' && binds.length === 0 && draft.nodeAt(from) !== undefined,
    )
  if (!wired) return { mode: 'none' }
  const from = draft.nodeAt(wired.from)!
  draft.handled.add(wired)
  const mode = from === node ? 'self-ready' : 'custom'
  draft.notes.add('effect', node.path, `ready of ${from.name} is wired to connect_socket, which is the mode '${mode}'.`)
  return from === node ? { mode } : { mode, reference: draft.refTo(from) }
}

function waitForParent(node: SceneNode, draft: Draft): Wait {
  const { notes } = draft
  if (node.parent === null) {
    notes.add('parent', node.path, 'What it is placed in is not in this file: here, the element above the component.')
    return { mode: 'parent-ready' }
  }
  const parent = draft.nodeAt(node.parent)
  if (parent && draft.kindOf(parent) !== 'plain') return { mode: 'parent-ready' }
  const stand = parent ?? draft.nearest(node.parent)
  const what = parent ? `Its parent ${parent.name} is no element of the package` : `Its parent is not in this file`
  notes.add('parent', node.path, `${what}: it waits for ${stand.name} by the mode 'custom'.`)
  return { mode: 'custom', reference: draft.refTo(stand) }
}

function waitForOwner(node: SceneNode, draft: Draft): Wait {
  const { notes } = draft
  if (node.owner === null) {
    const here = 'here too, unless a provider is above the component'
    notes.add('owner', node.path, `The root of a file has no owner in it, so it connects at once: ${here}.`)
    return { mode: 'owner-ready' }
  }
  const owner = draft.nearest(node.owner)
  if (draft.kindOf(owner) === 'provider') return { mode: 'owner-ready' }
  notes.add('owner', node.path, `Its owner ${owner.name} is no provider: it waits for that by the mode 'custom'.`)
  return { mode: 'custom', reference: draft.refTo(owner) }
}

function waitForReference(node: SceneNode, { reference }: Socket, draft: Draft): Wait {
  const target = reference?.target == null ? undefined : draft.nodeAt(reference.target)
  if (!target) {
    const why = reference?.isElsewhere
      ? 'The JSX has no reference to a node of another file, and connects at once, as the addon does inside a tree.'
      : "The mode 'custom' without a reference connects at once, there and here."
    draft.notes.add('reference', node.path, why)
    return { mode: 'custom' }
  }
  const there = 'The addon waits only for a reference that has no parent, and so connects at once'
  draft.notes.add('custom-waits', node.path, `${there}; the JSX waits until ${target.name} is ready.`)
  return { mode: 'custom', reference: draft.refTo(target) }
}
