import { useState } from 'react'
import { json, useNode, useNodeState, useReceivedLog, WebSocketNode, WebSocketProvider } from 'react-websocket-node'

interface Said {
  type: string
  from: string
  text?: string
}

const chat = json<Said, { text: string }>()

export function Chat() {
  return (
    <WebSocketProvider defaults={{ host: 'localhost:6006', useWSS: false, autoconnectMode: 'self-ready' }}>
      <WebSocketNode name="Ada" route="/ws/chat?as=Ada" format={chat} />
      <WebSocketNode name="Grace" route="/ws/chat?as=Grace" format={chat} />
      <Pane name="Ada" />
      <Pane name="Grace" />
    </WebSocketProvider>
  )
}

function Pane({ name }: { name: string }) {
  const node = useNode(name, chat) // its messages are typed by the format
  const status = useNodeState(node, (state) => state.status)
  const events = useReceivedLog(node, 200) // the last 200, oldest first
  const [words, setWords] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (node?.send({ text: words })) setWords('')
      }}
    >
      {name}: {status}
      <ol>
        {events.map(({ type, from, text }, index) => (
          <li key={index}>
            {from} {text ?? type}
          </li>
        ))}
      </ol>
      <input value={words} onChange={(event) => setWords(event.target.value)} />
    </form>
  )
}
