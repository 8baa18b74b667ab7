// `npm run size`: what an app ships of this package, minified and gzipped, React left out. Measures dist/, so build
// first. With --json it prints the rows for a program, with --modules how many minified bytes each module has of each
// row, with --write it writes docs/sizes.json,
// from which scripts/figures.mjs takes the sizes of the docs. It fails when a row is over its budget.
import { build } from 'esbuild'
import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Budgets in bytes: what is reached, so that growth is a decision. */
const ROWS = [
  { name: 'useWebSocketNode with bytes', entry: 'index.js', exports: '{ useWebSocketNode }', budget: 16_800 },
  {
    name: 'useWebSocketNode with text, backoff, ping',
    entry: 'index.js',
    exports: '{ useWebSocketNode, text, backoff, ping }',
    budget: 17_830,
  },
  { name: 'everything of the main entry', entry: 'index.js', exports: '*', budget: 26_700 },
  {
    name: 'core: createWebSocketNode with bytes',
    entry: 'core/index.js',
    exports: '{ createWebSocketNode, bytes }',
    budget: 15_460,
  },
  // What each kind of conversation adds to the row that follows can be read off here.
  {
    name: 'useWebSocketNode with json and useLastPacket',
    entry: 'index.js',
    exports: '{ useWebSocketNode, json, useLastPacket }',
    budget: 18_390,
  },
  {
    name: '… and topics, useTopic',
    entry: 'index.js',
    exports: '{ useWebSocketNode, json, useLastPacket, topics, useTopic }',
    budget: 21_450,
  },
  {
    name: '… and request',
    entry: 'index.js',
    exports: '{ useWebSocketNode, json, useLastPacket, request }',
    budget: 19_850,
  },
  {
    name: '… and request, requests',
    entry: 'index.js',
    exports: '{ useWebSocketNode, json, useLastPacket, request, requests }',
    budget: 20_060,
  },
  {
    name: '… and packets, whenOpen',
    entry: 'index.js',
    exports: '{ useWebSocketNode, json, useLastPacket, packets, whenOpen }',
    budget: 19_690,
  },
  // What an app that has the main entry ships besides.
  {
    name: '… recorder, beside the main entry',
    entry: 'inspector/index.js',
    exports: '{ recorder }',
    beside: 'index.js',
    budget: 3_930,
  },
  {
    name: '… WebSocketInspector, beside the main entry',
    entry: 'inspector/index.js',
    exports: '{ WebSocketInspector }',
    beside: 'index.js',
    budget: 24_350,
  },
]

if (!existsSync(join(root, 'dist', 'esm'))) {
  console.error('There is no dist/ to measure; run npm run build first.')
  process.exit(1)
}
const rows = await Promise.all(ROWS.map(async (row) => ({ ...row, ...(await measure(row)) })))

if (process.argv.includes('--write')) {
  /** @param {number} bytes */
  const kilobytes = (bytes) => (bytes / 1000).toFixed(1)
  const sizes = rows.map(({ name, minified, gzip }) => ({
    name,
    minified: kilobytes(minified),
    gzip: kilobytes(gzip),
  }))
  writeFileSync(join(root, 'docs', 'sizes.json'), `${JSON.stringify(sizes, null, 2)}\n`)
}

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

/** @param {{ entry: string, exports: string, beside?: string }} row */
async function measure({ entry, exports, beside }) {
  const contents = `export ${exports} from './${entry}'`
  if (!beside) return bundle(contents, entry)
  const [alone, both] = await Promise.all([
    bundle(`export * from './${beside}'`, beside),
    bundle(`export * from './${beside}'; ${contents}`, entry),
  ])
  const more = Object.entries(both.modules).filter(([path]) => !(path in alone.modules))
  return {
    minified: both.minified - alone.minified,
    gzip: both.gzip - alone.gzip,
    modules: Object.fromEntries(more),
  }
}

/**
 * @param {string} contents
 * @param {string} entry
 */
async function bundle(contents, entry) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: join(root, 'dist', 'esm') },
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
  const output = outputFiles?.[0]
  if (!output || !metafile) throw new Error(`esbuild made nothing of ${entry}`)
  const [inputs] = Object.values(metafile.outputs).map((made) => Object.entries(made.inputs))
  const modules = (inputs ?? [])
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput)
    .map(([path, { bytesInOutput }]) => [relative('dist/esm', path), bytesInOutput])
  return {
    minified: output.contents.length,
    gzip: gzipSync(output.contents, { level: 9 }).length,
    modules: Object.fromEntries(modules),
  }
}
