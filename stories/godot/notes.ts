/**
 * What could not be carried over, or is a guess.
 */

/** Every code that a note can have, with what it is about. */
const NOTE_CODES = {
  'parse-error': "the file can't be read",
  'not-a-scene': 'the file is no scene',
  format: 'the file is of another version of Godot',
  'no-sockets': 'nothing in the scene uses the addon',
  'likely-socket': 'a node is taken for a socket, or may be one',
  instance: 'another file has what is not known here',
  editable: "an instance's children are changed here",
  property: "a property that is not the addon's, or that Godot drops",
  converted: 'a value of another type, as Godot converts it',
  range: 'a value out of its range',
  mode: 'an autoconnect mode that there is not',
  reference: 'a reference that leads nowhere, or is not used',
  'custom-waits': 'the addon does not wait where the JSX does',
  parent: 'a parent in Godot that is none here',
  owner: 'an owner in Godot that is none here',
  address: 'host and route say more than they may',
  secret: 'credentials in an address',
  name: 'a name that is there twice, or is no name',
  reconnect: 'the wish to reconnect',
  heartbeat: 'a heartbeat by hand',
  binary: 'text that goes out as a binary frame',
  arguments: 'a call with other arguments than the method takes',
  method: 'a method of a script, which the file does not hold',
  connection: 'a connection that is not carried over',
  effect: 'a signal of the tree, as an effect',
  animation: 'an animation that changes a socket',
  'plain-node': 'a node that is no socket',
  group: 'groups',
  type: 'a socket that is also something else',
} as const

export type NoteCode = keyof typeof NOTE_CODES

export interface Note {
  readonly code: NoteCode
  /** The node's path from the scene's root, which is `.`; `''` for the file. */
  readonly path: string
  /** A sentence, without secrets. */
  readonly text: string
  /** Where in the file, from 1. */
  readonly line?: number
}

/** Collects notes; the same one twice is one. */
export interface Notes {
  readonly list: readonly Note[]
  add(code: NoteCode, path: string, text: string, line?: number): void
}

export function createNotes(start: readonly Note[] = []): Notes {
  const list = [...start]
  const keyOf = ({ code, path, text }: Note) => JSON.stringify([code, path, text])
  const known = new Set(list.map(keyOf))
  return {
    list,
    add(code, path, text, line) {
      const note: Note = { code, path, text, ...(line !== undefined && { line }) }
      if (known.has(keyOf(note))) return
      known.add(keyOf(note))
      list.push(note)
    },
  }
}
