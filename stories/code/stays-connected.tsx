import { backoff, ping, text, useRemaining, useWebSocketNode } from 'react-websocket-node'

const reconnect = backoff({ attempts: 20, minDelay: 1, maxDelay: 10 })
const heartbeat = ping({ message: 'ping', interval: 1, timeout: 1, isReply: (wire) => wire === 'pong' })

export function StaysConnected() {
  const [state, node] = useWebSocketNode({
    host: 'localhost:6006',
    route: '/ws/switch',
    useWSS: false,
    format: text,
    reconnect,
    heartbeat,
    onReconnecting: (attempt, delay) => console.log(`attempt ${attempt} in ${delay} s`),
    onGaveUp: (cause) => console.log('no retry comes', cause),
    onConnected: (_url, { isReconnect }) =>
      console.log(isReconnect ? 'again: there may be a gap' : 'for the first time'),
  })
  const remaining = useRemaining(node) // whole seconds until the next attempt, or null
  return state.status === 'reconnecting' ? (
    <button onClick={() => node.reconnect()}>Now, and not in {remaining} s</button>
  ) : (
    <button onClick={() => node.connect()}>{state.status}</button>
  )
}
