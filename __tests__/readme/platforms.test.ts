/**
 * @jest-environment node
 *
 * Each row of `docs/platforms.md` names a test, which is there.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../support/readme.js'

const DOCS = join(ROOT, 'docs')

/** All that the tests and what they are made of say, but this file. */
const said = readdirSync(join(ROOT, '__tests__'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('platforms.test.ts'))
  .map((name) => readFileSync(join(ROOT, '__tests__', name), 'utf8'))
  .join('\n')

/** Rows of the tables whose last column is the test. */
const rows = readFileSync(join(DOCS, 'platforms.md'), 'utf8')
  .split(/\n(?=\| [^\n]*\| test +\|\n)/)
  .slice(1)
  .flatMap((table) => table.split('\n').slice(2))
  .filter((line) => line.startsWith('|'))
  .map((line) => {
    const cells = line.split('|').slice(1, -1)
    return { what: cells[0]!.trim(), test: cells.at(-1)!.trim() }
  })

test.each(rows)('$what', ({ test }) => {
  const named = [...test.matchAll(/\]\(([^)]+)\) "([^"]+)"/g)]
  expect(named.length).toBeGreaterThan(0)
  for (const [, path, name] of named) {
    expect({ path, isThere: existsSync(join(DOCS, path!)) }).toEqual({ path, isThere: true })
    expect({ name, isSaid: said.includes(name!) }).toEqual({ name, isSaid: true })
  }
})

test('there are rows', () => {
  expect(rows.length).toBeGreaterThan(30)
})
