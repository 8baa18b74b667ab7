/**
 * Nodes in a real React tree in a real browser: when they connect by themselves, how often, and what an unmount leaves.
 * The server counts.
 */
import type { AutoconnectMode } from '../../src/core/index'
import type { Scene } from '../support/browser/page/tree-kit'
import { KEEPS_ABANDONED } from '../support/browser/engines/inEngine'
import { useBrowser } from '../support/browser/use-browser'
import { useServers } from '../support/servers/use-servers'
import type { TestServer } from '../support/servers/test-server'

const browser = useBrowser('tree-kit.tsx')
const servers = useServers()

const MODES: AutoconnectMode[] = ['none', 'self-ready', 'parent-ready', 'owner-ready', 'root-ready', 'custom']
/** Those that wait for something else. */
const WAITING_MODES = MODES.slice(2)

/** Every combination. */
const cases = (modes: AutoconnectMode[]): { mode: AutoconnectMode; strict: string; isStrict: boolean }[] =>
  modes.flatMap((mode) => [
    { mode, strict: 'under StrictMode', isStrict: true },
    { mode, strict: 'without StrictMode', isStrict: false },
  ])

const paths = (server: TestServer): string[] => server.handshakes.map(({ path }) => path)
const mount = (scene: Scene): void => kit.mount(scene)
const untilOpen = (count: number): Promise<unknown> =>
  Promise.all(Array.from({ length: count }, (_, index) => kit.probes.get(String(index))!.log.untilStatus('open')))

describe.each(cases(MODES))('$mode $strict', ({ mode, isStrict }) => {
  it.each([
    ['with its target', true],
    ['without a target', false],
  ])('%s: one handshake per mount', async (_target, hasTarget) => {
    const server = await servers.ws()
    const echo = await servers.ws()
    const page = await browser.open()
    const scene: Scene = { mode, isStrict, hasTarget, options: { host: server.host } }
    const expected = mode === 'none' ? 0 : 1

    for (const mounts of [1, 2]) {
      await page.evaluate(mount, scene)
      if (expected > 0) await page.evaluate(untilOpen, 1)
      await page.evaluate((url) => kit.roundTrip(url), echo.url('/echo'))
      expect(paths(server)).toEqual(Array.from({ length: mounts * expected }, () => '/'))
      expect(server.openSockets).toBe(expected)
      const statuses = await page.evaluate(() => [...kit.probes.values()].map(({ node }) => node.state.status))
      expect(statuses).toEqual([mode === 'none' ? 'idle' : 'open'])

      await page.evaluate(() => kit.unmount())
      await server.untilIdle()
    }
    expect(server.connections).toBe(2 * expected)
  })

  it('mounted and unmounted in the same task: nothing reaches the server', async () => {
    const server = await servers.ws()
    const echo = await servers.ws()
    const page = await browser.open()
    const scene: Scene = { mode, isStrict, hasTarget: true, count: 20, options: { host: server.host } }
    await page.evaluate(
      async ({ scene, url }) => {
        for (let times = 0; times < 25; times += 1) {
          kit.mount(scene)
          kit.unmount()
        }
        await kit.roundTrip(url)
      },
      { scene, url: echo.url('/echo') },
    )
    expect(server.connections).toBe(0)
  })
})

describe.each(cases(WAITING_MODES))('$mode $strict', ({ mode, isStrict }) => {
  it('waits for its target to become ready, then connects once', async () => {
    const server = await servers.ws()
    const echo = await servers.ws()
    const page = await browser.open()
    const scene: Scene = { mode, isStrict, hasTarget: true, isReady: false, options: { host: server.host } }
    await page.evaluate(mount, scene)
    await page.evaluate((url) => kit.roundTrip(url), echo.url('/echo'))
    const waiting = await page.evaluate(() => kit.stateOf(kit.probes.get('0')!.node))
    expect(waiting).toEqual({ status: 'waiting', mode })
    expect(server.connections).toBe(0)

    await page.evaluate(mount, { ...scene, isReady: true })
    await page.evaluate(untilOpen, 1)
    // What is connected stays so.
    await page.evaluate(mount, scene)
    await page.evaluate((url) => kit.roundTrip(url), echo.url('/echo'))
    expect(paths(server)).toEqual(['/'])
    expect(server.openSockets).toBe(1)
  })

  it('close() while waiting answers true and tells nothing; the node stays idle', async () => {
    const server = await servers.ws()
    const echo = await servers.ws()
    const page = await browser.open()
    const scene: Scene = { mode, isStrict, hasTarget: true, isReady: false, options: { host: server.host } }
    await page.evaluate(mount, scene)
    const answer = await page.evaluate(() => kit.probes.get('0')!.node.close())
    await page.evaluate(mount, { ...scene, isReady: true })
    await page.evaluate((url) => kit.roundTrip(url), echo.url('/echo'))
    const told = await page.evaluate(() => kit.tell(kit.probes.get('0')!))
    expect({ answer, ...told }).toEqual({ answer: true, all: ['→ idle'], signals: [], state: { status: 'idle' } })
    expect(server.connections).toBe(0)
  })
})

