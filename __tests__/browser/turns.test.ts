/**
 * A turn for each handshake. Chromium lets one socket at a time shake hands with a host and port, Firefox one with an
 * address, WebKitGTK six with a host and port; the others wait in a queue that no page sees. The nodes of a page make their
 * sockets at once all the same, up to 8 a host name; their own line decides whose connection timeout runs, so that none
 * times out in the browser's queue.
 */
import { setTimeout as after } from 'node:timers/promises'
import { inEngine } from '../support/browser/engines/inEngine'
import type { User } from '../support/browser/page/users'
import { useBrowser } from '../support/browser/use-browser'
import type { RawPeer } from '../support/servers/raw-peer'
import type { Script } from '../support/servers/raw-server'
import { useServers } from '../support/servers/use-servers'

const browser = useBrowser('life-kit.tsx')
const servers = useServers()

/** How many sockets the browser lets shake hands with a server at once. */
const MOST_AT_ONCE = inEngine({ webkit: 6 }, 1)

/** Open sockets that the browser gives a page; Firefox all pages together. */
const LIMIT = inEngine({ firefox: 200, webkit: 199 }, 255)

/** Below every limit. */
const MANY = 190

/** Answers handshakes, but for those of `/hang`. */
const accept: Script = (peer) => {
  if (peer.request.path !== '/hang') peer.accept()
}

it('as many handshakes are under way as the browser lets: none waits for another that it could go beside', async () => {
  const waiting: RawPeer[] = []
  const server = await servers.raw((peer) => {
    waiting.push(peer)
    if (waiting.length === MOST_AT_ONCE) for (const one of waiting.splice(0)) one.accept()
  })
  const page = await browser.open()
  const statuses = await page.evaluate(async (host) => {
    const nodes = Array.from({ length: 18 }, () => kit.watch({ host }).node)
    for (const node of nodes) node.connect()
    await life.until(() => nodes.every(({ state }) => state.status !== 'connecting'))
    return [...new Set(nodes.map(({ state }) => state.status))]
  }, server.host)
  expect(statuses).toEqual(['open'])
})

it(`${MANY} nodes that mount together all open, where a handshake takes 25 ms and each has three seconds for its own`, async () => {
  let shaking = 0
  let most = 0
  const server = await servers.raw(async (peer) => {
    most = Math.max(most, (shaking += 1))
    await after(25)
    shaking -= 1
    peer.accept()
  })
  const page = await browser.open()
  const signals = await page.evaluate(
    async ([host, count]) => {
      kit.mount({ mode: 'self-ready', hasTarget: false, count, options: { host, connectionTimeout: 3 } })
      const probes = [...kit.probes.values()]
      await life.until(() => probes.every(({ log }) => log.signals.length > 0))
      return [...new Set(probes.map(({ log }) => log.signals.join()))].map((line) => line.replace(/ws:\S+/, 'url'))
    },
    [server.host, MANY] as const,
  )
  expect(signals).toEqual(['connected url @open'])
  expect(most).toBeLessThanOrEqual(MOST_AT_ONCE)
  expect({ handshakes: server.handshakes.length, open: server.openSockets }).toEqual({ handshakes: MANY, open: MANY })
  await page.evaluate(() => kit.unmount())
})

it('a page has as many open sockets as the browser gives it, and the node of the next one is refused', async () => {
  const server = await servers.raw(accept)
  const page = await browser.open()
  const statuses = await page.evaluate(
    async ([host, limit]) => {
      const nodes = Array.from({ length: limit }, () => kit.watch({ host }).node)
      for (const node of nodes) node.connect()
      await life.until(() => nodes.every(({ state }) => state.status !== 'connecting'))
      const next = kit.watch({ host })
      next.node.connect()
      await next.log.untilStatus('failed')
      return [...new Set(nodes.map(({ state }) => state.status)), ...next.log.signals]
    },
    [server.host, LIMIT] as const,
  )
  expect(statuses).toEqual(['open', 'connectFailed refused @failed'])
  expect(server.openSockets).toBe(LIMIT)
})

it('1,000 nodes of one host are all open at once', async () => {
  const server = await servers.raw(accept)
  // A browser gives a page no more than some 200 sockets at a time.
  for (const count of [170, 340, 510, 680, 850, 1020]) {
    const page = await browser.open()
    await page.evaluate(
      async ({ host }) => {
        kit.mount({ mode: 'self-ready', hasTarget: false, count: 170, options: { host } })
        const probes = [...kit.probes.values()]
        await life.until(() => probes.every(({ node }) => node.state.status === 'open'))
      },
      { host: server.host },
    )
    expect({ handshakes: server.handshakes.length, open: server.openSockets }).toEqual({
      handshakes: count,
      open: count,
    })
  }
})

