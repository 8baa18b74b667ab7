/**
 * The app of a schedule: a component that shows the messages of one user in one room, by handlers and by value hooks, and
 * a ledger of everything that it showed for somebody else.
 */
import { Activity, StrictMode, useEffect, useLayoutEffect, type ReactElement } from 'react'
import {
  backoff,
  text,
  useLastPacket,
  useLastReceived,
  useReceivedLog,
  useWebSocketNode,
  WebSocketProvider,
  type Exchange,
  type WebSocketNodeHandle,
} from '../../../../../src/index'
import type { Scene, Schedule } from './schedule'

/** A message says whom it is for, or who sent it where: `seed|user|room|kind|number`. */
export function labelOf(message: string): string {
  return message.split('|').slice(0, 3).join('|')
}

/** What a component last committed. */
export interface Mounted {
  readonly node: WebSocketNodeHandle<typeof text>
  readonly label: string
}

/** What the app did and showed. */
export interface Ledger {
  readonly schedule: Schedule
  readonly host: string
  /** What was shown to somebody else, and where. */
  readonly wrong: string[]
  /** What `sendFailed` told. */
  readonly failed: string[]
  /** Messages that handlers showed. */
  heard: number
  /** Messages that `send` accepted. */
  accepted: number
  /** By slot. */
  readonly mounted: Map<Scene['slot'], Mounted>
  /** What the next packet's handler does. */
  onNextPacket: (() => void) | undefined
  numbers: number
}

export const NOBODY = 'nobody'

/** Sends a message under a label, as the app's code does that was rendered with it. */
export function say(ledger: Ledger, { node, label }: Mounted, kind: string): string | undefined {
  const message = `${label}|${kind}|${(ledger.numbers += 1)}`
  if (!node.send(message)) return undefined
  ledger.accepted += 1
  return message
}

export function App({ ledger, scene }: { ledger: Ledger; scene: Scene }): ReactElement {
  const { slot, presence } = scene
  const tree = (
    <WebSocketProvider>
      {presence !== 'unmounted' && (
        <Activity key={slot} mode={presence === 'hidden' ? 'hidden' : 'visible'}>
          <Room ledger={ledger} scene={scene} />
        </Activity>
      )}
    </WebSocketProvider>
  )
  return ledger.schedule.isStrict ? <StrictMode>{tree}</StrictMode> : tree
}

function Room({ ledger, scene: { user, room, slot } }: { ledger: Ledger; scene: Scene }): ReactElement {
  const { seed, isNamed, linger } = ledger.schedule
  const label = `${seed}|${user ?? NOBODY}|${user === null ? NOBODY : room}`
  const isCommitted = (): boolean => ledger.mounted.get(slot)?.label === label

  const show = (where: string, messages: readonly string[]): void => {
    for (const message of messages) {
      if (labelOf(message) !== label) ledger.wrong.push(`${where} of ${label} heard ${message}`)
    }
  }

  const [, node] = useWebSocketNode({
    url: user === null ? null : urlOf(ledger, user, room),
    destination: isNamed && user !== null ? label : undefined,
    authenticate: user === null ? undefined : authenticateOf(ledger, user),
    name: 'chat',
    linger,
    format: text,
    autoconnectMode: 'self-ready',
    reconnect: backoff({ minDelay: 0.01, maxDelay: 0.03, when: () => true }),
    onConnected(url) {
      if (!url.includes(`/${room}?`)) ledger.wrong.push(`onConnected of ${label} heard ${url}`)
      if (isCommitted()) say(ledger, { node, label }, 'connected')
    },
    onPacket(packet) {
      ledger.heard += 1
      show('onPacket', [packet])
      const { onNextPacket } = ledger
      ledger.onNextPacket = undefined
      onNextPacket?.()
      if (!onNextPacket && packet.includes('|push|') && isCommitted()) say(ledger, { node, label }, 'reply')
    },
    onReceived(data, packets) {
      show('onReceived', data)
      show('onReceived', packets)
    },
    onSendFailed: (messages) => ledger.failed.push(...messages.map(String)),
  })

  useLayoutEffect(() => {
    ledger.mounted.set(slot, { node, label })
  }, [ledger, slot, node, label])
  useEffect(() => {
    if (!label.includes(NOBODY)) say(ledger, { node, label }, 'hello')
  }, [ledger, node, label])

  const last = useLastPacket(node)
  const batch = useLastReceived(node)
  const log = useReceivedLog(node, { limit: 30 })
  const shown = JSON.stringify({ useLastPacket: last ? [last] : [], useLastReceived: batch ?? [], useReceivedLog: log })
  return <p data-slot={slot} data-label={label} data-shown={shown} />
}

function addressOf({ host, schedule: { seed, address } }: Ledger, user: string, room: string): string {
  return `ws://${host}/${room}?schedule=${seed}${address === 'authenticate' ? '' : `&user=${user}`}`
}

type UrlFunction = () => string | Promise<string>
type Authenticate = (exchange: Exchange<typeof text>) => Promise<void>

/** Functions that know a user are the same as long as the user is; but for the ledger's life. */
const functions = new WeakMap<Ledger, Map<string, UrlFunction | Authenticate>>()

function remember<T extends UrlFunction | Authenticate>(ledger: Ledger, key: string, made: T): T {
  const known = functions.get(ledger) ?? new Map<string, UrlFunction | Authenticate>()
  functions.set(ledger, known)
  if (!known.has(key)) known.set(key, made)
  return known.get(key) as T
}

function urlOf(ledger: Ledger, user: string, room: string): string | UrlFunction {
  const { address, askingTime } = ledger.schedule
  const url = addressOf(ledger, user, room)
  if (address !== 'function') return url
  return remember<UrlFunction>(ledger, `url ${user} ${room}`, () => {
    if (askingTime === 0) return url
    return new Promise((resolve) => setTimeout(() => resolve(url), askingTime))
  })
}

function authenticateOf(ledger: Ledger, user: string): Authenticate | undefined {
  if (ledger.schedule.address !== 'authenticate') return undefined
  return remember<Authenticate>(ledger, `authenticate ${user}`, async ({ send, next }) => {
    send(`auth ${user}`)
    const answer = await next()
    if (answer !== `welcome ${user}`) ledger.wrong.push(`authenticate of ${user} heard ${answer}`)
  })
}
