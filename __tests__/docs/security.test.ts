/**
 * docs/security.md: its server refuses foreign pages and strangers, and its client keeps secrets out of messages.
 */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { createChat, createTicketed } from '../../docs/code/security.js'
import { createChatServer } from '../../docs/code/security-server.js'
import { createWebSocketNode, text, type CoreNode } from '../../src/core/index.js'
import { useServers } from '../support/servers/use-servers.js'
import { useAim } from '../support/use-aim.js'

const aim = useAim()
const servers = useServers()

const APP = 'https://app.example'
const started: Server[] = []
const nodes: { dispose(): void }[] = []
afterEach(async () => {
  for (const node of nodes.splice(0)) node.dispose()
  for (const server of started.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

/** Starts the page's server for `origins`; its address without a scheme. */
async function startChat(...origins: string[]): Promise<string> {
  const server = createChatServer(origins, (token) => token === 't0ken')
  started.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A browser's handshake from a page of `origin`; undefined: another program's. Says how it ended. */
async function handshake(host: string, origin?: string): Promise<string> {
  const socket = new WebSocket(`ws://${host}/room`, 'chat.v1', origin === undefined ? {} : { origin })
  const ended = new Promise<string>((resolve) => {
    socket.once('open', () => resolve('open'))
    socket.once('unexpected-response', (_request, response) => resolve(String(response.statusCode)))
  })
  // Ending an attempt that was answered with a status is an error to `ws`.
  socket.on('error', () => undefined)
  const how = await ended
  socket.terminate()
  return how
}

/** Resolves when the node is in that state. */
const until = (node: CoreNode<never>, status: string) =>
  new Promise<void>((resolve) => {
    const look = () => node.state.status === status && resolve()
    node.subscribe(look)
    look()
  })

const keep = <N extends { dispose(): void }>(node: N): N => {
  nodes.push(node)
  return node
}

describe('the server', () => {
  it.each([
    ['its own page', APP, 'open'],
    ['a foreign page', 'https://evil.example', '403'],
    ['a page whose name begins alike', 'https://app.example.evil.example', '403'],
    ['the same page without TLS', 'http://app.example', '403'],
    ['a sandboxed frame', 'null', '403'],
    ['a program that sends no origin', undefined, '403'],
  ])('%s: %s gets %s', async (_who, origin, outcome) => {
    expect(await handshake(await startChat(APP), origin)).toBe(outcome)
  })

  it('a node in a page of another origin is refused, and its error does not say why', async () => {
    // The page of this test is http://localhost.
    aim(await startChat(APP))
    const node = keep(createChat(() => Promise.resolve('t0ken')))
    const error = new Promise((resolve) => node.on('connectFailed', resolve))
    node.connect()
    expect(await error).toMatchObject({ code: 'refused' })
  })

  it('logs in who has the token, and answers', async () => {
    aim(await startChat(location.origin))
    const node = keep(createChat(() => Promise.resolve('t0ken')))
    const answer = new Promise((resolve) => node.on('packet', resolve))
    node.connect()
    expect(node.send('hello')).toBe(true)
    expect(await answer).toBe('you said: hello')
    expect(node.state).toMatchObject({ status: 'open', protocol: 'chat.v1' })
    // What `authenticate` sends is never lastSent.
    expect(node.lastSent).toBe('hello')
  })

  it('closes with 4401 who has a wrong token, which backoff() does not retry', async () => {
    aim(await startChat(location.origin))
    const node = keep(createChat(() => Promise.resolve('wrong')))
    node.connect()
    await until(node as never, 'failed')
    expect(node.state).toMatchObject({ error: { close: { code: 4401, reason: 'denied' } } })
  })

  it('closes with 4408 who does not log in within 10 seconds', async () => {
    const host = await startChat(APP)
    jest.useFakeTimers({
      doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'],
    })
    try {
      const socket = new WebSocket(`ws://${host}/room`, 'chat.v1', { origin: APP })
      const closed = new Promise((resolve) => socket.once('close', resolve))
      await new Promise((resolve) => socket.once('open', resolve))
      jest.advanceTimersByTime(9_999)
      expect(socket.readyState).toBe(WebSocket.OPEN)
      jest.advanceTimersByTime(1)
      expect(await closed).toBe(4408)
    } finally {
      jest.useRealTimers()
    }
  })

  it('closes with 1009 what is longer than maxPayload', async () => {
    aim(await startChat(location.origin))
    const node = keep(createChat(() => Promise.resolve('t0ken')))
    const closed = new Promise((resolve) => node.on('closed', resolve))
    node.connect()
    await until(node as never, 'open')
    node.send('x'.repeat(64 * 1024 + 1))
    expect(await closed).toBe(1009)
  })
})

describe('the client', () => {
  it('connects by wss:// unless told otherwise', () => {
    const urls: string[] = []
    const createSocket = (url: string) => {
      urls.push(url)
      throw new Error('enough')
    }
    for (const useWSS of [undefined, false]) {
      keep(createWebSocketNode({ host: 'chat.example', route: '/room', useWSS, createSocket })).connect()
    }
    expect(urls).toEqual(['wss://chat.example/room', 'ws://chat.example/room'])
  })

  it.each([
    [{ host: 'chat.example@evil.example' }],
    [{ host: 'chat.example/..//evil.example' }],
    [{ host: 'chat.example', route: '/room#fragment' }],
    [{ host: 'chat.example', route: '/room\r\nX: y' }],
  ])('%j is refused before anything is sent', async (options) => {
    const createSocket = jest.fn()
    const node = keep(createWebSocketNode({ ...options, createSocket }))
    const error = new Promise((resolve) => node.on('connectFailed', resolve))
    node.connect()
    expect(await error).toMatchObject({ code: 'invalid-url' })
    expect(createSocket).not.toHaveBeenCalled()
  })

  it('leaves the query and the credentials of an address out of its errors', async () => {
    const node = keep(createWebSocketNode({ url: 'ws://ann:s3cret@127.0.0.1:1/room?token=t0ken', format: text }))
    const error = new Promise<Error>((resolve) => node.on('connectFailed', resolve))
    node.connect()
    const { message } = await error
    expect(message).toContain('127.0.0.1:1/room')
    expect(message).not.toMatch(/s3cret|t0ken|ann/)
  })

  it('offers a ticket as a subprotocol, asked for at each attempt, and the server answers with the other one', async () => {
    const server = await servers.ws()
    aim(server.host)
    let count = 0
    const node = keep(createTicketed(() => Promise.resolve(`n${(count += 1)}`)))
    node.connect()
    await until(node as never, 'open')
    node.reconnect()
    await server.untilHandshakes(2)
    expect(server.handshakes.map(({ protocols }) => protocols)).toEqual([
      ['chat.v1', 'ticket.n1'],
      ['chat.v1', 'ticket.n2'],
    ])
  })

  it('queues sendQueue messages at most, and refuses what comes after', () => {
    const node = keep(createChat(() => Promise.resolve('t0ken')))
    const accepted = Array.from({ length: 21 }, () => node.send('hello'))
    expect(accepted.filter(Boolean)).toHaveLength(20)
    expect(accepted.at(-1)).toBe(false)
  })
})
