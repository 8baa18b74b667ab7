/**
 * What is emitted, in which order, for every path through a node's life, in a real browser. A case lists all that the node
 * told: `→ status` when a listener of `subscribe` was told, signals with the status inside their handlers.
 */
import { KEEPS_ABANDONED } from '../support/browser/engines/inEngine'
import { useBrowser } from '../support/browser/use-browser'
import * as frames from '../support/servers/frames'
import type { Script } from '../support/servers/raw-server'
import { useServers } from '../support/servers/use-servers'
import type { Watched } from '../support/watch'

interface Case {
  path: string
  server: Script
  /** Makes the node in the page, and waits for the end of the story. */
  act: (host: string) => Promise<void>
  all: string[]
  state: Record<string, unknown>
  /** The paths of the handshakes that the server saw. Default: one of `/`. */
  handshakes?: string[]
  /** Whether the story may be over before a request of `handshakes` is at the server. */
  mayOutrun?: boolean
  /** TCP sockets that are still open at the end. Default 0. */
  left?: number
}

const browser = useBrowser('tree-kit.tsx')
const servers = useServers()

const URL = 'ws://server/'
const CONNECTING = '→ connecting'
const OPENED = [CONNECTING, '→ open', `connected ${URL} @open`]
const RETRY = (signal: string): string[] => [
  '→ reconnecting',
  ...[signal, 'reconnecting 1 0.05'].map((s) => `${s} @reconnecting`),
]
/** A failure after which no retry comes, under a policy. */
const GAVE_UP = (signal: string): string[] => ['→ failed', `${signal} @failed`, 'gaveUp failed @failed']

const open = (url = URL): Case['state'] => ({ status: 'open', url, protocol: '' })
const failed = (error: string, url = URL): Case['state'] => ({ status: 'failed', url, error })
const closed = (code: number, reason = '', wasClean: unknown = true): Case['state'] => ({
  status: 'closed',
  url: URL,
  code,
  reason,
  wasClean,
})

const silence: Script = () => undefined
const accept: Script = (peer) => peer.accept()
const sayNothing: Script = async (peer) => {
  peer.accept()
  await peer.answerClose()
}
/** Opens, sends a message, and answers the close frame as it should. */
const sayA: Script = async (peer) => {
  peer.accept(frames.textFrame('a'))
  await peer.answerClose()
}

const opened: Case[] = [
  {
    path: 'opened',
    server: accept,
    act: async (host) => {
      const { node, log } = kit.watch({ host })
      node.connect()
      await log.untilStatus('open')
    },
    all: OPENED,
    state: open(),
    left: 1,
  },
]

/** Each without a policy, and with one that retries once. */
const REJECTIONS: [path: string, server: Script][] = [
  ['rejected', (peer) => peer.refuse(403)],
  ['dropped before open', (peer) => peer.fin()],
]
const attemptFailures = REJECTIONS.flatMap(([path, server]): Case[] => [
  {
    path,
    server,
    act: async (host) => {
      const { node, log } = kit.watch({ host })
      node.connect()
      await log.untilStatus('failed')
    },
    all: [CONNECTING, '→ failed', 'connectFailed refused @failed'],
    state: failed('refused'),
  },
  {
    path: `${path}, with reconnect`,
    server,
    act: async (host) => {
      const { node, log } = kit.watch({ host, reconnect: kit.retryOnce })
      node.connect()
      await log.untilStatus('failed')
    },
    all: [CONNECTING, ...RETRY('connectFailed refused'), CONNECTING, ...GAVE_UP('connectFailed refused')],
    state: failed('refused'),
    handshakes: ['/', '/'],
  },
])

