// The least that an app needs: a node that connects when it is mounted, a message to send, and what comes back.
import { useState, version } from 'react'
import { text, useWebSocketNode } from 'react-websocket-node'

export function App({ host }: { host: string }) {
  const [echoed, setEchoed] = useState<readonly string[]>([])
  const [state, node] = useWebSocketNode({
    host,
    route: '/echo',
    useWSS: false,
    autoconnectMode: 'self-ready',
    format: text,
    onPacket: (packet) => setEchoed((before) => [...before, packet]),
  })

  return (
    <main>
      <h1>A first socket</h1>
      <p>
        The node is <output data-testid="status">{state.status}</output>, under React{' '}
        <span data-testid="version">{version}</span>.
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          node.send(String(new FormData(event.currentTarget).get('message')))
        }}
      >
        <label>
          Message <input name="message" defaultValue="hello" />
        </label>
        <button disabled={state.status !== 'open'}>Send</button>
      </form>
      <ul aria-label="Echoed">
        {echoed.map((message, index) => (
          <li key={index}>{message}</li>
        ))}
      </ul>
    </main>
  )
}
