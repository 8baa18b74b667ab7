/**
 * The inspector beside a real app and a real server, by mouse and keyboard: what it shows is what the server recorded, and
 * what hands do is to the app what the real fault would be.
 */
import { readFile } from 'node:fs/promises'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import type { WebSocket } from 'ws'
import { useBrowser } from '../support/browser/use-browser'
import { Heard } from '../support/servers/heard'
import { useServers } from '../support/servers/use-servers'

declare global {
  /** What inspector-kit.tsx exports, under the name of the kit. */
  var inspected: typeof import('../support/browser/page/inspector-kit')
}

const browser = useBrowser('inspector-kit.tsx')
const servers = useServers()
const VIEWS = ['Tree', 'Timeline', 'Traffic', 'Messages', 'Hands', 'Recording']

/** The app and its server, which says back what it hears. */
async function openApp(how: 'mountApp' | 'mountDevtools' = 'mountApp', { hasClock = false } = {}) {
  const heard = new Heard()
  const sockets: WebSocket[] = []
  const server = await servers.ws({
    '/chat': (socket) => {
      sockets.push(socket)
      socket.on('message', (data: Buffer) => {
        heard.add(String(data))
        socket.send(`echo ${String(data)}`)
      })
      socket.on('close', (code) => heard.add(`close ${code}`))
    },
  })
  const page = await browser.open()
  // Time goes on by itself there, and can be moved ahead.
  if (hasClock) await page.clock.install()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  await page.evaluate(
    ({ host, how }) => {
      globalThis.inspected = kit as unknown as typeof inspected
      inspected[how](host)
    },
    { host: server.host, how },
  )
  const told = () => page.evaluate(() => inspected.told)
  /** Waits until the app was told that, after what it was told before. */
  const untilTold = async (line: string) => {
    await page.waitForFunction((line) => inspected.told.includes(line), line)
    return page.evaluate((line) => inspected.told.splice(0, inspected.told.indexOf(line) + 1), line)
  }
  return { page, server, sockets, heard, told, untilTold, complaints }
}

type App = Awaited<ReturnType<typeof openApp>>

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const view = (page: Page, name: string) => page.getByRole('tab', { name }).click()
const choose = (page: Page, group: string, name: string) =>
  page.getByRole('radiogroup', { name: group }).getByText(name, { exact: true }).click()
const untilItem = (page: Page, name: string) => page.getByRole('treeitem', { name, exact: true }).waitFor()

async function write(page: Page, message: string, how: 'Send' | 'Receive') {
  await page.getByRole('textbox', { name: 'Message' }).fill(message)
  await press(page, how)
}

const cells = (page: Page, role: 'grid' | 'table', name: string) =>
  page
    .getByRole(role, { name })
    .getByRole('row')
    .evaluateAll((rows) => rows.slice(1).map((row) => Array.from(row.children, (cell) => cell.textContent.trim())))

/** Of two times of the same day. */
function millisecondsBetween(one: string, other: string): number {
  const [a, b] = [one, other].map((time) => Date.parse(`2000-01-01T${time}Z`))
  return Math.abs(a! - b!)
}

async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') })
  }
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } }
    const { violations } = await axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  })
}