const timeouts: Case[] = [
  {
    path: 'connectionTimeout during the handshake',
    server: silence,
    act: async (host) => {
      const { node, log } = kit.watch({ host, connectionTimeout: 0.2 })
      node.connect()
      await log.untilStatus('failed')
    },
    all: [CONNECTING, '→ failed', 'connectFailed timeout @failed'],
    state: failed('timeout'),
    mayOutrun: true,
  },
  {
    path: 'connectionTimeout during the handshake, with reconnect',
    server: silence,
    act: async (host) => {
      const { node, log } = kit.watch({ host, connectionTimeout: 0.2, reconnect: kit.retryOnce })
      node.connect()
      await log.untilStatus('failed')
    },
    all: [CONNECTING, ...RETRY('connectFailed timeout'), CONNECTING, ...GAVE_UP('connectFailed timeout')],
    state: failed('timeout'),
    mayOutrun: true,
    handshakes: ['/', '/'],
  },
  {
    path: 'connectionTimeout while the url function has not answered, and its late answer',
    server: accept,
    act: async (host) => {
      const asked = kit.deferred<string>()
      const { node, log } = kit.watch({ url: () => asked.promise, connectionTimeout: 0.2 })
      node.connect()
      await log.untilStatus('failed')
      asked.resolve(`ws://${host}/`)
    },
    all: [CONNECTING, '→ failed', 'connectFailed timeout @failed'],
    state: failed('timeout', ''),
    handshakes: [],
  },
  {
    path: 'connectionTimeout covers url function and handshake together',
    server: silence,
    act: async (host) => {
      const asked = kit.deferred<string>()
      const { node, log } = kit.watch({ url: () => asked.promise, connectionTimeout: 0.4 })
      node.connect()
      setTimeout(() => asked.resolve(`ws://${host}/`), 100)
      await log.untilStatus('failed')
    },
    all: [CONNECTING, '→ failed', 'connectFailed timeout @failed'],
    state: failed('timeout'),
    mayOutrun: true,
  },
]

const urlFunctions: Case[] = [
  {
    path: 'url function throws',
    server: accept,
    act: async () => {
      const { node, log } = kit.watch({
        url: () => {
          throw new Error('no token')
        },
      })
      node.connect()
      await log.untilStatus('failed')
    },
    all: ['→ failed', 'connectFailed url-rejected @failed'],
    state: failed('url-rejected', ''),
    handshakes: [],
  },
  {
    path: 'url function rejects',
    server: accept,
    act: async () => {
      const { node, log } = kit.watch({ url: () => Promise.reject(new Error('no token')) })
      node.connect()
      await log.untilStatus('failed')
    },
    all: [CONNECTING, '→ failed', 'connectFailed url-rejected @failed'],
    state: failed('url-rejected', ''),
    handshakes: [],
  },
  {
    path: 'url function rejects, with reconnect, and is asked again',
    server: accept,
    act: async (host) => {
      const { node, log } = kit.watch({
        url: (attempt) =>
          attempt === 0 ? Promise.reject(new Error('no token')) : Promise.resolve(`ws://${host}/?attempt=${attempt}`),
        reconnect: kit.retryOnce,
      })
      node.connect()
      await log.untilStatus('open')
    },
    all: [CONNECTING, ...RETRY('connectFailed url-rejected'), CONNECTING, '→ open', `connected ${URL}?attempt=1 @open`],
    state: open(`${URL}?attempt=1`),
    handshakes: ['/?attempt=1'],
    left: 1,
  },
]

const badUrls: Case[] = [
  {
    path: 'bad URL, also with reconnect',
    server: accept,
    act: async () => {
      const { node, log } = kit.watch({ host: 'not a host', reconnect: kit.retryOnce })
      node.connect()
      await log.untilStatus('failed')
    },
    all: GAVE_UP('connectFailed invalid-url'),
    state: failed('invalid-url', ''),
    handshakes: [],
  },
  {
    path: 'url function answers nonsense',
    server: accept,
    act: async () => {
      const { node, log } = kit.watch({ url: () => Promise.resolve('ftp://127.0.0.1/'), reconnect: kit.retryOnce })
      node.connect()
      await log.untilStatus('failed')
    },
    all: [CONNECTING, ...GAVE_UP('connectFailed invalid-url')],
    state: failed('invalid-url', ''),
    handshakes: [],
  },
]

const CLOSED_EARLY = [CONNECTING, '→ closing', 'closing @closing', '→ closed', 'closed 3000 "bye" @closed']

