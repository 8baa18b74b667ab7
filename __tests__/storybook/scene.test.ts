/**
 * The scene editor in a real browser, against the live server: with mouse, keys and files.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { SCENES } from '../support/godot/scenes.js'
import { bundleSceneEditor } from './support/playground/bundle.js'
import { serveStorybook, type ServedStorybook } from './support/serve.js'

// The most that a hook or test may take on a loaded machine; nothing waits for it.
jest.setTimeout(300_000)

let folder: string
let served: ServedStorybook
let browser: Browser
let page: Page
let problems: string[]
/** How many handshakes the server had seen before the test. */
let seen: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scene-editor-'))
  const { script, styles } = await bundleSceneEditor()
  await writeFile(join(folder, 'scene.js'), script)
  await writeFile(join(folder, 'scene.css'), styles)
  await writeFile(
    join(folder, 'scene.html'),
    '<!doctype html><meta charset="utf-8"><title>Test</title><link rel="stylesheet" href="scene.css"><link rel="icon" href="data:,"><div id="root"></div><script src="scene.js"></script>',
  )
  served = await serveStorybook(folder, { live: true })
  browser = await chromium.launch({ executablePath: findChromium() })
})

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  problems = []
  seen = served.handshakes.length
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  await page.goto(`${served.origin}/scene.html`)
  await row('App').waitFor()
})

afterEach(async () => {
  await page.close()
  expect(problems).toEqual([])
})

afterAll(async () => {
  await browser?.close()
  await served?.close()
  await rm(folder, { recursive: true, force: true })
})

const handshakes = () => served.handshakes.slice(seen)
const row = (name: string) =>
  page.getByRole('tree', { name: 'Scene' }).getByRole('treeitem', { name: new RegExp(`^${name}( |$)`) })
const button = (name: string) => page.getByRole('button', { name, exact: true })
const names = () =>
  page
    .getByRole('treeitem')
    .evaluateAll((rows) =>
      rows.map((row) => '-'.repeat(Number(row.ariaLevel) - 1) + row.querySelector('b')!.textContent),
    )

test('a run makes one handshake for each node that connects, and can be stepped through both ways', async () => {
  await button('Run').click()
  for (const name of ['Auth', 'Profile', 'Chat', 'Help', 'News']) await row(`${name} open`).waitFor()
  expect(handshakes()).toEqual(Array.from({ length: 5 }, () => '/ws/slow-handshake'))

  const effects = page.getByRole('list', { name: 'Effects' })
  const count = await effects.getByRole('listitem').count()
  for (let step = 0; step < count; step++) await button('Step back').click()
  await row('App not mounted').waitFor()
  await button('Step').focus()
  for (let step = 0; step < count; step++) await page.keyboard.press('Enter')
  await row('Chat open').waitFor()
  expect(await effects.locator('[aria-current="step"]').textContent()).toMatch(/open$/)
  expect(handshakes()).toHaveLength(5)
})

test('rows are dragged by the mouse and moved by keys', async () => {
  await row('News').dragTo(row('Room'))
  expect(await names()).toEqual(['App', '-Auth', '--Profile', '-Room', '--Chat', '--News', '-Panel', '-Help'])
  await row('Help').dragTo(row('Auth'), { targetPosition: { x: 60, y: 3 } })
  expect(await names()).toEqual(['App', '-Help', '-Auth', '--Profile', '-Room', '--Chat', '--News', '-Panel'])
  await row('App').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Alt+ArrowDown')
  expect(await names()).toEqual(['App', '-Auth', '--Profile', '-Room', '--Chat', '--News', '-Help', '-Panel'])
  await page.keyboard.press('Delete')
  await page.keyboard.press('ArrowUp')
  expect(await names()).toEqual(['App', '-Auth', '--Profile', '-Room', '--Chat', '--News', '-Panel'])
  expect(await page.evaluate(() => document.activeElement?.querySelector('b')?.textContent)).toBe('News')
})

test('a chosen scene file becomes the tree, runs, and is saved byte for byte', async () => {
  const text = SCENES.get('05-crlf')!
  const buffer = Buffer.from(`\uFEFF${text}`)
  await page.getByLabel('Godot scene').setInputFiles({ name: 'crlf.tscn', mimeType: '', buffer })
  await page.getByText('Open: crlf.tscn').waitFor()
  const saving = page.waitForEvent('download')
  await button('Save .tscn').click()
  const download = await saving
  expect(download.suggestedFilename()).toBe('crlf.tscn')
  expect(await readFile(await download.path())).toEqual(buffer)
})

test('the example of the page runs as its file says', async () => {
  await button('Open an example').click()
  await row('Lobby').waitFor()
  await button('Run').click()
  for (const name of ['Session', 'Players', 'Chat']) await row(`${name} open`).waitFor()
  expect(handshakes()).toHaveLength(3)
  expect(await page.getByRole('region', { name: 'Not carried over' }).getByRole('listitem').count()).toBeGreaterThan(0)
})
