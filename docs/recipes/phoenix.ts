/**
 * Phoenix channels (serializer 2.0.0, `[join_ref, ref, topic, event, payload]`): a channel is a topic, joined while a
 * component shows it, and pushed to by `request` or by `node.send`. The heartbeat is `ping({ message: PHOENIX_PING })`.
 */
import { json, topics, request, type TopicHandle } from 'react-websocket-node'

type Frame = readonly [joinRef: string | null, ref: string | null, topic: string, event: string, payload: unknown]

export const phoenix = json<Frame>()
export const PHOENIX_PING = JSON.stringify([null, 'heartbeat', 'phoenix', 'heartbeat', {}] satisfies Frame)

let lastRef = 0
const nextRef = () => String(++lastRef)

/** The topics of joins that are under way, and how they ended, by the ref of the join. */
const joins = new Map<string, string>()
const answerOf = ([, ref, topic, event, payload]: Frame, status: string) =>
  event === 'phx_reply' && ref !== null && joins.get(ref) === topic && (payload as { status: string }).status === status
    ? topic
    : undefined

export const channels = topics(phoenix, {
  topicOf: ([, , topic]) => topic,
  subscribe: (wanted) =>
    wanted.map(({ topic }): Frame => {
      const ref = nextRef()
      joins.set(ref, topic)
      return [ref, ref, topic, 'phx_join', {}]
    }),
  unsubscribe: (unwanted) => unwanted.map((topic): Frame => [null, nextRef(), topic, 'phx_leave', {}]),
  isSubscribed: (frame) => answerOf(frame, 'ok'),
  isRejected: (frame) => answerOf(frame, 'error'),
})

interface Reply {
  status: 'ok' | 'error'
  response: unknown
}

/** Pushes an event to a channel, when that is joined, and resolves with the reply's response. */
export async function push(channel: TopicHandle<typeof phoenix>, event: string, payload: object): Promise<unknown> {
  const ref = nextRef()
  const frame = await request(channel, [null, ref, String(channel.topic), event, payload], {
    isReply: ([, theirs, , name]) => name === 'phx_reply' && theirs === ref,
    errorOf: ([, , , , reply]) => ((reply as Reply).status === 'error' ? (reply as Reply).response : undefined),
  })
  return (frame[4] as Reply).response
}