const closeWhileConnecting: Case[] = [
  {
    path: 'close(c, r) while connecting, also with reconnect',
    server: silence,
    act: async (host) => {
      const { node, log } = kit.watch({ host, reconnect: kit.retryOnce })
      node.connect()
      node.close(3000, 'bye')
      await log.untilStatus('closed')
    },
    all: CLOSED_EARLY,
    state: closed(3000, 'bye', false),
    mayOutrun: true,
  },
  {
    path: 'close(c, r) before the url function has answered',
    server: accept,
    act: async (host) => {
      const asked = kit.deferred<string>()
      const { node, log } = kit.watch({ url: () => asked.promise })
      node.connect()
      node.close(3000, 'bye')
      await log.untilStatus('closed')
      asked.resolve(`ws://${host}/`)
    },
    all: CLOSED_EARLY,
    state: { ...closed(3000, 'bye', false), url: '' },
    handshakes: [],
  },
]

const closeWhileOpen: Case[] = [
  {
    path: "close(c, r) while open: packets, closing, the peer's code and reason; no reconnect",
    server: async (peer) => {
      peer.accept(frames.textFrame('a'))
      const { code, reason } = await peer.nextClose()
      peer.fin(frames.closeFrame(4000, `${code} ${reason}, and mine`))
    },
    act: async (host) => {
      kit.stopFrames()
      const { node, log } = kit.watch({
        host,
        flush: 'frame',
        reconnect: kit.retryOnce,
        createSocket: kit.socketWith(() => node.close(3000, 'bye')),
      })
      node.connect()
      await log.untilStatus('closed')
    },
    all: [
      ...OPENED,
      '→ closing',
      'received "a" @closing',
      'closing @closing',
      '→ closed',
      'closed 4000 "3000 bye, and mine" @closed',
    ],
    state: closed(4000, '3000 bye, and mine'),
  },
  {
    path: 'close(c, r) while open: closeTimeout',
    server: accept,
    act: async (host) => {
      const { node, log } = kit.watch({ host, closeTimeout: 0.2, reconnect: kit.retryOnce })
      node.connect()
      await log.untilStatus('open')
      node.close(3000, 'bye')
      await log.untilStatus('closed')
    },
    all: [...OPENED, '→ closing', 'closing @closing', '→ closed', 'closed 1006 "Close timeout" @closed'],
    state: closed(1006, 'Close timeout', false),
    left: 1,
  },
]

const closeWhileReconnecting: Case[] = [
  {
    path: 'close() while reconnecting after a failure',
    server: (peer) => peer.refuse(503),
    act: async (host) => {
      const { node, log } = kit.watch({ host, reconnect: { next: () => 0.3 } })
      node.connect()
      await log.until(() => log.signals.length === 2)
      log.all.push(`close() ${node.close()}`)
    },
    all: [
      CONNECTING,
      '→ reconnecting',
      'connectFailed refused @reconnecting',
      'reconnecting 1 0.3 @reconnecting',
      '→ failed',
      'close() true',
    ],
    state: failed('refused'),
  },
  {
    path: 'close() while reconnecting after a connection',
    server: (peer) => peer.acceptAndClose(frames.closeFrame(4000)),
    act: async (host) => {
      const { node, log } = kit.watch({ host, reconnect: { next: () => 0.3 } })
      node.connect()
      await log.until(() => log.signals.length === 4)
      log.all.push(`close() ${node.close()}`)
    },
    all: [
      ...OPENED,
      '→ reconnecting',
      'closing @reconnecting',
      'closed 4000 "" @reconnecting',
      'reconnecting 1 0.3 @reconnecting',
      '→ closed',
      'close() true',
    ],
    state: closed(4000),
  },
]

const closeElsewhere: Case[] = [
  {
    path: 'close() while idle',
    server: accept,
    act: async (host) => {
      const { node, log } = kit.watch({ host })
      log.all.push(`close() ${node.close()}`)
      await Promise.resolve()
    },
    all: ['close() false'],
    state: { status: 'idle' },
    handshakes: [],
  },
  {
    path: 'close() while closing, and when closed',
    server: sayNothing,
    act: async (host) => {
      const { node, log } = kit.watch({ host })
      node.connect()
      await log.untilStatus('open')
      node.close(3000)
      log.all.push(`close() ${node.close(3001)}`)
      await log.untilStatus('closed')
      log.all.push(`close() ${node.close(3002)}`)
    },
    all: [
      ...OPENED,
      '→ closing',
      'closing @closing',
      'close() false',
      '→ closed',
      'closed 3000 "" @closed',
      'close() false',
    ],
    state: closed(3000),
  },
  {
    path: 'close() when failed',
    server: (peer) => peer.refuse(401),
    act: async (host) => {
      const { node, log } = kit.watch({ host })
      node.connect()
      await log.untilStatus('failed')
      log.all.push(`close() ${node.close()}`)
    },
    all: [CONNECTING, '→ failed', 'connectFailed refused @failed', 'close() false'],
    state: failed('refused'),
  },
]

