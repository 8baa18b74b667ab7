/**
 * Settings of the playground drawn by chance, and the status that a node with them comes to rest in, by the rules of the
 * contract.
 */
import { seeded } from '../../../support/seeded'

/** What a draw decides; all that is not named is as in a fresh playground. */
export type Drawn = Readonly<Record<string, string | number | boolean>>

const MODES = ['none', 'self-ready', 'parent-ready', 'owner-ready', 'root-ready', 'custom'] as const
const SURROUNDING: Readonly<Record<string, string>> = {
  'parent-ready': 'parent',
  'owner-ready': 'owner',
  'root-ready': 'root',
}
const HANDLERS = ['onConnected', 'onPacket', 'onReceived', 'onClosed', 'onReconnecting'] as const

/** So many settings, the same for the same seed. */
export function drawSettings(seed: number, count: number): readonly Drawn[] {
  const { between, pick } = seeded(seed)
  const isLikely = (percent: number) => between(1, 100) <= percent
  return Array.from({ length: count }, () => {
    const authenticate = pick(['nothing', 'nothing', 'a word, and its echo', 'denied'])
    return {
      // Only an echo answers the word.
      route:
        authenticate === 'a word, and its echo'
          ? '/ws/echo'
          : pick(['/ws/echo', '/ws/where', '/ws/protocols?prefer=b']),
      url: pick(['from host and route', 'from host and route', 'null', 'a string', 'a function: a fresh token']),
      protocols: pick(['', '', 'a', 'a, b']),
      destination: pick(['', 'room']),
      format: pick(['bytes', 'text', 'json()']),
      receiveLimit: pick([0, 1, 128]),
      flush: pick(['burst', 'frame', 'sync']),
      sendQueue: pick([0, 100, 10_000]),
      sendBufferLimit: pick([0, 65_536]),
      connectionTimeout: pick([0, 10, 300]),
      closeTimeout: pick([0, 2, 300]),
      authenticate,
      createSocket: pick(['the platform', 'a WebSocket, made by hand']),
      lifecycle: pick(['the page’s events', 'always awake']),
      autoconnectMode: pick(MODES),
      autoconnectReference: pick(['none', 'an element’s ref', 'opened(another node)']),
      ready: isLikely(85),
      linger: pick([0, 5]),
      name: pick(['', 'chat']),
      reconnect: pick(['never', 'backoff()', 'backoff, three attempts']),
      heartbeat: pick(['none', 'ping']),
      [pick(HANDLERS)]: true,
      root: isLikely(80),
      owner: isLikely(80),
      parent: isLikely(80),
      reference: isLikely(80),
    }
  })
}

/** Where a node with these settings comes to rest, `connect()` being called once. */
export function restOf(drawn: Drawn): string {
  const { autoconnectMode: mode, url, authenticate } = drawn
  const isNone = mode === 'none'
  if (url === 'null') return isNone ? 'idle' : 'waiting'
  if (authenticate === 'denied') return 'failed'
  return 'open'
}

/** Whether a node with these settings waits until somebody calls `connect()`. */
export function isHeldBack({ autoconnectMode: mode, autoconnectReference, ready, ...surroundings }: Drawn): boolean {
  if (mode === 'none') return true
  if (ready === false) return true
  if (mode === 'custom') return autoconnectReference !== 'none' && surroundings['reference'] === false
  const name = SURROUNDING[String(mode)]
  return name !== undefined && surroundings[name] === false
}

/** Where it comes to rest by itself. */
export function restAlone(drawn: Drawn): string {
  if (!isHeldBack(drawn)) return restOf(drawn)
  return drawn['autoconnectMode'] === 'none' ? 'idle' : 'waiting'
}
