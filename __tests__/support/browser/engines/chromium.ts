/**
 * Chromium, driven by Playwright. It has more than the seam asks for: `newPage` gives Playwright's own pages, and
 * `session` the browser's DevTools protocol, for pages without automation.
 */
import { chromium, type CDPSession, type Page } from 'playwright-core'
import { requireChromium } from '../../../../scripts/find-chromium.mjs'
import { NATIVE_COMPLAINT, type Engine } from './engine'

/** Automation keeps hidden pages as lively as others, which is not what users have. */
const UNREAL_ARGS = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
]

export interface Chromium extends Engine {
  readonly session: CDPSession
  open(onError: (error: string) => void): Promise<Page>
}

export async function launchChromium(): Promise<Chromium> {
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    headless: true,
    ignoreDefaultArgs: UNREAL_ARGS,
  })
  return {
    session: await browser.newBrowserCDPSession(),
    async open(onError) {
      const context = await browser.newContext()
      const page = await context.newPage()
      page.on('pageerror', (error) => onError(String(error)))
      page.on('console', (message) => {
        // The console tells of every failed handshake, whoever handles it.
        if (message.type() === 'error' && !NATIVE_COMPLAINT.test(message.text())) onError(message.text())
      })
      return page
    },
    closePages: async () => void (await Promise.all(browser.contexts().map((context) => context.close()))),
    close: () => browser.close(),
  }
}
