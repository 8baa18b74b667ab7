import {
  backoff,
  text,
  useNode,
  useNodeState,
  useReceivedLog,
  useRemaining,
  WebSocketNode,
} from 'react-websocket-node'
import type { ReactNode } from 'react'

/** At most 2, 4 and 8 s. Each connection begins the count anew: only retries that fail in a row are counted. */
const reconnect = backoff({ attempts: 3, minDelay: 2, maxDelay: 10, stableAfter: 0, when: () => true })

export function Live(): ReactNode {
  return (
    <WebSocketNode url="wss://live.example/" autoconnectMode="self-ready" format={text} reconnect={reconnect}>
      <Banner />
      <Texts />
    </WebSocketNode>
  )
}

function Banner() {
  const node = useNode(undefined, text)
  const state = useNodeState(node)
  const seconds = useRemaining(node)

  switch (state.status) {
    case 'open':
    case 'closing':
      return null
    case 'reconnecting':
      return (
        <div role="alert">
          <p>{seconds === null ? 'Connection lost.' : `Connection lost. Next try in ${seconds} s.`}</p>
          <button onClick={() => node?.connect()}>Try now</button>
        </div>
      )
    case 'failed':
    case 'closed':
      return (
        <div role="alert">
          <p>Could not connect.</p>
          <button onClick={() => node?.reconnect()}>Try again</button>
        </div>
      )
    default:
      return (
        <div role="alert">
          <p>Connecting…</p>
        </div>
      )
  }
}

function Texts() {
  const texts = useReceivedLog(useNode(undefined, text), 50)
  return (
    <div role="log">
      {texts.map((line, index) => (
        <p key={index}>{line}</p>
      ))}
    </div>
  )
}
