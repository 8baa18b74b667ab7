import { useState } from 'react'
import {
  json,
  topics,
  useLastPacket,
  useTopic,
  useTopicState,
  useWebSocketNode,
  type WebSocketNodeHandle,
} from 'react-websocket-node'

type Event = { type: 'subscribed' | 'rejected'; topic: string } | { type: 'number'; topic: string; number: number }
type Order = { op: 'subscribe' | 'unsubscribe'; topics: readonly string[] }

const format = json<Event, Order>()
const numbers = topics(format, {
  topicOf: (packet) => packet.topic,
  subscribe: (wanted) => [{ op: 'subscribe' as const, topics: wanted.map(({ topic }) => topic) }],
  unsubscribe: (unwanted) => [{ op: 'unsubscribe' as const, topics: unwanted }],
  isSubscribed: (packet) => (packet.type === 'subscribed' ? packet.topic : undefined),
  isRejected: (packet) => (packet.type === 'rejected' ? packet.topic : undefined),
})

export function Topics() {
  const [names, setNames] = useState<readonly string[]>([])
  const [, node] = useWebSocketNode({
    host: 'localhost:6006',
    route: '/ws/topics',
    useWSS: false,
    format,
    autoconnectMode: 'self-ready',
  })
  return (
    <>
      <button onClick={() => setNames(['amber', 'birch'])}>Mount two</button>
      <button onClick={() => setNames([])}>Unmount</button>
      {names.map((name) => (
        <Row key={name} node={node} name={name} />
      ))}
    </>
  )
}

function Row({ node, name }: { node: WebSocketNodeHandle<typeof format>; name: string }) {
  const topic = useTopic(node, numbers, name) // subscribed while this is mounted
  const { status } = useTopicState(topic)
  const last = useLastPacket(topic, (packet) => packet.type === 'number') // renders for this topic alone
  return (
    <p>
      {name}: {status} {last?.type === 'number' && last.number}
    </p>
  )
}
