/**
 * The scenes of `__tests__/godot/scenes`, and what Godot finds in them.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SceneModel } from '../../../stories/godot/index.js'

const FOLDER = join(__dirname, '..', '..', 'godot')

/** The text of each scene, by its name without the ending. */
export const SCENES: ReadonlyMap<string, string> = new Map(
  readdirSync(join(FOLDER, 'scenes'))
    .filter((name) => name.endsWith('.tscn'))
    .sort()
    .map((name) => [name.replace('.tscn', ''), readFileSync(join(FOLDER, 'scenes', name), 'utf8')]),
)

export function scene(name: string): string {
  const text = SCENES.get(name)
  if (text === undefined) throw new Error(`there is no scene ${name}; there are ${[...SCENES.keys()].join(', ')}`)
  return text
}

/** A scene as `godot/dump.gd` describes it. */
export interface Found {
  readonly sockets: Readonly<Record<string, object>>
  readonly connections: readonly { readonly from: string; readonly signal: string }[]
}

/** What Godot 4.6.3 finds, written by `godot/ask-godot.mjs`. */
export const FOUND = JSON.parse(readFileSync(join(FOLDER, 'godot', 'found.json'), 'utf8')) as Readonly<
  Record<string, Found>
>

/** What counts of a model. */
export function describeModel({ nodes, connections }: SceneModel) {
  return {
    nodes: nodes.map(({ path, type, instance, owner, groups }) => ({ path, type, instance, owner, groups })),
    sockets: nodes.flatMap(({ path, socket }) => (socket ? [{ path, ...socket }] : [])),
    connections: connections.map(({ signal, from, to, method, flags, unbinds, binds }) => ({
      signal,
      from,
      to,
      method,
      flags,
      unbinds,
      binds: binds.length,
    })),
  }
}