it('1,000 nodes that mount together in one page all get their turn, if each leaves when it was open', async () => {
  // Together they take longer than each has time for its own.
  const server = await servers.raw(async (peer) => {
    await after(5)
    peer.accept()
    await peer.answerClose()
  })
  const page = await browser.open()
  const told = await page.evaluateHandle((host) => {
    const told = { opened: 0, errors: [] as string[] }
    for (let index = 0; index < 1000; index += 1) {
      const node = kit.createWebSocketNode({
        host,
        useWSS: false,
        connectionTimeout: 3,
        onConnected() {
          told.opened += 1
          node.dispose()
        },
        onConnectFailed: (error) => told.errors.push(error.message),
      })
      node.connect()
    }
    return told
  }, server.host)
  for (const count of [250, 500, 750, 1000]) {
    const { opened, errors } = await told.evaluate(async (told, count) => {
      await life.until(() => told.opened + told.errors.length >= count)
      return told
    }, count)
    expect({ opened: Math.min(opened, count), errors }).toEqual({ opened: count, errors: [] })
  }
  await server.untilIdle()
  expect(server.handshakes).toHaveLength(1000)
})

it('a handshake that hangs gives its turn back when its time is over, and the next one has all of its own', async () => {
  const server = await servers.raw(accept)
  const page = await browser.open()
  const told = await page.evaluate(async (host) => {
    const hung = kit.watch({ host, route: '/hang', connectionTimeout: 3 })
    const next = kit.watch({ host, route: '/next', connectionTimeout: 2 })
    hung.node.connect()
    next.node.connect()
    await next.log.untilStatus('open')
    await hung.log.untilStatus('failed')
    return [hung, next].map(({ log }) => log.signals.map((line) => line.replace(/ws:\/\/[^/]+/, '')))
  }, server.host)
  expect(told).toEqual([['connectFailed timeout @failed'], ['connected /next @open']])
  expect(server.handshakes.map(({ path }) => path)).toEqual(['/hang', '/next'])
})

it('behind some that hang at other ports of its host name, a node has all of its own time, and each of them ends', async () => {
  const hanging = await Promise.all([servers.raw(accept), servers.raw(accept), servers.raw(accept)])
  const server = await servers.raw(accept)
  const page = await browser.open()
  const told = await page.evaluate(
    async ([host, ...hosts]) => {
      const hung = hosts.map((host) => kit.watch({ host, route: '/hang', connectionTimeout: 1 }))
      const healthy = kit.watch({ host: host!, connectionTimeout: 2 })
      for (const { node } of [...hung, healthy]) node.connect()
      await healthy.log.untilStatus('open')
      for (const { log } of hung) await log.untilStatus('failed')
      return [...hung, healthy].map(({ log }) => log.signals.map((line) => line.replace(/ws:\S+/, 'url')).join())
    },
    [server.host, ...hanging.map(({ host }) => host)],
  )
  const timeout = 'connectFailed timeout @failed'
  expect(told).toEqual([timeout, timeout, timeout, 'connected url @open'])
  expect(server.handshakes).toHaveLength(1)
})

it('a node that goes while its socket waits in the queue of the browser never touches the network', async () => {
  const server = await servers.raw(accept)
  const page = await browser.open()
  const nodes = await page.evaluateHandle((host) => {
    const hung = kit.watch({ host, route: '/hang' })
    const gone = kit.watch({ host, route: '/gone' })
    const closed = kit.watch({ host, route: '/closed' })
    const moved = kit.watch({ host, route: '/before' })
    const last = kit.watch({ host, route: '/last' })
    for (const { node } of [hung, gone, closed, moved, last]) node.connect()
    gone.node.dispose()
    closed.node.close()
    moved.node.configure({ host, useWSS: false, format: kit.wire, route: '/after' })
    return { hung, moved, last }
  }, server.host)
  await server.untilHandshakes(1)
  await nodes.evaluate(async ({ hung, moved, last }) => {
    hung.node.dispose()
    await last.log.untilStatus('open')
    await moved.log.untilStatus('open')
  })
  expect(server.handshakes.map(({ path }) => path)).toEqual(['/hang', '/last', '/after'])
  expect(server.connections).toBe(3)
})

