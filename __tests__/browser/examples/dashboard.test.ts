/**
 * The dashboard of `examples/` as its users have it, in a real browser against its own server: exactly the handshakes
 * and the messages that a person would expect. Beside it the same dashboard with a plain effect, and what that does instead.
 */
import type { Page } from 'playwright-core'
import { createMetricsServer } from '../../../examples/dashboard/metrics-server.mjs'
import type { Incident, Metric, Region } from '../../../examples/dashboard/protocol'
import { useExamples } from '../../support/browser/use-examples'
import { useExampleServers } from '../../support/servers/use-example-servers'

const startServer = useExampleServers(createMetricsServer)

const cpu = (value: number): Metric => ({ type: 'metric', name: 'cpu', value })
const incident = (id: number, level: Incident['level'] = 'info'): Incident => ({
  type: 'incident',
  id,
  level,
  text: `Incident ${id}`,
  at: 0,
})
const visit = (region: Region, code: number | undefined, ...messages: string[]) => ({
  path: `/regions/${region}`,
  messages,
  code,
})

const show = (page: Page, region: Region) => page.getByRole('button', { name: region }).click()
const switchLive = (page: Page) => page.getByRole('switch', { name: 'Live' }).click()
const untilStatus = (page: Page, hasText: string | RegExp) => page.getByRole('status').filter({ hasText }).waitFor()

const value = (page: Page, label: string) => page.getByRole('status', { name: label, exact: true })
const untilCpu = (page: Page, text: string) => value(page, 'CPU').getByText(text, { exact: true }).waitFor()
const incidents = (page: Page) => page.getByRole('list', { name: 'Incidents' }).getByRole('listitem')
const untilIncident = (page: Page, id: number) => incidents(page).getByText(`Incident ${id}`, { exact: true }).waitFor()
/** The button of a region, with the number of its errors. */
const untilErrors = (page: Page, text: string) => page.getByRole('button', { name: text, exact: true }).waitFor()

