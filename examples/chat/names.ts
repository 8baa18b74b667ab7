// Who is in a room: a topic a room, of which the server tells while a component shows it.
import { topics, useLastPacket, useTopic, type WebSocketNodeHandle } from 'react-websocket-node'
import { chat } from './format.js'
import type { Room } from './protocol.js'

const presence = topics(chat, {
  topicOf: (packet) => (packet.type === 'presence' ? packet.room : undefined),
  subscribe: (wanted) => [{ type: 'watch', rooms: wanted.map(({ topic }) => topic) }],
  unsubscribe: (rooms) => [{ type: 'unwatch', rooms }],
})

/** The names of those who are in a room; nobody while that is not known. */
export function useNamesIn(node: WebSocketNodeHandle<typeof chat>, room: Room): readonly string[] {
  const packet = useLastPacket(useTopic(node, presence, room))
  return packet?.type === 'presence' ? packet.names : []
}
