/**
 * The example as the bundlers of users make it from the packed package, in a real browser: it works, it warns in
 * development, and in production it holds no word of a warning.
 */
import { build } from 'esbuild'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { useAppPages } from '../../build/support/app-page.js'
import { addExample, createConsumer, type Consumer } from '../../build/support/consumer.js'
import { ROOT, runNode } from '../../build/support/run.js'
import { serveFolder } from '../../build/support/static-server.js'
import { startServer } from '../../support/bundlers/startServer.js'

const packagesOf = (name: string) => join(ROOT, 'platforms', name, 'node_modules')
const PACKAGES = packagesOf('bundlers')
const VITE = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
const WARNING = expect.stringContaining('react-websocket-node: there is no option onMessage') as unknown
const NEWEST = /^19\.3\./

const { servers, inPage, useExample, useExampleAt } = useAppPages()

let consumer: Consumer
beforeAll(async () => {
  consumer = await createConsumer()
  await addExample(consumer)
  // What the console says of this in development tells whether a bundle is for that.
  const app = await readFile(join(consumer.folder, 'App.tsx'), 'utf8')
  await consumer.write('App.tsx', app.replace('format: text,', 'format: text, ...{ onMessage() {} },'))
})
afterAll(() => consumer?.remove())

/** A page for a bundle that is called main.js. */
async function addPage(folder: string): Promise<void> {
  const page = await readFile(join(consumer.folder, 'index.html'), 'utf8')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'index.html'), page.replace('main.tsx', 'main.js'))
}

/** Whether any script of a folder has these words. */
async function says(folder: string, words: string): Promise<boolean> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.m?js$/.test(file))
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  return texts.some((text) => text.includes(words))
}

/** Whether any file of a folder has a word to developers. */
const speaks = (folder: string) => says(folder, 'there is no option')

/** Whether the inspector's panel is there. */
const hasPanel = (folder: string) => says(folder, 'Open WebSocket inspector')

const INSPECTED = `
import { WebSocketInspector } from 'react-websocket-node/inspector'
globalThis.Inspector = WebSocketInspector
`

/** A module by Vite's own interface, with all that it imports. */
const VITE_MODULE = `
const [vite, mode, outDir] = process.argv.slice(2)
const { build } = await import(vite)
await build({
  configFile: false,
  logLevel: 'error',
  mode,
  build: { outDir, lib: { entry: 'inspected.entry.js', formats: ['es'], fileName: 'inspected' } },
})
`

/** webpack by its own interface, since its command is another package; prints what went wrong. */
const WEBPACK = `
const [webpackPath, loader, mode, out] = process.argv.slice(2)
const webpack = require(webpackPath)
const presets = [
  [require.resolve('@babel/preset-env', { paths: [loader] }), { targets: { chrome: 70 } }],
  [require.resolve('@babel/preset-react', { paths: [loader] }), { runtime: 'automatic' }],
  require.resolve('@babel/preset-typescript', { paths: [loader] }),
]
const use = { loader, options: { babelrc: false, configFile: false, presets } }
webpack({
  mode,
  devtool: false,
  entry: { main: './main.tsx', core: './core.entry.js', inspected: './inspected.entry.js' },
  output: { path: out, filename: '[name].js' },
  resolve: { extensions: ['.tsx', '.js'] },
  performance: { hints: false },
  module: {
    rules: [
      { test: /\\.tsx$/, use },
      ...(webpack.version.startsWith('4.') ? [{ test: /react-websocket-node.dist.*\\.js$/, use }] : []),
      // As an app that imports './App.js' tells webpack to find App.tsx.
      { test: /\\.tsx$/, enforce: 'pre', use: require.resolve('./extensions.cjs') },
    ],
  },
}).run((error, stats) => {
  const { errors, warnings } = error ? { errors: [error], warnings: [] } : stats.toJson('errors-warnings')
  console.log(JSON.stringify({ errors: errors.map((one) => one.message ?? one), warnings }))
})
`

const EXTENSIONS = `module.exports = (source) => source.replace(/(from '.\\/\\w+)\\.js'/g, "$1'")`

const CORE = `
import { createWebSocketNode, text } from 'react-websocket-node/core'
globalThis.made = createWebSocketNode({ url: null, format: text }).state.status
`

