/**
 * Every story and every page of the built Storybook in a real browser, twice: against the live server on the same port,
 * and without one, where the page simulates it; once in light and once in dark. The play functions prove what the stories claim, and a
 * story that axe finds fault with has failed.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext } from 'playwright-core'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { fewAtATime } from './support/ahead.js'
import { violations } from './support/axe.js'
import { buildStorybook, type BuiltStorybook } from './support/build.js'
import { docsIds, storyIds } from './support/entries.js'
import { serveStorybook, type ServedStorybook } from './support/serve.js'
import { visit } from './support/visit.js'

// The most that a hook or test may take on a loaded machine; nothing waits for it.
jest.setTimeout(300_000)

/** A story mostly waits: for its frames, its server, its moments. */
const AT_A_TIME = 4

let built: BuiltStorybook
let browser: Browser

beforeAll(async () => {
  built = await buildStorybook()
  browser = await chromium.launch({ executablePath: findChromium() })
})

afterAll(async () => {
  await browser?.close()
  await built?.remove()
})

test('the tests below are all the stories and pages that there are', async () => {
  const index = JSON.parse(await readFile(join(built.folder, 'index.json'), 'utf8')) as {
    entries: Record<string, { type: 'story' | 'docs' }>
  }
  const idsOf = (type: string) => Object.keys(index.entries).filter((id) => index.entries[id]?.type === type)
  expect([...storyIds].sort()).toEqual(idsOf('story').sort())
  expect([...docsIds].sort()).toEqual(idsOf('docs').sort())
})

test.each(['light', 'dark'] as const)('as the system has it, the stories are %s', async (colorScheme) => {
  const served = await serveStorybook(built.folder, { live: false })
  const context = await browser.newContext({ colorScheme })
  try {
    await visit(context, served.origin, { id: storyIds[0] ?? '', theme: 'system' }, async ({ page }) => {
      const channels = await page.locator('.rwn').evaluate((story) => getComputedStyle(story).color.match(/\d+/g))
      const isBright = Number(channels?.[0]) > 127
      expect(isBright ? 'dark' : 'light').toBe(colorScheme)
    })
  } finally {
    await context.close()
    await served.close()
  }
})

describe.each([
  { server: 'live server', live: true, theme: 'light' },
  { server: 'simulated', live: false, theme: 'dark' },
] as const)('$server', ({ server, live, theme }) => {
  let served: ServedStorybook
  let context: BrowserContext

  beforeAll(async () => {
    served = await serveStorybook(built.folder, { live })
    context = await browser.newContext({ viewport: { width: 1200, height: 800 } })
  })
  afterAll(async () => {
    await context?.close()
    await served?.close()
  })

  const tellStory = fewAtATime(storyIds, AT_A_TIME, (id) =>
    visit(context, served.origin, { id, theme }, async ({ page, failures }) => ({
      failures,
      server: await page.locator('.server').textContent(),
    })),
  )
  test.each(storyIds)('%s', async (id) => {
    expect(await tellStory(id)).toEqual({ failures: [], server })
  })

  const readDocs = fewAtATime(docsIds, AT_A_TIME, (id) =>
    visit(context, served.origin, { id, viewMode: 'docs', theme }, async ({ page, failures }) => ({
      failures,
      violations: await violations(page, '.sbdocs-content'),
    })),
  )
  test.each(docsIds)('%s', async (id) => {
    expect(await readDocs(id)).toEqual({ failures: [], violations: [] })
  })
})
