/** The code of docs/start.md: src/App.tsx of a fresh Vite app, beside the server of server.mjs. */
// #region app
import { backoff, json, useLastPacket, useReceivedLog, useWebSocketNode } from 'react-websocket-node'

interface Chat {
  from: string
  text: string
}

export default function App() {
  const [state, node] = useWebSocketNode({
    url: 'ws://localhost:8080',
    autoconnectMode: 'self-ready', // connect when this component has mounted
    format: json<Chat>(),
    reconnect: backoff(),
    onPacket: (message) => console.log(message.from, message.text), // acts: on every message
  })
  const last = useLastPacket(node) // shows: the newest message
  const log = useReceivedLog(node, 5) // shows: the last five

  return (
    <main>
      <h1>{state.status}</h1>
      <p>{last?.text}</p>
      <ol>
        {log.map((message, index) => (
          <li key={index}>
            {message.from}: {message.text}
          </li>
        ))}
      </ol>
      <button onClick={() => node.send({ from: 'me', text: 'hello' })}>Say hello</button>
    </main>
  )
}
// #endregion
