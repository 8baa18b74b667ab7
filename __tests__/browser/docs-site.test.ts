/**
 * The site that `npm run docs` builds, in Chromium: its search, its version, its links, that it needs no other host, that it
 * fits a narrow window, and what axe says of it in both themes.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import { chromium, type Browser, type Page } from 'playwright-core'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { serveFolder, type StaticServer } from '../build/support/static-server.js'
import { storyIds } from '../storybook/support/entries.js'
import { ROOT } from '../support/readme.js'

jest.setTimeout(300_000)

/** Pages of each kind: prose, code, wide tables, pictures, the reference. */
const PAGES = [
  'index',
  'topics-and-requests',
  'platforms',
  'benchmark',
  'migration',
  'inspector',
  'api/main',
  'api/core',
]

let folder: string
let server: StaticServer
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docs-static-'))
  const vitepress = join(ROOT, 'node_modules', 'vitepress', 'bin', 'vitepress.js')
  execFileSync(process.execPath, [vitepress, 'build', 'docs', '--outDir', folder], { cwd: ROOT, stdio: 'pipe' })
  server = await serveFolder(folder)
  browser = await chromium.launch({ executablePath: findChromium() })
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

/** A page in a window of this width. What it asks another host for, what it does not find, and what throws is in `faults`. */
async function open(options: {
  width: number
  colorScheme: 'light' | 'dark'
}): Promise<{ page: Page; faults: string[] }> {
  const { width, colorScheme } = options
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(server.origin) && !request.url().startsWith('data:')) faults.push(request.url())
  })
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`)
  })
  return { page, faults }
}

async function goTo(page: Page, name: string): Promise<void> {
  await page.goto(`${server.origin}/${name}.html`)
  await page.locator('.vp-doc h1').first().waitFor()
}

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each(PAGES)('axe finds nothing on %s, and no request leaves the host', async (name) => {
    const { page, faults } = await open({ width: 1280, colorScheme })
    await goTo(page, name)
    await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') })
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(context: Document, options: object): Promise<AxeResults> } }
      const { violations } = await axe.run(document, { resultTypes: ['violations'] })
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`)
    })
    expect({ found, faults }).toEqual({ found: [], faults: [] })
    expect(await page.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(colorScheme === 'dark')
    await page.close()
  })
})

test.each(PAGES)('%s does not scroll sideways in a window of 400 pixels', async (name) => {
  const { page } = await open({ width: 400, colorScheme: 'light' })
  await goTo(page, name)
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
  expect(widths).toEqual([400, 400])
  await page.close()
})

test('the search finds a word of a guide and one of the reference, and leads there', async () => {
  const { page, faults } = await open({ width: 1280, colorScheme: 'light' })
  await goTo(page, 'index')
  for (const [word, target] of [
    ['StrictMode', /\/[\w-]+\.html/],
    ['closeTimeout', /\/[\w/-]+\.html/],
  ] as const) {
    await page.getByRole('button', { name: 'Search' }).click()
    await page.locator('#localsearch-input').fill(word)
    await page.locator('.VPLocalSearchBox .result').first().click()
    await page.waitForURL(target)
    await page.locator('.vp-doc').getByText(word).first().waitFor()
    await goTo(page, 'index')
  }
  expect(faults).toEqual([])
  await page.close()
})

/** Words that people search for, and a page that has to be among the results. */
const SEARCHES = [
  ['logout', 'authentication'],
  ['JWT', 'authentication'],
  ['exponential backoff', 'staying-connected'],
  ['keep-alive', 'staying-connected'],
  ['rate limit', 'staying-connected'],
  ['backpressure', 'staying-connected'],
  ['mobile', 'staying-connected'],
  ['SSR', 'server-rendering'],
  ['CORS', 'security'],
  ['throttle', 'receiving'],
  ['debounce', 'receiving'],
  ['stale closure', 'receiving'],
  ['singleton', 'sharing'],
  ['infinite loop', 'troubleshooting'],
  ['leak', 'troubleshooting'],
  ['nginx', 'troubleshooting'],
  ['compression', 'performance'],
  ['lastMessage', 'migration'],
  ['sendMessage', 'migration'],
  ['readyState', 'migration'],
] as const

test('the search finds a guide by the words of the field, also where ours are others', async () => {
  const { page } = await open({ width: 1280, colorScheme: 'light' })
  await goTo(page, 'index')
  await page.getByRole('button', { name: 'Search' }).click()
  for (const [words, guide] of SEARCHES) {
    await page.locator('#localsearch-input').fill(words)
    const result = page.locator(`.VPLocalSearchBox .result[href*="/${guide}.html"]`)
    await result.first().waitFor()
  }
  await page.close()
})

test('the header says the version of the package, and the playground is a story of the Storybook', async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  const { page } = await open({ width: 1280, colorScheme: 'light' })
  await goTo(page, 'index')
  expect(await page.locator('.VPNavBarTitle').textContent()).toContain(version)
  const links = await page
    .locator('a[href*="?path=/story/"]')
    .evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute('href')))
  const stories = links.map((href) => href!.split('/story/')[1]!)
  expect(stories).toContain('playground--one-node')
  expect(stories.filter((id) => !storyIds.includes(id))).toEqual([])
  await page.close()
})

test('every link within the site leads to a page, and to a place in it', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const pages = files.filter((path) => path.endsWith('.html'))
  const htmlOf = new Map(pages.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
  const idsOf = new Map(
    [...htmlOf].map(([path, html]) => [path, new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!))]),
  )
  const dead = [...htmlOf].flatMap(([path, html]) =>
    [...html.matchAll(/<a [^>]*?href="(?![a-z]+:)([^"]*)"/g)].flatMap(([, href]) => {
      const { pathname, hash } = new URL(href!, `http://site/${path}`)
      const target = decodeURIComponent(pathname.slice(1)) || 'index.html'
      const id = decodeURIComponent(hash.slice(1)).replaceAll('&amp;', '&')
      const isThere = files.includes(target) && (id === '' || !idsOf.has(target) || idsOf.get(target)!.has(id))
      return isThere ? [] : [`${path}: ${href}`]
    }),
  )
  expect(pages.length).toBeGreaterThan(15)
  expect(dead).toEqual([])
})
