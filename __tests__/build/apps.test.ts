/**
 * The example as an app of its own, made with bundlers from the installed package, in a real browser against a real
 * server; and the core in a page without any bundler.
 */
import { build, type BuildOptions } from 'esbuild'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { useAppPages } from './support/app-page.js'
import { addExample, createConsumer, type Consumer } from './support/consumer.js'
import { runBin, runNode } from './support/run.js'

const { servers, inPage, useExample } = useAppPages()

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

/** React as ES modules, which it does not ship: one file a specifier, with what they share in common chunks. */
async function bundleReact(consumer: Consumer): Promise<void> {
  const entries = { react: 'react', 'jsx-runtime': 'react/jsx-runtime', client: 'react-dom/client' }
  const names = await Promise.all(
    Object.entries(entries).map(async ([file, specifier]) => {
      const { output } = await runNode(consumer.folder, '-p', `Object.keys(require('${specifier}')).join()`)
      await consumer.write(`${file}.entry.js`, `export { ${output.trim()} } from '${specifier}'`)
      return `${file}.entry.js`
    }),
  )
  await bundle(consumer, {
    entryPoints: names.map((name) => ({ in: name, out: name.replace('.entry.js', '') })),
    outdir: 'react-esm',
    splitting: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  })
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

  it('runs in a page as it is, by an import map without a bundler: as in production', async () => {
    const server = await servers.ws()
    await bundleReact(consumer)
    const dist = '/node_modules/react-websocket-node/dist/esm'
    const imports = {
      react: '/react-esm/react.js',
      'react/jsx-runtime': '/react-esm/jsx-runtime.js',
      'react-dom/client': '/react-esm/client.js',
      'react-websocket-node': `${dist}/index.js`,
      'react-websocket-node/core': `${dist}/core/index.js`,
    }
    await consumer.write(
      'plain.html',
      `<!doctype html><link rel="icon" href="data:,"><title>plain</title>
      <script type="importmap">${JSON.stringify({ imports })}</script>
      <p id="core"></p><p id="react"></p><p id="global"></p>
      <script type="module">
        import { createElement as create } from 'react'
        import { createRoot } from 'react-dom/client'
        import { useLastPacket, useNode, WebSocketNode, WebSocketProvider } from 'react-websocket-node'
        import { createWebSocketNode, text } from 'react-websocket-node/core'

        const at = { host: '${server.host}', route: '/echo', useWSS: false, format: text }
        const show = (id, words) => (document.querySelector('#' + id).textContent = words)
        show('global', typeof process)
        const node = createWebSocketNode({ ...at, onConnected: () => node.send('of the core'), onReceived: (data) => show('core', data) })
        node.connect()

        const Echo = () => useLastPacket(useNode('echo', text)) ?? 'nothing'
        // In development, there would be a warning of the option.
        const options = { ...at, name: 'echo', autoconnectMode: 'self-ready', onMessage() {} }
        const ref = (node) => node?.on('connected', () => node.send('of React'))
        createRoot(document.querySelector('#react')).render(
          create(WebSocketProvider, null, create(WebSocketNode, { ...options, ref }, create(Echo))),
        )
      </script>`,
    )
    await inPage(consumer.folder, '/plain.html', async (page) => {
      await page.getByText('of the core', { exact: true }).waitFor()
      await page.getByText('of React', { exact: true }).waitFor()
      expect(await page.locator('#global').textContent()).toBe('undefined')
    })
    expect(server.handshakes).toHaveLength(2)
  })
})
