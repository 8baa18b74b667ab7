/**
 * Whatever a real browser's WebSocket does on the way from a handshake to an end, the node tells one story of it: the
 * right signals, once each, in the right order, with the right state in every handler and nothing left behind. A row is
 * a server's behaviour and what the user does; native sequences that no fake can be trusted with.
 */
import { expectOneOf, here } from '../support/browser/engines/differences'
import { inEngine, KEEPS_ABANDONED } from '../support/browser/engines/inEngine'
import { useBrowser } from '../support/browser/use-browser'
import { SEQUENCES } from '../support/sequences/index'
import { checkHandshakes, closed, failed, REFUSED, type Row } from '../support/sequences/row'
import * as frames from '../support/servers/frames'
import { refusedHost } from '../support/servers/raw-server'
import { useServers } from '../support/servers/use-servers'
import type { Watched } from '../support/watch'

const browser = useBrowser('kit.ts')
const servers = useServers()

/** Runs in the page: connects, lets the user act in the same task, and waits for what is expected at least. */
const goThrough = async (
  { options, count, statuses }: { options: Row['options']; count: number; statuses: string[] },
  user: Row['user'],
): Promise<void> => {
  const watched = kit.watch(options ?? {})
  watched.node.connect()
  user?.(watched)
  await watched.log.until(() => watched.log.signals.length >= count && statuses.includes(watched.node.state.status))
}

describe.each(SEQUENCES)('%s', (_group, rows) => {
  it.each(rows)('$name', async ({ server: script, options, user, ...row }) => {
    const allowed = here({ signals: row.signals, state: row.state, left: row.left ?? 0 })
    const shortest = Math.min(...allowed.map(({ signals }) => signals.length))
    const statuses = allowed.map(({ state }) => state.status)
    const server = await servers.raw(script)
    const echo = await servers.ws()
    const page = await browser.open()
    const conditions = { count: shortest, statuses, options: { host: server.host, ...options } }
    await page.evaluate(`(${String(goThrough)})(${JSON.stringify(conditions)}, ${String(user)})`)
    await server.until(() => allowed.some(({ left }) => server.openSockets <= left), 'an end of its sockets')
    await page.evaluate((url) => kit.roundTrip(url), echo.url('/echo'))

    const seen = await page.evaluate(() => {
      const [{ node, log }] = kit.watched as [Watched]
      return { signals: log.signals, state: kit.stateOf(node) }
    })
    const named = JSON.parse(JSON.stringify(seen).replaceAll(server.host, 'server')) as typeof seen
    expectOneOf({ ...named, left: server.openSockets }, allowed)
    checkHandshakes(server.handshakes.length, row)
  })
})

