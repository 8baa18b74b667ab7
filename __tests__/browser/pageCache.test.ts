/**
 * The back/forward cache where no automation keeps pages out of it: WebKit puts pages with sockets into it, Firefox those
 * without; Playwright keeps Chromium's out (see `pageEnds.test.ts` and `pageLife.test.ts`).
 */
import type { Page } from 'playwright-core'
import { goBack } from '../support/browser/engines/go-back'
import { inEngine } from '../support/browser/engines/inEngine'
import { until } from '../support/browser/engines/until'
import { useBrowser } from '../support/browser/use-browser'
import { useServers } from '../support/servers/use-servers'

const browser = useBrowser('tree-kit.tsx')
const servers = useServers()

const LOADED_ANEW = ['loaded anew']

/** Goes to another page and back; the signals of the first node when it has that status, if the page was kept. */
async function leaveAndReturn(page: Page, status: 'closed' | 'open'): Promise<string[]> {
  await page.goto(await page.evaluate(() => new URL('/away', location.href).href))
  await goBack(page)
  await until(async () => {
    const isBack = await page.evaluate(() => location.pathname === '/' && document.readyState === 'complete')
    if (!isBack) throw new Error('still away')
  }, 'the page to be back')
  return page.evaluate(async (status) => {
    const [first] = kit.watched
    if (!first) return ['loaded anew']
    await first.log.until(() => first.log.all.findLast((line) => line.startsWith('→')) === `→ ${status}`)
    return first.log.signals.map((line) => line.replace(/ws:\S+/, 'url'))
  }, status)
}

it('what is due in a task when the page is put away is told when it is back', async () => {
  const page = await browser.open()
  await page.evaluate(() => {
    const { node } = kit.watch({ url: () => new Promise<string>(() => undefined), connectionTimeout: 0 })
    node.connect()
    // Before the node hears of it. `closed` of a node without a socket comes in a later task: the page has none any more.
    window.addEventListener('pagehide', () => node.close(), { capture: true })
  })
  expect(await leaveAndReturn(page, 'closed')).toEqual(
    inEngine({ chromium: LOADED_ANEW }, ['closing @closing', 'closed 1000 "" @closed']),
  )
})

it('a frame of a page in the cache closes its connection and comes back with it', async () => {
  const server = await servers.ws()
  const page = await browser.open()
  await page.evaluate(async (host) => {
    const frame = document.createElement('iframe')
    frame.src = '/frame'
    document.body.append(frame)
    await new Promise((resolve) => (frame.onload = resolve))
    const inner = (frame.contentWindow as unknown as { kit: typeof kit }).kit.watch({ host })
    kit.watched.push(inner)
    inner.node.connect()
    await inner.log.untilStatus('open')
  }, server.host)
  const back = await leaveAndReturn(page, 'open')
  const kept = ['connected url @open', 'closing @reconnecting', 'closed 1000 "" @reconnecting', 'connected url @open']
  expect(back).toEqual(inEngine({ webkit: kept }, LOADED_ANEW))
})