const SERVER_CLOSE = ['received "a"', 'closing', 'closed 4000 "x"']
const LOST = ['received "a"', 'closed 1006 ""']
const at = (status: string, signals: string[]): string[] => [`→ ${status}`, ...signals.map((s) => `${s} @${status}`)]
const SERVER_CLOSES: Script = (peer) => peer.acceptAndClose(frames.textFrame('a'), frames.closeFrame(4000, 'x'))
/** Once the client has said a word, so that both sides know that the connection was open. */
const SERVER_DROPS: Script = async (peer) => {
  peer.accept()
  await peer.nextText()
  peer.fin(frames.textFrame('a'))
}

const ends: Case[] = [
  {
    path: "the server's close frame",
    server: SERVER_CLOSES,
    act: async (host) => {
      kit.stopFrames()
      const { node, log } = kit.watch({ host, flush: 'frame' })
      node.connect()
      await log.untilStatus('closed')
    },
    all: [...OPENED, ...at('closed', SERVER_CLOSE)],
    state: closed(4000, 'x'),
  },
  {
    path: "the server's close frame, with reconnect",
    server: SERVER_CLOSES,
    act: async (host) => {
      kit.stopFrames()
      const { node, log } = kit.watch({ host, flush: 'frame', reconnect: kit.retryOnce })
      node.connect()
      await log.untilStatus('closed')
    },
    all: [
      ...OPENED,
      ...at('reconnecting', [...SERVER_CLOSE, 'reconnecting 1 0.05']),
      ...OPENED,
      ...at('closed', [...SERVER_CLOSE, 'gaveUp closed']),
    ],
    state: closed(4000, 'x'),
    handshakes: ['/', '/'],
  },
  {
    path: 'connection lost',
    server: SERVER_DROPS,
    act: async (host) => {
      kit.stopFrames()
      const { node, log } = kit.watch({ host, flush: 'frame', onConnected: () => void node.send('word') })
      node.connect()
      await log.untilStatus('closed')
    },
    all: [...OPENED, ...at('closed', LOST)],
    state: closed(1006, '', false),
  },
  {
    path: 'connection lost, with reconnect',
    server: SERVER_DROPS,
    act: async (host) => {
      kit.stopFrames()
      const onConnected = () => void node.send('word')
      const { node, log } = kit.watch({ host, flush: 'frame', reconnect: kit.retryOnce, onConnected })
      node.connect()
      await log.untilStatus('closed')
    },
    all: [
      ...OPENED,
      ...at('reconnecting', [...LOST, 'reconnecting 1 0.05']),
      ...OPENED,
      ...at('closed', [...LOST, 'gaveUp closed']),
    ],
    state: closed(1006, '', false),
    handshakes: ['/', '/'],
  },
  {
    path: 'gave up at once: the policy answered null to a failure',
    server: (peer) => peer.refuse(503),
    act: async (host) => {
      const { node, log } = kit.watch({ host, reconnect: { next: () => null } })
      node.connect()
      await log.untilStatus('failed')
    },
    all: [CONNECTING, ...GAVE_UP('connectFailed refused')],
    state: failed('refused'),
  },
  {
    path: 'gave up at once: the policy answered null to a close',
    server: SERVER_CLOSES,
    act: async (host) => {
      const { node, log } = kit.watch({ host, flush: 'sync', reconnect: { next: () => null } })
      node.connect()
      await log.untilStatus('closed')
    },
    all: [...OPENED, 'received "a" @open', ...at('closed', ['closing', 'closed 4000 "x"', 'gaveUp closed'])],
    state: closed(4000, 'x'),
  },
]

