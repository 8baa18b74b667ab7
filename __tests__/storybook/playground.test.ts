/**
 * The code that the playground offers: for thirty settings drawn by chance it compiles, and, pasted into an app of its own,
 * comes to rest where the playground does, which is where the contract says.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { problemsOf } from '../support/compile'
import { serveStorybook, type ServedStorybook } from './support/serve.js'
import { bundleApp, bundlePlayground } from './support/playground/bundle'
import { drawSettings, restAlone, restOf, type Drawn } from './support/playground/chance'

// The most that a hook or test may take on a loaded machine; nothing waits for it.
jest.setTimeout(300_000)

const DRAWN = drawSettings(2026, 30).map((settings, index) => ({ number: index + 1, settings }))

let folder: string
let served: ServedStorybook
let browser: Browser
let page: Page
const problems: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playground-'))
  const { script, styles } = await bundlePlayground()
  await writeFile(
    join(folder, 'playground.html'),
    html('playground.js', '<link rel="stylesheet" href="playground.css">'),
  )
  await writeFile(join(folder, 'playground.js'), script)
  await writeFile(join(folder, 'playground.css'), styles)
  await writeFile(join(folder, 'app.html'), html('app.js'))
  served = await serveStorybook(folder, { live: true })
  browser = await chromium.launch({ executablePath: findChromium() })
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.endsWith('favicon.ico')) problems.push(message.text())
  })
})

afterAll(async () => {
  await browser?.close()
  await served?.close()
  await rm(folder, { recursive: true, force: true })
})

const codes = new Map<string, string>()

test.each(DRAWN)('settings $number: pasted, the code ends as the playground does', async ({ number, settings }) => {
  problems.length = 0
  await page.goto(`${served.origin}/playground.html?set=${encodeURIComponent(JSON.stringify(settings))}`)
  const scene = page.getByRole('region', { name: 'Scene' })
  await comesTo(page.locator('.play-tree [data-status]'), 'data-status', restAlone(settings))
  const code = await page.getByLabel('The code of these settings').textContent()
  codes.set(`settings-${number}.tsx`, code ?? '')

  if (isToBeConnected(settings)) await scene.getByRole('button', { name: 'Connect', exact: true }).click()
  await comesTo(page.locator('.play-tree [data-status]'), 'data-status', restOf(settings))

  await writeFile(join(folder, 'app.js'), await bundleApp(code ?? ''))
  await page.goto(`${served.origin}/app.html`)
  await comesTo(page.locator('output'), undefined, restAlone(settings))
  if (isToBeConnected(settings)) await page.getByRole('button', { name: 'Connect' }).click()
  await comesTo(page.locator('output'), undefined, restOf(settings))
  expect(problems).toEqual([])
})

test('all of these codes compile in a strict project', () => {
  expect(codes.size).toBe(DRAWN.length)
  expect(problemsOf(codes)).toEqual([])
})

test('a life with faults, by mouse: its signals are those of the handshakes that the server saw', async () => {
  problems.length = 0
  const seen = served.handshakes.length
  await page.goto(`${served.origin}/playground.html`)
  const status = async (status: string) => {
    await comesTo(page.locator('.play-tree [data-status]'), 'data-status', status)
  }
  const turn = (position: string) =>
    page.getByRole('region', { name: 'Server' }).getByText(position, { exact: true }).click()
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const signals = () =>
    page
      .getByRole('log', { name: 'Signals' })
      .locator('[data-signal]')
      .evaluateAll((lines) => lines.map((line) => line.getAttribute('data-signal')))
  await status('open')
  await press('Send')
  await turn('Killed')
  await status('reconnecting')
  await turn('Up')
  await status('open')
  await press('Restart')
  await status('reconnecting')
  await status('open')
  await press('Reconnect')
  await page.waitForFunction(() => document.querySelectorAll('[data-signal=connected]').length === 4)
  await press('Close')
  await status('closed')
  const told = (await signals()).filter((signal) => signal === 'connected' || signal === 'connectFailed')
  expect(told.filter((signal) => signal === 'connected')).toHaveLength(4)
  // A server that is killed answers each handshake with an error: an attempt that failed.
  expect(served.handshakes.slice(seen).filter((path) => path === '/ws/switch')).toHaveLength(told.length)
})

/** Somebody presses Connect where nothing happens by itself, and there is somewhere to go. */
function isToBeConnected(settings: Drawn): boolean {
  return restAlone(settings) !== restOf(settings)
}

async function comesTo(at: ReturnType<Page['locator']>, attribute: string | undefined, status: string): Promise<void> {
  const words = () => (attribute ? at.getAttribute(attribute) : at.textContent())
  // It waits for the status; if it never comes, the assertion says which one was there.
  await page
    .waitForFunction(
      ([selector, name, expected]) => {
        const element = document.querySelector(selector)
        return (name ? element?.getAttribute(name) : element?.textContent) === expected
      },
      [attribute ? '.play-tree [data-status]' : 'output', attribute ?? '', status] as const,
      { timeout: 20_000 },
    )
    .catch(() => undefined)
  expect(await words()).toBe(status)
}

function html(script: string, head = ''): string {
  return `<!doctype html><meta charset="utf-8"><title>Test</title>${head}<div id="root"></div><script src="${script}"></script>`
}
