/**
 * What an ordinary developer does in the first hour, where only a real browser tells the truth: nothing of it fails in
 * silence.
 */
import { inEngine } from '../support/browser/engines/inEngine'
import { useBrowser } from '../support/browser/use-browser'
import { useProxies } from '../support/proxy/use-proxies'
import { Heard } from '../support/servers/heard'
import { useServers } from '../support/servers/use-servers'
import type { WsServer } from '../support/servers/ws-server'

const browser = useBrowser('life-kit.tsx')
const servers = useServers()
const startProxy = useProxies()

/** A server that takes messages down: text as it is, binary ones as their first byte and their length. */
async function listeningServer(): Promise<{ server: WsServer; heard: Heard }> {
  const heard = new Heard()
  const server = await servers.ws({
    '/': (client) =>
      client.on('message', (data: Buffer, isBinary) =>
        heard.add(isBinary ? `<${data[0]} × ${data.length}>` : String(data)),
      ),
  })
  return { server, heard }
}

describe('a content security policy that forbids an address', () => {
  it.each([10, 0])('fails the attempt at once, with connectionTimeout %i', async (connectionTimeout) => {
    const forbidden = await servers.ws()
    const allowed = await servers.ws()
    const page = await browser.open()
    const seen = await page.evaluate(
      async ({ forbidden, allowed, connectionTimeout }) => {
        const meta = document.createElement('meta')
        meta.httpEquiv = 'Content-Security-Policy'
        meta.content = `connect-src 'self' ws://${allowed}`
        document.head.append(meta)
        const messages: string[] = []
        const first = kit.watch({
          host: forbidden,
          connectionTimeout,
          reconnect: kit.retryOnce,
          onConnectFailed: ({ message }) => messages.push(message),
        })
        const other = kit.watch({ host: allowed })
        first.node.connect()
        other.node.connect()
        await other.log.untilStatus('open')
        await first.log.untilStatus('failed')
        return { signals: first.log.signals, messages }
      },
      { forbidden: forbidden.host, allowed: allowed.host, connectionTimeout },
    )
    // Chromium does not tell what it was; the others throw.
    const thrown = inEngine({ firefox: true, webkit: true }, false)
    expect(seen.signals).toEqual([
      ...(thrown
        ? ['connectFailed blocked @failed']
        : [
            'connectFailed refused @reconnecting',
            'reconnecting 1 0.05 @reconnecting',
            'connectFailed refused @failed',
          ]),
      'gaveUp failed @failed',
    ])
    expect(seen.messages).toEqual(
      thrown
        ? [expect.stringContaining('does not allow a socket')]
        : Array.from({ length: 2 }, () => expect.stringContaining('content security policy') as string),
    )
    expect(forbidden.connections).toBe(0)
    const complaints = browser.takeErrors()
    expect(complaints.filter((complaint) => !complaint.includes('Content Security Policy'))).toEqual([])
  })
})

describe('an answer that came in time, while the page was busy until its time was over,', () => {
  it('opens the connection', async () => {
    const server = await servers.ws()
    const page = await browser.open()
    const seen = await page.evaluate(async (host) => {
      const seen: string[] = []
      for (let times = 0; times < 3; times += 1) {
        const { node, log } = kit.watch({ host, connectionTimeout: 0.4 })
        node.connect()
        life.keepBusy(0.7)
        await log.until(() => node.state.status !== 'connecting')
        seen.push(node.state.status)
      }
      return seen
    }, server.host)
    expect(seen).toEqual(['open', 'open', 'open'])
  })

  it('lets authenticate resolve', async () => {
    const server = await servers.ws()
    const page = await browser.open()
    const status = await page.evaluate(async (host) => {
      const { node, log } = kit.watch({
        ...{ host, route: '/echo', connectionTimeout: 0.4 },
        authenticate: async ({ send, next }) => {
          send('token')
          setTimeout(() => life.keepBusy(0.7))
          await next()
        },
      })
      node.connect()
      await log.until(() => node.state.status !== 'connecting')
      return node.state.status
    }, server.host)
    expect(status).toBe('open')
  })

  it('closes the connection with its code', async () => {
    const server = await servers.ws()
    const page = await browser.open()
    const seen = await page.evaluate(async (host) => {
      const seen: string[] = []
      for (let times = 0; times < 3; times += 1) {
        const { node, log } = kit.watch({ host, closeTimeout: 0.4 })
        node.connect()
        await log.untilStatus('open')
        node.close(3000)
        life.keepBusy(0.7)
        await log.untilStatus('closed')
        seen.push(log.signals.at(-1)!)
      }
      return seen
    }, server.host)
    expect(seen).toEqual(Array.from({ length: 3 }, () => 'closed 3000 "" @closed'))
  })

  it('answers a ping', async () => {
    const server = await servers.ws()
    const page = await browser.open()
    const signals = await page.evaluate(async (host) => {
      const message = (): string => {
        setTimeout(() => life.keepBusy(0.7))
        return 'ping'
      }
      const heartbeat = life.ping({ message, interval: 0.1, timeout: 0.4 })
      const { node, log } = kit.watch({ host, route: '/echo', heartbeat })
      node.connect()
      await log.until(() => log.received >= 3 || node.state.status === 'closed')
      return log.signals.slice(1)
    }, server.host)
    expect(signals).toEqual(['received "ping" "ping" "ping"'])
  })
})

