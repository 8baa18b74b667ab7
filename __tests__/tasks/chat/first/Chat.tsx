import { backoff, json, useReceivedLog, useWebSocketNode, type NodeState } from 'react-websocket-node'
import { useEffect, useState, type ReactNode } from 'react'

export interface User {
  name: string
  token: string
}

interface Said {
  type: 'message'
  from: string
  text: string
}
type FromServer = { type: 'welcome' } | { type: 'denied' } | Said
type ToServer = { type: 'login'; token: string } | { type: 'message'; text: string }

const format = json<FromServer, ToServer>()

const isSaid = (packet: FromServer): packet is Said => packet.type === 'message'

/** Whatever ends a connection or an attempt is worth another one, but for a denied login. */
const reconnect = backoff({ when: (cause) => cause.type === 'closed' || cause.error.code !== 'rejected' })

export function Chat({ user }: { user: User | null }): ReactNode {
  return <Room key={user?.name} user={user} /> // another user gets a room with nothing of the one before
}

function Room({ user }: { user: User | null }) {
  const [draft, setDraft] = useState('')
  const [wasWelcomed, setWelcomed] = useState(false)
  const [state, node] = useWebSocketNode({
    url: user && 'wss://chat.example/chat',
    autoconnectMode: 'self-ready',
    format,
    authenticate: async ({ send, next }) => {
      send({ type: 'login', token: user!.token })
      let answer = await next()
      while (answer.type === 'message') answer = await next()
      if (answer.type === 'denied') throw new Error('denied')
    },
    reconnect,
    sendQueue: 10_000,
    onConnected: () => setWelcomed(true),
  })
  const log = useReceivedLog(node, { limit: 200, accept: isSaid })

  const token = user?.token
  useEffect(() => {
    if (node.state.status === 'failed') node.reconnect() // denied, and now there is another token
  }, [node, token])

  return (
    <>
      <p role="status">{user ? statusOf(state, wasWelcomed) : 'logged out'}</p>
      <div role="log">
        {log.map(({ from, text }, index) => (
          <p key={index}>{`${from}: ${text}`}</p>
        ))}
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (draft !== '' && node.send({ type: 'message', text: draft })) setDraft('')
        }}
      >
        <label>
          Message <input value={draft} onChange={(event) => setDraft(event.target.value)} />
        </label>
        <button disabled={!user}>Send</button>
      </form>
    </>
  )
}

function statusOf(state: NodeState, wasWelcomed: boolean): string {
  if (state.status === 'open') return 'online'
  if (state.status === 'failed' && state.error.code === 'rejected') return 'denied'
  return wasWelcomed ? 'reconnecting' : 'connecting'
}
