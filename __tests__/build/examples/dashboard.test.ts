/**
 * The dashboard as its user has it: installed outside of this repository, built by Vite, served by its own server, in
 * Chromium. Its page of 10,000 rows at 1,000 and 5,000 packets a second: each row that is shown ends at the value that the
 * server ended at, and no packet is lost. `__tests__/browser/examples/dashboard.test.ts` has the rest of what it does.
 */
import type { Page } from 'playwright-core'
import { WebSocket } from 'ws'
import { ROWS, type Quote } from '../../../examples/dashboard/rows/protocol.js'
import type { DevServer } from '../../support/bundlers/startServer.js'
import { CONDITION_SECONDS } from '../../support/patience.js'
import { useAppPages } from '../support/app-page.js'
import { useExampleApp } from '../support/example-app.js'

const dashboard = useExampleApp('dashboard')
const { open } = useAppPages()

const untilConnected = (page: Page) => page.getByRole('status').filter({ hasText: 'Connected' }).waitFor()
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const total = async (page: Page) => Number((await page.getByLabel('packets in all').textContent())?.replaceAll(',', ''))

/** Resolves once the page has counted at least so many packets; it says so once a second. */
async function untilCounted(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (least) =>
      Number(document.querySelector('[aria-label="packets in all"]')?.textContent?.replaceAll(',', '')) >= least,
    count,
  )
}

/** What the server has as the newest of each row. */
function newest(origin: string): Promise<Quote[]> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/rows`)
    const quotes: Quote[] = []
    socket.on('error', reject)
    socket.on('open', () => {
      socket.send(JSON.stringify({ op: 'subscribe', rows: Array.from({ length: ROWS }, (_, row) => row) }))
    })
    socket.on('message', (data: Buffer) => {
      quotes.push(JSON.parse(data.toString()) as Quote)
      if (quotes.length < ROWS) return
      socket.close()
      resolve(quotes)
    })
  })
}

/** The rows that are mounted: name, price and number of changes of each. */
const shown = (page: Page) =>
  page
    .locator('.row')
    .evaluateAll((rows) => rows.map(({ children }) => [0, 1, 3].map((cell) => children[cell]?.textContent ?? '')))

/** What is to be seen of a row in the end. */
const cells = ({ row, price, changes }: Quote) => [`Row ${row}`, price.toFixed(2), String(changes)]

/** Lets the server change nothing more, and checks the page against the server; the page was the only one so far. */
async function check(page: Page, { origin, output }: DevServer): Promise<void> {
  await press(page, 'Stop')
  await waitUntil(() => output().trim().endsWith('rows rate 0'))
  const subscribed = [...output().matchAll(/rows subscribe (\d+)/g)].reduce((sum, [, rows]) => sum + Number(rows), 0)
  const quotes = await newest(origin)
  const sent = quotes.reduce((sum, { changes }) => sum + changes, subscribed)
  await untilCounted(page, sent)
  expect(await total(page)).toBe(sent)
  const rows = await shown(page)
  expect(rows).toEqual(rows.map(([name = '']) => cells(quotes[Number(name.slice('Row '.length))]!)))
}

/** Looks again and again, at most as long as a condition may take. */
async function waitUntil(condition: () => boolean): Promise<void> {
  const end = performance.now() + CONDITION_SECONDS * 1000
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${String(condition)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe.each(['1,000/s', '5,000/s'])('10,000 rows at %s', (rate) => {
  it('mounted in view: what is in view is subscribed, and ends at the server’s values; no packet is lost', async () => {
    const server = await dashboard.start()
    const complaints = await open(`${server.origin}/rows/`, async (page) => {
      await untilConnected(page)
      await press(page, rate)
      await untilCounted(page, 2000)
      const first = await shown(page)
      expect(first.length).toBeLessThan(100)
      expect(first[0]?.[0]).toBe('Row 0')

      await page.getByRole('region', { name: 'Rows' }).evaluate((scroller) => scroller.scrollTo(0, 5000 * 32))
      await page.getByText('Row 5000', { exact: true }).waitFor()
      await untilCounted(page, (await total(page)) + 1000)
      await check(page, server)
      expect((await shown(page)).map(([name]) => name)).not.toContain('Row 0')
    })
    expect(complaints).toEqual([])
    expect(server.output()).toMatch(/rows unsubscribe \d/)
  })

  it('all mounted: each row ends at the server’s values, and no packet is lost', async () => {
    const server = await dashboard.start()
    const complaints = await open(`${server.origin}/rows/`, async (page) => {
      await untilConnected(page)
      await page.getByLabel('Mount all').check()
      await press(page, rate)
      await untilCounted(page, ROWS + 2000)
      await check(page, server)
      expect(await shown(page)).toHaveLength(ROWS)
    })
    expect(complaints).toEqual([])
    expect(server.output()).not.toMatch(/rows unsubscribe/)
  })
})

it('a server that is killed and started again: all rows in view are subscribed again, with one message', async () => {
  const first = await dashboard.start()
  await open(`${first.origin}/rows/`, async (page) => {
    await untilConnected(page)
    await untilCounted(page, 100)
    const rows = (await shown(page)).length
    await first.kill()
    await page.getByRole('status').filter({ hasText: 'No connection' }).waitFor()
    const second = await dashboard.start({ PORT: new URL(first.origin).port })
    await untilConnected(page)
    await waitUntil(() => second.output().includes('rows subscribe'))
    expect(second.output().match(/rows subscribe \d+/g)).toEqual([`rows subscribe ${rows}`])
  })
})

it('the metrics and their page before are served, too', async () => {
  const { origin } = await dashboard.start()
  for (const page of ['/', '/before/']) {
    const complaints = await open(origin + page, async (page) => {
      await untilConnected(page)
      await page.getByRole('status', { name: 'CPU', exact: true }).getByText(/^\d/).waitFor()
    })
    expect(complaints).toEqual([])
  }
})
