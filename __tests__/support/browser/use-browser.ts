/**
 * A real browser for a test file: one of the project's engine for the file, a fresh context and page for each test, since
 * browsers let sockets of a host and context shake hands one after the other, and slow the attempts of a page that saw
 * many fail. Whatever a page reports as an uncaught error fails the test.
 */
import type { Page } from 'playwright-core'
import { TEST_SECONDS } from '../patience'
import { BarePages, type BarePage } from './bare-pages'
import { bundle, type BundleOptions, type PageEntry } from './bundle'
import { launchChromium, type Chromium } from './engines/chromium'
import { ENGINE, type Engine } from './engines/engine'
import { openEngineTab } from './engines/engine-tabs'
import { launchFirefox } from './engines/firefox'
import { launchWebKit } from './engines/webkit'
import { html, startPageServer, type PageServer } from './page-server'

declare global {
  /** What the page's script exports; there in functions that run in the page, and nowhere else. */
  var kit: typeof import('./page/tree-kit')
}

/** Served by the test itself: nothing leaves the machine. */
const SECURE_ORIGIN = 'https://page.test'

/** The browser of a test file. All pages are closed after the test that opened them. */
export interface TestBrowser {
  /** A page of its own context, with the script loaded. Outside of Chromium it is an `EnginePage`. */
  open(): Promise<Page>
  /** As `open`, in an origin with https: a public one in Chromium, this machine in the other engines. */
  openSecure(): Promise<Page>
  /** For floods of messages, and for pages that are hidden: in Chromium one without automation, elsewhere a tab. */
  openBare(): Promise<BarePage>
  /** The uncaught errors since the last call, for a test that expects some. */
  takeErrors(): string[]
}

interface Running {
  readonly engine: Engine
  readonly server: PageServer
  readonly script: string
}

const LAUNCH = { chromium: launchChromium, firefox: launchFirefox, webkit: launchWebKit }

/** To be called at the top of a test file. */
export function useBrowser(entry: PageEntry, options?: BundleOptions): TestBrowser {
  jest.setTimeout(TEST_SECONDS * 1000)
  const errors: string[] = []
  const addError = (error: string): void => void errors.push(error)
  const barePages = new BarePages(addError)
  let running: Running | undefined
  let secureServer: PageServer | undefined

  beforeAll(async () => {
    const script = await bundle(entry, options)
    const engine = await LAUNCH[ENGINE]()
    running = { engine, script, server: await startPageServer(script, { route: barePages.route }) }
  })

  afterEach(async () => {
    if (!running) return
    if (isChromium(running.engine)) await barePages.close(running.engine.session)
    await running.engine.closePages()
    expect(errors.splice(0)).toEqual([])
  })

  afterAll(async () => {
    await running?.engine.close()
    await running?.server.close()
    await secureServer?.close()
  })

  const use = (): Running => {
    if (!running) throw new Error('a page can be opened in a test only')
    return running
  }

  const open = async (url: string): Promise<Page> => {
    const page = await use().engine.open(addError)
    await page.goto(url)
    return page as Page
  }

  return {
    open: () => open(use().server.url),
    async openSecure() {
      const { engine, script } = use()
      if (!isChromium(engine)) {
        secureServer ??= await startPageServer(script, { isSecure: true })
        return open(secureServer.url)
      }
      const page = await engine.open(addError)
      // A page of a public origin asks its user before it talks to loopback.
      await page.context().grantPermissions(['local-network-access'])
      await page.route(`${SECURE_ORIGIN}/**`, (route) =>
        route.request().url() === `${SECURE_ORIGIN}/kit.js`
          ? route.fulfill({ contentType: 'text/javascript', body: script })
          : route.fulfill({ contentType: 'text/html', body: html() }),
      )
      await page.goto(`${SECURE_ORIGIN}/`)
      return page
    },
    async openBare() {
      const { engine, server } = use()
      if (isChromium(engine)) return barePages.open(engine.session, server.url)
      const tab = await openEngineTab(engine, server.url, addError)
      return { run: (work, ...words) => tab.evaluate(work as never, words[0]), hide: tab.hide, show: tab.show }
    },
    takeErrors: () => errors.splice(0),
  }
}

function isChromium(engine: Engine): engine is Chromium {
  return 'session' in engine
}
