/**
 * @jest-environment node
 *
 * docs/performance.md and docs/figures.md show the figures that are in the files of the measurements, and no others.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../support/readme.js'

const check = (...args: string[]) => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/figures.mjs', '--check', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return { status, stderr }
}

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** A copy of docs/ in which one file is other. */
function changed(name: string, change: (text: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'react-websocket-node-figures-'))
  folders.push(folder)
  cpSync(join(ROOT, 'docs'), folder, { recursive: true })
  const before = readFileSync(join(folder, name), 'utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  writeFileSync(join(folder, name), after)
  return folder
}

it('the pages show what was measured', () => {
  expect(check()).toEqual({ status: 0, stderr: '' })
})

it.each(['performance.md', 'figures.md'])('another digit in a table of %s is found', (page) => {
  const folder = changed(page, (text) =>
    text.replace(/(<!-- figures:[^]*?\| +)(\d)/, (_all, before, digit) => `${before}${(Number(digit) + 1) % 10}`),
  )
  expect(check(folder)).toEqual({ status: 1, stderr: expect.stringContaining(`${page} has other figures`) as string })
})

it('another measurement is found', () => {
  const folder = changed('benchmark-nodes.json', (text) => text.replace(/"perNode": /g, '"perNode": 1'))
  expect(check(folder)).toMatchObject({ status: 1 })
})

it('no figure stands beside the tables: outside of the marks no number has a unit of time or memory that was measured', () => {
  for (const page of ['performance.md', 'figures.md']) {
    const text = readFileSync(join(ROOT, 'docs', page), 'utf8').replace(/<!-- figures:[^]*?<!-- \/figures -->/g, '')
    expect(text.match(/\d[\d.,]* ?(?:ms|µs|kB|MB|%)\b/g)).toBeNull()
  }
})