const givingUp: Case[] = [
  {
    path: 'gave up with a queue: sendFailed, then gaveUp, last',
    server: (peer) => peer.refuse(503),
    act: async (host) => {
      const { node, log } = kit.watch({ host, reconnect: kit.retryOnce })
      node.send('one')
      node.connect()
      await log.untilStatus('failed')
    },
    all: [
      CONNECTING,
      ...RETRY('connectFailed refused'),
      CONNECTING,
      ...at('failed', ['connectFailed refused', 'sendFailed one', 'gaveUp failed']),
    ],
    state: failed('refused'),
    handshakes: ['/', '/'],
  },
  {
    path: 'the reconnect policy is taken away while it waits',
    server: (peer) => peer.refuse(503),
    act: async (host) => {
      const { node, log } = kit.watch({ host, reconnect: { next: () => 300 } })
      node.connect()
      await log.until(() => log.signals.length === 2)
      node.configure({ format: kit.wire, host, useWSS: false })
    },
    all: [
      CONNECTING,
      ...at('reconnecting', ['connectFailed refused', 'reconnecting 1 300']),
      ...at('failed', ['gaveUp failed']),
    ],
    state: failed('refused'),
  },
]

const authentications: Case[] = [
  {
    path: 'authenticate resolves: connecting until then, and the queue goes after it',
    server: async (peer) => {
      peer.accept()
      if ((await peer.nextText()) === 'token') peer.write(frames.textFrame('welcome'))
      peer.fin(frames.closeFrame(4000, await peer.nextText()))
    },
    act: async (host) => {
      const { node, log } = kit.watch({
        host,
        authenticate: async ({ send, next }) => {
          send('token')
          log.all.push(`${String(await next())} while ${node.state.status}`)
        },
      })
      node.send('queued')
      node.connect()
      await log.untilStatus('closed')
    },
    all: [
      CONNECTING,
      'welcome while connecting',
      ...OPENED.slice(1),
      ...at('closed', ['closing', 'closed 4000 "queued"']),
    ],
    state: closed(4000, 'queued', expect.any(Boolean)),
  },
  {
    path: 'authenticate rejects',
    server: sayA,
    act: async (host) => {
      const { node, log } = kit.watch({
        host,
        authenticate: async ({ next }) => {
          throw new Error(`no ${String(await next())}`)
        },
      })
      node.connect()
      await log.untilStatus('failed')
    },
    all: [CONNECTING, ...at('failed', ['connectFailed rejected'])],
    state: failed('rejected'),
  },
  {
    path: 'the server closes during authenticate',
    server: (peer) => peer.acceptAndClose(frames.closeFrame(4401)),
    act: async (host) => {
      const { node, log } = kit.watch({ host, authenticate: async ({ next }) => void (await next()) })
      node.connect()
      await log.untilStatus('failed')
    },
    all: [CONNECTING, ...at('failed', ['connectFailed refused'])],
    state: failed('refused'),
  },
  {
    path: 'authenticate that hangs: connectionTimeout',
    server: sayNothing,
    act: async (host) => {
      const authenticate = async ({ next }: { next(): Promise<unknown> }) => void (await next())
      const { node, log } = kit.watch({ host, connectionTimeout: 0.3, authenticate })
      node.connect()
      await log.untilStatus('failed')
    },
    all: [CONNECTING, ...at('failed', ['connectFailed timeout'])],
    state: failed('timeout'),
    mayOutrun: true,
  },
]

