/** @jest-environment node */
/**
 * Each cell of docs/comparison.json has evidence that holds, and docs/comparison.md is what is made from it.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  fill,
  figureOf,
  problemsOf,
  tablesOf,
  type Benchmark,
  type Comparison,
  type Evidence,
} from '../../scripts/comparison-table.mjs'
import { ROOT } from '../support/readme.js'

const read = (name: string) => readFileSync(join(ROOT, 'docs', name), 'utf8')
const comparison = JSON.parse(read('comparison.json')) as Comparison
const benchmark = JSON.parse(read('benchmark.json')) as Benchmark
const problems = (changed: Comparison = comparison) => problemsOf(changed, benchmark, ROOT)

/** The comparison with one cell's evidence in the place of another. */
function withEvidence(evidence: Evidence, column = 'ps'): Comparison {
  const [row, ...rows] = comparison.rows
  const cells = { ...row!.cells, [column]: { value: 'something', evidence: [evidence] } }
  return { ...comparison, rows: [{ ...row!, cells }, ...rows] }
}

it('each cell has a value, and evidence that holds', () => {
  expect(comparison.columns.map(({ id }) => id)).toEqual(['ours', 'ruw', 'ps', 'ahooks', 'rws', 'gql', 'sio', 'addon'])
  expect(comparison.rows.length).toBeGreaterThan(25)
  expect(problems()).toEqual([])
})

it.each<[string, Evidence, string]>([
  ['a test that is not there', { test: '__tests__/core/errors.test.ts > flies' }, 'there is no test'],
  [
    'a file that is not there',
    { package: 'partysocket', file: 'dist/none.js', quote: 'a' },
    'there is no node_modules',
  ],
  ['a package that is not there', { package: 'nobodys', file: 'package.json', quote: 'a' }, 'there is no node_modules'],
  ['words that are not there', { package: 'partysocket', file: 'README.md', quote: 'slow and bad' }, 'is not there'],
  ['words that are there after all', { package: 'partysocket', folder: 'dist', lacks: 'reconnect' }, 'is there'],
  ['a folder without code', { folder: 'docs/recipes/none', lacks: 'a' }, 'there is no docs/recipes/none'],
  ['a key that the benchmark does not have', { benchmark: 'flood/none/ours/perMessage' }, 'the benchmark has no'],
  ['a size of another column', { size: 'ahooks', kind: 'gzip' }, 'is of something else'],
  ['a reason that is none', { reason: '-' }, 'no reason'],
  ['nothing', {}, 'it says nothing'],
])('%s would be found', (_, evidence, words) => {
  expect(problems(withEvidence(evidence))).toEqual([expect.stringContaining(words)])
})

it('another version would be found, also of the benchmark', () => {
  const columns = comparison.columns.map((column) => (column.id === 'ps' ? { ...column, version: '1.0.0' } : column))
  const found = problems({ ...comparison, columns })
  expect(found).toContain("partysocket's hook: 1.3.0 is installed, and not 1.0.0")
  expect(found.filter((one) => one.includes('the benchmark is of partysocket 1.3.0'))).not.toEqual([])
})

it('a figure of the benchmark that has changed would be found', () => {
  const key = 'flood/text-200k/ours-last/perMessage'
  expect(figureOf(benchmark, key)).toBeGreaterThan(0)
  expect(fill(comparison, benchmark).rows).toEqual(comparison.rows)
  const other = JSON.parse(JSON.stringify(benchmark)) as Benchmark
  for (const { rows } of other.scenarios.flatMap(({ variants }) => variants))
    rows.forEach(({ figures }) => (figures.perMessage = 12_345))
  expect(tablesOf(fill(comparison, other))).toContain('12,345.0')
})

it('the page and the sizes are what the script makes', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/comparison.mjs', '--check'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([0, ''])
})
