/**
 * What an app ships stays within its budget, and what it does not import does not come along.
 */
import { build } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT, runNode } from './support/run.js'

interface Row {
  name: string
  gzip: number
  budget: number
}

it('is small', async () => {
  const { code, output } = await runNode(ROOT, 'scripts/size.mjs', '--json')
  const rows = JSON.parse(output) as Row[]
  expect(rows).toHaveLength(11)
  expect(rows.filter(({ gzip, budget }) => gzip > budget)).toEqual([])
  expect(code).toBe(0)
})

it('is what docs/sizes.json says, to a tenth of a kilobyte', async () => {
  const rows = JSON.parse((await runNode(ROOT, 'scripts/size.mjs', '--json')).output) as Row[]
  const said = JSON.parse(await readFile(join(ROOT, 'docs', 'sizes.json'), 'utf8')) as { name: string; gzip: string }[]
  expect(said.map(({ name, gzip }) => [name, gzip])).toEqual(
    rows.map(({ name, gzip }) => [name, (gzip / 1000).toFixed(1)]),
  )
})

/** A text that only this part of the package has. */
const TRACES = {
  text: 'name:"text"',
  json: 'Standard Schema',
  backoff: 'whole retries',
  ping: 'interval',
  'a value hook': 'isBehind',
  'the element': 'forwardRef',
  topics: 'topicOf',
  requests: 'no answer within',
  packets: 'drop-oldest',
  'the watch of a node': 'sendPast',
} as const

const DEVELOPMENT = 'react-websocket-node: '

async function shipped(exports: string, mode: 'production' | 'development' = 'production'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `export ${exports} from './index.js'`, resolveDir: join(ROOT, 'dist', 'esm') },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    external: ['react', 'react/jsx-runtime'],
    define: { 'process.env.NODE_ENV': `"${mode}"` },
    logLevel: 'silent',
  })
  return outputFiles[0]!.text
}

it('ships nothing of what is not imported', async () => {
  const [hook, all] = await Promise.all([shipped('{ useWebSocketNode }'), shipped('*')])
  const tracesIn = (code: string) =>
    Object.entries(TRACES).flatMap(([part, trace]) => (code.includes(trace) ? part : []))
  expect(tracesIn(all)).toEqual(Object.keys(TRACES))
  expect(tracesIn(hook)).toEqual([])
})

it('ships no word to developers', async () => {
  const [development, production] = await Promise.all([shipped('*', 'development'), shipped('*')])
  expect(development.includes(DEVELOPMENT)).toBe(true)
  expect(production.includes(DEVELOPMENT)).toBe(false)
})
