/**
 * Warnings for developers, on the console. Production builds do not contain this file: useDevelopmentChecks.ts, which drops
 * its import there, is the only one that uses it.
 */
import { createContext, version as reactVersion } from 'react'
import type { Warning } from '../core/node.js'
import type { Refusal } from '../core/sending/outbox.js'
import { shared, VERSION } from '../core/shared.js'
import type { ReactWebSocketNodeOptions } from './types.js'

type DevelopmentWarning =
  | Warning
  | { readonly type: 'duplicateName'; readonly name: string }
  | { readonly type: 'nameWithoutOwner'; readonly name: string }
  | { readonly type: 'unknownOption'; readonly name: string }
  | { readonly type: 'urlUndefined' }
  | { readonly type: 'neverConnected' }
  | { readonly type: 'twoVersions' | 'twoReacts'; readonly versions: readonly string[] }
  | { readonly type: 'topicsRemade' }
  | { readonly type: 'otherFormat'; readonly name: string; readonly topics: string }

/** Prints a warning about `subject` once, however often React runs the effect. */
export function warnOnce(subject: object, warning: DevelopmentWarning): void {
  const said = shared('said', () => new WeakMap<object, Set<string>>())
  const kinds = said.get(subject) ?? new Set<string>()
  said.set(subject, kinds)
  const key = kindOf(warning)
  if (!kinds.has(key)) print(warning)
  kinds.add(key)
}

/** Prints a warning of a node. */
export function warnNode(node: object, warning: Warning): void {
  // Each ignored call is a mistake of its own. The other warnings are printed once a node: they could come in thousands.
  if (warning.type === 'connectIgnored') print(warning)
  else warnOnce(node, warning)
}

/** Warns about unknown options. */
export function checkOptionNames(subject: object, options: object): void {
  for (const name in options) if (!(name in OPTIONS)) warnOnce(subject, { type: 'unknownOption', name })
}

/** The copies of the package and of React on this page. Copies of all versions add themselves. */
interface InUse {
  readonly packages: Map<unknown, string>
  readonly reacts: Map<unknown, string>
  readonly told: Set<string>
}

/** Registers this copy of the package with its React, and warns if there is another version or another React. */
export function noteCopy(): void {
  const key = Symbol.for('react-websocket-node in use')
  const page = globalThis as { [key]?: InUse }
  const { packages, reacts, told } = (page[key] ??= { packages: new Map(), reacts: new Map(), told: new Set() })
  packages.set(VERSION, VERSION)
  reacts.set(createContext, reactVersion)
  tell('twoVersions', packages)
  tell('twoReacts', reacts)

  function tell(type: 'twoVersions' | 'twoReacts', all: ReadonlyMap<unknown, string>): void {
    if (all.size > 1 && !told.has(type)) print({ type, versions: [...all.values()] })
    if (all.size > 1) told.add(type)
  }
}

function print(warning: DevelopmentWarning): void {
  console.error(`react-websocket-node: ${words(warning)} See ${addressOf(warning)}`)
}

/** Where the docs in the package explain a warning: its type in kebab case is the anchor. */
function addressOf({ type }: DevelopmentWarning): string {
  return `react-websocket-node/docs/errors.md#${type.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`
}

function kindOf(warning: DevelopmentWarning): string {
  return [warning.type, 'name' in warning && warning.name, 'why' in warning && warning.why].join(' ')
}

function words(warning: DevelopmentWarning): string {
  switch (warning.type) {
    case 'connectIgnored':
      return `connect() did nothing: ${CONNECT_IGNORED[warning.why] ?? `the node is ${warning.why} already. node.reconnect() begins anew`}.`
    case 'sendRefused':
      return `send() answered false, and the message is not sent: ${SEND_REFUSED[warning.why]}. The node is ${warning.status}.`
    case 'queuedWhileIdle':
      return "a message waits in the queue of a node that is idle, and its autoconnectMode is 'none': it goes out when you call node.connect(), or with autoconnectMode: 'self-ready'."
    case 'waitsForItself':
      return 'whenOpen() is asked of a node that has not mounted in a second. A component that suspends, as by use(), does not mount its own node: call it in a component below the node, with a <Suspense> between.'
    case 'sendFailedUnheard':
      return `${warning.count} queued messages can no longer be sent, and nobody listens: onSendFailed gets them.`
    case 'duplicateName':
      return `two nodes of one <WebSocketProvider> have the name "${warning.name}"; useNode("${warning.name}") finds the first. Give each its own name, or its own provider.`
    case 'nameWithoutOwner':
      return `the name "${warning.name}" is of no use without a <WebSocketProvider> above: useNode("${warning.name}") looks for names in providers.`
    case 'unknownOption':
      return `there is no option ${warning.name}${hintFor(warning.name)}.`
    case 'urlUndefined':
      return 'url is undefined and there is no host, so this node connects to 127.0.0.1. Where the address is not known yet, pass url: null.'
    case 'neverConnected':
      return "this node has not connected in 5 seconds: it has no autoconnectMode, and nobody called node.connect(). Pass autoconnectMode: 'self-ready', or 'none' if that is meant."
    case 'twoVersions':
      return `two versions of the package are in use, ${warning.versions.join(' and ')}. Nodes of one are not found by the other: have one. npm ls react-websocket-node says who brings which.`
    case 'twoReacts':
      return `two Reacts are in use, ${warning.versions.join(' and ')}. Nodes of one are not found by components of the other: have one. npm ls react says who brings which; if it names one, the bundler has it twice: resolve.dedupe in Vite, resolve.alias in webpack.`
    case 'topicsRemade':
      return 'topics() is called at each render, so that nothing stays subscribed. Call it once, outside of the component.'
    case 'otherFormat':
      return `topics of the format ${warning.topics} are read of a node whose format is ${warning.name}. Give topics() the format of the node.`
  }
}

