/**
 * The connections of a scene.
 */
import type { Notes } from './notes.js'
import { field, type Section } from './sections.js'
import type { Finder } from './sockets.js'
import type { SceneConnection } from './types.js'
import { textOf, type Value } from './values.js'

/** Godot's `CONNECT_…`. */
const DEFERRED = 1
export const PERSIST = 2
const ONE_SHOT = 4

export function readConnections(sections: readonly Section[], finder: Finder, notes: Notes): SceneConnection[] {
  return sections
    .filter(({ tag }) => tag === 'connection')
    .flatMap((section) => readConnection(section, finder, notes) ?? [])
}

function readConnection(section: Section, finder: Finder, notes: Notes): SceneConnection | null {
  const { line } = section
  const text = (name: string) => textOf(field(section, name))
  const [signal, from, to, method] = [text('signal'), text('from'), text('to'), text('method')]
  if (!signal || !from || !to || !method) {
    notes.add('connection', '', `The connection of line ${line} lacks its signal, from, to or method.`, line)
    return null
  }
  const flags = whole(field(section, 'flags')) ?? PERSIST
  const binds = field(section, 'binds')
  return {
    signal,
    from: finder.find('.', from) ?? from,
    to: finder.find('.', to) ?? to,
    method,
    flags,
    isDeferred: (flags & DEFERRED) > 0,
    isOneShot: (flags & ONE_SHOT) > 0,
    unbinds: Math.max(0, whole(field(section, 'unbinds')) ?? 0),
    binds: binds?.kind === 'array' ? binds.items : [],
    line,
    section,
  }
}

function whole(value: Value | undefined): number | undefined {
  return value?.kind === 'int' || value?.kind === 'float' ? Math.trunc(value.value) : undefined
}
