/**
 * Storybook as one develops with it, and as the first command of the README opens it: the live WebSocket server is on
 * Storybook's own port, beside Storybook's and Vite's own sockets, and React is the development build.
 */
import { chromium, type Browser, type BrowserContext } from 'playwright-core'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { startStorybook, type RunningStorybook } from './support/develop.js'
import { visit } from './support/visit.js'

// The most that a hook or test may take on a loaded machine; nothing waits for it.
jest.setTimeout(300_000)

let storybook: RunningStorybook
let browser: Browser
let context: BrowserContext

beforeAll(async () => {
  storybook = await startStorybook()
  browser = await chromium.launch({ executablePath: findChromium() })
  context = await browser.newContext({ viewport: { width: 1200, height: 800 } })
})

afterAll(async () => {
  await browser?.close()
  await storybook?.stop()
})

test.each([
  'node-life--connect-send-close',
  'autoconnect--one-after-the-other',
  // Only the development build mounts twice.
  'autoconnect--under-strict-mode',
  'receive-limit--ten-at-a-time',
  'connection-timeout--hung-handshake',
  'close-codes-and-faults--handshake-rejected',
  'chat--two-panes',
  'login--in-and-out',
  'live-rows--three-ways',
  // Only the development build has warnings.
  'send-queue--why-a-message-is-refused',
])('%s, against the live server', async (id) => {
  await visit(context, storybook.origin, { id, theme: 'light' }, async ({ page, failures }) => {
    expect(failures).toEqual([])
    expect(await page.locator('.server').textContent()).toBe('live server')
  })
})

test('the whole Storybook: a story in its frame, talking to the server on the same port', async () => {
  const page = await context.newPage()
  const addresses: string[] = []
  page.on('websocket', (socket) => addresses.push(socket.url()))
  await page.goto(`${storybook.origin}/?path=/story/node-life--connects-by-itself`)
  const story = page.frameLocator('#storybook-preview-iframe')
  await story.getByTestId('state').getByText('open').waitFor()
  // Nothing here offers to write the repository's files.
  expect(await page.getByRole('button', { name: 'Create a new story' }).count()).toBe(0)
  const host = new URL(storybook.origin).host
  expect(addresses).toContain(`ws://${host}/ws/echo`)
  // Storybook's own channel lives on the same port, untouched.
  expect(addresses.filter((address) => new URL(address).host === host).length).toBeGreaterThan(1)
})