const withdrawals: Case[] = [
  {
    path: 'url becomes null while open',
    server: sayA,
    act: async (host) => {
      kit.stopFrames()
      const options = { format: kit.wire, flush: 'frame' } as const
      const url = `ws://${host}/`
      const { node, log } = kit.watch({
        ...options,
        url,
        createSocket: kit.socketWith(() => node.configure({ ...options, url: null })),
      })
      node.connect()
      await log.untilStatus('idle')
    },
    all: [...OPENED, 'received "a" @open', ...at('idle', ['closing', 'closed 1000 ""'])],
    state: { status: 'idle' },
  },
  {
    path: 'url becomes null while connecting, with a queue',
    server: silence,
    act: async (host) => {
      const { node } = kit.watch({ url: `ws://${host}/` })
      node.connect()
      node.send('one')
      node.configure({ format: kit.wire, url: null })
      await Promise.resolve()
    },
    all: [CONNECTING, ...at('idle', ['sendFailed one'])],
    state: { status: 'idle' },
    mayOutrun: true,
  },
  {
    path: 'url becomes null while closing: closed is still told',
    server: sayNothing,
    act: async (host) => {
      const { node, log } = kit.watch({ url: `ws://${host}/` })
      node.connect()
      await log.untilStatus('open')
      node.close(3000)
      node.configure({ format: kit.wire, url: null })
      await log.untilStatus('idle')
    },
    all: [...OPENED, ...at('closing', ['closing']), ...at('idle', ['closed 3000 ""'])],
    state: { status: 'idle' },
  },
]

const beginningsAnew: Case[] = [
  {
    path: 'reconnect() while open',
    server: sayA,
    act: async (host) => {
      kit.stopFrames()
      let times = 0
      const { node, log } = kit.watch({
        host,
        flush: 'frame',
        createSocket: kit.socketWith(() => {
          if (times++ === 0) node.reconnect()
        }),
      })
      node.connect()
      await log.until(() => log.signals.filter((line) => line.startsWith('connected')).length === 2)
    },
    all: [
      ...OPENED,
      '→ connecting',
      ...['received "a"', 'closing', 'closed 1000 ""'].map((line) => `${line} @connecting`),
      ...OPENED.slice(1),
    ],
    state: open(),
    handshakes: ['/', '/'],
    left: 1,
  },
  {
    path: 'connect() while closing, with a queue: the attempt begins when closed is told',
    server: sayNothing,
    act: async (host) => {
      const { node, log } = kit.watch({ host })
      node.connect()
      await log.untilStatus('open')
      node.close(3000)
      log.all.push(`connect() ${node.connect()}`, `send() ${node.send('one')}`)
      await log.untilStatus('connecting')
      await log.untilStatus('open')
      log.all.push(`${node.queued} queued`)
    },
    all: [
      ...OPENED,
      ...at('closing', ['closing']),
      'connect() true',
      'send() true',
      ...at('connecting', ['closed 3000 ""']),
      ...OPENED.slice(1),
      '0 queued',
    ],
    state: open(),
    handshakes: ['/', '/'],
    left: 1,
  },
  {
    path: 'close() after connect() while closing takes it back',
    server: sayNothing,
    act: async (host) => {
      const { node, log } = kit.watch({ host })
      node.connect()
      await log.untilStatus('open')
      node.close(3000)
      node.connect()
      node.send('one')
      log.all.push(`close() ${node.close(3001)}`)
      await log.untilStatus('closed')
    },
    all: [
      ...OPENED,
      ...at('closing', ['closing']),
      'sendFailed one @closing',
      'close() true',
      ...at('closed', ['closed 3000 ""']),
    ],
    state: closed(3000),
  },
]

const moves: Case[] = [
  {
    path: 'routing moved while open',
    server: sayA,
    act: async (host) => {
      kit.stopFrames()
      const options = { format: kit.wire, host, useWSS: false, flush: 'frame' } as const
      let moves = 0
      const { node, log } = kit.watch({
        ...options,
        createSocket: kit.socketWith(() => {
          if (moves++ === 0) node.configure({ ...options, route: '/b' })
        }),
      })
      node.connect()
      await log.until(() => log.signals.filter((line) => line.startsWith('connected')).length === 2)
    },
    all: [
      ...OPENED,
      'received "a" @open',
      ...at('connecting', ['closing', 'closed 1000 ""']),
      '→ open',
      `connected ${URL}b @open`,
    ],
    state: open(`${URL}b`),
    handshakes: ['/', '/b'],
    left: 1,
  },
  {
    path: 'routing moved while connecting',
    server: (peer) => {
      if (peer.request.path === '/b') peer.accept()
    },
    act: async (host) => {
      const { node, log } = kit.watch({ host, route: '/a' })
      node.connect()
      node.configure({ format: kit.wire, host, route: '/b', useWSS: false })
      await log.untilStatus('open')
    },
    all: [CONNECTING, '→ open', `connected ${URL}b @open`],
    state: open(`${URL}b`),
    handshakes: ['/a', '/b'],
    mayOutrun: true,
    left: 1,
  },
  {
    path: 'routing moved while reconnecting',
    server: (peer) => (peer.request.path === '/b' ? peer.accept() : peer.refuse(503)),
    act: async (host) => {
      const { node, log } = kit.watch({ host, route: '/a', reconnect: { next: () => 30 } })
      node.connect()
      await log.until(() => log.signals.length === 2)
      node.configure({ format: kit.wire, host, route: '/b', useWSS: false })
      await log.untilStatus('open')
    },
    all: [
      CONNECTING,
      ...at('reconnecting', ['connectFailed refused', 'reconnecting 1 30']),
      CONNECTING,
      '→ open',
      `connected ${URL}b @open`,
    ],
    state: open(`${URL}b`),
    handshakes: ['/a', '/b'],
    left: 1,
  },
]

