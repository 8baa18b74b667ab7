/**
 * Servers with a switch, one a room: a page turns it over a control socket, and watches what its other sockets make of
 * it. A room exists while a socket of it is there. Everything on the control socket is JSON text.
 */
import { accept, type Arrival, type Behaviour, type Packet, type Peer } from './peer.js'
import { shortText } from './query.js'

/** Where a switch can stand. */
export const POSITIONS = ['up', 'down', 'frozen', 'refusing', 'dropping'] as const
export type Position = (typeof POSITIONS)[number]
/** What a switch can do besides: go down and up again, or close all connections with 4001 and stay where it is. */
const MOVES = ['restart', 'expel'] as const
export type Move = (typeof MOVES)[number]

/** What a page sends on the control socket. */
export interface Turn {
  readonly turn: Position | Move
}

/** What the control socket tells, when it opens and at each change. */
export interface SwitchReport {
  readonly position: Position
  readonly connections: number
  /** Handshakes so far. */
  readonly accepted: number
  readonly rejected: number
  /** The last texts that were read, oldest first; pings are none. */
  readonly texts: readonly string[]
  /** Bytes of the binary packets that were read. */
  readonly bytes: number
  /** What the server believes its connections to have subscribed; absent while that is nothing. */
  readonly subscribed?: readonly string[]
}

/** What a server does with one peer, beyond its switch. */
export interface Speaker {
  /** Reads a text that is no ping. */
  hear(text: string): void
  subscribed?(): Iterable<string>
}

/** Greets a peer. */
export type Speak = (peer: Peer) => Speaker

/** What `expel` closes with. */
const EXPELLED = { code: 4001, reason: 'Who are you?' } as const

const RESTART_MS = 700
const MAX_TEXTS = 100
const MAX_TEXT = 200

export interface SwitchedServer {
  readonly server: Behaviour
  readonly control: Behaviour
}

interface Room {
  position: Position
  turns: number
  accepted: number
  rejected: number
  texts: string[]
  bytes: number
  readonly sockets: Map<Peer, Speaker>
  readonly controls: Set<Peer>
}

const echo: Speak = (peer) => ({ hear: (text) => peer.send(text) })

/**
 * Makes switches of their own: `server` is what is switched, `control` what switches.
 * @param speak what the server says while it is up
 */
export function createSwitches(speak = echo, summary = 'echoes texts, counts bytes'): SwitchedServer {
  const rooms = new Map<string, Room>()

  function roomOf(arrival: Arrival): Room {
    return rooms.get(nameOf(arrival)) ?? emptyRoom()
  }

  function enter(peer: Peer, room: Room, leave: () => void): void {
    const name = nameOf(peer.arrival)
    rooms.set(name, room)
    peer.onGone(() => {
      leave()
      if (room.sockets.size + room.controls.size === 0) rooms.delete(name)
      tell(room)
    })
    tell(room)
  }

  return {
    server: {
      query: '?room=…',
      summary: `${summary}, and answers ping with pong, as the switch of that room allows`,
      answer(arrival) {
        const room = roomOf(arrival)
        if (room.position !== 'down' && room.position !== 'refusing') return accept(arrival)
        room.rejected += 1
        tell(room)
        return { type: 'reject', status: 503 }
      },
      serve(peer) {
        const room = roomOf(peer.arrival)
        room.accepted += 1
        room.sockets.set(peer, speak(peer))
        enter(peer, room, () => room.sockets.delete(peer))
        if (room.position === 'dropping') peer.drop()
        if (room.position === 'frozen') peer.turnDeaf()
        return (packet) => read(packet, peer, room)
      },
    },
    control: {
      query: '?room=…',
      summary: `turns that switch: {"turn": "up"}, or ${[...POSITIONS, ...MOVES].slice(1).join(', ')}`,
      serve(peer) {
        const room = roomOf(peer.arrival)
        room.controls.add(peer)
        enter(peer, room, () => room.controls.delete(peer))
        return (packet) => {
          const turn = readTurn(packet)
          if (turn) follow(turn, peer, room)
        }
      },
    },
  }
}

function follow(turn: Turn['turn'], peer: Peer, room: Room): void {
  room.turns += 1
  if (turn === 'expel') {
    for (const socket of room.sockets.keys()) socket.close(EXPELLED.code, EXPELLED.reason)
  } else if (turn === 'restart') {
    const { turns } = room
    put(room, 'down')
    // Whoever turns the switch meanwhile has the last word.
    peer.later(RESTART_MS, () => room.turns === turns && put(room, 'up'))
  } else {
    put(room, turn)
  }
}

function put(room: Room, position: Position): void {
  room.position = position
  for (const socket of [...room.sockets.keys()]) {
    if (position === 'down' || position === 'dropping') socket.drop()
    else if (position === 'frozen') socket.turnDeaf()
    else socket.hearAgain()
  }
  tell(room)
}

function read(packet: Packet, peer: Peer, room: Room): void {
  if (packet === 'ping') return peer.send('pong')
  if (typeof packet === 'string') {
    room.texts = [...room.texts, packet.slice(0, MAX_TEXT)].slice(-MAX_TEXTS)
    room.sockets.get(peer)?.hear(packet)
  } else {
    room.bytes += packet.byteLength
  }
  tell(room)
}

function tell({ position, accepted, rejected, texts, bytes, sockets, controls }: Room): void {
  const subscribed = [...sockets.values()].flatMap((speaker) => (speaker.subscribed ? [...speaker.subscribed()] : []))
  const report: SwitchReport = {
    ...{ position, connections: sockets.size, accepted, rejected, texts, bytes },
    ...(subscribed.length > 0 && { subscribed }),
  }
  for (const control of controls) control.send(JSON.stringify(report))
}

function readTurn(packet: Packet): Turn['turn'] | undefined {
  try {
    const order: unknown = JSON.parse(String(packet))
    if (typeof order !== 'object' || order === null || !('turn' in order)) return undefined
    return [...POSITIONS, ...MOVES].find((turn) => turn === order.turn)
  } catch {
    return undefined
  }
}

function nameOf({ url }: Arrival): string {
  return shortText(url, 'room', 40)
}

function emptyRoom(): Room {
  return {
    position: 'up',
    turns: 0,
    accepted: 0,
    rejected: 0,
    texts: [],
    bytes: 0,
    sockets: new Map(),
    controls: new Set(),
  }
}
