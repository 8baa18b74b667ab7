// What the client and the server of the chat say to each other, as JSON. A room is a path: ws://host/rooms/general.

export const ROOMS = ['general', 'random', 'support'] as const
export type Room = (typeof ROOMS)[number]

export interface User {
  name: string
  password: string
}

export interface ChatMessage {
  id: number
  from: string
  text: string
  /** Milliseconds since 1970. */
  at: number
}

/** The server takes nothing before `login`. Who watches a room hears who is in it, at once and at each change. */
export type ToServer =
  ({ type: 'login' } & User) | { type: 'say'; text: string } | { type: 'watch' | 'unwatch'; rooms: readonly Room[] }

/** `welcome` answers a login, `history` follows it; a login that is refused is closed with this code and a reason. */
export type FromServer =
  | { type: 'welcome' }
  | { type: 'history'; messages: readonly ChatMessage[] }
  | { type: 'message'; message: ChatMessage }
  | { type: 'presence'; room: Room; names: readonly string[] }
export const LOGIN_REFUSED = 4401

/** The messages of a room after a packet. */
export function remember(messages: readonly ChatMessage[], packet: FromServer): readonly ChatMessage[] {
  switch (packet.type) {
    case 'welcome':
    case 'presence':
      return messages
    case 'history':
      return packet.messages
    case 'message':
      return [...messages, packet.message]
  }
}