const unmounts: Case[] = [
  {
    path: 'unmount while open: what has arrived, and then nothing',
    server: sayA,
    act: async (host) => {
      kit.stopFrames()
      const { node, log } = kit.watch({ host, flush: 'frame', createSocket: kit.socketWith(() => node.dispose()) })
      node.connect()
      await log.until(() => log.received === 1)
    },
    all: [...OPENED, '→ idle', 'received "a" @idle'],
    state: { status: 'idle' },
  },
  {
    path: 'unmount while connecting',
    server: silence,
    act: async (host) => {
      const { node, log } = kit.watch({ host })
      node.connect()
      node.dispose()
      await log.untilStatus('idle')
    },
    all: [CONNECTING, '→ idle'],
    state: { status: 'idle' },
    mayOutrun: true,
  },
  {
    path: 'unmount before the url function has answered',
    server: accept,
    act: async (host) => {
      const asked = kit.deferred<string>()
      const { node } = kit.watch({ url: () => asked.promise })
      node.connect()
      node.dispose()
      asked.resolve(`ws://${host}/`)
      await asked.promise
    },
    all: [CONNECTING, '→ idle'],
    state: { status: 'idle' },
    handshakes: [],
  },
  {
    path: 'unmount while closing',
    server: sayNothing,
    act: async (host) => {
      const { node, log } = kit.watch({ host })
      node.connect()
      await log.untilStatus('open')
      node.close()
      node.dispose()
    },
    all: [...OPENED, '→ closing', 'closing @closing', '→ idle'],
    state: { status: 'idle' },
  },
  {
    path: 'unmount while reconnecting',
    server: (peer) => peer.refuse(503),
    act: async (host) => {
      const { node, log } = kit.watch({ host, reconnect: kit.retryOnce })
      node.connect()
      await log.until(() => log.signals.length === 2)
      node.dispose()
    },
    all: [CONNECTING, ...RETRY('connectFailed refused'), '→ idle'],
    state: { status: 'idle' },
  },
]

