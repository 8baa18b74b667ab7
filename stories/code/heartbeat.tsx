import { backoff, ping, text, useWebSocketNode } from 'react-websocket-node'

const heartbeat = ping({
  message: 'ping',
  interval: 1, // seconds without a packet before a ping
  timeout: 2, // seconds without an answer before the connection is given up
  isReply: (wire) => wire === 'pong', // neither emitted nor counted
})
const reconnect = backoff({ minDelay: 1, maxDelay: 4 })

export function Heart() {
  const [state, node] = useWebSocketNode({
    host: 'localhost:6006',
    route: '/ws/talker',
    useWSS: false,
    format: text,
    autoconnectMode: 'self-ready',
    heartbeat,
    reconnect,
    onClosed: (code, reason) => console.log(code, reason), // 1006 'Heartbeat timeout'
  })
  return (
    <button onClick={() => console.log(node.roundTrip)}>{state.status}</button> // seconds
  )
}
