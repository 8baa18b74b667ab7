import { text, useNode, useNodeState, useReceivedLog, WebSocketNode } from 'react-websocket-node'

const FEED = 'wss://example.org/feed'

export function Page() {
  return (
    <WebSocketNode url={FEED} format={text} autoconnectMode="self-ready">
      <Refresh />
      <History />
    </WebSocketNode>
  )
}

function Refresh() {
  const feed = useNode(undefined, text)
  const isOpen = useNodeState(feed, (state) => state.status === 'open')
  return (
    <button disabled={!isOpen} onClick={() => feed?.send('refresh')}>
      Refresh
    </button>
  )
}

function History() {
  const feed = useNode(undefined, text)
  const lines = useReceivedLog(feed, 1000)
  return <pre>{lines.join('\n')}</pre>
}
