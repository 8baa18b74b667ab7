/**
 * Broken: of messages that come at once it has the last one alone.
 */
import { useEffect, useState, type FormEvent } from 'react'
import { backoff, json, useNodeState, useLastPacket, useWebSocketNode } from 'react-websocket-node'

export interface User {
  name: string
  token: string
}

type FromServer = { type: 'welcome' } | { type: 'denied' } | { type: 'message'; from: string; text: string }
type ToServer = { type: 'login'; token: string } | { type: 'message'; text: string }

export function Chat({ user }: { user: User | null }) {
  const [, node] = useWebSocketNode({
    url: user && 'wss://chat.example/chat',
    destination: user?.name,
    autoconnectMode: 'self-ready',
    format: json<FromServer, ToServer>(),
    reconnect: backoff(),
    authenticate: async ({ send, next }) => {
      send({ type: 'login', token: user!.token })
      if ((await next()).type !== 'welcome') throw new Error('denied')
    },
  })
  const status = useNodeState(node, ({ status }) => status)
  const last = useLastPacket(node, ({ type }) => type === 'message')
  const [log, setLog] = useState<readonly FromServer[]>([])
  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the fault
    setLog((before) => (last ? [...before, last].slice(-200) : []))
  }, [last])
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (node.send({ type: 'message', text })) setText('')
  }

  return (
    <>
      <p role="status">{wordsOf(user, status)}</p>
      <div role="log">
        {log.map((packet, index) => packet.type === 'message' && <p key={index}>{`${packet.from}: ${packet.text}`}</p>)}
      </div>
      <form onSubmit={submit}>
        <label>
          Message <input value={text} onChange={(event) => setText(event.target.value)} />
        </label>
        <button>Send</button>
      </form>
    </>
  )
}

function wordsOf(user: User | null, status: string): string {
  if (!user) return 'logged out'
  if (status === 'open') return 'online'
  if (status === 'failed') return 'denied'
  return status === 'reconnecting' ? 'reconnecting' : 'connecting'
}
