import { useState } from 'react'
import { backoff, json, useReceivedLog, useWebSocketNode } from 'react-websocket-node'

type Message = { type: 'auth'; token: string } | { type: 'say'; text: string }
type Event = { type: 'welcome' } | { type: 'denied'; why: string } | { type: 'said'; from: string; text: string }

const session = json<Event, Message>()
const reconnect = backoff()

export function Account() {
  const [user, setUser] = useState<{ id: string; token: string } | null>(null)
  const [state, node] = useWebSocketNode({
    url: user && 'ws://localhost:6006/ws/login', // null: nobody is logged in, so there is no connection
    destination: user?.id, // the queue and the values are this user's
    autoconnectMode: 'self-ready',
    format: session,
    reconnect,
    authenticate: async ({ send, next }) => {
      send({ type: 'auth', token: user?.token ?? '' })
      const answer = await next()
      if (answer.type === 'denied') throw new Error(answer.why)
    },
  })
  const events = useReceivedLog(node, 20)
  return (
    <>
      <button onClick={() => setUser({ id: 'Ada', token: 'ada-7' })}>Log in</button>
      <button onClick={() => setUser(null)}>Log out</button>
      <button onClick={() => node.send({ type: 'say', text: 'Hello' })}>Say hello</button>
      <p>{state.status}</p>
      {events.map((event, index) => event.type === 'said' && <p key={index}>{event.text}</p>)}
    </>
  )
}