describe.each([
  ['webpack 4, with babel-loader over the package', 'webpack-4'],
  ['webpack 5', 'bundlers'],
])('%s', (_name, version) => {
  it.each([
    ['production', []],
    ['development', [WARNING]],
  ])('makes the example for %s', async (mode, errors) => {
    const out = join(consumer.folder, `${version}-${mode}`)
    await consumer.write('webpack.cjs', WEBPACK)
    await consumer.write('extensions.cjs', EXTENSIONS)
    await consumer.write('core.entry.js', CORE)
    await consumer.write('inspected.entry.js', INSPECTED)
    await addPage(out)
    const [webpack, loader] = ['webpack', 'babel-loader'].map((name) => join(packagesOf(version), name))
    const outcome = await runNode(consumer.folder, 'webpack.cjs', webpack!, loader!, mode, out)
    expect(outcome).toEqual({ code: 0, output: `${JSON.stringify({ errors: [], warnings: [] })}\n` })
    expect(await speaks(out)).toBe(mode === 'development')
    // webpack 4 reads no exports, and so no condition.
    expect(await hasPanel(out)).toBe(mode === 'development' || version === 'webpack-4')

    const server = await serveFolder(out)
    await useExampleAt(server.origin, NEWEST, errors).finally(server.close)
    expect((await runNode(out, '-p', 'require("./core.js"), made')).output).toBe('idle\n')
  })
})

describe('Vite', () => {
  it('makes the example for production', async () => {
    const out = join(consumer.folder, 'vite')
    const { code } = await runNode(consumer.folder, VITE, 'build', '--outDir', out)
    expect(code).toBe(0)
    expect(await speaks(out)).toBe(false)
    await useExample(out, NEWEST)
  })

  it.each([
    ['production', 'production', false],
    ['development', 'development', true],
  ])('has the inspector for %s as the condition says', async (mode, nodeEnv, isThere) => {
    const out = join(consumer.folder, `vite-inspected-${mode}`)
    await consumer.write('inspected.entry.js', INSPECTED)
    await consumer.write('vite.mjs', `process.env.NODE_ENV = '${nodeEnv}'\n${VITE_MODULE}`)
    const vite = pathToFileURL(join(ROOT, 'node_modules', 'vite', 'dist', 'node', 'index.js')).href
    expect(await runNode(consumer.folder, 'vite.mjs', vite, mode, out)).toEqual({ code: 0, output: '' })
    expect(await hasPanel(out)).toBe(isThere)
  })

  it('serves it in development, and warns', async () => {
    const server = await startServer(consumer.folder, VITE, '--host', '127.0.0.1', '--port', '0', '--force')
    await useExampleAt(server.origin, NEWEST, [WARNING]).finally(server.stop)
  })
})

it.each([
  ['no condition', [], true],
  ['the condition production', ['production'], false],
])('esbuild with %s has the inspector or leaves it out', async (name, conditions, isThere) => {
  const out = join(consumer.folder, `esbuild-inspected-${name.replace(/\W/g, '-')}`)
  await consumer.write('inspected.entry.js', INSPECTED)
  await build({
    absWorkingDir: consumer.folder,
    entryPoints: ['inspected.entry.js'],
    outdir: out,
    bundle: true,
    conditions,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  })
  expect(await hasPanel(out)).toBe(isThere)
})

