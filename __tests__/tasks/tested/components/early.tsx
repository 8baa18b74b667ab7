/**
 * Broken: what the user wrote goes out before the login.
 */
import { useState, type FormEvent } from 'react'
import { backoff, json, useNodeState, useReceivedLog, useWebSocketNode } from 'react-websocket-node'

export interface User {
  name: string
  token: string
}

type FromServer = { type: 'welcome' } | { type: 'denied' } | { type: 'message'; from: string; text: string }
type ToServer = { type: 'login'; token: string } | { type: 'message'; text: string }

export function Chat({ user }: { user: User | null }) {
  const [answer, setAnswer] = useState('')
  const [, node] = useWebSocketNode({
    url: user && 'wss://chat.example/chat',
    destination: user?.name,
    autoconnectMode: 'self-ready',
    format: json<FromServer, ToServer>(),
    reconnect: backoff(),
    onConnected: () => void node.send({ type: 'login', token: user!.token }),
    onPacket: ({ type }) => {
      if (type !== 'message') setAnswer(type)
    },
  })
  const status = useNodeState(node, ({ status }) => status)
  const log = useReceivedLog(node, { limit: 200, accept: ({ type }) => type === 'message' })
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (node.send({ type: 'message', text })) setText('')
  }

  return (
    <>
      <p role="status">
        {wordsOf(user, status === 'open' && answer !== 'welcome' ? (answer === 'denied' ? 'failed' : '') : status)}
      </p>
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
