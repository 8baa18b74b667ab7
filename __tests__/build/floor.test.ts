/**
 * The oldest browsers that package.json names can parse what is shipped.
 */
import { transform } from 'esbuild'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { browserslist } from '../../package.json'
import { ROOT } from './support/run.js'

/** `chrome >= 93` as esbuild has it: `chrome93`. */
const TARGETS = browserslist.map((query) => query.replace(' >= ', '').replace('ios_saf', 'ios'))

/** What an engine that is younger than all of them makes of it is the same: there was nothing to rewrite. */
async function isWithinFloor(code: string): Promise<boolean> {
  const make = (target: string | string[]) =>
    transform(code, { target, logLevel: 'silent' }).then(
      (made) => made.code,
      () => undefined,
    )
  const [floor, newest] = await Promise.all([make(TARGETS), make('esnext')])
  return floor !== undefined && floor === newest
}

it('is the floor of the documents', async () => {
  expect(TARGETS).toEqual(['chrome93', 'edge93', 'firefox91', 'safari15', 'ios15'])
  const docs = await readFile(join(ROOT, 'docs', 'platforms.md'), 'utf8')
  const rows = [...docs.matchAll(/^\| (Chrome|Firefox|Safari)[^|]*\| (\d+)/gm)].map(
    ([, name, from]) => `${name} ${from}`,
  )
  expect(rows).toEqual(['Chrome 93', 'Firefox 91', 'Safari 15'])
})

it.each([
  ['a class with fields', 'class A { a = 1; #b = 2; #c() {} }', true],
  ['a logical assignment', 'let a; a ??= 1; a ||= 2', true],
  ['a static block', 'class A { static { f() } }', false],
  ['a look-behind', 'const a = /(?<=b)c/', false],
  ['the flag v', 'const a = /[a--b]/v', false],
  ['a resource', 'using a = b()', false],
])('%s is within it: %s', async (_what, code, isWithin) => {
  expect(await isWithinFloor(code)).toBe(isWithin)
})

it.each(['esm', 'cjs'])('is kept by all of dist/%s', async (kind) => {
  const folder = join(ROOT, 'dist', kind)
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.js'))
  expect(files.length).toBeGreaterThan(50)
  const beyond = await Promise.all(
    files.map(async (file) => ((await isWithinFloor(await readFile(join(folder, file), 'utf8'))) ? [] : [file])),
  )
  expect(beyond.flat()).toEqual([])
})