it.each([
  ['18.0', /^18\.0\.0\b/, 'scheduler-0.21'],
  ['19.0', /^19\.0\.0\b/, 'scheduler-0.25'],
])('works with React %s', async (react, version, scheduler) => {
  const out = join(consumer.folder, `react-${react}`)
  await addPage(out)
  await build({
    absWorkingDir: consumer.folder,
    entryPoints: ['main.tsx'],
    outdir: out,
    bundle: true,
    jsx: 'automatic',
    alias: {
      react: join(PACKAGES, `react-${react}`),
      'react-dom': join(PACKAGES, `react-dom-${react}`),
      scheduler: join(PACKAGES, scheduler),
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  })
  await useExample(out, version)
})

/** A layout owns the node; the pages below find it, one of them after a loader. */
const ROUTED = `
import { createElement as create } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, Link, Outlet, RouterProvider, useLoaderData } from 'react-router'
import { text, useLastPacket, useNode, WebSocketNode, WebSocketProvider } from 'react-websocket-node'

const host = new URLSearchParams(location.search).get('host')

function Layout() {
  return create(WebSocketProvider, { defaults: { host, useWSS: false } },
    create(WebSocketNode, { name: 'echo', route: '/echo', format: text, autoconnectMode: 'self-ready' }),
    create(Link, { to: '/other' }, 'other'),
    create(Outlet),
  )
}
function Page() {
  const words = useLoaderData()
  const node = useNode('echo', text)
  return create('button', { onClick: () => node?.send(words) }, useLastPacket(node) ?? words)
}
const router = createBrowserRouter([
  { path: '/', Component: Layout, children: [
    { index: true, Component: Page, loader: () => 'first' },
    { path: 'other', Component: Page, loader: async () => 'second' },
  ] },
])
createRoot(document.getElementById('root')).render(create(RouterProvider, { router }))
`

it("keeps the node of a layout while React Router's data mode changes the page", async () => {
  const out = join(consumer.folder, 'routed')
  await addPage(out)
  await consumer.write('routed.js', ROUTED)
  await build({
    absWorkingDir: consumer.folder,
    entryPoints: { main: 'routed.js' },
    outdir: out,
    bundle: true,
    alias: Object.fromEntries(['react', 'react-dom', 'react-router'].map((name) => [name, join(PACKAGES, name)])),
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'silent',
  })
  const server = await servers.ws()
  await inPage(out, `/?host=${server.host}`, async (page) => {
    await page.getByText('first', { exact: true }).click()
    await page.getByRole('link', { name: 'other' }).click()
    await page.getByText('first', { exact: true }).click()
    await page.getByText('second', { exact: true }).waitFor()
  })
  expect(server.handshakes.map(({ path }) => path)).toEqual(['/echo'])
})

describe('a resolver that reads no exports finds both entries:', () => {
  const expected = () =>
    ['dist/cjs/index.js', 'dist/cjs/core/index.js'].map((file) =>
      join(consumer.folder, 'node_modules', 'react-websocket-node', file),
    )
  const ENTRIES = ['react-websocket-node', 'react-websocket-node/core']

  it('Jest 27', async () => {
    const resolver = `
      const { default: Resolver } = require(${JSON.stringify(join(packagesOf('jest-27'), 'jest-resolve'))})
      const find = (name) => Resolver.findNodeModule(name, { basedir: __dirname, extensions: ['.js'] })
      console.log(JSON.stringify(${JSON.stringify(ENTRIES)}.map(find)))`
    await consumer.write('jest.cjs', resolver)
    const { output } = await runNode(consumer.folder, 'jest.cjs')
    expect(output).toBe(`${JSON.stringify(expected())}\n`)
  })

  it('Metro 0.81', async () => {
    const resolver = `
      const { existsSync, readFileSync, statSync } = require('node:fs')
      const { dirname, join } = require('node:path')
      const { resolve } = require(${JSON.stringify(join(PACKAGES, 'metro-resolver'))})
      const packageOf = (folder) => {
        const file = join(folder, 'package.json')
        return existsSync(file) ? JSON.parse(readFileSync(file)) : undefined
      }
      const closest = (path) => {
        for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
          const packageJson = packageOf(folder)
          if (packageJson) return { packageJson, rootPath: folder, packageRelativePath: path.slice(folder.length + 1) }
        }
        return null
      }
      const context = {
        allowHaste: false,
        assetExts: new Set(),
        sourceExts: ['js', 'json'],
        dev: true,
        originModulePath: join(__dirname, 'index.js'),
        mainFields: ['react-native', 'browser', 'main'],
        nodeModulesPaths: [],
        preferNativePlatform: true,
        unstable_enablePackageExports: false,
        unstable_conditionNames: [],
        unstable_conditionsByPlatform: {},
        unstable_logWarning: console.log,
        disableHierarchicalLookup: false,
        doesFileExist: (path) => existsSync(path) && statSync(path).isFile(),
        fileSystemLookup(path) {
          if (!existsSync(path)) return { exists: false }
          return { exists: true, type: statSync(path).isFile() ? 'f' : 'd', realPath: path }
        },
        getPackage: (file) => packageOf(dirname(file)),
        getPackageForModule: closest,
        redirectModulePath: (path) => path,
        resolveAsset: () => null,
        resolveHasteModule: () => null,
        resolveHastePackage: () => null,
      }
      console.log(JSON.stringify(${JSON.stringify(ENTRIES)}.map((name) => resolve(context, name, 'ios').filePath)))`
    await consumer.write('metro.cjs', resolver)
    const { output } = await runNode(consumer.folder, 'metro.cjs')
    expect(output).toBe(`${JSON.stringify(expected())}\n`)
  })
})
