// What the page and the Godot server say to each other: bytes. godot/server.gd says which.
import type { Format } from 'react-websocket-node'

export interface Cell {
  x: number
  y: number
}

export interface Player extends Cell {
  id: number
  score: number
  name: string
}

export type FromServer =
  | { type: 'welcome'; id: number; width: number; height: number }
  | { type: 'state'; turn: number; players: readonly Player[]; coins: readonly Cell[] }

export type State = Extract<FromServer, { type: 'state' }>

export type ToServer = { type: 'join'; name: string } | { type: 'move'; dx: number; dy: number }

const JOIN = 1
const MOVE = 2
const WELCOME = 129
const STATE = 130

/** A message a binary frame; anything else is `onReceiveFailed`. */
export const game: Format<FromServer, readonly FromServer[], ToServer> = {
  name: 'game',
  decode(wire) {
    if (typeof wire === 'string') throw new TypeError('The game speaks in binary frames; got a text frame')
    return decode(wire)
  },
  join: (packets) => packets,
  encode: (message) =>
    message.type === 'join'
      ? Uint8Array.of(JOIN, ...new TextEncoder().encode(message.name))
      : Uint8Array.of(MOVE, message.dx, message.dy),
}

/** @throws Error where it is no message of the game */
export function decode(bytes: Uint8Array): FromServer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let offset = 0
  const u8 = () => view.getUint8(offset++)
  const u16 = () => view.getUint16((offset += 2) - 2, true)
  const u32 = () => view.getUint32((offset += 4) - 4, true)
  const text = (length: number) => new TextDecoder().decode(bytes.subarray(offset, (offset += length)))
  const cell = (): Cell => ({ x: u8(), y: u8() })
  const list = <Item>(item: () => Item) => Array.from({ length: u8() }, item)

  const op = u8()
  if (op === WELCOME) return { type: 'welcome', id: u8(), width: u8(), height: u8() }
  if (op !== STATE) throw new TypeError(`There is no message ${op} of the game`)
  return {
    type: 'state',
    turn: u32(),
    players: list(() => ({ id: u8(), ...cell(), score: u16(), name: text(u8()) })),
    coins: list(cell),
  }
}
