/** The README's first example. */
// #region chat
import { backoff, json, useLastPacket, useWebSocketNode } from 'react-websocket-node'

interface Chat {
  from: string
  text: string
}

export function ChatRoom() {
  const [state, node] = useWebSocketNode({
    url: 'wss://chat.example/room',
    autoconnectMode: 'self-ready', // connect when this component has mounted
    format: json<Chat>(),
    reconnect: backoff(),
    onPacket: (message) => console.log(message.from, message.text), // every message
  })
  const last = useLastPacket(node) // what to show: the newest message

  return (
    <>
      <p>
        {state.status}: {last?.text}
      </p>
      <button onClick={() => node.send({ from: 'me', text: 'hello' })}>Say hello</button>
    </>
  )
}
// #endregion
