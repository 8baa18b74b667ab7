/**
 * What could not be carried over, or is a guess.
 */

/** Every code that a note can have, with what it is about. */
interface NoteCodes {
  readonly 'parse-error': "the file can't be read"
  readonly 'not-a-scene': 'the file is no scene'
  readonly format: 'the file is of another version of Godot'
  readonly section: 'a section that no scene file has'
  readonly 'no-sockets': 'nothing in the scene uses the addon'
  readonly 'likely-socket': 'a node is taken for a socket, or may be one'
  readonly instance: 'another file has what is not known here'
  readonly editable: "an instance's children are changed here"
  readonly property: "a property that is not the addon's, or that Godot drops"
  readonly converted: 'a value of another type, as Godot converts it'
  readonly range: 'a value out of its range'
  readonly mode: 'an autoconnect mode that there is not'
  readonly reference: 'a reference that leads nowhere, or is not used'
  readonly 'custom-waits': 'the addon does not wait where the JSX does'
  readonly parent: 'a parent in Godot that is none here'
  readonly owner: 'an owner in Godot that is none here'
  readonly address: 'host and route say more than they may'
  readonly secret: 'credentials in an address'
  readonly name: 'a name that is there twice, or is no name'
  readonly reconnect: 'the wish to reconnect'
  readonly heartbeat: 'a heartbeat by hand'
  readonly binary: 'text that goes out as a binary frame'
  readonly arguments: 'a call with other arguments than the method takes'
  readonly method: 'a method of a script, which the file does not hold'
  readonly connection: 'a connection that is not carried over'
  readonly effect: 'a signal of the tree, as an effect'
  readonly animation: 'an animation that changes a socket'
  readonly 'plain-node': 'a node that is no socket'
  readonly group: 'groups'
  readonly type: 'a socket that is also something else'
}

export type NoteCode = keyof NoteCodes

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
