import {
  text,
  useLastPacket,
  useLastReceived,
  useReceivedLog,
  useReceivedReducer,
  useWebSocketNode,
} from 'react-websocket-node'

export function Values() {
  const [, node] = useWebSocketNode({
    host: 'localhost:6006',
    route: '/ws/burst',
    useWSS: false,
    format: text,
    autoconnectMode: 'self-ready',
  })
  const total = useReceivedReducer(node, (sum) => sum + 1, 0) // misses none
  const seven = useLastPacket(node, (packet) => Number(packet) % 777 === 0)
  const batch = useLastReceived(node) // an array of texts
  const log = useReceivedLog(node, 5)
  return (
    <button onClick={() => node.send('5000')}>
      {total} messages, {seven}, {batch?.length} in the last batch, {log.join(' ')}
    </button>
  )
}
