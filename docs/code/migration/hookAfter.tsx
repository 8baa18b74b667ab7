import { text, useReceivedLog, useWebSocketNode } from 'react-websocket-node'

/** Returns what it returned before: the lines that have come. */
export function useFeed(url: string): readonly string[] {
  const [, node] = useWebSocketNode({ url, format: text, autoconnectMode: 'self-ready' })
  return useReceivedLog(node, 1000)
}
