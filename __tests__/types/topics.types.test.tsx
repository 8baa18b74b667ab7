/**
 * The types of topics, requests and iteration: packets narrowed by topic, answers by their guards.
 */
import {
  json,
  packets,
  request,
  requests,
  text,
  topics,
  useLastPacket,
  useReceivedLog,
  useReceivedReducer,
  useSignal,
  useTopic,
  useTopicState,
  WebSocketTopic,
  whenOpen,
  type CoreNode,
  type NodeOrTopic,
  type Packet,
  type TopicHandle,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { check, type Equal } from '../support/core/types.js'

interface Price {
  type: 'price'
  symbol: string
  price: number
}
interface Chat {
  type: 'chat'
  text: string
}
interface Answer {
  type: 'answer'
  id: number
  error?: { code: number }
}
type Event = Price | Chat | Answer
interface Command {
  op: string
  topics?: readonly string[]
}
/** What is sent, by literals; mutable, as many protocols are typed. */
type Order = { op: 'subscribe' | 'unsubscribe'; topics: string[] } | { op: 'ask'; id: number }

const format = json<Event, Command>()
type F = typeof format

/** Compiled, and never run. */
export function Types({ node }: { node: WebSocketNodeHandle<F> | null }) {
  const byType = topics(format, { topicOf: (packet) => packet.type })
  const bySymbol = topics(format, {
    topicOf: (packet) => (packet.type === 'price' ? packet.symbol : undefined),
    subscribe: (wanted) => {
      check<Equal<(typeof wanted)[number]['topic'], string>>()
      check<Equal<(typeof wanted)[number]['last'], Event | undefined>>()
      return [{ op: 'subscribe', topics: wanted.map(({ topic }) => topic) }]
    },
    unsubscribe: (unwanted) => [{ op: 'unsubscribe', topics: unwanted }],
    isSubscribed: (packet) => (packet.type === 'answer' ? String(packet.id) : undefined),
  })

  const literal = json<Event, Order>()
  topics(literal, {
    topicOf: (packet) => packet.type,
    subscribe: (wanted) => [{ op: 'subscribe', topics: wanted.map(({ topic }) => topic) }],
    unsubscribe: (unwanted) => [{ op: 'unsubscribe', topics: [...unwanted] }],
  })
  // @ts-expect-error: there is no such op
  topics(literal, { topicOf: (packet) => packet.type, subscribe: () => [{ op: 'none', topics: [] }] })
  requests(literal, { message: (_body: null, id) => ({ op: 'ask', id }), idOf: () => 1 })
  // @ts-expect-error: there is no such op
  requests(literal, { message: (_body: null, id) => ({ op: 'none', id }), idOf: () => 1 })

  const price = useTopic(node, byType, 'price')
  const last = useLastPacket(price)
  check<Equal<typeof last, Price | undefined>>()
  const log = useReceivedLog(price)
  check<Equal<typeof log, readonly Price[]>>()
  const sum = useReceivedReducer(price, (total, packet) => total + packet.price, 0)
  check<Equal<typeof sum, number>>()
  useSignal(price, 'packet', (packet) => check<Equal<typeof packet, Price>>())
  useSignal(price, 'received', (data, all) => {
    check<Equal<typeof data, readonly Price[]>>()
    check<Equal<typeof all, readonly Price[]>>()
  })
  // @ts-expect-error: a topic has the signals packet and received
  useSignal(price, 'closed', () => {})
  // @ts-expect-error: there is no such topic
  useTopic(node, byType, 'none')
  // @ts-expect-error: the node speaks another format
  useTopic(null as CoreNode<typeof text> | null, byType, 'price')

  const either = useLastPacket(useTopic(node, byType, 'price' as 'price' | 'chat'))
  check<Equal<typeof either, Price | Chat | undefined>>()

  const btc = useTopic(node, bySymbol, 'BTC')
  const any = useLastPacket(btc)
  check<Equal<typeof any, Event | undefined>>()
  const { packet } = useTopicState(price)
  check<Equal<typeof packet, Event | undefined>>()

  const above = useLastPacket(useTopic<F>())
  check<Equal<typeof above, Event | undefined>>()

  const nothing = useTopic(null, byType, 'chat')
  const none = useTopic(node, byType, null)
  return (
    <WebSocketTopic of={byType} topic="chat">
      {(state, topic) => {
        check<Equal<typeof state.packet, Event | undefined>>()
        topic?.on('packet', ({ text }) => check<Equal<typeof text, string>>())
        return [nothing, none].length
      }}
    </WebSocketTopic>
  )
}

export async function promises(node: CoreNode<F>, room: TopicHandle<F>) {
  const answer = await request(node, { op: 'ask' }, { isReply: (packet) => packet.type === 'answer' })
  check<Equal<typeof answer, Answer>>()
  const guarded = await request(
    room,
    { op: 'ask' },
    { isReply: (packet): packet is Answer => packet.type === 'answer', errorOf: ({ error }) => error?.code },
  )
  check<Equal<typeof guarded, Answer>>()
  const unknown = await request(node, { op: 'ask' }, { isReply: () => true })
  check<Equal<typeof unknown, Event>>()
  // @ts-expect-error: not what the format sends
  await request(node, 'ask', { isReply: () => true })

  const rpc = requests(format, {
    message: (op: string, id) => ({ op: `${op} ${id}` }),
    idOf: (packet) => (packet.type === 'answer' ? packet.id : undefined),
    resultOf: (packet) => packet.type,
  })
  const result = await rpc.ask(node, 'time', { timeout: 1 })
  check<Equal<typeof result, 'price' | 'chat' | 'answer'>>()
  // @ts-expect-error: the body is a string
  await rpc.ask(node, 5)

  for await (const packet of packets(node)) check<Equal<typeof packet, Event>>()
  for await (const packet of packets(topics(format, { topicOf: ({ type }) => type }).of(node, 'chat'))) {
    check<Equal<typeof packet, Chat>>()
  }
  check<Equal<ReturnType<typeof whenOpen>, Promise<void>>>()
  await whenOpen(node, { signal: AbortSignal.timeout(5) })
}

/** A function of both. */
export function first<G extends NodeOrTopic<F>>(source: G): Promise<IteratorResult<Packet<F>, undefined>> {
  return packets<F>(source).next()
}

it('is compiled', () => {
  expect(Types).toBeInstanceOf(Function)
})
