import { useState } from 'react'
import { text, useWebSocketNode } from 'react-websocket-node'

export function Echo() {
  const [words, setWords] = useState('Hello')
  const [state, node] = useWebSocketNode({
    host: 'localhost:6006',
    route: '/ws/echo',
    useWSS: false,
    format: text,
    onConnected: (url) => console.log('connected to', url),
    onPacket: (packet) => console.log('received', packet),
    onClosed: (code, reason) => console.log('closed', code, reason),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        node.send(words) // true: it goes out, now or as the node opens
      }}
    >
      <output>{state.status}</output>
      <button type="button" onClick={() => node.connect()}>
        Connect
      </button>
      <input value={words} onChange={(event) => setWords(event.target.value)} />
      <button>Send</button>
      <button type="button" onClick={() => node.close(1000, 'Done')}>
        Close
      </button>
    </form>
  )
}
