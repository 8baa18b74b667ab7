/** The same as byHandBefore.tsx, of docs/migration-others.md. */
// #region status
import { json, ping, useLastPacket, useWebSocketNode } from 'react-websocket-node'

export function Price({ symbol }: { symbol: string }) {
  const [, node] = useWebSocketNode({
    url: `wss://prices.example/${symbol}`,
    autoconnectMode: 'self-ready',
    format: json<{ price: number }>(),
    reconnect: { next: () => 3 }, // better: backoff()
    heartbeat: ping({ message: 'ping', always: true, isReply: (wire) => wire === 'pong' }),
  })

  return <b>{useLastPacket(node)?.price}</b>
}
// #endregion
