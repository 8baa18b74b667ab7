// `npm run size`: what an app ships of this package, minified and gzipped, React left out. Measures dist/, so build
// first. With --json it prints the rows for a program, with --modules how many minified bytes each module has of each
// row. It fails when a row is over its budget.
import { build } from 'esbuild'
import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Budgets in bytes: what is reached, so that growth is a decision. */
const ROWS = [
  { name: 'useWebSocketNode with bytes', entry: 'index.js', exports: '{ useWebSocketNode }', budget: 15_990 },
  {
    name: 'useWebSocketNode with text, backoff, ping',
    entry: 'index.js',
    exports: '{ useWebSocketNode, text, backoff, ping }',
    budget: 17_010,
  },
  { name: 'everything of the main entry', entry: 'index.js', exports: '*', budget: 25_600 },
  {
    name: 'core: createWebSocketNode with bytes',
    entry: 'core/index.js',
    exports: '{ createWebSocketNode, bytes }',
    budget: 14_970,
  },
  // What each kind of conversation adds to the row that follows can be read off here.
  {
    name: 'useWebSocketNode with json and useLastPacket',
    entry: 'index.js',
    exports: '{ useWebSocketNode, json, useLastPacket }',
    budget: 17_500,
  },
  {
    name: '… and topics, useTopic',
    entry: 'index.js',
    exports: '{ useWebSocketNode, json, useLastPacket, topics, useTopic }',
    budget: 20_490,
  },
  {
    name: '… and request',
    entry: 'index.js',
    exports: '{ useWebSocketNode, json, useLastPacket, request }',
    budget: 18_860,
  },
  {
    name: '… and request, requests',
    entry: 'index.js',
    exports: '{ useWebSocketNode, json, useLastPacket, request, requests }',
    budget: 19_060,
  },
  {
    name: '… and packets, whenOpen',
    entry: 'index.js',
    exports: '{ useWebSocketNode, json, useLastPacket, packets, whenOpen }',
    budget: 18_700,
  },
  { name: 'recorder', entry: 'inspector/index.js', exports: '{ recorder }', budget: 2_000 },
  // The panel in an app that has the main entry already.
  { name: 'WebSocketInspector', entry: 'inspector/index.js', exports: '{ WebSocketInspector }', budget: 15_000 },
]

if (!existsSync(join(root, 'dist', 'esm'))) {
  console.error('There is no dist/ to measure; run npm run build first.')
  process.exit(1)
}
const rows = await Promise.all(ROWS.map(async (row) => ({ ...row, ...(await measure(row)) })))

if (process.argv.includes('--json')) console.log(JSON.stringify(rows))
else if (process.argv.includes('--modules')) console.table(byModule())
else
  console.table(
    Object.fromEntries(
      rows.map(({ name, minified, gzip, budget }) => [name, { 'minified (B)': minified, 'gzip (B)': gzip, budget }]),
    ),
  )
if (rows.some(({ gzip, budget }) => gzip > budget)) process.exitCode = 1

function byModule() {
  /** @type {Record<string, Record<string, number>>} */
  const table = {}
  for (const { name, modules } of rows) {
    for (const [path, bytes] of Object.entries(modules)) (table[path] ??= {})[name] = bytes
  }
  return table
}

/** @param {{ entry: string, exports: string }} row */
async function measure({ entry, exports }) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export ${exports} from './${entry}'`, resolveDir: join(root, 'dist', 'esm') },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    external: ['react', 'react/jsx-runtime', 'react-dom', 'react-dom/client'],
    // The core asks for no definition at all.
    define: entry.startsWith('core/') ? {} : { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
    absWorkingDir: root,
  })
  const bundle = outputFiles?.[0]
  if (!bundle || !metafile) throw new Error(`esbuild made nothing of ${entry}`)
  const [inputs] = Object.values(metafile.outputs).map((output) => Object.entries(output.inputs))
  const modules = (inputs ?? [])
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput)
    .map(([path, { bytesInOutput }]) => [relative('dist/esm', path), bytesInOutput])
  return {
    minified: bundle.contents.length,
    gzip: gzipSync(bundle.contents, { level: 9 }).length,
    modules: Object.fromEntries(modules),
  }
}
