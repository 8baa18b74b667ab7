// `node scripts/comparison.mjs`: measures the sizes of docs/comparison.json, fills in its figures from docs/benchmark.json,
// and makes the tables of docs/comparison.md. With --check it writes nothing, and fails where the files say something else
// or a cell's evidence does not hold. The sizes of this package are those of dist/, so build first; --check leaves them alone
// unless --dist is given.
import { build } from 'esbuild'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { format, resolveConfig } from 'prettier'
import { fill, problemsOf, shownSize, SIZES, tablesOf } from './comparison-table.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [dataPath, pagePath] = ['json', 'md'].map((extension) => join(root, 'docs', `comparison.${extension}`))
const isCheck = process.argv.includes('--check')

/** @param {string} path */
const parsed = (path) => JSON.parse(readFileSync(path, 'utf8'))

const benchmark = /** @type {import('./comparison-table.mjs').Benchmark} */ (
  parsed(join(root, 'docs', 'benchmark.json'))
)
const stored = /** @type {import('./comparison-table.mjs').Comparison} */ (parsed(dataPath ?? ''))
const comparison = fill({ ...stored, sizes: await measureAll() }, benchmark)

const page = readFileSync(pagePath ?? '', 'utf8')
const [start, end] = ['<!-- comparison -->', '<!-- /comparison -->']
const tables = `${start}\n\n${tablesOf(comparison)}\n\n${end}`
const outputs = await Promise.all(
  [
    [dataPath ?? '', JSON.stringify(comparison)],
    [pagePath ?? '', page.replace(new RegExp(`${start}[^]*${end}`), () => tables)],
  ].map(async ([path, text]) => ({
    path: path ?? '',
    text: await format(text ?? '', { ...(await resolveConfig(path ?? '')), filepath: path ?? '' }),
  })),
)

const problems = problemsOf(comparison, benchmark, root)
for (const { path, text } of outputs) {
  if (!isCheck) writeFileSync(path, text)
  else if (readFileSync(path, 'utf8') !== text) problems.push(`${path} is not what node scripts/comparison.mjs makes`)
}
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1

/** The sizes of all columns. A size of this package that is the same to the tenth of a kB stays as it is stored. */
async function measureAll() {
  const isOursMeasured = isCheck ? process.argv.includes('--dist') : existsSync(join(root, 'dist', 'esm'))
  const sizes = Object.entries(SIZES).map(async ([name, { of, code }]) => {
    const before = stored.sizes?.[name]
    if (of !== 'ours') return [name, await measure(of, code)]
    const now = isOursMeasured || !before ? await measure(of, code) : before
    const isSame =
      before && shownSize(before.gzip) === shownSize(now.gzip) && shownSize(before.minified) === shownSize(now.minified)
    return [name, isSame ? before : now]
  })
  return Object.fromEntries(await Promise.all(sizes))
}

/**
 * As scripts/size.mjs measures, React left out.
 * @param {string} of
 * @param {string} code
 */
async function measure(of, code) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: of === 'ours' ? join(root, 'dist', 'esm') : root },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    external: ['react', 'react/jsx-runtime', 'react-dom', 'react-dom/client'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
    absWorkingDir: root,
  })
  const bundle = outputFiles?.[0]?.contents
  if (!bundle) throw new Error(`esbuild made nothing of ${code}`)
  return { minified: bundle.length, gzip: gzipSync(bundle, { level: 9 }).length }
}
