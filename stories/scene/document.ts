/**
 * What the editor holds: a scene, the Godot file that it came from, and what is selected; and what is derived from them.
 */
import { jsxOf, readScene, toScene } from '../godot/index.js'
import { applyEdit, type Edit } from './edits.js'
import { fileOf, openModel, sayEdit, type SceneFile } from './file.js'
import { sceneJsx, type Routing } from './jsx.js'
import { find, walk, type Kind, type Scene } from './model.js'
import { unsaidOf } from './unsaid.js'

export interface Doc {
  readonly scene: Scene
  /** The file that the scene came from, if it did. */
  readonly file: (SceneFile & { readonly name: string }) | null
  /** Of the selected item. */
  readonly selected: string | null
  /** Grows with each change but those of `ready`: what was recorded is of another scene then. */
  readonly revision: number
  /** Why the last file could not be opened; empty if it could. */
  readonly refusal: string
  /** How many ids were given so far. */
  readonly ids: number
}

export type Action =
  | { readonly type: 'select'; readonly id: string | null }
  /** Below what is selected. */
  | { readonly type: 'add'; readonly kind: Kind }
  | Exclude<Edit, { type: 'add' }>
  | { readonly type: 'open'; readonly name: string; readonly text: string }
  /** A file that is no text. */
  | { readonly type: 'refuse'; readonly reason: string }

export function createDoc(scene: Scene): Doc {
  return { scene, file: null, selected: scene[0]?.id ?? null, revision: 0, refusal: '', ids: 0 }
}

export function reduce(doc: Doc, action: Action): Doc {
  switch (action.type) {
    case 'select':
      return { ...doc, selected: find(doc.scene, action.id)?.item.id ?? null }
    case 'add': {
      const id = `item${doc.ids + 1}`
      const added = edit(doc, { type: 'add', id, kind: action.kind, parent: doc.selected })
      return { ...added, selected: id, ids: doc.ids + 1 }
    }
    case 'open':
      return open(doc, action.name, action.text)
    case 'refuse':
      return { ...doc, refusal: action.reason }
    default:
      return edit(doc, action)
  }
}

function edit(doc: Doc, edit: Edit): Doc {
  const scene = applyEdit(doc.scene, edit)
  if (scene === doc.scene) return doc
  const file = doc.file && { ...doc.file, ...sayEdit(doc.file, edit, doc.scene, scene) }
  const isKept = find(scene, doc.selected) !== undefined
  return {
    ...doc,
    scene,
    file,
    selected: isKept ? doc.selected : nearestOf(doc, scene),
    revision: doc.revision + (edit.type === 'ready' ? 0 : 1),
  }
}

/** What is selected when the selected item has gone: the next one beside it, else the one before, else its parent. */
function nearestOf({ scene: before, selected }: Doc, scene: Scene): string | null {
  const placed = find(before, selected)
  const { siblings = [], index = 0, above = [] } = placed ?? {}
  const candidates = [siblings[index + 1], siblings[index - 1], above.at(-1), scene[0]]
  return candidates.find((item) => item && find(scene, item.id))?.id ?? null
}

/** A file that can't be read leaves the scene as it is. */
function open(doc: Doc, name: string, text: string): Doc {
  const model = readScene(text)
  if (model.error || !model.root) {
    const reason = model.error ? `line ${model.error.line}: ${model.error.message}` : 'it has no node'
    return { ...doc, refusal: `${name} can’t be read: ${reason}.` }
  }
  let { ids } = doc
  const { file, scene } = openModel(model, () => `item${++ids}`)
  const selected = scene[0]!.id
  return { scene, file: { ...file, name }, selected, revision: doc.revision + 1, refusal: '', ids }
}

/** One thing that the JSX, or the file, does not have. */
export interface Loss {
  /** What it is about. */
  readonly name: string
  readonly text: string
}

export interface Derived {
  readonly jsx: string
  /** What the converter could not carry over, and what the file can't say of the scene. */
  readonly losses: readonly Loss[]
  /** The scene file, and a name for it. */
  readonly text: string
  readonly fileName: string
}

/** @param routing where the nodes of a scene that came from no file connect */
export function derive({ scene, file, refusal }: Pick<Doc, 'scene' | 'file' | 'refusal'>, routing: Routing): Derived {
  const written = file ?? fileOf(scene)
  const unsaid = unsaidOf(scene, written)
  const converted = file && jsxOf(file.model)
  const isSame = converted !== null && converted.jsx !== '' && unsaid.length === 0
  const isOnlyScene = file !== null && !isSame && converted!.jsx !== ''
  return {
    // As long as the file says all of the scene, the converter's JSX is of both, and has the connections, too.
    jsx: isSame ? converted.jsx : sceneJsx(scene, file ? null : routing),
    losses: [
      ...(refusal ? [{ name: '', text: refusal }] : []),
      ...(isOnlyScene ? [{ name: '', text: ONLY_SCENE }] : []),
      ...unsaid,
      ...(converted?.notes ?? []).map(({ path, text }) => ({ name: nameOf(path, scene), text })),
    ],
    text: toScene(written.model),
    fileName: file?.name ?? 'scene.tscn',
  }
}

const ONLY_SCENE =
  'The code is of the tree as it was edited, without the file’s connections: the file does not say all of the edits.'

/** A note of the converter names nodes by their paths. */
function nameOf(path: string, scene: Scene): string {
  return path === '.' ? (walk(scene)[0]?.item.name ?? '') : path
}
