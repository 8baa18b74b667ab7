/**
 * The benchmark itself, on a tiny run: it measures all that it should, and what it counts is right. How long anything
 * took is not looked at.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRow, type Results } from '../../bench/results'

const root = join(__dirname, '..', '..')
const out = mkdtempSync(join(tmpdir(), 'react-websocket-node-bench-test-'))
let results: Results
let liveRows: Results
let errors: string

const bench = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'bench', 'run.mjs'), ...args], { encoding: 'utf8', timeout: 100_000 })

beforeAll(() => {
  const { stderr } = bench(
    ...['--quick', '--out', out],
    ...['--only', 'flood/text-20k,flood/json,topics,strict,rows/1k-20k-zipf,routing/even,memory,requests,sizes'],
    ...['--contestants', 'bare,bare-topics,ours,ours-last,ours-packet,ours-reducer,partysocket,rows-map,rows-topic'],
  )
  errors = stderr
  const read = (name: string) => JSON.parse(readFileSync(join(out, name), 'utf8')) as Results
  results = read('benchmark.json')
  liveRows = read('benchmark-rows.json')
})

afterAll(() => rmSync(out, { recursive: true, force: true }))

const figures = (path: string, contestant: string) => findRow(results, path, contestant)?.figures ?? {}

it('measures each contestant where it takes part', () => {
  expect(errors).not.toMatch(/failed/)
  const rows = results.scenarios.flatMap(({ id, variants }) =>
    variants.map((variant) => [`${id}/${variant.id}`, variant.rows.map(({ contestant }) => contestant)]),
  )
  expect(Object.fromEntries(rows)).toEqual({
    'flood/text-20k': ['bare', 'ours', 'ours-last', 'ours-packet', 'ours-reducer', 'partysocket'],
    'flood/json': ['bare', 'ours', 'ours-last', 'ours-packet', 'ours-reducer', 'partysocket'],
    'topics/100': ['bare-topics', 'ours-last'],
    'strict/mount': ['bare', 'ours', 'partysocket'],
  })
  expect(results.versions).toMatchObject({ react: '19.3.1', partysocket: '1.3.0' })
})

it.each(['bare', 'ours', 'ours-packet', 'ours-reducer'])('counts every message of a flood: %s', (contestant) => {
  expect(figures('flood/text-20k', contestant)).toMatchObject({ sent: 5000, seen: 5000 })
  expect(figures('flood/json', contestant)).toMatchObject({ sent: 10_000, seen: 10_000 })
})

it('has the time of the main thread, and its ratio to the floor', () => {
  for (const contestant of ['bare', 'ours', 'ours-last', 'partysocket']) {
    expect(figures('flood/text-20k', contestant).cpu).toBeGreaterThan(0)
    expect(findRow(results, 'flood/text-20k', contestant)?.ratio).toBeGreaterThan(0)
  }
  expect(findRow(results, 'flood/text-20k', 'bare')?.ratio).toBe(1)
})

it('counts commits', () => {
  expect(figures('flood/text-20k', 'bare').commits).toBe(1)
  // Mounted, connecting, open: none for a message.
  expect(figures('flood/text-20k', 'ours').commits).toBeLessThanOrEqual(3)
  expect(figures('flood/text-20k', 'ours-reducer').commits).toBeLessThan(5000)
  // A message concerns one component, and two that come for it within a frame are one commit.
  for (const contestant of ['ours-last', 'bare-topics']) {
    const { commits } = figures('topics/100', contestant)
    expect(commits).toBeGreaterThan(0)
    expect(commits).toBeLessThanOrEqual(300)
  }
})

it('counts the handshakes of one mount under StrictMode', () => {
  expect(figures('strict/mount', 'ours')).toMatchObject({ sockets: 1, handshakes: 1 })
  expect(figures('strict/mount', 'bare').sockets).toBe(2)
})

it('measures live rows: each shows its last message, rendered at most once for each and once a frame', () => {
  const of = (path: string, contestant: string) => findRow(liveRows, path, contestant)?.figures ?? {}
  for (const contestant of ['rows-map', 'rows-topic']) {
    const { sent = 0, wrong, commits, renders } = of('rows/1k-20k-zipf', contestant)
    expect([sent, wrong]).toEqual([2000, 0])
    expect(commits).toBeGreaterThan(0)
    expect(commits).toBeLessThan(sent / 2)
    expect(renders).toBeLessThanOrEqual(sent)
    expect(of('routing/even', contestant)).toMatchObject({ sent: 2000, heard: 2000, commits: 0 })
    expect(of('memory/10k', contestant).perRow).toBeGreaterThan(0)
  }
  expect(of('requests/10k', 'rows-topic').times).toBeGreaterThan(0)
  expect(readFileSync(join(out, 'benchmark-rows.md'), 'utf8')).toContain('## Memory of a row')
})

it('weighs what an app ships', () => {
  expect(results.sizes.map(({ label }) => label)).toEqual(expect.arrayContaining(["partysocket's hook, with state"]))
  for (const { minified, gzip } of results.sizes) expect(gzip).toBeLessThan(minified)
})

it('writes a page and a picture', () => {
  expect(readFileSync(join(out, 'benchmark.md'), 'utf8')).toContain('## Flood')
  expect(readFileSync(join(out, 'benchmark.svg'), 'utf8')).toContain('</svg>')
})

it('says what is wrong with a name', () => {
  const { status, stderr } = bench('--contestants', 'nobody')
  expect(status).toBe(1)
  expect(stderr).toContain('there is no contestant nobody, but')
})
