/** A node without React. */
// #region core
import { createWebSocketNode, json } from 'react-websocket-node/core'

interface Tick {
  at: number
}

export function follow(draw: (ticks: readonly Tick[]) => void) {
  const node = createWebSocketNode({
    url: 'wss://prices.example/feed',
    format: json<Tick>(),
    onReceived: (ticks) => draw(ticks),
  })
  node.connect()
  return () => node.dispose()
}
// #endregion