it.each([true, false])(
  '500 nodes that unmount in the task after their mount make no connection (StrictMode: %s)',
  async (isStrict) => {
    const server = await servers.ws()
    const echo = await servers.ws()
    const page = await browser.open()
    await page.evaluate(
      async ({ host, isStrict, url }) => {
        for (let times = 0; times < 500; times += 1) {
          kit.mount({ mode: 'self-ready', hasTarget: false, isStrict, options: { host } })
          await new Promise((resolve) => setTimeout(resolve, 0))
          kit.unmount()
        }
        await kit.roundTrip(url)
      },
      { host: server.host, isStrict, url: echo.url('/echo') },
    )
    expect(server.connections).toBe(0)
  },
)

it('an upload that takes longer than a ping may be unanswered goes through', async () => {
  const MEGABYTES = 40
  const sizes: number[] = []
  const server = await servers.ws({
    '/': (client) =>
      client.on('message', (data: Buffer, isBinary) => {
        if (isBinary) sizes.push(data.length)
        else client.send('pong')
      }),
  })
  const proxy = await startProxy(server.host, (link) => link.slow(8 * 2 ** 20, 'up'))
  const page = await browser.open()
  const seen = await page.evaluate(
    async ({ host, bytes }) => {
      const heartbeat = life.ping({ message: 'ping', interval: 0.2, timeout: 2 })
      const { node, log } = kit.watch({ host, heartbeat })
      node.connect()
      await log.untilStatus('open')
      node.send(new Uint8Array(bytes))
      await log.until(() => log.received > 0 || node.state.status === 'closed')
      return { status: node.state.status, unsent: node.bufferedAmount }
    },
    { host: proxy.host, bytes: MEGABYTES * 2 ** 20 },
  )
  expect(seen).toEqual({ status: 'open', unsent: 0 })
  expect(sizes).toEqual([MEGABYTES * 2 ** 20])
})

it('a Blob arrives in its place between other messages, queued or not', async () => {
  const { server, heard } = await listeningServer()
  const page = await browser.open()
  await page.evaluate(async (host) => {
    const recorded = (byte: number): Blob => new Blob([new Uint8Array(3 * 2 ** 20).fill(byte)])
    const node = kit.createWebSocketNode({ host, useWSS: false })
    const sendAll = (first: number): void => {
      node.send(Uint8Array.of(first))
      node.send(recorded(first + 1))
      node.sendString(String(first + 2))
      node.send(recorded(first + 3))
      node.send(Uint8Array.of(first + 4))
    }
    sendAll(1)
    node.on('connected', () => sendAll(6))
    node.connect()
    await life.until(() => node.sentCount === 10)
  }, server.host)
  await heard.until(10)
  const large = 3 * 2 ** 20
  expect(heard.messages).toEqual(
    [1, 6].flatMap((first) => [
      `<${first} × 1>`,
      `<${first + 1} × ${large}>`,
      `${first + 2}`,
      `<${first + 3} × ${large}>`,
      `<${first + 4} × 1>`,
    ]),
  )
})

