/**
 * One script of scenes for every runtime: each plays with a node of `react-websocket-node/core` against the servers of
 * `scene-servers`, and says what the node emitted. Nothing in here knows which runtime it is in.
 */
import { backoff, createWebSocketNode, ping, wire } from 'react-websocket-node/core'
import type { CoreNode, CreateSocket, WebSocketNodeOptions } from 'react-websocket-node/core'
import { SignalLog } from '../signal-log'
import type { SceneHosts } from './scene-servers'

/** What one scene gave, as plain data. */
export interface SceneReport {
  readonly scene: string
  /** The signals and states, in order. */
  readonly story: readonly string[]
  /** The cause of `connectFailed`, in the platform's words. */
  readonly cause?: string
}

interface Scene {
  readonly name: string
  readonly at: (hosts: SceneHosts) => Pick<WebSocketNodeOptions<typeof wire>, 'host' | 'route'>
  readonly options?: WebSocketNodeOptions<typeof wire>
  /** Resolves when the story is over. */
  play(node: CoreNode<typeof wire>, log: SignalLog): Promise<unknown>
}

const MEBIBYTE = 2 ** 20

const echo = ({ echo: host }: SceneHosts) => ({ host, route: '/echo' })
const odd = (route: string) => (hosts: SceneHosts) => ({ host: hosts.odd, route })

/** Sends a message, and waits for as many packets as there are then. */
async function ask(node: CoreNode<typeof wire>, log: SignalLog, message: string | Uint8Array): Promise<void> {
  const { received } = log
  node.send(message)
  await log.until(() => log.received > received)
}

const scenes: readonly Scene[] = [
  { name: 'opens', at: echo, play: (_, log) => log.untilStatus('open') },
  {
    name: 'opens with the subprotocol that the server chose',
    at: echo,
    options: { protocols: ['v1', 'v2'] },
    async play(node, log) {
      await log.untilStatus('open')
      if (node.state.status === 'open') log.all.push(node.state.protocol)
    },
  },
  {
    name: 'echoes',
    at: echo,
    async play(node, log) {
      await log.untilStatus('open')
      for (const message of ['héllo', '', new Uint8Array([0, 127, 255]), new Uint8Array()])
        await ask(node, log, message)
    },
  },
  {
    name: 'big',
    at: echo,
    async play(node, log) {
      await log.untilStatus('open')
      const message = new Uint8Array(MEBIBYTE).map((_, index) => index % 251)
      await ask(node, log, message)
      const [packet] = node.lastReceived ?? []
      const isSame = packet instanceof Uint8Array && packet.every((byte, index) => byte === message[index])
      log.all.pop()
      log.all.push(isSame ? `received the same ${packet.length} bytes` : 'received something else')
    },
  },
  { name: 'refused', at: ({ refused: host }) => ({ host }), play: (_, log) => log.untilStatus('failed') },
  { name: 'rejected', at: odd('/rejected'), play: (_, log) => log.untilStatus('failed') },
  {
    name: 'hung',
    at: odd('/hung'),
    options: { connectionTimeout: 0.3 },
    play: (_, log) => log.untilStatus('failed'),
  },
  {
    name: 'dropped',
    at: odd('/dropped'),
    async play(node, log) {
      await log.untilStatus('open')
      node.send('drop')
      await log.untilStatus('closed')
    },
  },
  {
    name: 'dropped, with backoff',
    at: odd('/dropped'),
    options: { reconnect: backoff({ minDelay: 0 }) },
    async play(node, log) {
      await log.untilStatus('open')
      node.send('drop')
      await log.untilStatus('reconnecting')
      await log.untilStatus('open')
    },
  },
  {
    name: 'closed by the server with 4001',
    at: ({ echo: host }) => ({ host, route: '/close?code=4001&reason=k%C3%B6&after=message' }),
    async play(node, log) {
      await log.untilStatus('open')
      node.send('close')
      await log.untilStatus('closed')
    },
  },
  {
    name: 'closed by us',
    at: echo,
    async play(node, log) {
      await log.untilStatus('open')
      node.close(4000, 'bye')
      await log.untilStatus('closed')
    },
  },
  {
    name: 'closed by us while it hangs',
    at: odd('/hung'),
    async play(node, log) {
      await log.untilStatus('connecting')
      node.close()
      await log.untilStatus('closed')
    },
  },
  {
    name: 'closed by us, unanswered',
    at: odd('/deaf'),
    options: { closeTimeout: 0.3 },
    async play(node, log) {
      await log.untilStatus('open')
      node.close()
      await log.untilStatus('closed')
    },
  },
]

/** Plays all scenes, one after another, and says what each gave. */
export async function playScenes(
  hosts: SceneHosts,
  say: (report: SceneReport) => void,
  createSocket?: CreateSocket,
): Promise<void> {
  // Where a timeout is not the question, a busy machine does not become it.
  const patient = { connectionTimeout: 60, closeTimeout: 60 }
  const common = { format: wire, useWSS: false, ...patient, ...(createSocket ? { createSocket } : {}) }
  for (const { name, at, options, play } of scenes) {
    const node = createWebSocketNode({ ...common, ...options, ...at(hosts) })
    const log = new SignalLog(node)
    let cause: string | undefined
    node.on('connectFailed', (error) => (cause = wordsOf(error.cause)))
    node.connect()
    let failure: string[] = []
    try {
      await play(node, log)
    } catch (error) {
      failure = [String(error)]
    }
    node.dispose()
    const mask = (line: string): string =>
      Object.entries<string>({ ...hosts }).reduce((text, [host, address]) => text.replaceAll(address, host), line)
    say({
      scene: name,
      story: [...log.all, ...failure].map(mask),
      ...(cause === undefined ? {} : { cause: mask(cause) }),
    })
  }
  await leave(hosts, common)
}

/** Disposes nodes with timers of minutes, in every state that has one: none of them may keep the process alive. */
async function leave(hosts: SceneHosts, common: WebSocketNodeOptions<typeof wire>): Promise<void> {
  const patient = { ...common, connectionTimeout: 300, closeTimeout: 300 }
  const heartbeat = ping({ message: 'ping', interval: 300 })
  const open = createWebSocketNode({ ...patient, ...echo(hosts), heartbeat })
  const connecting = createWebSocketNode({ ...patient, ...odd('/hung')(hosts) })
  const reconnecting = createWebSocketNode({ ...patient, host: hosts.refused, reconnect: { next: () => 300 } })
  const nodes = [open, reconnecting, connecting]
  for (const node of nodes) node.connect()
  await new SignalLog(open).untilStatus('open')
  await new SignalLog(reconnecting).untilStatus('reconnecting')
  for (const node of nodes) node.dispose()
}

function wordsOf(cause: unknown): string {
  if (cause === undefined) return 'no cause'
  return cause instanceof Object && 'message' in cause ? String(cause.message) : 'no words'
}
