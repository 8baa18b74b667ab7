/** The code of docs/runtimes.md: a program without React. */
// #region node
import { backoff, createWebSocketNode, json, ping } from 'react-websocket-node/core'
import { WebSocket } from 'ws'

export interface Trade {
  symbol: string
  volume: number
}

export const createFeed = (url: string, token: string) =>
  createWebSocketNode({
    url,
    format: json<Trade>(),
    reconnect: backoff(),
    heartbeat: ping({ message: '{"op":"ping"}' }),
    createSocket: (address, protocols) =>
      new WebSocket(address, protocols, { headers: { authorization: `Bearer ${token}` } }),
  })
// #endregion

// #region loop
import { packets } from 'react-websocket-node/core'

/** Adds volumes until there are `enough`, and ends: nothing is left that keeps the process alive. */
export async function countVolume(url: string, token: string, enough: number): Promise<number> {
  const node = createFeed(url, token)
  node.connect()
  let volume = 0
  try {
    for await (const trade of packets(node, { limit: 10_000 })) {
      volume += trade.volume
      if (volume >= enough) break
    }
  } finally {
    node.dispose()
  }
  return volume
}
// #endregion
