/**
 * The core in Node, without a DOM: with the `ws` client as its socket, on the real clock, against real servers. The node
 * tells the same story here as in a browser, although this client's errors and closes come otherwise.
 */
import { WebSocket } from 'ws'
import { backoff, type CreateSocket, type WebSocketNodeError } from '../../src/core/index'
import { SEQUENCES } from '../support/sequences/index'
import { checkHandshakes, failed, REFUSED } from '../support/sequences/row'
import * as frames from '../support/servers/frames'
import { refusedHost } from '../support/servers/raw-server'
import { useServers } from '../support/servers/use-servers'
import { deferred, retryOnce, stateOf, tell, watch, type Watched } from '../support/watch'

const servers = useServers()

const createSocket: CreateSocket = (url, protocols) => new WebSocket(url, protocols)

/** The nodes of a test, ended after it. */
const watched: Watched[] = []
const start = (options: Parameters<typeof watch>[0]): Watched => {
  const pair = watch({ createSocket, ...options })
  watched.push(pair)
  return pair
}
afterEach(() => watched.splice(0).forEach(({ node }) => node.dispose()))

/** A whole conversation with another socket: what was on its way before has arrived after it. */
const roundTrip = async (url: string): Promise<void> => {
  const closed = deferred<null>()
  const socket = new WebSocket(url)
  socket.on('open', () => socket.send(''))
  socket.on('message', () => socket.close())
  socket.on('close', () => closed.resolve(null))
  await closed.promise
}

it('has no DOM here', () => {
  expect([typeof window, typeof document, typeof requestAnimationFrame]).toEqual(Array(3).fill('undefined'))
})

describe.each(SEQUENCES)('%s', (_group, rows) => {
  const cases = rows.filter(({ onlyInBrowsers }) => onlyInBrowsers === undefined)

  it.each(cases)('$name', async ({ server: script, options, user, signals, state, left = 0, ...row }) => {
    const server = await servers.raw(script)
    const echo = await servers.ws()
    const pair = start({ host: server.host, ...options })
    pair.node.connect()
    user?.(pair)
    await pair.log.until(() => pair.log.signals.length >= signals.length && pair.node.state.status === state.status)
    if (left === 0) await server.untilIdle()
    await roundTrip(echo.url('/echo'))

    const seen = { signals: pair.log.signals, state: stateOf(pair.node) }
    const named = JSON.parse(JSON.stringify(seen).replaceAll(server.host, 'server')) as typeof seen
    expect({ ...named, left: server.openSockets }).toEqual({ signals, state, left })
    checkHandshakes(server.handshakes.length, row)
  })
})