it('at most 8 nodes of a host name have a socket at once, and one that goes without a socket makes none', async () => {
  const server = await servers.raw(accept)
  const page = await browser.open()
  const seen = await page.evaluate((host) => {
    life.countWork()
    const hung = kit.watch({ host, route: '/hang' })
    hung.node.connect()
    const others = Array.from({ length: 100 }, () => kit.watch({ host }))
    for (const { node } of others) node.connect()
    const atFirst = life.work.sockets
    for (const { node } of others.reverse()) node.dispose()
    return { atFirst, inTheEnd: life.work.sockets, status: hung.node.state.status }
  }, server.host)
  expect(seen.atFirst).toBeLessThanOrEqual(8)
  expect(seen.atFirst).toBeGreaterThan(1)
  expect(seen).toMatchObject({ inTheEnd: seen.atFirst, status: 'connecting' })
  await server.untilHandshakes(1)
  await page.evaluate(() => kit.watched[0]!.node.dispose())
  // Firefox keeps the connection of a handshake that was given up until the server ends it.
  server.peers[0]!.fin()
  await server.untilIdle()
  // WebKit may ask for a handshake before it hears that its socket is closed.
  expect(server.handshakes.length).toBeLessThanOrEqual(inEngine({ webkit: seen.atFirst }, 1))
})

it('components that mount and unmount while another handshake hangs make no connection', async () => {
  const server = await servers.raw(accept)
  const page = await browser.open()
  await page.evaluate(async (host) => {
    life.show([{ key: 'hung', options: { host, route: '/hang' } }])
    await life.until(() => life.stories.get('hung')!.node.state.status === 'connecting')
  }, server.host)
  await server.untilHandshakes(1)
  const sockets = await page.evaluate(async (host) => {
    life.countWork()
    const hung: User = { key: 'hung', options: { host, route: '/hang' } }
    for (let round = 0; round < 10; round += 1) {
      life.show([hung, ...Array.from({ length: 20 }, (_, index) => ({ key: `${round} ${index}`, options: { host } }))])
      // Each begins, and stands in line.
      await new Promise((resolve) => setTimeout(resolve))
    }
    life.show([{ key: 'last', options: { host } }])
    await life.until(() => life.stories.get('last')!.node.state.status === 'open')
    return life.work.sockets
  }, server.host)
  expect(sockets).toBe(1)
  expect(server.connections).toBe(2)
  expect(server.handshakes.map(({ path }) => path)).toEqual(['/hang', '/'])
})

it('a handshake without a timeout keeps its turn for 10 s, then gives way to those that wait; alone it keeps it', async () => {
  const server = await servers.raw(accept)
  const lonely = await servers.raw(accept)
  const hang = (host: string): void => {
    kit.watch({ host, route: '/hang', connectionTimeout: 0 }).node.connect()
  }
  const lonelyPage = await browser.open()
  await lonelyPage.evaluate(hang, lonely.host)
  const page = await browser.open()
  await page.evaluate(hang, server.host)
  const next = await page.evaluate(async (host) => {
    const { node, log } = kit.watch({ host, route: '/next', connectionTimeout: 2 })
    node.connect()
    await log.until(() => node.state.status !== 'connecting')
    return node.state.status
  }, server.host)
  expect(next).toBe('open')
  // The one that gave way tries again behind the others.
  await server.untilHandshakes(3)
  expect(server.handshakes.map(({ path }) => path)).toEqual(['/hang', '/next', '/hang'])
  const statuses = await Promise.all(
    [page, lonelyPage].map((page) => page.evaluate(() => kit.watched[0]!.node.state.status)),
  )
  expect(statuses).toEqual(['connecting', 'connecting'])
  expect(lonely.handshakes).toHaveLength(1)
})

it('a port does not wait for another one of the same host name', async () => {
  const hanging = await servers.raw(accept)
  const server = await servers.raw(accept)
  const page = await browser.open()
  const statuses = await page.evaluate(
    async ([hanging, host]) => {
      const hung = kit.watch({ host: hanging, route: '/hang', connectionTimeout: 0 })
      const free = kit.watch({ host })
      hung.node.connect()
      free.node.connect()
      await free.log.untilStatus('open')
      return [hung.node.state.status, free.node.state.status]
    },
    [hanging.host, server.host] as const,
  )
  expect(statuses).toEqual(['connecting', 'open'])
  expect(hanging.handshakes).toHaveLength(1)
})

it('after six handshakes that were never answered, a server is out of reach in Firefox until it ends them', async () => {
  const server = await servers.raw(accept)
  const page = await browser.open()
  const connect = (): Promise<string> =>
    page.evaluate(async (host) => {
      const { node, log } = kit.watch({ host, connectionTimeout: 2 })
      node.connect()
      await log.until(() => node.state.status !== 'connecting')
      return node.state.status
    }, server.host)
  for (let count = 1; count <= 6; count += 1) {
    await page.evaluate((host) => kit.watch({ host, route: '/hang' }).node.connect(), server.host)
    await server.untilHandshakes(count)
    await page.evaluate(() => kit.watched.at(-1)!.node.dispose())
  }
  expect(await connect()).toBe(inEngine({ firefox: 'failed' }, 'open'))
  for (const peer of server.peers) peer.fin()
  expect(await connect()).toBe('open')
})