it.each([
  ['that is not displayed', 'display: none'],
  ['out of view', 'position: absolute; top: 100000px'],
])("a frame %s gets its batches under flush: 'frame', though it gets no animation frames", async (_how, style) => {
  const server = await servers.ws()
  const page = await browser.open()
  await page.evaluate((style) => {
    const frame = document.createElement('iframe')
    frame.setAttribute('style', style)
    // Of another origin, as the frames of a portal are: such frames the browser does not draw.
    frame.src = location.href.replace('127.0.0.1', 'localhost')
    document.body.append(frame)
    return new Promise((resolve) => (frame.onload = resolve))
  }, style)
  const frame = page.frames()[1]!
  const seen = await frame.evaluate(async (host) => {
    // What the browser still draws of the frame's first moments.
    let frames = 0
    let isStill = false
    while (!isStill) {
      const before = frames
      requestAnimationFrame(() => (frames += 1))
      await new Promise((resolve) => setTimeout(resolve, 200))
      isStill = frames === before
    }
    const before = frames
    const { node, log } = kit.watch({ host, route: '/burst?count=3', flush: 'frame' })
    node.connect()
    await log.until(() => log.received === 3)
    return { signals: log.signals.slice(1), frames: frames - before, hidden: document.hidden }
  }, server.host)
  expect(seen).toEqual({ signals: ['received "0" "1" "2"'], frames: 0, hidden: false })
})

it('a page full of failing nodes that connect again at once stays usable', async () => {
  const server = await servers.ws()
  const page = await browser.open()
  const seen = await page.evaluate(async (host) => {
    let attempts = 0
    const failing = Array.from({ length: 20 }, (_, index) => {
      const { node } = kit.watch({
        // Half of them fail in `connect()` itself, half a little later.
        ...(index % 2 ? { host: 'not a host' } : { url: () => Promise.reject(new Error('no token')) }),
        onConnectFailed: () => {
          attempts += 1
          node.connect()
        },
      })
      return node
    })
    for (const node of failing) node.connect()
    const inOneTask = attempts
    const healthy = kit.watch({ host, route: '/echo' })
    healthy.node.connect()
    await healthy.log.untilStatus('open')
    healthy.node.send('hello')
    await healthy.log.until(() => healthy.log.received === 1)
    // They go on all the while.
    const before = attempts
    await life.until(() => attempts > before + 100)
    const goesOn = attempts > before + 100
    for (const node of failing) node.dispose()
    return { inOneTask, goesOn }
  }, server.host)
  expect(seen).toEqual({ inOneTask: 10, goesOn: true })
})

it.each(['unmounted', 'hidden'] as const)(
  'what the clean-ups of effects send is delivered when the tree is %s',
  async (how) => {
    const { server, heard } = await listeningServer()
    const page = await browser.open()
    await page.evaluate(([host, how]) => life.sayGoodbye(host, how), [server.host, how] as const)
    await heard.until(4)
    await server.untilIdle()
    expect([...heard.messages].sort()).toEqual([
      'below the element, effect',
      'below the element, layout effect',
      'beside the hook, effect',
      'beside the hook, layout effect',
    ])
  },
)

it('a url function whose token becomes a subprotocol is asked once, and the attempt offers that token', async () => {
  const server = await servers.ws()
  const page = await browser.open()
  const seen = await page.evaluate((host) => life.connectWithToken(host), server.host)
  expect(seen).toEqual({ asked: 1, protocol: 'token-1' })
  expect(server.handshakes.at(-1)!.protocols).toEqual(['v1', 'token-1'])
})

it('a socket that ends with an error and no close event ends the connection', async () => {
  const server = await servers.ws()
  const page = await browser.open()
  const signals = await page.evaluate(async (host) => {
    const { node, log } = kit.watch({
      host,
      route: '/close?code=4000',
      createSocket(url, protocols) {
        const socket = new WebSocket(url, protocols)
        // As a client of another kind tells it.
        socket.addEventListener('close', (event) => {
          event.stopImmediatePropagation()
          socket.dispatchEvent(new Event('error'))
        })
        return socket
      },
    })
    node.connect()
    await log.until(() => log.signals.length === 2)
    return log.signals.map((line) => line.replace(/ws:\S+/, 'url'))
  }, server.host)
  expect(signals).toEqual(['connected url @open', 'closed 1006 "" @closed'])
})