describe.each([
  ['under StrictMode', true],
  ['without StrictMode', false],
])('%s', (_strict, isStrict) => {
  const self: Omit<Scene, 'options'> = { mode: 'self-ready', isStrict, hasTarget: false }

  it('an unmount in the middle of a handshake leaves no socket, and no signal', async () => {
    const server = await servers.raw(() => undefined)
    const echo = await servers.ws()
    const page = await browser.open()
    await page.evaluate(mount, { ...self, options: { host: server.host } })
    await server.untilHandshakes(1)
    expect(server.openSockets).toBe(1)
    await page.evaluate(() => kit.unmount())
    if (KEEPS_ABANDONED) await page.evaluate((url) => kit.roundTrip(url), echo.url('/echo'))
    else await server.untilIdle()
    const told = await page.evaluate(() => kit.tell(kit.probes.get('0')!))
    expect(told).toEqual({
      all: expect.arrayContaining(['→ idle']) as string[],
      signals: [],
      state: { status: 'idle' },
    })
    expect(server.handshakes).toHaveLength(1)
  })

  it('an unmount before the url function has answered makes no handshake', async () => {
    const server = await servers.ws()
    const echo = await servers.ws()
    const page = await browser.open()
    const asked = await page.evaluate(
      async ({ scene, host, url }) => {
        const { promise, resolve } = kit.deferred<string>()
        const called = kit.deferred<null>()
        let asked = 0
        const ask = (): Promise<string> => {
          asked += 1
          called.resolve(null)
          return promise
        }
        kit.mount({ ...scene, options: { url: ask } })
        await called.promise
        kit.unmount()
        resolve(`ws://${host}/`)
        await kit.roundTrip(url)
        return asked
      },
      { scene: self, host: server.host, url: echo.url('/echo') },
    )
    expect(asked).toBe(1)
    expect(server.connections).toBe(0)
  })

  it('200 nodes that mount at once: 200 handshakes, all open, and none left after the unmount', async () => {
    const server = await servers.ws()
    const page = await browser.open()
    await page.evaluate(mount, { ...self, count: 200, options: { host: server.host } })
    await page.evaluate(untilOpen, 200)
    const statuses = await page.evaluate(() => [...kit.probes.values()].map(({ node }) => node.state.status))
    expect(statuses).toEqual(Array.from({ length: 200 }, () => 'open'))
    expect(server.handshakes).toHaveLength(200)
    expect(server.openSockets).toBe(200)
    await page.evaluate(() => kit.unmount())
    await server.untilIdle()
    expect(server.handshakes).toHaveLength(200)
  })

  it('children are ready before their parents, and connect before them', async () => {
    const quiet = (): void => undefined
    const server = await servers.ws({ '/outer': quiet, '/middle': quiet, '/inner': quiet })
    const page = await browser.open()
    await page.evaluate((family) => kit.mountFamily(family), { host: server.host, isStrict })
    await server.untilHandshakes(3)
    expect(await page.evaluate(() => kit.familyPaths)).toEqual(['/inner', '/middle', '/outer'])
    await page.evaluate(() => kit.unmount())
    await server.untilIdle()
  })

  it('an <Activity> that hides is an unmount, one that shows again a mount', async () => {
    const server = await servers.ws()
    const page = await browser.open()
    const scene: Scene = { ...self, options: { host: server.host } }
    await page.evaluate(mount, scene)
    await page.evaluate(untilOpen, 1)
    await page.evaluate(mount, { ...scene, isHidden: true })
    await server.untilIdle()
    expect(await page.evaluate(() => kit.probes.get('0')!.node.state.status)).toBe('idle')
    await page.evaluate(mount, scene)
    await page.evaluate(untilOpen, 1)
    expect(paths(server)).toEqual(['/', '/'])
    expect(server.openSockets).toBe(1)
  })
})