/** "A handler may call anything; a signal that its call has made untrue is not emitted." */
const handlers: Case[] = [
  {
    path: 'connect() in onConnectFailed: no reconnecting',
    server: (peer) => (peer.request.path === '/again' ? peer.accept() : peer.refuse(503)),
    act: async (host) => {
      const { node, log } = kit.watch({
        host,
        reconnect: kit.retryOnce,
        onConnectFailed: () => log.all.push(`connect() ${node.connect(undefined, '/again')}`),
      })
      node.connect()
      await log.untilStatus('open')
    },
    all: [
      CONNECTING,
      '→ reconnecting',
      'connect() true',
      'connectFailed refused @connecting',
      CONNECTING,
      '→ open',
      `connected ${URL}again @open`,
    ],
    state: open(`${URL}again`),
    handshakes: ['/', '/again'],
    left: 1,
  },
  {
    path: 'close() in onClosed: no reconnecting',
    server: (peer) => peer.acceptAndClose(frames.closeFrame(4000)),
    act: async (host) => {
      const { node, log } = kit.watch({
        host,
        reconnect: kit.retryOnce,
        onClosed: () => log.all.push(`close() ${node.close()}`),
      })
      node.connect()
      await log.untilStatus('closed')
    },
    all: [...OPENED, '→ reconnecting', 'closing @reconnecting', 'close() true', 'closed 4000 "" @closed', '→ closed'],
    state: closed(4000),
  },
  {
    path: 'connect() in onClosed: the next connection',
    server: (peer) => (peer.request.path === '/again' ? peer.accept() : peer.acceptAndClose(frames.closeFrame(4000))),
    act: async (host) => {
      const { node, log } = kit.watch({ host, onClosed: () => void node.connect(undefined, '/again') })
      node.connect()
      await log.until(() => log.signals.filter((line) => line.startsWith('connected')).length === 2)
    },
    all: [
      ...OPENED,
      '→ closed',
      'closing @closed',
      'closed 4000 "" @connecting',
      CONNECTING,
      '→ open',
      `connected ${URL}again @open`,
    ],
    state: open(`${URL}again`),
    handshakes: ['/', '/again'],
    left: 1,
  },
  {
    path: 'dispose() in onConnected: nothing, ever',
    server: sayA,
    act: async (host) => {
      const { node, log } = kit.watch({ host, onConnected: () => node.dispose() })
      node.connect()
      await log.untilStatus('idle')
    },
    all: [CONNECTING, '→ open', '→ idle'],
    state: { status: 'idle' },
  },
]

it.each([
  ...opened,
  ...attemptFailures,
  ...timeouts,
  ...urlFunctions,
  ...badUrls,
  ...closeWhileConnecting,
  ...closeWhileOpen,
  ...closeWhileReconnecting,
  ...closeElsewhere,
  ...ends,
  ...givingUp,
  ...authentications,
  ...withdrawals,
  ...beginningsAnew,
  ...moves,
  ...unmounts,
  ...handlers,
])('$path', async ({ server: script, act, all, state, handshakes = ['/'], mayOutrun = false, left = 0 }) => {
  const server = await servers.raw(script)
  const echo = await servers.ws()
  const page = await browser.open()
  await page.evaluate(act, server.host)
  const mostLeft = left + (mayOutrun && KEEPS_ABANDONED ? handshakes.length : 0)
  await server.until(() => server.openSockets >= left && server.openSockets <= mostLeft, `${left} open sockets`)
  await page.evaluate((url) => kit.roundTrip(url), echo.url('/echo'))

  const seen = await page.evaluate(() => kit.tell(kit.watched[0] as Watched))
  const named = JSON.parse(JSON.stringify(seen).replaceAll(server.host, 'server')) as typeof seen
  expect({ all: named.all, state: named.state }).toEqual({ all, state })
  const paths = server.handshakes.map(({ path }) => path)
  if (mayOutrun) expect(handshakes).toEqual(expect.arrayContaining(paths))
  else expect(paths).toEqual(handshakes)
  expect(paths.length).toBeLessThanOrEqual(handshakes.length)
})

it("the option's handler comes first, then listeners in their order; one that throws stops nobody", async () => {
  const server = await servers.ws()
  const page = await browser.open()
  const told = await page.evaluate(async (host) => {
    const told: string[] = []
    const { node, log } = kit.watch({
      host,
      onConnected: () => {
        told.push('option')
        throw new Error('thrown by the option')
      },
    })
    node.subscribe(() => {
      told.push(`subscriber: ${node.state.status}`)
      if (node.state.status === 'open') throw new Error('thrown by the subscriber')
    })
    node.on('connected', () => {
      told.push('first')
      throw new Error('thrown by the first')
    })
    node.on('connected', () => told.push('second'))
    node.connect()
    await log.untilStatus('open')
    await new Promise((resolve) => setTimeout(resolve))
    return told
  }, server.host)
  expect(told).toEqual(['subscriber: connecting', 'subscriber: open', 'option', 'first', 'second'])
  await page.evaluate((url) => kit.roundTrip(url), server.url('/echo'))
  expect(browser.takeErrors()).toEqual([
    'Error: thrown by the subscriber',
    'Error: thrown by the option',
    'Error: thrown by the first',
  ])
})
