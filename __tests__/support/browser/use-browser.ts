/**
 * A real browser for a test file: one headless Chromium for the file, a fresh context and page for each test, since a
 * browser lets one socket per host and context shake hands at a time, and slows the attempts of a page that saw many
 * fail. Whatever a page reports as an uncaught error fails the test.
 */
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core'
import { requireChromium } from '../../../scripts/find-chromium.mjs'
import { TEST_SECONDS } from '../patience'
import { BarePages, type BarePage } from './bare-pages'
import { bundle, type PageEntry } from './bundle'
import { html, startPageServer, type PageServer } from './page-server'

declare global {
  /** What the page's script exports; there in functions that run in the page, and nowhere else. */
  var kit: typeof import('./page/tree-kit')
}

/** Automation keeps hidden pages as lively as others, which is not what users have. */
const UNREAL_ARGS = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
]

/** What Chromium writes to the console for a WebSocket that it could not open or had to end. */
export const NATIVE_COMPLAINT = /^(WebSocket connection to|Mixed Content:)/

/** Served by the test itself: nothing leaves the machine. */
const SECURE_ORIGIN = 'https://page.test'

/** The browser of a test file. All pages are closed after the test that opened them. */
export interface TestBrowser {
  /** A page of its own context, with the script loaded. */
  open(): Promise<Page>
  /** As `open`, in an origin with https. */
  openSecure(): Promise<Page>
  /** A page without automation, for floods of messages and for pages that are hidden. */
  openBare(): Promise<BarePage>
  /** The uncaught errors since the last call, for a test that expects some. */
  takeErrors(): string[]
}

interface Running {
  readonly browser: Browser
  readonly session: CDPSession
  readonly server: PageServer
  readonly script: string
}

/** To be called at the top of a test file. */
export function useBrowser(entry: PageEntry): TestBrowser {
  jest.setTimeout(TEST_SECONDS * 1000)
  const errors: string[] = []
  const barePages = new BarePages((error) => errors.push(error))
  let running: Running | undefined

  beforeAll(async () => {
    const script = await bundle(entry)
    const browser = await chromium.launch({
      executablePath: requireChromium(),
      headless: true,
      ignoreDefaultArgs: UNREAL_ARGS,
    })
    const session = await browser.newBrowserCDPSession()
    running = { browser, session, script, server: await startPageServer(script, barePages.route) }
  })

  afterEach(async () => {
    if (!running) return
    await barePages.close(running.session)
    await Promise.all(running.browser.contexts().map((context) => context.close()))
    expect(errors.splice(0)).toEqual([])
  })

  afterAll(async () => {
    await running?.browser.close()
    await running?.server.close()
  })

  const use = (): Running => {
    if (!running) throw new Error('a page can be opened in a test only')
    return running
  }

  const newPage = async (): Promise<Page> => {
    const context = await use().browser.newContext()
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(String(error)))
    page.on('console', (message) => {
      // The console tells of every failed handshake, whoever handles it.
      const isNative = NATIVE_COMPLAINT.test(message.text())
      if (message.type() === 'error' && !isNative) errors.push(message.text())
    })
    return page
  }

  return {
    async open() {
      const page = await newPage()
      await page.goto(use().server.url)
      return page
    },
    async openSecure() {
      const page = await newPage()
      // A page of a public origin asks its user before it talks to loopback.
      await page.context().grantPermissions(['local-network-access'])
      await page.route(`${SECURE_ORIGIN}/**`, (route) =>
        route.request().url() === `${SECURE_ORIGIN}/kit.js`
          ? route.fulfill({ contentType: 'text/javascript', body: use().script })
          : route.fulfill({ contentType: 'text/html', body: html() }),
      )
      await page.goto(`${SECURE_ORIGIN}/`)
      return page
    },
    openBare: () => barePages.open(use().session, use().server.url),
    takeErrors: () => errors.splice(0),
  }
}
