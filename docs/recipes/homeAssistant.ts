/**
 * Home Assistant's WebSocket API: a token first, then commands with ids, and events by their type.
 */
import { json, requests, topics, type Exchange } from 'react-websocket-node'

interface Incoming {
  type: 'auth_required' | 'auth_ok' | 'auth_invalid' | 'result' | 'event' | 'pong'
  id?: number
  success?: boolean
  result?: unknown
  error?: { code: string; message: string }
  event?: { event_type: string; data: unknown }
  message?: string
}
interface Outgoing {
  type: string
  id?: number
  [field: string]: unknown
}

export const homeAssistant = json<Incoming, Outgoing>()

/** The option `authenticate` of a node. */
export const logIn =
  (token: () => string | Promise<string>) =>
  async ({ send, next }: Exchange<typeof homeAssistant>) => {
    await next() // auth_required
    send({ type: 'auth', access_token: await token() })
    const answer = await next()
    if (answer.type !== 'auth_ok') throw new Error(answer.message)
  }

const commands = requests(homeAssistant, {
  message: (command: Outgoing, id) => ({ ...command, id: COMMANDS_FROM + id }),
  idOf: ({ type, id }) => (type === 'result' && id !== undefined ? id - COMMANDS_FROM : undefined),
  errorOf: ({ error }) => error,
  resultOf: ({ result }) => result,
})
/** Ids of commands and of subscriptions are counted apart. */
const COMMANDS_FROM = 1e9

export const command = commands.ask

let lastId = 0
/** The event type of each subscription, by its id, and the last id of each event type. */
const types = new Map<number, string>()
const ids = new Map<string, number>()

const answered = ({ type, id, success }: Incoming, wanted: boolean) =>
  type === 'result' && id !== undefined && success === wanted ? types.get(id) : undefined

export const events = topics(homeAssistant, {
  topicOf: ({ event }) => event?.event_type,
  subscribe: (wanted) =>
    wanted.map(({ topic }) => {
      const id = ++lastId
      types.set(id, topic)
      ids.set(topic, id)
      return { id, type: 'subscribe_events', event_type: topic }
    }),
  unsubscribe: (unwanted) =>
    unwanted.map((topic) => ({ id: ++lastId, type: 'unsubscribe_events', subscription: ids.get(topic) })),
  isSubscribed: (packet) => answered(packet, true),
  isRejected: (packet) => answered(packet, false),
})