describe('on the real clock', () => {
  it('a port on which nothing listens: connectFailed, once', async () => {
    const host = await refusedHost()
    const { node, log } = start({ host })
    node.connect()
    await log.untilStatus('failed')
    expect({ signals: log.signals, state: stateOf(node) }).toEqual({
      signals: REFUSED,
      state: failed('refused', `ws://${host}/`),
    })
  })

  it('reconnects as the policy says, and gives up', async () => {
    const server = await servers.raw((peer) => peer.acceptAndClose(frames.closeFrame(4000)))
    const { node, log } = start({ host: server.host, reconnect: retryOnce })
    node.connect()
    await log.untilStatus('closed')
    const connection = ['→ connecting', '→ open', `connected ${server.url()} @open`]
    expect(log.all).toEqual([
      ...connection,
      '→ reconnecting',
      'closing @reconnecting',
      'closed 4000 "" @reconnecting',
      'reconnecting 1 0.05 @reconnecting',
      ...connection,
      '→ closed',
      'closing @closed',
      'closed 4000 "" @closed',
      'gaveUp closed @closed',
    ])
    await server.untilIdle()
    expect(server.handshakes).toHaveLength(2)
  })

  it.each(['burst', 'frame', 'sync'] as const)('a burst arrives whole and in order, flush %s', async (flush) => {
    const server = await servers.ws()
    const { node, log } = start({ host: server.host, route: '/burst?count=1000', flush, receiveLimit: 128 })
    const packets: unknown[] = []
    const sizes: number[] = []
    node.on('received', (_data, batch) => {
      packets.push(...batch)
      sizes.push(batch.length)
    })
    node.connect()
    await log.until(() => log.received === 1000)
    expect(packets).toEqual(Array.from({ length: 1000 }, (_, index) => String(index)))
    expect(Math.max(...sizes)).toBeLessThanOrEqual(128)
  })

  it('sends and receives text and bytes, and chooses a subprotocol', async () => {
    const server = await servers.ws()
    const { node, log } = start({ host: server.host, route: '/echo', protocols: ['a', 'b'] })
    node.on('connected', () => {
      node.send('text')
      node.send(Uint8Array.of(0, 255))
      node.sendJson({ a: 1 })
    })
    node.connect()
    await log.until(() => log.received === 3)
    expect(log.signals).toEqual([`connected ${server.url('/echo')} @open`, 'received "text" <00 ff> "{\\"a\\":1}"'])
    expect(node.state).toEqual({ status: 'open', url: server.url('/echo'), protocol: 'b' })
    expect(server.handshakes.map(({ protocols }) => protocols)).toEqual([['a', 'b']])
  })

  it('an answer of the url function that comes too late makes no handshake', async () => {
    const server = await servers.ws()
    const asked = deferred<string>()
    const { node, log } = start({ url: () => asked.promise, connectionTimeout: 0.1 })
    node.connect()
    await log.untilStatus('failed')
    asked.resolve(server.url())
    await asked.promise
    await roundTrip(server.url('/echo'))
    expect(tell({ node, log })).toEqual({
      all: ['→ connecting', '→ failed', 'connectFailed timeout @failed'],
      signals: ['connectFailed timeout @failed'],
      state: failed('timeout', ''),
    })
    expect(server.handshakes.map(({ path }) => path)).toEqual(['/echo'])
  })

  it('moves with its routing: one socket at a time', async () => {
    const server = await servers.ws()
    const { node, log } = start({ host: server.host })
    node.connect()
    await log.untilStatus('open')
    node.configure({ host: server.host, route: '/echo', useWSS: false, createSocket })
    await log.untilStatus('connecting')
    await log.untilStatus('open')
    await server.until(() => server.openSockets === 1, 'the first socket to close')
    expect(log.signals).toEqual([
      `connected ${server.url('/')} @open`,
      'closing @connecting',
      'closed 1000 "" @connecting',
      `connected ${server.url('/echo')} @open`,
    ])
  })

  it.each([
    ['while open', 'open'],
    ['while connecting', 'connecting'],
  ] as const)('dispose() %s leaves no socket and tells nothing', async (_when, status) => {
    const server = await servers.raw(async (peer) => {
      if (status === 'open') peer.accept()
      await peer.answerClose()
    })
    const { node, log } = start({ host: server.host })
    node.connect()
    await server.untilHandshakes(1)
    await log.untilStatus(status)
    const before = [...log.signals]
    node.dispose()
    await server.untilIdle()
    expect({ signals: log.signals, status: node.state.status }).toEqual({ signals: before, status: 'idle' })
  })
})

describe('why an attempt failed', () => {
  const failure = async ({ node, log }: Watched): Promise<WebSocketNodeError> => {
    node.connect()
    await log.untilStatus('failed')
    if (node.state.status !== 'failed') throw new Error(`it is ${node.state.status}`)
    return node.state.error
  }

  it('nothing listens: the cause is the error of the platform', async () => {
    const error = await failure(start({ host: await refusedHost() }))
    expect(error).toMatchObject({ code: 'refused', cause: { code: 'ECONNREFUSED' }, close: { code: 1006 } })
  })

  it('the server answers 401: the cause says so', async () => {
    const server = await servers.raw((peer) => peer.refuse(401))
    const error = await failure(start({ host: server.host }))
    expect(error).toMatchObject({
      code: 'refused',
      cause: { message: 'Unexpected server response: 401' },
      close: { code: 1006 },
    })
  })
})

describe('authenticate', () => {
  const authenticate: NonNullable<Parameters<typeof watch>[0]['authenticate']> = async ({ send, next }) => {
    send('token')
    if ((await next()) !== 'welcome') throw new Error('denied')
  }

  it('speaks before the queue; what comes right behind the welcome is emitted after connected', async () => {
    const heard: string[] = []
    const server = await servers.ws({
      '/login': (socket) =>
        socket.on('message', (data) => {
          heard.push((data as Buffer).toString())
          if (heard.length > 1) return
          socket.send('welcome')
          socket.send('news')
        }),
    })
    const { node, log } = start({ host: server.host, route: '/login', authenticate })
    node.send('queued')
    node.connect()
    await log.until(() => log.received === 1)
    await server.until(() => heard.length === 2, 'the queued message')
    expect(heard).toEqual(['token', 'queued'])
    expect(log.signals).toEqual([`connected ${server.url('/login')} @open`, 'received "news"'])
  })

  it('a server that closes with 4401 meanwhile is not asked again', async () => {
    const server = await servers.ws({ '/login': (socket) => socket.close(4401, 'who are you?') })
    const { node, log } = start({ host: server.host, route: '/login', authenticate, reconnect: backoff() })
    node.connect()
    await log.untilStatus('failed')
    expect(log.signals).toEqual(['connectFailed refused @failed', 'gaveUp failed @failed'])
    expect(node.state).toMatchObject({ error: { close: { code: 4401, reason: 'who are you?', wasClean: true } } })
    expect(server.handshakes).toHaveLength(1)
  })
})
