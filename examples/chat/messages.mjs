// What was said in each room. The server writes here before it tells anybody, so that nobody sees a message that is lost
// when the server is killed. `messages-in-sqlite.mjs` keeps the same in a file.

/** @import { ChatMessage } from './protocol.js' */

/**
 * @typedef {object} Messages
 * @property {(room: string, message: Omit<ChatMessage, 'id'>) => ChatMessage} add keeps a message, and numbers it
 * @property {(room: string) => readonly ChatMessage[]} last the last 100 of a room, oldest first
 */

/** How many messages somebody gets who enters a room. */
export const HISTORY = 100

/**
 * In memory: gone with the process.
 * @returns {Messages}
 */
export function createMessages() {
  /** @type {Map<string, ChatMessage[]>} */
  const rooms = new Map()
  let lastId = 0
  return {
    add(room, message) {
      const kept = { id: (lastId += 1), ...message }
      rooms.set(room, [...(rooms.get(room) ?? []), kept])
      return kept
    },
    last: (room) => (rooms.get(room) ?? []).slice(-HISTORY),
  }
}
