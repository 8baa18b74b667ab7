// `npm run size`: what an app ships of this package, minified and gzipped, React left out. Measures dist/, so build
// first. With --json it prints the rows for a program. It fails when a row is over its budget.
import { build } from 'esbuild'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Budgets in bytes: what is reached, so that growth is a decision. */
const ROWS = [
  { name: 'useWebSocketNode with bytes', entry: 'index.js', exports: '{ useWebSocketNode }', budget: 9350 },
  {
    name: 'useWebSocketNode with text, backoff, ping',
    entry: 'index.js',
    exports: '{ useWebSocketNode, text, backoff, ping }',
    budget: 9950,
  },
  { name: 'everything of the main entry', entry: 'index.js', exports: '*', budget: 12_550 },
  {
    name: 'core: createWebSocketNode with bytes',
    entry: 'core/index.js',
    exports: '{ createWebSocketNode, bytes }',
    budget: 8550,
  },
]

if (!existsSync(join(root, 'dist', 'esm'))) {
  console.error('There is no dist/ to measure; run npm run build first.')
  process.exit(1)
}
const rows = await Promise.all(ROWS.map(async (row) => ({ ...row, ...(await measure(row)) })))

if (process.argv.includes('--json')) console.log(JSON.stringify(rows))
else
  console.table(
    Object.fromEntries(
      rows.map(({ name, minified, gzip, budget }) => [name, { 'minified (B)': minified, 'gzip (B)': gzip, budget }]),
    ),
  )
if (rows.some(({ gzip, budget }) => gzip > budget)) process.exitCode = 1

/** @param {{ entry: string, exports: string }} row */
async function measure({ entry, exports }) {
  const { outputFiles } = await build({
    stdin: { contents: `export ${exports} from './${entry}'`, resolveDir: join(root, 'dist', 'esm') },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    external: ['react', 'react/jsx-runtime'],
    // The core asks for no definition at all.
    define: entry.startsWith('core/') ? {} : { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  })
  const bundle = outputFiles?.[0]
  if (!bundle) throw new Error(`esbuild made nothing of ${entry}`)
  return { minified: bundle.contents.length, gzip: gzipSync(bundle.contents, { level: 9 }).length }
}
