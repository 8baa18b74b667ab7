import { useRemaining, useWebSocketNode } from 'react-websocket-node'

export function Attempt() {
  const [state, node] = useWebSocketNode({
    host: 'localhost:6006',
    route: '/ws/hung-handshake',
    useWSS: false,
    connectionTimeout: 2, // seconds, 0 to 300; 0 waits for ever; 10 if not said
    onConnectFailed: (error) => console.log(error.code), // 'timeout'
  })
  const remaining = useRemaining(node) // whole seconds, or null
  return (
    <button onClick={() => node.connect()}>
      {state.status} {remaining !== null && `${remaining} s`}
    </button>
  )
}