it('a life with faults, done by hand: the app and the server are told of it as of the real faults', async () => {
  const { page, server, sockets, heard, told, untilTold, complaints } = await openApp()
  await press(page, 'Open WebSocket inspector')
  await untilItem(page, 'chat open')
  await untilItem(page, 'feed waiting')
  await untilTold('connected')

  await view(page, 'Hands')
  await page.getByRole('treeitem', { name: 'chat open' }).click()
  await write(page, 'hello', 'Send')
  expect(await untilTold('packet echo hello')).toEqual(['packet echo hello'])
  await write(page, 'phantom', 'Receive')
  expect(await untilTold('packet phantom')).toEqual(['packet phantom'])
  expect(heard.messages).toEqual(['hello'])

  await choose(page, 'Incoming', 'Hold')
  sockets[0]!.send('one')
  sockets[0]!.send('two')
  await page.getByText('2 held', { exact: true }).waitFor()
  expect(await told()).toEqual([])
  await press(page, 'Close WebSocket inspector')
  expect(await page.getByRole('button', { name: 'Open WebSocket inspector' }).getAttribute('title')).toBe(
    'Hands hold something.',
  )
  await press(page, 'Open WebSocket inspector')
  await view(page, 'Hands')
  await press(page, 'Release all')
  expect(await untilTold('packet two')).toEqual(['packet one', 'packet two'])

  await choose(page, 'Outgoing', 'Drop')
  expect(await page.evaluate(() => inspected.send('lost'))).toBe(true)
  await press(page, 'Release all')
  await page.evaluate(() => inspected.send('kept'))
  await untilTold('packet echo kept')
  expect(heard.messages).toEqual(['hello', 'kept'])

  await press(page, 'Cut')
  expect(await untilTold('connected')).toEqual(['closed 1006 ', 'connected'])
  expect(server.handshakes.map(({ path }) => path)).toEqual(
    Array.from({ length: 2 }, () => '/chat?token=planted-secret'),
  )

  await press(page, 'reconnecting')
  await untilItem(page, 'chat reconnecting, held')
  await press(page, 'Release all')
  await untilItem(page, 'chat open')

  await page.getByRole('spinbutton', { name: 'Code' }).fill('3001')
  await page.getByRole('textbox', { name: 'Reason' }).fill('By hand')
  await press(page, 'Close')
  await untilTold('closed 3001 By hand')
  await server.until(() => heard.messages.includes('close 3001'), 'the close code')

  // What the panel shows of all that.
  await view(page, 'Timeline')
  const states = (await cells(page, 'table', 'States')).filter(([name]) => name === 'chat').map(([, status]) => status)
  expect(states.join(' ')).toMatch(/^(idle )?connecting open reconnecting connecting open reconnecting/)
  expect(await page.locator('rect').count()).toBeGreaterThan(3)
  await view(page, 'Messages')
  await page.getByRole('searchbox', { name: 'Filter' }).fill('secret')
  await page.getByText(/^0 of/).waitFor()
  expect(
    await page.evaluate(() => document.querySelector('[data-websocket-inspector]')!.shadowRoot!.innerHTML),
  ).not.toContain('planted-secret')
  expect(complaints).toEqual([])
})

it('messages are seen both ways, filtered, selected by keys, shown as hex, and sent again', async () => {
  const { page, heard, untilTold, complaints } = await openApp()
  await page.getByRole('button', { name: 'Open WebSocket inspector' }).waitFor()
  await page.keyboard.press('Alt+Shift+W')
  await untilItem(page, 'chat open')
  await untilTold('connected')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.getByRole('tabpanel', { name: 'Messages' }).waitFor()
  await page.evaluate(() => ['alpha', 'beta'].map((message) => inspected.send(message)))
  await untilTold('packet echo beta')
  await page.getByText('4 messages').waitFor()
  const seen = (await cells(page, 'grid', 'Messages')).map(([, direction, kind, size, data]) => [
    direction,
    kind,
    size,
    data,
  ])
  expect(seen.filter(([direction]) => direction === '↑ out')).toEqual([
    ['↑ out', 'text', '5', 'alpha'],
    ['↑ out', 'text', '4', 'beta'],
  ])
  expect(seen.filter(([direction]) => direction === '↓ in')).toEqual([
    ['↓ in', 'text', '10', 'echo alpha'],
    ['↓ in', 'text', '9', 'echo beta'],
  ])
  await choose(page, 'Direction', 'Out')
  await page.getByRole('grid', { name: 'Messages' }).press('Home')
  await choose(page, 'Show as', 'Hex')
  expect(await page.locator('pre').textContent()).toMatch(/^00000000 {2}61 6c 70 68 61 +alpha$/)
  await press(page, 'Send again')
  await heard.until(3)
  expect(heard.messages).toEqual(['alpha', 'beta', 'alpha'])
  await page.keyboard.press('Alt+Shift+W')
  await page.getByRole('button', { name: 'Open WebSocket inspector' }).waitFor()
  expect(complaints).toEqual([])
})

