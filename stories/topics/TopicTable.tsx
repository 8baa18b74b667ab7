/**
 * Topics in lines: what is mounted here, what the app knows, and what the server believes.
 */
import { useLastPacket, useTopic, useTopicState, type TopicState, type WebSocketNodeHandle } from '../../src/index.js'
import { Switch } from '../ui/Button.js'
import type { Tone } from '../ui/tones.js'
import { events, numbers, TOPICS, type TopicName } from './protocol.js'

type Node = WebSocketNodeHandle<typeof events>

const TONES: Record<TopicState['status'], Tone> = {
  unsubscribed: 'grey',
  subscribing: 'amber',
  subscribed: 'green',
  rejected: 'red',
}

interface TopicTableProps {
  node: Node
  mounted: readonly TopicName[]
  /** What the server believes. */
  subscribed: readonly string[]
  onToggle: (topic: TopicName) => void
  /** Another value mounts all readers anew, in one commit. */
  place: number
}

export function TopicTable({ node, mounted, subscribed, onToggle, place }: TopicTableProps) {
  return (
    <table className="topics">
      <thead>
        <tr>
          <th scope="col">mounted</th>
          <th scope="col">the app</th>
          <th scope="col">the server</th>
        </tr>
      </thead>
      <tbody>
        {TOPICS.map((topic) => {
          const isMounted = mounted.includes(topic)
          return (
            <tr key={topic} data-topic={topic}>
              <th scope="row">
                <Switch checked={isMounted} onChange={() => onToggle(topic)}>
                  {topic}
                </Switch>
              </th>
              <td>{isMounted ? <Reader key={place} node={node} topic={topic} /> : <i className="place" />}</td>
              <td>
                {subscribed.includes(topic) ? (
                  <span className="box" data-tone="green">
                    {topic}
                  </span>
                ) : (
                  <i className="place" />
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Its mount subscribes the topic. */
function Reader({ node, topic }: { node: Node; topic: TopicName }) {
  const handle = useTopic(node, numbers, topic)
  const { status } = useTopicState(handle)
  const event = useLastPacket(handle)
  return (
    <span className="box" data-tone={TONES[status]} data-status={status}>
      {status}
      {event?.type === 'number' && <b> {event.number}</b>}
    </span>
  )
}
