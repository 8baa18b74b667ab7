import type { WebSocketNodeHandle } from 'react-websocket-node'
import type { chat } from './format.js'
import { useNamesIn } from './names.js'
import type { Room } from './protocol.js'

/** How many people are in a room, and who; nothing for an empty one. */
export function Presence({ node, room }: { node: WebSocketNodeHandle<typeof chat>; room: Room }) {
  const names = useNamesIn(node, room)
  if (names.length === 0) return null
  return (
    <span className="presence" title={names.join(', ')}>
      <span aria-hidden="true">{names.length}</span>
      <span className="unseen">: {names.join(', ')}</span>
    </span>
  )
}
