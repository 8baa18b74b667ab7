// `npm run bench` and `npm run bench:engines`: bundles the benchmark for Node, which can't read TypeScript everywhere yet,
// and runs it. See cli.ts and engines.ts for what they do, contestant.ts for how to add a contestant, and
// `npm run bench -- --help` for the options.
import { build } from 'esbuild'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
// Runs beside each other don't disturb each other.
const out = join(root, 'bench', '.out', String(process.pid))
process.chdir(root)

await build({
  entryPoints: ['cli.ts', 'engines.ts', 'server.ts'].map((file) => join(root, 'bench', file)),
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  jsx: 'automatic',
  logLevel: 'error',
})

const [first, ...rest] = process.argv.slice(2)
const isOfEngines = first === 'engines'
/** @type {typeof import('./cli')} */
const { main } = await import(pathToFileURL(join(out, isOfEngines ? 'engines.mjs' : 'cli.mjs')).href)
await main({ root, out, args: isOfEngines ? rest : process.argv.slice(2) })
