/**
 * The component that every recipe of docs/testing.md tests.
 */
import { backoff, json, useReceivedLog, useWebSocketNode } from 'react-websocket-node'

interface Message {
  from: string
  text: string
}

export function Chat() {
  const [state, node] = useWebSocketNode({
    url: 'wss://chat.example/room',
    autoconnectMode: 'self-ready',
    format: json<Message>(),
    reconnect: backoff(),
  })
  const messages = useReceivedLog(node)

  return (
    <>
      <output>{state.status}</output>
      <ul>
        {messages.map(({ from, text }, index) => (
          <li key={index}>{`${from}: ${text}`}</li>
        ))}
      </ul>
      <button onClick={() => node.send({ from: 'me', text: 'hello' })}>Say hello</button>
    </>
  )
}
