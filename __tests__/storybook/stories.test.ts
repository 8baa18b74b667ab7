/**
 * Every story and every page of the built Storybook in a real browser, twice: against the live server on the same port,
 * and without one, where the page simulates it; once in light and once in dark. The play functions prove what the stories claim, and a
 * story that axe finds fault with has failed.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { fewAtATime } from './support/ahead.js'
import { violations } from './support/axe.js'
import { buildStorybook, type BuiltStorybook } from './support/build.js'
import { docsIds, guides, storyIds } from './support/entries.js'
import { serveStorybook, type ServedStorybook } from './support/serve.js'
import { visit } from './support/visit.js'
import { watchPlay } from './support/watching.js'

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
  expect([...docsIds, ...guides.values()].sort()).toEqual(idsOf('docs').sort())
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

describe('for a person', () => {
  let served: ServedStorybook
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    served = await serveStorybook(built.folder, { live: true })
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' })
    page = await context.newPage()
  })
  afterAll(async () => {
    await context?.close()
    await served?.close()
  })

  test('what stands around thousands of rows is drawn before the rows are mounted', async () => {
    const own = await context.newPage()
    await own.addInitScript(() => {
      const seen = new Set<string>()
      Object.assign(window, { seen })
      // One record a task: what one commit mounts is seen together.
      new MutationObserver(() => {
        const [around, row] = ['.stage [data-fact="connection"]', '.live-rows li'].map((it) =>
          document.querySelector(it),
        )
        if (around) seen.add(row ? 'with rows' : 'without rows')
      }).observe(document, { childList: true, subtree: true })
    })
    await own.goto(`${served.origin}/iframe.html?id=live-rows--ten-thousand-rows&viewMode=story`)
    await own.locator('.live-rows li').last().waitFor({ state: 'attached' })
    expect(await own.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen])).toEqual([
      'without rows',
      'with rows',
    ])
    await own.locator('[data-fact="connection"]', { hasText: 'open' }).waitFor()
    await own.close()
  })

  test('a docs page shows one live story untouched, plays it where the reader is, and shows code of the package', async () => {
    await page.goto(`${served.origin}/iframe.html?id=connection-timeout--docs&viewMode=docs`)
    const canvas = page.locator('.stage')
    await canvas
      .getByRole('note', { name: 'Try this' })
      .getByText(/^Try this: /)
      .waitFor()
    expect(await page.locator('.stage').count()).toBe(1)
    expect(await canvas.getByTestId('state').textContent()).toBe('idle')

    // So far down that the button at the top of the canvas can just be seen, and what it plays on cannot.
    await canvas.evaluate((stage) => window.scrollTo(0, stage.getBoundingClientRect().top + window.scrollY - 760))
    const before = await page.evaluate(() => window.scrollY)
    expect(await watchPlay(canvas)).toBe('')
    expect(await page.evaluate(() => window.scrollY)).toBe(before)
    expect(await canvas.getByTestId('state').textContent()).toBe('failed: timeout')

    await page.getByText('Show code').click()
    await page.getByText("from 'react-websocket-node'").waitFor()
    expect(await page.locator('.sbdocs-preview pre').textContent()).not.toContain('<ConnectionTimeout')
  })

  test('in the whole Storybook a story is played by its button, as often as pressed, and the frame has its theme', async () => {
    await page.goto(`${served.origin}/?path=/story/connection-timeout--url-that-never-comes&globals=theme:dark`)
    const canvas = page.frameLocator('#storybook-preview-iframe').locator('.stage')
    await canvas.getByRole('button', { name: 'Play' }).waitFor()
    expect(await canvas.getByTestId('state').textContent()).toBe('idle')
    for (let round = 1; round <= 2; round += 1) {
      expect(await watchPlay(canvas)).toBe('')
      expect(await canvas.getByTestId('state').textContent()).toBe('failed: timeout')
      expect(await canvas.locator('[data-signal]').count()).toBe(1)
    }
    expect(await brightness(page)).toBeLessThan(80)

    await page.goto(`${served.origin}/?path=/story/connection-timeout--url-that-never-comes&globals=theme:light`)
    await canvas.getByRole('button', { name: 'Play' }).waitFor()
    expect(await brightness(page)).toBeGreaterThan(200)
  })

  test('a link of a guide leads to the page of another guide, and to its section', async () => {
    await page.goto(`${served.origin}/?path=/docs/${guides.get('README.md')!}`)
    const preview = page.frameLocator('#storybook-preview-iframe')
    await preview.locator('.sbdocs-content a[href*="#the-six-modes"]').first().click()
    const target = guides.get('docs/autoconnect.md')!
    await page.waitForURL((url) => url.search.includes(target))
    await preview.locator('.sbdocs-content h2#the-six-modes').waitFor()
  })

  test('two cards of the chat are two rooms', async () => {
    const open = (id: string) => page.goto(`${served.origin}/iframe.html?id=${id}&viewMode=story`)
    const other = await context.newPage()
    await other.goto(`${served.origin}/iframe.html?id=chat--two-panes&viewMode=story`)
    await other.getByText('Ada is here').waitFor()
    await open('chat--leaving-and-coming-back')
    await page
      .getByText(/Ada is here|Grace is here/)
      .first()
      .waitFor()
    expect(await page.getByRole('log').allTextContents()).not.toContainEqual(
      expect.stringMatching(/Ada, Ada|Grace, Grace/),
    )
    await other.close()
  })

  test('the switch of a server is one stop for the Tab key, with arrows within', async () => {
    await page.goto(`${served.origin}/iframe.html?id=stays-connected--a-server-with-a-switch&viewMode=story`)
    const positions = page.getByRole('radiogroup', { name: 'The server’s switch' })
    await positions.getByRole('radio', { name: 'Up', checked: true }).focus()
    await page.keyboard.press('ArrowRight')
    await positions.getByRole('radio', { name: 'Killed', checked: true }).waitFor()
    await page.keyboard.press('Tab')
    expect(await positions.locator(':focus').count()).toBe(0)
  })

  test('Enter in a message field sends, and what was sent is in the log', async () => {
    await page.goto(`${served.origin}/iframe.html?id=node-life--connects-by-itself&viewMode=story`)
    await page.getByTestId('state').getByText('open').waitFor()
    await page.getByRole('textbox', { name: 'Message' }).press('Enter')
    await page.locator('[data-signal="received"]').waitFor()
    expect(
      await page
        .getByRole('log')
        .locator('li')
        .evaluateAll((lines) => lines.map((line) => line.textContent)),
    ).toEqual([
      expect.stringContaining('connected'),
      expect.stringMatching(/sent“Hello”$/),
      expect.stringMatching(/received<48 65 6c 6c 6f> “Hello”$/),
    ])
  })
})

/** Of Storybook's sidebar, 0 to 255. */
async function brightness(page: Page): Promise<number> {
  const colour = await page
    .getByRole('navigation')
    .first()
    .evaluate((start) => {
      let element: Element | null = start
      const colourOf = (of: Element) => getComputedStyle(of).backgroundColor
      while (element && /^rgba\(.*, 0\)$/.test(colourOf(element))) element = element.parentElement
      return element ? colourOf(element) : 'rgb(255, 255, 255)'
    })
  return Math.max(...(colour.match(/\d+/g) ?? []).slice(0, 3).map(Number))
}

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

// No guide has a server; the site of the docs shows the same pages in both themes.
describe('guides', () => {
  let served: ServedStorybook
  let context: BrowserContext

  beforeAll(async () => {
    served = await serveStorybook(built.folder, { live: false })
    context = await browser.newContext({ viewport: { width: 1200, height: 800 } })
  })
  afterAll(async () => {
    await context?.close()
    await served?.close()
  })

  const ids = [...guides.values()]
  const readGuide = fewAtATime(ids, AT_A_TIME, (id) => {
    const theme = ids.indexOf(id) % 2 === 0 ? 'light' : 'dark'
    return visit(
      context,
      served.origin,
      { id, viewMode: 'docs', theme, hasStories: false },
      async ({ page, failures }) => {
        const hasHeading = await page.locator('.sbdocs-content h1').first().isVisible()
        // A table that is wider than the page is a region for the Tab key once its width is known.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
        return { failures, hasHeading, violations: await violations(page, '.sbdocs-content') }
      },
    )
  })
  test.each([...guides])('%s is a page', async (_file, id) => {
    expect(await readGuide(id)).toEqual({ failures: [], violations: [], hasHeading: true })
  })
})
