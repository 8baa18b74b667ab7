/**
 * The component while it is written: what it imports, refers to and calls.
 */
import { createNamer, type Namer } from './identifiers.js'
import { createNotes, type Notes } from './notes.js'
import { above } from './paths.js'
import { property } from './sections.js'
import type { SceneConnection, SceneModel, SceneNode } from './types.js'

/** What stands for a node in the JSX. */
export type Kind = 'provider' | 'socket' | 'button' | 'plain'

/** A method of the scene's scripts, which the component takes as a function. */
export interface Method {
  readonly name: string
  readonly parameters: string
  readonly doc: string
}

export interface Draft {
  readonly model: SceneModel
  readonly notes: Notes
  readonly namer: Namer
  /** The variables of refs, by the paths of their nodes. */
  readonly refs: ReadonlyMap<string, string>
  readonly methods: Map<string, Method>
  /** The connections of which the JSX or a note has something. */
  readonly handled: Set<SceneConnection>
  /** Names from the package, from React; types from the package. */
  readonly imports: Set<string>
  readonly react: Set<string>
  readonly types: Set<string>
  /** Lines of the component's body, before what it returns. */
  readonly body: string[]
  nodeAt(path: string): SceneNode | undefined
  /** The connections of a node's signals, and those that call its methods. */
  from(path: string): readonly SceneConnection[]
  to(path: string): readonly SceneConnection[]
  kindOf(node: SceneNode): Kind
  /** The variable of a ref to this node. */
  refTo(node: SceneNode): string
  /** The node of this path, or the nearest one above that is in the file. */
  nearest(path: string): SceneNode
}

const BUTTON = /Button$|^CheckBox$/

export function createDraft(model: SceneModel, root: SceneNode): Draft {
  const namer = createNamer()
  const refs = new Map<string, string>()
  const byPath = new Map(model.nodes.map((node) => [node.path, node]))
  const from = groupBy(model.connections, (connection) => connection.from)
  const to = groupBy(model.connections, (connection) => connection.to)
  const isPressed = ({ type, path }: SceneNode) =>
    BUTTON.test(type ?? '') &&
    (from.get(path) ?? []).some(({ signal, to }) => signal === 'pressed' && byPath.get(to)?.socket)
  const draft: Draft = {
    model,
    notes: createNotes(model.notes),
    namer,
    refs,
    methods: new Map(),
    handled: new Set(),
    imports: new Set(),
    react: new Set(),
    types: new Set(),
    body: [],
    nodeAt: (path) => byPath.get(path),
    from: (path) => from.get(path) ?? [],
    to: (path) => to.get(path) ?? [],
    kindOf(node) {
      if (node.socket) return 'socket'
      if (node === root) return 'provider'
      return isPressed(node) ? 'button' : 'plain'
    },
    refTo(node) {
      const known = refs.get(node.path)
      if (known !== undefined) return known
      const name = namer.variable(node.name)
      refs.set(node.path, name)
      return name
    },
    nearest(path) {
      for (let up: string | null = path; up !== null; up = above(up)) {
        const node = byPath.get(up)
        if (node) return node
      }
      return root
    },
  }
  return draft
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

/** A node as a comment names it. */
export function describe(node: SceneNode): string {
  const kind = node.instance !== null ? `an instance of ${node.instance}` : (node.type ?? 'made in another file')
  return `${node.name} (${kind})`
}

/** A number among a node's properties. */
export function numberOf(node: SceneNode, name: string): number | undefined {
  const value = property(node.section, name)?.value
  return value?.kind === 'int' || value?.kind === 'float' ? value.value : undefined
}

/** Whether a property is true. */
export function isTrue(node: SceneNode, name: string): boolean {
  const value = property(node.section, name)?.value
  return value?.kind === 'bool' && value.value
}