describe('on their own', () => {
  it('a port on which nothing listens: connectFailed, once', async () => {
    const host = await refusedHost()
    const page = await browser.open()
    const seen = await page.evaluate(async (host) => {
      const { node, log } = kit.watch({ host })
      node.connect()
      await log.untilStatus('failed')
      return { signals: log.signals, state: kit.stateOf(node) }
    }, host)
    expect(seen).toEqual({ signals: REFUSED, state: failed('refused', `ws://${host}/`) })
  })

  it('close() once the server has the handshake: the socket goes, and the node tells of its end in a later task', async () => {
    const server = await servers.raw(() => undefined)
    const page = await browser.open()
    await page.evaluate((host) => kit.watch({ host }).node.connect(), server.host)
    await server.untilHandshakes(1)
    const seen = await page.evaluate(async () => {
      const [{ node, log }] = kit.watched as [Watched]
      const answer = node.close(4000, 'never mind')
      const atOnce = [...log.all]
      await log.untilStatus('closed')
      return { answer, atOnce, all: log.all, state: kit.stateOf(node) }
    })
    expect(seen).toEqual({
      answer: true,
      atOnce: ['→ connecting', '→ closing', 'closing @closing'],
      all: ['→ connecting', '→ closing', 'closing @closing', '→ closed', 'closed 4000 "never mind" @closed'],
      state: { ...closed(4000, 'never mind', false), url: server.url() },
    })
    await server.until(() => server.openSockets === (KEEPS_ABANDONED ? 1 : 0), 'the end of its socket')
    expect(server.handshakes).toHaveLength(1)
  })

  it('the bare socket tells of what came before a sudden end, but for that of Firefox', async () => {
    const server = await servers.raw((peer) => peer.fin(peer.acceptance(), frames.textFrame('a')))
    const page = await browser.open()
    const seen = await page.evaluate(async (url) => {
      const told = new Set<string>()
      for (let times = 0; times < 10; times += 1) {
        const events: string[] = []
        const socket = new WebSocket(url)
        const hear = ({ type }: Event) => void events.push(type)
        socket.onopen = socket.onmessage = hear
        await new Promise<void>((resolve) => {
          socket.onclose = ({ code }) => {
            events.push(`close ${code}`)
            resolve()
          }
        })
        told.add(events.join())
      }
      return [...told]
    }, server.url())
    const whole = 'open,message,close 1006'
    // Of such a connection Firefox tells all, or only its opening, or only its end.
    const allowed = inEngine({ firefox: [whole, 'open,close 1006', 'close 1006'] }, [whole])
    expect(seen.filter((events) => !allowed.includes(events))).toEqual([])
    expect(server.handshakes).toHaveLength(10)
  })

  it('close codes and reasons that the browser throws for are a RangeError in every state', async () => {
    const server = await servers.ws()
    const page = await browser.open()
    const seen = await page.evaluate(async (host) => {
      const { node, log } = kit.watch({ host, route: '/echo' })
      const thrown: string[] = []
      const closeBadly = (): void => {
        for (const [code, reason] of [
          [1001],
          [999],
          [5000],
          [3000, 'x'.repeat(124)],
          [3000, '€'.repeat(42)],
        ] as const) {
          try {
            node.close(code, reason)
            thrown.push('nothing')
          } catch (error) {
            thrown.push(`${node.state.status} ${(error as Error).name}`)
          }
        }
      }
      closeBadly()
      node.connect()
      closeBadly()
      await log.untilStatus('open')
      closeBadly()
      node.close(3000, 'x'.repeat(123))
      closeBadly()
      await log.untilStatus('closed')
      closeBadly()
      return { thrown, last: log.signals.at(-1) }
    }, server.host)
    expect(seen).toEqual({
      thrown: ['idle', 'connecting', 'open', 'closing', 'closed'].flatMap((status) =>
        Array.from({ length: 5 }, () => `${status} RangeError`),
      ),
      last: `closed 3000 "${'x'.repeat(123)}" @closed`,
    })
  })

  it('http: and relative URLs are read as the constructor reads them', async () => {
    const server = await servers.ws()
    const page = await browser.open()
    const urls = await page.evaluate(async (host) => {
      const seen: string[] = []
      for (const url of [`http://${host}/echo`, `//${host}/echo?a=b`, 'no/server/here']) {
        const { node, log } = kit.watch({ url })
        node.connect()
        await log.until(() => node.state.status !== 'connecting')
        seen.push(log.signals.join())
      }
      return seen
    }, server.host)
    expect(urls).toEqual([
      `connected ws://${server.host}/echo @open`,
      `connected ws://${server.host}/echo?a=b @open`,
      ...REFUSED,
    ])
  })

  it('a port that the browser blocks: connectFailed, long before any timeout', async () => {
    const page = await browser.open()
    const seen = await page.evaluate(async () => {
      const { node, log } = kit.watch({ host: '127.0.0.1:6000', connectionTimeout: 0 })
      node.connect()
      await log.untilStatus('failed')
      return { signals: log.signals, state: kit.stateOf(node) }
    })
    expect(seen).toEqual({ signals: REFUSED, state: failed('refused', 'ws://127.0.0.1:6000/') })
  })

  it('the server closes with 4001 as the connection opens: backoff() does not retry, whether there was an open or not', async () => {
    const server = await servers.raw((peer) => peer.fin(peer.acceptance(), frames.closeFrame(4001, 'expired')))
    const page = await browser.open()
    const ends = await page.evaluate(async (host) => {
      const seen: unknown[] = []
      // Each at a path of its own: Firefox delays the next attempt at one that has failed.
      for (let index = 0; index < 15; index += 1) {
        const { node, log } = kit.watch({ host, route: `/${index}`, reconnect: kit.backoff({ minDelay: 0 }) })
        node.connect()
        await log.until(() => log.signals.some((line) => line.startsWith('gaveUp')))
        const { state } = node
        seen.push(state.status === 'failed' ? state.error.close : state)
      }
      return seen
    }, server.host)
    expect(ends).toEqual(Array(15).fill(expect.objectContaining({ code: 4001, reason: 'expired' })))
    expect(server.handshakes).toHaveLength(15)
  })

  it('an https page: ws: is blocked at once, but not to loopback', async () => {
    const server = await servers.ws()
    const page = await browser.openSecure()
    const seen = await page.evaluate(async (loopback) => {
      const lines: unknown[] = []
      for (const host of ['elsewhere.test', loopback]) {
        const { node, log } = kit.watch({ host, reconnect: { next: () => 0 } })
        const answer = node.connect()
        const atOnce = [...log.signals]
        await log.until(() => node.state.status !== 'connecting')
        lines.push({ answer, atOnce, signals: log.signals, state: kit.stateOf(node) })
      }
      return lines
    }, server.host)
    const blocked = (url: string, isAtOnce: boolean) => {
      const signals = ['connectFailed blocked @failed', 'gaveUp failed @failed']
      return { answer: true, atOnce: isAtOnce ? signals : [], signals, state: failed('blocked', url) }
    }
    // WebKit does not throw: its socket tells an error, and never that it closed; and this machine is no exception.
    const isWebKit = inEngine({ webkit: true }, false)
    expect(seen).toEqual([
      blocked('ws://elsewhere.test/', !isWebKit),
      isWebKit
        ? blocked(server.url(), false)
        : {
            answer: true,
            atOnce: [],
            signals: [`connected ${server.url()} @open`],
            state: { status: 'open', url: server.url(), protocol: '' },
          },
    ])
  })
})
