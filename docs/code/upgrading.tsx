/** The code of docs/upgrading.md. */
import { useEffect, useState } from 'react'
import {
  backoff,
  json,
  text,
  useLastPacket,
  useNode,
  useReceivedLog,
  useWebSocketNode,
  WebSocketNode,
} from 'react-websocket-node'

const url = 'wss://chat.example/room'

// #region texts
export function Lines() {
  const [lines, setLines] = useState('')
  useWebSocketNode({
    url,
    autoconnectMode: 'self-ready',
    format: text,
    onReceived: (texts) => setLines((before) => before + texts.join('')),
  })
  return <pre>{lines}</pre>
}
// #endregion

// #region queue
export function Strict() {
  const [, node] = useWebSocketNode({ url, autoconnectMode: 'self-ready', format: text, sendQueue: 0 })
  return <button onClick={() => alert(node.send('now or never'))}>Send</button>
}
// #endregion

interface Price {
  symbol: string
  price: number
}

// #region accept
export function Bitcoin() {
  const [, node] = useWebSocketNode({ url, autoconnectMode: 'self-ready', format: json<Price>() })
  const bitcoin = useLastPacket(node, ({ symbol }) => symbol === 'BTC')
  return <b>{bitcoin?.price}</b>
}
// #endregion

// #region nearest
export function Chat() {
  return (
    <WebSocketNode url={url} autoconnectMode="self-ready" format={text}>
      <Greeter />
    </WebSocketNode>
  )
}

function Greeter() {
  const node = useNode(undefined, text) // the node above, from the first render on
  useEffect(() => void node?.send('hello'), [node]) // queued: the node above mounts after this effect
  return null
}
// #endregion

// #region values
export function Log({ token }: { token: string }) {
  const [, node] = useWebSocketNode({
    url: `${url}?token=${token}`,
    destination: 'room', // a fresh token is no other destination: the log stays
    autoconnectMode: 'self-ready',
    format: text,
    reconnect: backoff(),
  })
  return <pre>{useReceivedLog(node).join('\n')}</pre>
}
// #endregion
