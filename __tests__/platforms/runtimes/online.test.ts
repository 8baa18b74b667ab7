/**
 * A worker has no page, and its own event `online`.
 */
import { chromium, type Browser, type Worker } from 'playwright-core'
import { requireChromium } from '../../../scripts/find-chromium.mjs'
import { startPageServer, type PageServer } from '../../support/browser/page-server'
import type * as OnlineWorker from '../../support/runtimes/online-worker'
import { bundleScenes } from '../../support/runtimes/programs'
import { useServers } from '../../support/servers/use-servers'

declare const kit: typeof OnlineWorker

const servers = useServers()
let browser: Browser
let pages: PageServer

beforeAll(async () => {
  pages = await startPageServer(await bundleScenes('online-worker.ts', 'iife'))
  browser = await chromium.launch({ executablePath: requireChromium() })
})

afterAll(async () => {
  await browser?.close()
  await pages?.close()
})

/** A worker of a page of its own, and how to take the network from both. */
async function openWorker(): Promise<{ worker: Worker; setOffline(isOffline: boolean): Promise<void> }> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(pages.url)
  const started = page.waitForEvent('worker')
  await page.evaluate(() => void new Worker('/kit.js'))
  return { worker: await started, setOffline: (isOffline) => context.setOffline(isOffline) }
}

/** Refuses the first handshake and takes the others. */
const startServer = async (): Promise<string> => {
  let count = 0
  const server = await servers.raw((peer) => {
    count += 1
    if (count === 1) peer.refuse(503)
    else peer.accept()
  })
  return server.host
}

/** What the worker's browser would do, had it a network to lose. */
const dispatchOnline = (worker: Worker): Promise<string[]> =>
  worker.evaluate(async () => {
    globalThis.dispatchEvent(new Event('online'))
    await kit.log.untilStatus('open')
    return kit.log.signals
  })

test("a worker's own online event wakes its nodes", async () => {
  const host = await startServer()
  const { worker } = await openWorker()
  await worker.evaluate((host) => kit.start(host), host)
  expect(await dispatchOnline(worker)).toEqual([
    'connectFailed refused @reconnecting',
    'reconnecting 1 300 @reconnecting',
    `connected ws://${host}/ @open`,
  ])
})

test.each([
  ['waits for the event where workers have it', true, 'undefined'],
  ['retries as its policy says where no event would come, as in Chromium', false, 'number'],
])('a node in a worker that is offline %s', async (_, isHeard, remaining) => {
  const host = await startServer()
  const { worker, setOffline } = await openWorker()
  if (isHeard) await worker.evaluate(() => kit.hearOnline())
  await worker.evaluate((host) => kit.start(host), host)
  await setOffline(true)
  expect(await worker.evaluate(() => [navigator.onLine, typeof kit.node.remaining])).toEqual([false, remaining])
  await setOffline(false)
  await dispatchOnline(worker)
})