describe('the dashboard', () => {
  const dashboard = useExamples('dashboard')

  it('opens, shows another region, pauses, goes on: a handshake each, and not a message', async () => {
    const { host, server, until, untilLeft } = await startServer()
    server.publish('europe', cpu(11))
    server.publish('america', { ...cpu(22), name: 'memory' })
    const page = await dashboard.open(host)
    await untilCpu(page, '11')

    await show(page, 'america')
    await value(page, 'Memory').getByText('22', { exact: true }).waitFor()
    expect(await value(page, 'CPU').textContent()).toBe('–')

    await switchLive(page)
    await untilStatus(page, 'Paused')
    await until(() => server.visits.every(({ code }) => code !== undefined))
    expect(await value(page, 'Memory').textContent()).toBe('–')

    await switchLive(page)
    await value(page, 'Memory').getByText('22', { exact: true }).waitFor()
    await switchLive(page)
    expect(await untilLeft()).toEqual([visit('europe', 1000), visit('america', 1000), visit('america', 1000)])
  })

  it('each packet of a flood counts once, and the list shows the last 50', async () => {
    const { host, server, until, untilLeft } = await startServer()
    const page = await dashboard.open(host)
    await until(() => server.visits.length === 1)
    await untilStatus(page, 'Connected')
    const flood = Array.from({ length: 3000 }, (_, id) => incident(id, id % 3 === 0 ? 'error' : 'info'))
    server.publish('europe', ...flood, cpu(33))
    await untilCpu(page, '33')
    await untilIncident(page, 2999)
    const shown = await incidents(page).locator('p').allTextContents()
    expect(shown).toHaveLength(50)
    expect(shown.at(0)).toBe('Incident 2999')
    expect(shown.at(-1)).toBe('Incident 2950')

    await untilErrors(page, 'europe1000')
    await switchLive(page)
    await untilLeft()
    await untilErrors(page, 'europe1000')
  })

  it('nothing of a region is shown for another, or counted for it', async () => {
    const { host, server, until } = await startServer()
    const page = await dashboard.open(host)
    await until(() => server.visits.length === 1)
    server.publish('europe', incident(1, 'error'))
    await untilIncident(page, 1)
    server.publish('europe', ...Array.from({ length: 500 }, (_, index) => incident(index + 2)), cpu(99))
    await show(page, 'asia')
    await until(() => server.visits.length === 2)
    server.publish('europe', incident(1000, 'error'), cpu(98))
    server.publish('asia', incident(1001, 'error'))
    await untilIncident(page, 1001)
    expect(await incidents(page).count()).toBe(1)
    expect(await value(page, 'CPU').textContent()).toBe('–')
    await untilErrors(page, 'europe1')
    await untilErrors(page, 'asia1')
  })

  it('the server is killed and started again: one handshake more, with the list still there', async () => {
    const { host, server, kill, restart, untilLeft } = await startServer()
    const page = await dashboard.open(host)
    await untilStatus(page, 'Connected')
    server.publish('europe', incident(1), cpu(11))
    await untilIncident(page, 1)
    await kill()
    await untilStatus(page, /No connection, next try in \d+\ss/)
    server.publish('europe', cpu(12))
    await restart()
    await untilCpu(page, '12')
    server.publish('europe', incident(2))
    await untilIncident(page, 2)
    expect(await incidents(page).count()).toBe(2)
    await switchLive(page)
    expect(await untilLeft()).toEqual([visit('europe', 1006), visit('europe', 1000)])
  })

  it('paused, nothing connects, also not to a server that comes back; live again, it does', async () => {
    const { host, server, kill, restart, untilLeft } = await startServer()
    const page = await dashboard.open(host, { isClockMine: true })
    await untilStatus(page, 'Connected')
    await switchLive(page)
    await untilStatus(page, 'Paused')
    await untilLeft()
    await kill()
    await restart()
    await page.clock.runFor(60_000)
    expect(server.visits).toHaveLength(1)
    await untilStatus(page, 'Paused')

    await kill()
    await switchLive(page)
    await untilStatus(page, 'No connection')
    await restart()
    await untilStatus(page, 'Connected')
    await switchLive(page)
    expect(await untilLeft()).toEqual([visit('europe', 1000), visit('europe', 1000)])
  })

  it('a server that says nothing is asked whether it is there, and its answer is shown nowhere', async () => {
    const { host, server, until, untilLeft } = await startServer()
    const page = await dashboard.open(host, { isClockMine: true })
    await untilStatus(page, 'Connected')
    await page.clock.runFor(26_000)
    await until(() => server.visits[0]?.messages.length === 1)
    server.publish('europe', cpu(11))
    await page.clock.runFor(1000)
    await untilCpu(page, '11')
    await switchLive(page)
    expect(await untilLeft()).toEqual([visit('europe', 1000, 'ping')])
  })
})

describe('the dashboard before, with a plain effect', () => {
  const before = useExamples('dashboard/before')
  /** Where the server has connections, once that of the effect before has been closed, by `close()` without a code. */
  const pathsAfterClose = ({ visits }: { visits: readonly { path: string; code: number | undefined }[] }) => {
    const open = visits.filter(({ code }) => code === undefined)
    return visits.some(({ code }) => code === 1005) ? open.map(({ path }) => path).sort() : []
  }

  it('shows what comes', async () => {
    const { host, server } = await startServer()
    server.publish('europe', cpu(11))
    const page = await before.open(host)
    await untilCpu(page, '11')
  })

  it('the connections of the region before come back, two under StrictMode, and are shown', async () => {
    const { host, server, until } = await startServer()
    const page = await before.open(host)
    await untilStatus(page, 'Connected')
    await show(page, 'america')
    const expected = ['/regions/america', '/regions/europe', '/regions/europe']
    await until(() => pathsAfterClose(server).join() === expected.join())
    server.publish('europe', cpu(99))
    await untilCpu(page, '99')
    expect(await page.locator('[aria-current=true]').textContent()).toBe('america')
  })

  it('a pause does not last', async () => {
    const { host, server, until } = await startServer()
    const page = await before.open(host)
    await untilStatus(page, 'Connected')
    await switchLive(page)
    await until(() => pathsAfterClose(server).length === 2)
    expect(await page.getByRole('switch', { name: 'Live' }).isChecked()).toBe(false)
  })
})
