/**
 * The vocabulary: a scene with its nodes, sockets and connections, as read from a file.
 */
import type { AutoconnectMode } from '../../src/index.js'
import type { Note } from './notes.js'
import type { ParseError, Section } from './sections.js'
import type { Value } from './values.js'

/** The options that the addon has, by the names that they have here. */
export interface SocketOptions {
  readonly host: string
  readonly route: string
  readonly useWSS: boolean
  /** Whole packets; the addon means 0 to 128. */
  readonly receiveLimit: number
  /** Whole seconds; the addon means 0 to 300. */
  readonly connectionTimeout: number
}

/** What a socket waits for under the mode `'custom'`. */
export interface SocketReference {
  /** As the file has it, relative to the socket: `../Auth`. */
  readonly path: string
  /** The path of the node, from the scene's root; null where the file has no such node, or Godot leaves it null. */
  readonly target: string | null
  /** Whether it leads to a node that an instance's file may have: then `target` is null. */
  readonly isElsewhere?: boolean
}

/** What of a node is the addon's. */
export interface Socket {
  /** `'sure'`: its script is the addon's; `'likely'`: another script, or none in this file, with the addon's properties. */
  readonly certainty: 'sure' | 'likely'
  /** As Godot has them: converted, not yet held to their ranges. What this file does not say is the addon's default. */
  readonly options: SocketOptions
  /** The options that this file says. */
  readonly given: readonly (keyof SocketOptions)[]
  readonly mode: AutoconnectMode
  /** Whether this file says the mode. */
  readonly isModeGiven: boolean
  readonly reference: SocketReference | null
}

export interface SceneNode {
  readonly name: string
  /** From the scene's root, which is `.`: `World/Net`. */
  readonly path: string
  /** Godot's class; null where another file has it. */
  readonly type: string | null
  /** The file of which it is an instance: `res://lobby.tscn`. */
  readonly instance: string | null
  /** The path of the node above; null for the root. It may be of no node in this file. */
  readonly parent: string | null
  /** The path of the node's owner, the root of the file that it was saved in; null for the root. */
  readonly owner: string | null
  readonly children: readonly SceneNode[]
  /** The line of its section. */
  readonly line: number
  readonly groups: readonly string[]
  readonly socket: Socket | null
  /** Its section, with all that the file says of it. */
  readonly section: Section
}

/** A signal wired to a method. */
export interface SceneConnection {
  readonly signal: string
  /** The paths of the two nodes, from the scene's root. */
  readonly from: string
  readonly to: string
  readonly method: string
  /** Godot's `CONNECT_…` bits. */
  readonly flags: number
  readonly isDeferred: boolean
  readonly isOneShot: boolean
  /** How many of the signal's last arguments are dropped. */
  readonly unbinds: number
  /** What is added to the arguments. */
  readonly binds: readonly Value[]
  readonly line: number
  readonly section: Section
}

/** A scene: its text, and what was read in it. Editing operations return another one. */
export interface SceneModel {
  /** The file, byte for byte. */
  readonly text: string
  /** Why it can't be read; then there are no nodes and no connections, and nothing can be edited. */
  readonly error: ParseError | null
  /** Null where the file has no node. */
  readonly root: SceneNode | null
  /** All nodes, in the file's order. */
  readonly nodes: readonly SceneNode[]
  readonly connections: readonly SceneConnection[]
  readonly sections: readonly Section[]
  /** What was found while reading. */
  readonly notes: readonly Note[]
}
