/**
 * The chat of the demonstration server: rooms that exist while somebody is in them. Everything on the wire is JSON text.
 */
import type { Packet, Peer } from './peer.js'
import { shortText } from './query.js'

const MAX_TEXT = 500
const MAX_GUESTS = 32

/** What the chat sends; `who` is in the room when a guest joins. */
export type ChatEvent =
  | { readonly type: 'joined' | 'left'; readonly from: string; readonly who: readonly string[] }
  | { readonly type: 'said'; readonly from: string; readonly text: string }

type Room = Map<Peer, string>

/** Makes a chat of its own: `enter` serves a peer that came to `?room=…&as=…`. */
export function createChat(): { enter(peer: Peer): (packet: Packet) => void } {
  const rooms = new Map<string, Room>()

  function enter(peer: Peer): (packet: Packet) => void {
    const roomName = shortText(peer.arrival.url, 'room', 40) || 'lobby'
    const guest = shortText(peer.arrival.url, 'as', 40) || 'guest'
    const room = rooms.get(roomName) ?? new Map<Peer, string>()
    if (room.size >= MAX_GUESTS) {
      peer.close(1013, 'The room is full')
      return () => {}
    }
    rooms.set(roomName, room.set(peer, guest))
    tell(room, { type: 'joined', from: guest, who: [...room.values()] })
    peer.onGone(() => {
      room.delete(peer)
      if (room.size === 0) rooms.delete(roomName)
      tell(room, { type: 'left', from: guest, who: [...room.values()] })
    })
    return (packet) => {
      const text = readText(packet)
      if (text) tell(room, { type: 'said', from: guest, text })
    }
  }

  return { enter }
}

function tell(room: Room, event: ChatEvent): void {
  const packet = JSON.stringify(event)
  for (const peer of room.keys()) peer.send(packet)
}

/** The `text` of a guest's JSON, or `''` for what is none. */
function readText(packet: Packet): string {
  try {
    const message: unknown = JSON.parse(typeof packet === 'string' ? packet : new TextDecoder().decode(packet))
    if (typeof message !== 'object' || message === null || !('text' in message)) return ''
    return typeof message.text === 'string' ? message.text.slice(0, MAX_TEXT) : ''
  } catch {
    return ''
  }
}
