/**
 * The example as an app of its own, made with bundlers from the installed package, in a real browser against a real
 * server; and the core in a page without any bundler.
 */
import { build, type BuildOptions } from 'esbuild'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { requireChromium } from '../../scripts/find-chromium.mjs'
import { CONDITION_SECONDS } from '../support/patience.js'
import { useServers } from '../support/servers/use-servers.js'
import { addExample, createConsumer, type Consumer } from './support/consumer.js'
import { runBin } from './support/run.js'
import { serveFolder } from './support/static-server.js'

const servers = useServers()
let browser: Browser

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: requireChromium() })
})
afterAll(() => browser?.close())

/** Opens a page of a folder, and fails with whatever the page reports as an error. */
async function inPage(folder: string, address: string, use: (page: Page) => Promise<void>): Promise<void> {
  const server = await serveFolder(folder)
  const context = await browser.newContext()
  const errors: string[] = []
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(CONDITION_SECONDS * 1000)
    page.on('pageerror', (error) => errors.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    await page.goto(server.origin + address)
    await use(page)
    expect(errors).toEqual([])
  } finally {
    await context.close()
    await server.close()
  }
}

/** What the example promises, as a user sees it. */
async function useExample(folder: string, react: RegExp): Promise<void> {
  const server = await servers.ws()
  await inPage(folder, `/?host=${server.host}`, async (page) => {
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByLabel('Message').fill('once more')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('listitem').nth(1).waitFor()
    expect(await page.getByRole('listitem').allTextContents()).toEqual(['hello', 'once more'])
    expect(await page.getByTestId('status').textContent()).toBe('open')
    expect(await page.getByTestId('version').textContent()).toMatch(react)
  })
  expect(server.handshakes.map(({ path }) => path)).toEqual(['/echo'])
}

/** Bundles in the consumer's folder. */
const bundle = ({ folder }: Consumer, options: BuildOptions) =>
  build({
    absWorkingDir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
    ...options,
  })

/** The example by esbuild, as a page in a folder of its own. */
async function bundleExample(consumer: Consumer, mode: 'development' | 'production'): Promise<string> {
  const outdir = join(consumer.folder, `esbuild-${mode}`)
  await mkdir(outdir)
  await bundle(consumer, {
    entryPoints: ['main.tsx'],
    outdir,
    jsx: 'automatic',
    minify: mode === 'production',
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
  })
  const page = await readFile(join(consumer.folder, 'index.html'), 'utf8')
  await consumer.write(join(`esbuild-${mode}`, 'index.html'), page.replace('main.tsx', 'main.js'))
  return outdir
}

describe.each([
  ['react 19', /^19\./],
  ['react 18', /^18\./],
] as const)('the example under %s', (react, version) => {
  let consumer: Consumer
  beforeAll(async () => {
    consumer = await createConsumer(react)
    await addExample(consumer)
  })
  afterAll(() => consumer?.remove())

  it.each(['development', 'production'] as const)('works when esbuild made it for %s', async (mode) => {
    await useExample(await bundleExample(consumer, mode), version)
  })

  it('has types that hold', async () => {
    expect(await runBin(consumer.folder, 'typescript/bin/tsc', '-p', '.')).toEqual({ code: 0, output: '' })
  })

  it('works when Vite made it', async () => {
    const { code, output } = await runBin(consumer.folder, 'vite/bin/vite.js', 'build', '--outDir', 'vite')
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('built in') as string })
    await useExample(join(consumer.folder, 'vite'), version)
  })
})

describe('the package', () => {
  let consumer: Consumer
  beforeAll(async () => {
    consumer = await createConsumer()
  })
  afterAll(() => consumer?.remove())

  /** The text of a bundle that exports what an entry does, and the modules in it. */
  async function bundled(contents: string, options: BuildOptions = {}) {
    const { outputFiles, metafile } = await bundle(consumer, {
      stdin: { contents, resolveDir: consumer.folder },
      write: false,
      metafile: true,
      platform: 'browser',
      ...options,
    })
    return { text: outputFiles?.[0]?.text ?? '', modules: Object.keys(metafile?.inputs ?? {}) }
  }

  it.each(['import', 'require'])('has a core that asks for nothing, by %s', async (kind) => {
    const specifier = "'react-websocket-node/core'"
    const { text, modules } = await bundled(
      kind === 'import' ? `export * from ${specifier}` : `module.exports = require(${specifier})`,
    )
    expect(text).toContain('createWebSocketNode')
    expect(text).not.toMatch(/\bprocess\b/)
    expect(text).not.toMatch(/['"]react['"/]/)
    const folder = `node_modules/react-websocket-node/dist/${kind === 'import' ? 'esm' : 'cjs'}/`
    expect(modules.filter((module) => module !== '<stdin>' && !module.startsWith(folder))).toEqual([])
    expect(modules.filter((module) => module.startsWith(`${folder}react/`))).toEqual([])
  })

  it.each([
    ['development', true],
    ['production', false],
  ])('speaks to developers in %s: %s', async (mode, speaks) => {
    const { text } = await bundled("export * from 'react-websocket-node'", {
      external: ['react', 'react/jsx-runtime'],
      define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    })
    expect(text.includes('console.error')).toBe(speaks)
    expect(text).not.toMatch(/\bprocess\b/)
  })

  it('loads nothing that is not imported', async () => {
    const { text } = await bundled("import 'react-websocket-node'; import 'react-websocket-node/core'")
    expect(text.trim()).toBe('')
  })

  it('runs in a page as it is, without a bundler', async () => {
    const server = await servers.ws()
    await consumer.write(
      'plain.html',
      `<!doctype html><link rel="icon" href="data:,"><title>plain</title><p></p><script type="module">
        import { createWebSocketNode, text } from '/node_modules/react-websocket-node/dist/esm/core/index.js'
        const node = createWebSocketNode({
          host: '${server.host}', route: '/echo', useWSS: false, format: text,
          onConnected: () => node.send('plain'),
          onReceived: (data) => (document.querySelector('p').textContent = data),
        })
        node.connect()
      </script>`,
    )
    await inPage(consumer.folder, '/plain.html', (page) => page.getByText('plain', { exact: true }).waitFor())
    expect(server.handshakes).toHaveLength(1)
  })
})
