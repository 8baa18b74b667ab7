/**
 * The apps of `examples/` in a real browser, each bundled as it stands, with the package from its sources. What a page
 * reports as an error fails the test: a development warning of the package is one.
 */
import { build } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { requireChromium } from '../../../scripts/find-chromium.mjs'
import { CONDITION_SECONDS, TEST_SECONDS } from '../patience'
import { respond, startPageServer, type PageServer, type Route } from './page-server'
import { NATIVE_COMPLAINT } from './engines/engine'

const ROOT = join(__dirname, '..', '..', '..')

/** The files of a page, by name. */
type Files = ReadonlyMap<string, string>

const TYPES: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' }

/** Opens the apps in a test; all pages are closed after it. */
export interface Examples {
  /**
   * A page of a context of its own, whose app talks to the server at `host`. With `isClockMine` the test can move
   * and stop its time, with `page.clock`.
   */
  open(host: string, options?: { isClockMine?: boolean }): Promise<Page>
}

/** To be called at the top of a test file or `describe`; `folder` is below `examples/`. */
export function useExamples(folder: string): Examples {
  jest.setTimeout(TEST_SECONDS * 1000)
  const errors: string[] = []
  let browser: Browser | undefined
  let server: PageServer | undefined

  beforeAll(async () => {
    const files = await bundleExample(join(ROOT, 'examples', folder))
    const route: Route = (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost')
      const name = pathname === '/' ? 'index.html' : pathname.slice(1)
      respond(response, TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain', files.get(name) ?? '')
      return true
    }
    server = await startPageServer('', { route })
    browser = await chromium.launch({ executablePath: requireChromium() })
  })

  afterEach(async () => {
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()))
    expect(errors.splice(0)).toEqual([])
  })

  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  return {
    async open(host, { isClockMine = false } = {}) {
      if (!browser || !server) throw new Error('a page can be opened in a test only')
      const context = await browser.newContext()
      const page = await context.newPage()
      page.setDefaultTimeout(CONDITION_SECONDS * 1000)
      page.on('pageerror', (error) => errors.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error' && !NATIVE_COMPLAINT.test(message.text())) errors.push(message.text())
      })
      if (isClockMine) await page.clock.install()
      await page.goto(`${server.url}?host=${host}`)
      return page
    },
  }
}

/** Made for development, as an app's bundler would. */
async function bundleExample(folder: string): Promise<Files> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'main.tsx')],
    outdir: folder,
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
    alias: { 'react-websocket-node': join(ROOT, 'src', 'index.ts') },
    logLevel: 'silent',
  })
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  const html = page
    .replace('./main.tsx', './main.js')
    .replace('</head>', '<link rel="stylesheet" href="./main.css"></head>')
  return new Map([
    ['index.html', html],
    ...outputFiles.map(({ path, text }) => [path.slice(folder.length + 1), text] as const),
  ])
}
