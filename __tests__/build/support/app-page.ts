/**
 * An app in a real browser, from a folder or from a server of its own.
 */
import { chromium, type Browser, type Page } from 'playwright-core'
import { requireChromium } from '../../../scripts/find-chromium.mjs'
import { CONDITION_SECONDS } from '../../support/patience.js'
import { useServers } from '../../support/servers/use-servers.js'
import { serveFolder } from './static-server.js'

export interface AppPages {
  readonly servers: ReturnType<typeof useServers>
  /** Opens a page, which may be prepared before it is loaded, and gives whatever it reports as an error. */
  open(url: string, use: (page: Page) => Promise<void>, prepare?: (page: Page) => Promise<unknown>): Promise<string[]>
  /** Opens a page of a folder, and fails with whatever it reports as an error. */
  inPage(folder: string, address: string, use: (page: Page) => Promise<void>): Promise<void>
  /** What the example promises, as a user sees it in a page of a folder; `react` is the version that it names. */
  useExample(folder: string, react: RegExp): Promise<void>
  /** The same at an address, with what the page is to report as errors. */
  useExampleAt(url: string, react: RegExp, errors: readonly unknown[]): Promise<void>
}

/** A browser for the tests of one file. */
export function useAppPages(): AppPages {
  const servers = useServers()
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: requireChromium() })
  })
  afterAll(() => browser?.close())

  async function open(
    url: string,
    use: (page: Page) => Promise<void>,
    prepare?: (page: Page) => Promise<unknown>,
  ): Promise<string[]> {
    const context = await browser.newContext()
    const errors: string[] = []
    try {
      const page = await context.newPage()
      page.setDefaultTimeout(CONDITION_SECONDS * 1000)
      page.on('pageerror', (error) => errors.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text())
      })
      await prepare?.(page)
      await page.goto(url)
      await use(page)
      return errors
    } finally {
      await context.close()
    }
  }

  async function inPage(folder: string, address: string, use: (page: Page) => Promise<void>): Promise<void> {
    const server = await serveFolder(folder)
    try {
      expect(await open(server.origin + address, use)).toEqual([])
    } finally {
      await server.close()
    }
  }

  async function useExampleAt(url: string, react: RegExp, errors: readonly unknown[]): Promise<void> {
    const server = await servers.ws()
    const reported = await open(`${url}/?host=${server.host}`, async (page) => {
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByLabel('Message').fill('once more')
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByRole('listitem').nth(1).waitFor()
      expect(await page.getByRole('listitem').allTextContents()).toEqual(['hello', 'once more'])
      expect(await page.getByTestId('status').textContent()).toBe('open')
      expect(await page.getByTestId('version').textContent()).toMatch(react)
    })
    expect(reported).toEqual(errors)
    expect(server.handshakes.map(({ path }) => path)).toEqual(['/echo'])
  }

  return {
    servers,
    open,
    inPage,
    useExampleAt,
    async useExample(folder, react) {
      const server = await serveFolder(folder)
      try {
        await useExampleAt(server.origin, react, [])
      } finally {
        await server.close()
      }
    },
  }
}
