// The same chat with react-use-websocket, as one writes it from its documentation.
import { useEffect, useState } from 'react'
import useWebSocket, { ReadyState } from 'react-use-websocket'
import { ChatRoom } from '../ChatRoom.js'
import { LoginForm } from '../LoginForm.js'
import { LOGIN_REFUSED, remember, ROOMS, type ChatMessage, type FromServer, type Room, type User } from '../protocol.js'

const STATUS = {
  [ReadyState.UNINSTANTIATED]: 'Not connected',
  [ReadyState.CONNECTING]: 'Connecting …',
  [ReadyState.OPEN]: 'Connected',
  [ReadyState.CLOSING]: 'Closing …',
  [ReadyState.CLOSED]: 'No connection',
}

export function App({ host }: { host: string }) {
  const [user, setUser] = useState<User | null>(null)
  const [room, setRoom] = useState<Room>(ROOMS[0])
  const [problem, setProblem] = useState('')
  const [messages, setMessages] = useState<readonly ChatMessage[]>([])

  const { sendJsonMessage, lastJsonMessage, readyState } = useWebSocket<FromServer | null>(
    user && `ws://${host}/rooms/${room}`,
    {
      onOpen: () => sendJsonMessage({ type: 'login', ...user }),
      onClose: ({ code, reason }) => {
        if (code !== LOGIN_REFUSED) return
        setProblem(reason)
        setUser(null)
      },
      shouldReconnect: ({ code }) => code !== LOGIN_REFUSED,
      reconnectInterval: (attempt) => Math.min(1000 * 2 ** attempt, 10_000),
    },
  )

  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- as its documentation has it
    if (lastJsonMessage) setMessages((before) => remember(before, lastJsonMessage))
  }, [lastJsonMessage])

  function enter(next: Room) {
    setMessages([])
    setRoom(next)
  }

  function logIn(next: User) {
    setProblem('')
    enter(ROOMS[0])
    setUser(next)
  }

  function say(text: string): boolean {
    sendJsonMessage({ type: 'say', text })
    return true
  }

  if (!user) return <LoginForm problem={problem} onLogIn={logIn} />
  return (
    <ChatRoom
      name={user.name}
      room={room}
      messages={messages}
      status={
        <p className="status" role="status" data-status={readyState === ReadyState.OPEN ? 'open' : undefined}>
          {STATUS[readyState]}
        </p>
      }
      onEnter={enter}
      onSay={say}
      onLogOut={() => setUser(null)}
    />
  )
}
