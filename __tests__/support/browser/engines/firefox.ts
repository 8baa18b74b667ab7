/**
 * Firefox, driven by WebDriver BiDi. Each page has a user context of its own, which has a queue of handshakes for itself,
 * and beside another page a window of its own, since a tab hides the one before it.
 */
import puppeteer, { type Browser, type BrowserContext } from 'puppeteer-core'
import { findFirefox } from '../../../../scripts/find-engines.mjs'
import { NATIVE_COMPLAINT, type Engine, type EnginePage } from './engine'

/** What Puppeteer's pages and Playwright's share by name is used alike. */
export async function launchFirefox(): Promise<Engine> {
  const browser: Browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox()!,
    headless: true,
    acceptInsecureCerts: true,
  })
  const contexts: BrowserContext[] = []
  return {
    async open(onError) {
      const type = contexts.length === 0 ? 'tab' : 'window'
      const context = await browser.createBrowserContext()
      contexts.push(context)
      const page = await context.newPage({ type })
      const hear = (text: string): void => void (NATIVE_COMPLAINT.test(text) || onError(text))
      page.on('pageerror', (error) => hear((error as Error).message))
      page.on('console', (message) => message.type() === 'error' && hear(message.text()))
      return page as unknown as EnginePage
    },
    closePages: async () => void (await Promise.all(contexts.splice(0).map((context) => context.close()))),
    close: () => browser.close(),
  }
}
