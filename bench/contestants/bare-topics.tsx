/**
 * By hand, one connection for many components: each subscribes to its topic.
 */
import { createContext, useContext, useEffect, useState } from 'react'
import type { Contestant, TopicsProps } from '../contestant'
import type { Tally } from '../page/tally'
import { Row, TOPICS, type TopicMessage } from '../page/Row'

type Listener = (message: TopicMessage) => void

interface Feed {
  subscribe(topic: number, listener: Listener): () => void
}

const FeedContext = createContext<Feed | null>(null)

function Topics({ url, topics, tally }: TopicsProps) {
  const [listeners] = useState(() => new Map<number, Set<Listener>>())
  const [feed] = useState<Feed>(() => ({
    subscribe(topic, listener) {
      const set = listeners.get(topic) ?? new Set()
      listeners.set(topic, set.add(listener))
      return () => set.delete(listener)
    },
  }))
  useEffect(() => {
    const socket = new WebSocket(url)
    socket.onopen = () => tally.open()
    socket.onmessage = (event: MessageEvent<string>) => {
      const message = JSON.parse(event.data) as TopicMessage
      for (const listener of listeners.get(message.topic) ?? []) listener(message)
    }
    return () => socket.close()
  }, [url, listeners, tally])
  return (
    <FeedContext value={feed}>
      {TOPICS.slice(0, topics).map((topic) => (
        <Topic key={topic} topic={topic} tally={tally} />
      ))}
    </FeedContext>
  )
}

function Topic({ topic, tally }: { topic: number; tally: Tally }) {
  const feed = useContext(FeedContext)
  const [message, setMessage] = useState<TopicMessage>()
  useEffect(() => feed?.subscribe(topic, setMessage), [feed, topic])
  return <Row topic={topic} message={message} tally={tally} />
}

const bareTopics: Contestant = { label: 'by hand: subscription by topic', kind: 'hand', Topics }

export default bareTopics
