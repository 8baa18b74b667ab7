/**
 * A server that accepts and drops at once, or refuses, gets no more attempts than the policy allows: at most six in ten
 * seconds with the defaults of `backoff()`. Measured by the server's record: on a manual clock with the defaults, and in
 * a real browser with delays that are a twentieth of them.
 */
import { backoff } from '../../../src/core/index'
import { useFaultPages } from '../../support/browser/use-fault-pages'
import { createFakeTransport } from '../../support/core/fakeTransport'
import { createStage } from '../../support/core/stage'
import { closeFrame } from '../../support/servers/frames'
import type { Script } from '../../support/servers/raw-server'
import { useServers } from '../../support/servers/use-servers'
import { afterGreeting, GREETING } from './table/fault'

const MOST_HANDSHAKES = 6
const WINDOW_SECONDS = 10

/** The most that fall into any window of `seconds`. */
function mostWithin(seconds: number, times: readonly number[]): number {
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + seconds).length))
}

describe('on a manual clock, with the defaults', () => {
  /** What a crash-looping server does with each handshake; seconds. */
  interface Crash {
    name: string
    /** Until it answers. */
    latency: number
    /** Until it drops what it accepted; 0 rejects the handshake. */
    uptime: number
  }

  const crashes: Crash[] = [
    { name: 'accepts and drops at once', latency: 0.001, uptime: 0.001 },
    { name: 'accepts and drops after a while', latency: 0.02, uptime: 0.9 },
    { name: 'drops just before a connection would count as stable', latency: 0.001, uptime: 4.999 },
    { name: 'drops just after a connection counts as stable', latency: 0.001, uptime: 5.001 },
    { name: 'rejects', latency: 0.001, uptime: 0 },
    { name: 'never answers', latency: Infinity, uptime: 0 },
  ]

  afterEach(() => jest.restoreAllMocks())

  /** When the server saw a handshake, in an hour. */
  function handshakesOf({ latency, uptime }: Crash): number[] {
    const times: number[] = []
    const transport = createFakeTransport(() => {
      times.push(stage.clock.now())
      if (latency === Infinity) return
      stage.clock.after(latency, () => {
        const { peer } = transport.last
        if (uptime === 0) return peer.close(1006)
        peer.open()
        stage.clock.after(uptime, () => peer.close(1006))
      })
    })
    const stage = createStage({ reconnect: backoff() }, transport)
    stage.node.connect()
    stage.clock.advance(3600)
    return times
  }

  const drawn: [string, () => number][] = [
    ['the shortest delays there are', () => 0],
    ['the longest', () => 1 - Number.EPSILON],
    ['the delays of a usual day', Math.random],
  ]

  describe.each(drawn)('%s', (_name, draw) => {
    it.each(crashes)('a server that $name', (crash) => {
      jest.spyOn(Math, 'random').mockImplementation(draw)
      const times = handshakesOf(crash)
      // It never stops trying either.
      expect(times.length).toBeGreaterThan(60)
      expect(mostWithin(WINDOW_SECONDS, times)).toBeLessThanOrEqual(MOST_HANDSHAKES)
    })
  })
})

describe('in a real browser, with a twentieth of the delays', () => {
  const SCALE = 1 / 20
  const servers = useServers()
  const openPage = useFaultPages()

  it.each<[string, Script]>([
    ['accepts and drops at once', (peer) => peer.fin(peer.acceptance())],
    ['accepts and resets', afterGreeting((peer) => peer.reset())],
    ['accepts and closes with 1013', (peer) => peer.acceptAndClose(closeFrame(1013))],
    ['rejects', (peer) => peer.refuse(503)],
  ])('a server that %s', async (_name, script) => {
    const times: number[] = []
    const server = await servers.raw((peer) => {
      times.push(performance.now() / 1000)
      return script(peer)
    })
    const page = await openPage()
    await page.evaluate(
      ([host, scale, greeting]) => {
        faults.begin(host, {
          greeting,
          reconnect: { minDelay: scale, maxDelay: 30 * scale, stableAfter: 5 * scale },
        })
      },
      [server.host, SCALE, GREETING] as const,
    )
    await server.untilHandshakes(MOST_HANDSHAKES + 2)
    await page.evaluate(() => faults.stories[0]!.node.dispose())
    await server.untilIdle()
    expect(mostWithin(WINDOW_SECONDS * SCALE, times)).toBeLessThanOrEqual(MOST_HANDSHAKES)
  })
})
