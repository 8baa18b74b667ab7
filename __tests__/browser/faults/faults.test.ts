/**
 * Every fault that a connection can meet in its life, from a port that refuses to a closing handshake that nobody
 * answers: in a real browser, against raw servers and through a TCP proxy, one row of one table each. A row names the
 * exact signals in their order, the state in the end, and the handshakes that the server saw; and when the node is
 * disposed of, it tells nothing more, and no socket is left.
 */
import { MAX_DELAY, MIN_DELAY } from '../../support/browser/page/fault-kit'
import { expectOneOf, here } from '../../support/browser/engines/differences'
import { orNeverOpened } from '../../support/browser/engines/faultDifferences'
import { KEEPS_ABANDONED } from '../../support/browser/engines/inEngine'
import { useFaultPages } from '../../support/browser/use-fault-pages'
import { useProxies } from '../../support/proxy/use-proxies'
import { useServers } from '../../support/servers/use-servers'
import { after } from './table/after'
import { before } from './table/before'
import { closing } from './table/closing'
import { during } from './table/during'
import { serve, type Fault } from './table/fault'
import { network } from './table/network'
import { serverLife } from './table/server-life'

const TABLE: readonly (Fault & { when: string })[] = Object.entries({
  'before the handshake': before,
  'during the handshake': during,
  'while open': after,
  'in the closing handshake': closing,
  'in the network': network,
  'in the life of the server': serverLife,
}).flatMap(([when, faults]) => faults.map((fault) => ({ when, ...fault })))

const openPage = useFaultPages()
const servers = useServers()
const startProxy = useProxies()

it.each(TABLE)('$when: $name', async ({ server: scripts = [], proxy: linkScripts, plan = {}, ...row }) => {
  const { signals, state, handshakes, held = 0 } = row
  const allowed = here({ signals, state, handshakes, held }).flatMap(orNeverOpened)
  let clients = 0
  const server = await servers.raw((peer) => (scripts[clients++] ?? serve)(peer))
  const echo = await servers.ws()
  const proxy =
    linkScripts && (await startProxy(server.host, (link, proxy) => linkScripts[proxy.links.length - 1]?.(link, proxy)))
  const page = await openPage()
  if (plan.isWatched) await page.exposeFunction('beforeAttempt', (n: number) => row.beforeAttempt?.(n, proxy!))

  const told = await page.evaluate(
    async ({ host, plan, ends, echo }) => {
      const story = faults.begin(host, plan)
      await story.until(ends)
      await faults.roundTrip(echo)
      return { signals: [...story.lines], state: story.state, delays: story.delays }
    },
    {
      host: (proxy ?? server).host,
      plan,
      ends: allowed.map(({ signals, state: { status } }) => ({ lines: signals, status })),
      echo: echo.url('/echo'),
    },
  )
  expectOneOf(
    { signals: told.signals, state: told.state, handshakes: server.handshakes.length },
    allowed.map(({ signals, state, handshakes }) => ({ signals, state, handshakes })),
  )
  for (const [attempt, seconds] of told.delays) {
    const longest = Math.min(MAX_DELAY, MIN_DELAY * 2 ** (attempt - 1))
    expect(seconds).toBeGreaterThanOrEqual(longest / 2)
    expect(seconds).toBeLessThanOrEqual(longest)
  }

  await page.evaluate(() => faults.stories[0]!.node.dispose())
  for (const link of proxy?.links ?? []) link.resume()
  const most = Math.max(...allowed.map(({ held }) => held)) + (KEEPS_ABANDONED ? server.handshakes.length : 0)
  await server.until(() => server.openSockets <= most, 'its sockets to end')
  if (most === 0) await proxy?.untilIdle()
  const afterwards = await page.evaluate(async (echo) => {
    await faults.roundTrip(echo)
    return faults.stories[0]!.lines
  }, echo.url('/echo'))
  expect(afterwards).toEqual(told.signals)
  await page.close()
  if (!KEEPS_ABANDONED) await server.untilIdle()
})

it('has at least forty rows, each with a name of its own', () => {
  const names = TABLE.map(({ when, name }) => `${when}: ${name}`)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThanOrEqual(40)
})
