/**
 * Runs in the page: components that use a connection each, and can be hidden, taken away and replaced by others. What
 * each was told is kept under its key, whichever node told it.
 */
import { Activity, StrictMode, useLayoutEffect } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import {
  text,
  useWebSocketNode,
  WebSocketProvider,
  type AnyFormat,
  type ReactWebSocketNodeOptions,
  type Signal,
  type SignalHandlers,
  type WebSocketNodeHandle,
} from '../../../../src/index'
import { wire } from './kit'

/** A component and what it asks for. */
export interface User {
  key: string
  /** Whether an `<Activity>` hides it. Default false. */
  isHidden?: boolean
  /** Whether it stands below a provider of its own. Default false. */
  isOwned?: boolean
  /** Default wire. */
  format?: 'wire' | 'text'
  options: Pick<
    ReactWebSocketNodeOptions,
    | 'heartbeat'
    | 'host'
    | 'route'
    | 'protocols'
    | 'linger'
    | 'name'
    | 'sendQueue'
    | 'receiveLimit'
    | 'connectionTimeout'
  >
}

/** What a component holds and was told: a line for each signal, one for all packets that follow each other. */
export interface Story {
  node: WebSocketNodeHandle<typeof wire>
  readonly told: string[]
}

/** By key, since the page was loaded. */
export const stories = new Map<string, Story>()

const SIGNALS: readonly Signal[] = [
  'connected',
  'connectFailed',
  'received',
  'closing',
  'closed',
  'receiveFailed',
  'reconnecting',
  'sendFailed',
  'gaveUp',
]

let root: Root | undefined
let present: readonly User[] = []

/** Renders these and no others, in one commit and in this task. */
export function show(users: readonly User[], isStrict = false): void {
  present = users
  root ??= createRoot(document.getElementById('root')!)
  const tree = (
    <WebSocketProvider>
      {users.map(({ key, isHidden = false, isOwned = false, ...user }) => (
        <Activity key={key} mode={isHidden ? 'hidden' : 'visible'}>
          {isOwned ? (
            <WebSocketProvider>
              <Component id={key} {...user} />
            </WebSocketProvider>
          ) : (
            <Component id={key} {...user} />
          )}
        </Activity>
      ))}
    </WebSocketProvider>
  )
  flushSync(() => root?.render(isStrict ? <StrictMode>{tree}</StrictMode> : tree))
}

/** Ways for a component to go. */
export type Departure = 'hidden by an <Activity>' | 'unmounted' | 'unmounted with the root'

/** Takes all of them away, in this task. */
export function takeAway(how: Departure): void {
  switch (how) {
    case 'hidden by an <Activity>':
      return show(present.map((user) => ({ ...user, isHidden: true })))
    case 'unmounted':
      return show([])
    case 'unmounted with the root':
      root?.unmount()
      root = undefined
  }
}

function Component({ id, format = 'wire', options }: Omit<User, 'key'> & { id: string }): null {
  const [, node] = useWebSocketNode<AnyFormat>({
    useWSS: false,
    autoconnectMode: 'self-ready',
    format: format === 'wire' ? wire : text,
    ...handlers((line) => tell(id, line)),
    ...options,
  })
  // Before anything is told: a node that lingered tells what it kept as soon as it is mounted.
  useLayoutEffect(() => {
    stories.set(id, { told: stories.get(id)?.told ?? [], node: node as Story['node'] })
  }, [id, node])
  return null
}

function handlers(add: (line: string) => void): SignalHandlers<AnyFormat> {
  const entries = SIGNALS.map((signal) => [
    `on${signal[0]!.toUpperCase()}${signal.slice(1)}`,
    (...args: unknown[]) => add([signal, ...shown(signal, args)].join(' ')),
  ])
  return Object.fromEntries(entries) as SignalHandlers<AnyFormat>
}

function shown(signal: Signal, args: readonly unknown[]): unknown[] {
  switch (signal) {
    case 'connected':
      return []
    case 'received':
      return args[1] as unknown[]
    case 'connectFailed':
      return [(args[0] as { code: string }).code]
    default:
      return [...args]
  }
}

function tell(id: string, line: string): void {
  const { told } = stories.get(id)!
  const isMore = line.startsWith('received ') && told.at(-1)?.startsWith('received ')
  if (isMore) told.push(told.pop() + line.slice('received'.length))
  else told.push(line)
}