const CONNECT_IGNORED: Readonly<Record<string, string>> = {
  unmounted: 'the node is not mounted. Call it in an effect of the component, or later',
  noUrl: 'its url is null, so it does not know where to. Give it a url, or call connect(host)',
  routeWithUrl:
    'a route alone does not say where to, since the node has a url. Call connect(host, route), or change the url',
}

const SEND_REFUSED: { readonly [R in Refusal]: string } = {
  notOpen: 'there is no connection, and none is on its way. node.connect() begins one',
  ending: 'the connection is just ending',
  noUrl: 'the url has become null, so there is nobody to send it to',
  noQueue: 'the node is not open, and sendQueue is 0. With a sendQueue, messages wait for the connection',
  queueFull: 'the queue is full. sendQueue says how many messages may wait, up to 10,000',
  bufferFull: 'the wire has not taken what was sent before, more than sendBufferLimit bytes. Wait for node.drained()',
  disposed: 'the node was disposed of',
}

/** The names of all options of the hook, the element and the provider's defaults. */
const OPTIONS: { readonly [O in keyof ReactWebSocketNodeOptions]-?: true } = {
  host: true,
  route: true,
  useWSS: true,
  url: true,
  protocols: true,
  destination: true,
  format: true,
  receiveLimit: true,
  flush: true,
  sendQueue: true,
  sendBufferLimit: true,
  connectionTimeout: true,
  closeTimeout: true,
  reconnect: true,
  heartbeat: true,
  authenticate: true,
  createSocket: true,
  transport: true,
  lifecycle: true,
  autoconnectMode: true,
  autoconnectReference: true,
  ready: true,
  linger: true,
  name: true,
  onConnected: true,
  onConnectFailed: true,
  onPacket: true,
  onReceived: true,
  onClosing: true,
  onClosed: true,
  onReceiveFailed: true,
  onReconnecting: true,
  onGaveUp: true,
  onSendFailed: true,
}

/** Option names of other libraries, with the names here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  onMessage: 'onPacket, for each single message',
  onData: 'onPacket',
  onOpen: 'onConnected',
  onConnect: 'onConnected',
  onClose: 'onClosed',
  onDisconnect: 'onClosed',
  onError: 'onConnectFailed',
  onReconnect: 'onReconnecting',
  onReconnectStop: 'onGaveUp',
  shouldReconnect: 'reconnect: backoff()',
  reconnectInterval: 'reconnect: backoff({ minDelay }), in seconds',
  reconnectAttempts: 'reconnect: backoff({ attempts })',
  reconnectLimit: 'reconnect: backoff({ attempts })',
  reconnectTimeout: 'reconnect: backoff({ minDelay }), in seconds',
  reconnectOnClose: 'reconnect: backoff()',
  retryOnError: 'reconnect: backoff()',
  retry: 'reconnect: backoff()',
  autoReconnect: 'reconnect: backoff()',
  maxRetries: 'reconnect: backoff({ attempts })',
  minReconnectionDelay: 'reconnect: backoff({ minDelay }), in seconds',
  maxReconnectionDelay: 'reconnect: backoff({ maxDelay }), in seconds',
  minUptime: 'reconnect: backoff({ stableAfter }), in seconds',
  maxEnqueuedMessages: 'sendQueue',
  timeout: 'connectionTimeout, in seconds',
  pingInterval: 'heartbeat: ping({ message, interval }), in seconds',
  share: 'useNode(), which finds the one node above',
  filter: 'useLastPacket(node, accept)',
  queryParams: 'a query in url or route',
  query: 'a query in url or route',
  protocol: 'protocols',
  path: 'route',
  room: 'route, or destination',
  port: "host: 'name:port'",
  secure: 'useWSS',
  enabled: 'url: isOn ? url : null',
  connect: 'url: isOn ? url : null',
  manual: "autoconnectMode: 'none'",
  startClosed: "autoconnectMode: 'none'",
  autoConnect: "autoconnectMode: 'self-ready'",
  immediate: "autoconnectMode: 'self-ready'",
  binaryType: 'format: bytes',
  parser: 'format: json()',
  disableJson: 'format: text',
}

function hintFor(name: string): string {
  const known = ELSEWHERE[name] ?? Object.keys(OPTIONS).find((option) => option.toLowerCase() === name.toLowerCase())
  return known ? `; here it is ${known}` : ''
}
