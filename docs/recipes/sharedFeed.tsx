// What `share: true` was: one connection for components that are not below one another, open while one of them is mounted.
import { createWebSocketNode, text, useLastPacket, useNodeState } from 'react-websocket-node'
import { useEffect } from 'react'

const feed = createWebSocketNode({ url: 'ws://127.0.0.1:9001/feed', format: text })
let readers = 0

export function useFeed() {
  useEffect(() => {
    if (readers++ === 0) feed.connect()
    return () => {
      if (--readers === 0) feed.close()
    }
  }, [])
  return feed
}

export function Badge() {
  const last = useLastPacket(useFeed())
  return <b>{last}</b>
}

export function Light() {
  const status = useNodeState(useFeed(), (state) => state.status)
  return <i>{status === 'open' ? 'on' : 'off'}</i>
}
