// The chat with react-websocket-node: the address says who is where, and everything else follows from it.
import { useState } from 'react'
import { backoff, useReceivedReducer, useWebSocketNode, type DisconnectCause } from 'react-websocket-node'
import { ChatRoom } from './ChatRoom.js'
import { chat } from './format.js'
import { LoginForm } from './LoginForm.js'
import { Presence } from './Presence.js'
import { remember, ROOMS, type ChatMessage, type Room, type ToServer, type User } from './protocol.js'
import { Status } from './Status.js'
import { Unsent } from './Unsent.js'

const NO_MESSAGES: readonly ChatMessage[] = []

export function App({ host }: { host: string }) {
  const [user, setUser] = useState<User | null>(null)
  const [room, setRoom] = useState<Room>(ROOMS[0])
  const [problem, setProblem] = useState('')
  const [waiting, setWaiting] = useState<readonly string[]>([])
  const [lost, setLost] = useState<readonly string[]>([])

  const [, node] = useWebSocketNode({
    url: user && `ws://${host}/rooms/${room}`,
    autoconnectMode: 'self-ready',
    format: chat,
    reconnect: backoff({ maxDelay: 10 }),
    authenticate: async ({ send, next }) => {
      if (user) send({ type: 'login', ...user })
      if ((await next()).type !== 'welcome') throw new Error('The server gave no welcome.')
    },
    onConnected: () => setWaiting([]),
    onSendFailed: (messages) => {
      setWaiting([])
      setLost((before) => [...before, ...messages.map(textOf)])
    },
    onGaveUp: (cause) => {
      setProblem(reasonOf(cause))
      setUser(null)
    },
  })
  const messages = useReceivedReducer(node, remember, NO_MESSAGES)

  function logIn(next: User) {
    setProblem('')
    setLost([])
    setRoom(ROOMS[0])
    setUser(next)
  }

  function say(text: string): boolean {
    const isAccepted = node.send({ type: 'say', text })
    if (node.queued > 0) setWaiting((before) => [...before, text])
    return isAccepted
  }

  if (!user) return <LoginForm problem={problem} onLogIn={logIn} />
  return (
    <ChatRoom
      name={user.name}
      room={room}
      messages={messages}
      status={<Status node={node} />}
      badgeOf={(other) => <Presence node={node} room={other} />}
      onEnter={setRoom}
      onSay={say}
      onLogOut={() => setUser(null)}
    >
      <Unsent waiting={waiting} lost={lost} onDismiss={() => setLost([])} />
    </ChatRoom>
  )
}

/** What was said, of a message as it would have gone on the wire. */
function textOf(message: unknown): string {
  const parsed = JSON.parse(String(message)) as ToServer
  return parsed.type === 'say' ? parsed.text : ''
}

function reasonOf(cause: DisconnectCause): string {
  if (cause.type === 'closed') return cause.reason
  return cause.error.close?.reason || cause.error.message
}