/** What ends a connection, or stands for it; each is followed by another connection. */
const FAULTS: readonly ((app: App) => Promise<unknown> | void)[] = [
  ({ sockets }) => sockets.at(-1)!.terminate(),
  ({ sockets }) => sockets.at(-1)!.close(1011, 'overload'),
  ({ page }) => press(page, 'Cut'),
  async ({ page, untilTold }) => {
    await press(page, 'closed')
    await untilTold('closed 1006 ')
    await press(page, 'Connect')
  },
  // As a laptop that was asleep: the page's timers were late by five seconds.
  ({ page, sockets }) => {
    sockets.at(-1)!.terminate()
    return page.clock.fastForward(5_000)
  },
]

it('ten minutes with faults, recorded: in another page the states are the same, row for row', async () => {
  const app = await openApp('mountApp', { hasClock: true })
  const { page, server, untilTold, complaints } = app
  await press(page, 'Open WebSocket inspector')
  await untilItem(page, 'chat open')
  await view(page, 'Recording')
  await page.getByRole('spinbutton', { name: 'Seconds' }).fill('900')
  await page.getByRole('spinbutton', { name: 'Seconds' }).press('Enter')
  await press(page, 'Record')
  await view(page, 'Hands')
  await page.getByRole('treeitem', { name: 'chat open' }).click()
  await untilTold('connected')
  for (let round = 0; round < 60; round++) {
    await FAULTS[round % FAULTS.length]!(app)
    await untilTold('connected')
    await page.clock.fastForward(10_000)
  }
  await untilItem(page, 'chat open')
  await view(page, 'Recording')
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Save')])
  expect(download.suggestedFilename()).toMatch(/\.jsonl$/)
  const path = await download.path()
  expect(await readFile(path, 'utf8')).not.toContain('planted-secret')
  await view(page, 'Timeline')
  const live = await cells(page, 'table', 'States')

  const other = await openApp()
  await press(other.page, 'Open WebSocket inspector')
  await view(other.page, 'Recording')
  await other.page.getByLabel('Load recording').setInputFiles(path)
  await other.page.getByText(/is shown\.$/).waitFor()
  await view(other.page, 'Timeline')
  const recorded = await cells(other.page, 'table', 'States')
  const opened = (rows: typeof live) => rows.filter(([name, status]) => name === 'chat' && status === 'open').length
  // Each handshake that the server saw has become a connection.
  expect(opened(live)).toBe(server.handshakes.length)
  const minutes = (rows: typeof live) => millisecondsBetween(rows[0]![2]!, rows.at(-1)![2]!) / 60_000
  expect(minutes(live)).toBeGreaterThan(10)
  expect(recorded).toHaveLength(live.length)
  for (const [index, row] of live.entries()) {
    const again = recorded[index]!
    expect([again[0], again[1], again[5]]).toEqual([row[0], row[1], row[5]])
    // Clocks are shown to the millisecond.
    expect(millisecondsBetween(row[2]!, again[2]!)).toBeLessThanOrEqual(1)
    if (row[3] !== '…') expect(millisecondsBetween(row[3]!, again[3]!)).toBeLessThanOrEqual(1)
  }
  expect([...complaints, ...other.complaints]).toEqual([])
})

it('axe finds nothing in any view, light and dark, at three widths', async () => {
  const { page, complaints } = await openApp()
  expect(await violations(page)).toEqual([])
  await press(page, 'Open WebSocket inspector')
  await untilItem(page, 'chat open')
  await page.evaluate(() => inspected.send('{"hello":"world"}'))
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [768, 'dark'],
    [400, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 760 })
    await page.emulateMedia({ colorScheme })
    for (const name of VIEWS) {
      await view(page, name)
      if (name === 'Messages') await page.getByRole('grid', { name: 'Messages' }).press('End')
      expect({ name, width, violations: await violations(page) }).toEqual({ name, width, violations: [] })
    }
  }
  expect(complaints).toEqual([])
})

it('in TanStack Devtools the plugin shows the page in the theme of the tool', async () => {
  const { page, untilTold, complaints } = await openApp('mountDevtools')
  await untilTold('connected')
  await untilItem(page, 'chat open')
  await view(page, 'Messages')
  await page.evaluate(() => inspected.send('hello'))
  await page.getByRole('gridcell', { name: 'echo hello' }).waitFor()
  expect(await page.locator('.root[data-theme=dark]').count()).toBe(1)
  // The fonts of the tool are nowhere here.
  expect(complaints.filter((complaint) => !/font|OTS|Failed to load resource/.test(complaint))).toEqual([])
})
