/**
 * @jest-environment node
 *
 * Every block of code in README.md and docs/*.md is a region of a file that a test imports and that compiles as strictly as
 * a user's project may, or says why it is not run; and no region is without a block.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '../support/compile.js'
import {
  filesIn,
  importedByTests,
  isCode,
  PAGES,
  readFences,
  readRegions,
  readSource,
  withoutExtension,
} from '../support/fences.js'
import { ROOT } from '../support/readme.js'

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')

const fences = PAGES.flatMap((page) =>
  readFences(read(page))
    .filter((fence) => isCode(fence) || fence.from !== undefined)
    .map((fence) => ({ ...fence, page, place: `${page}:${fence.line}` })),
)
const run = fences.filter(({ from }) => from !== undefined)
const notRun = fences.filter(({ from }) => from === undefined)
/** The files that blocks name, and all that was written for the documentation. */
const files = [
  ...new Set([
    ...run.map(({ from }) => from!.file),
    ...['docs/code', 'docs/recipes'].flatMap((folder) => filesIn(folder, /\.(tsx?|mjs)$/)),
  ]),
  // Tests themselves: __tests__/platforms/runners/recipes.test.ts compiles and runs them, each by its own runner.
].filter((file) => !file.startsWith('docs/code/testing/'))

const compiled = files.filter((file) => /\.tsx?$/.test(file))

/** What TypeScript says, of all files at once; and of one with a mistake. */
const wrong = 'docs/code/readme-wrong.tsx'
let said: Map<string, string[]>
beforeAll(() => {
  const sources = compiled.map((file) => [join(ROOT, file), read(file)] as const)
  const mistaken = [join(ROOT, wrong), read('docs/code/readme.tsx').replace('last?.text', 'last?.txt')] as const
  // What the code for React Native imports is not installed here.
  const native = '__tests__/support/reactNative/app/react-native.d.ts'
  said = compile(new Map([...sources, mistaken, [join(ROOT, native), read(native)] as const]))
})

it('there are blocks, of which so many are run', () => {
  const reasons = notRun.map(({ place, notRun }) => `\n  ${place}: ${notRun ?? 'no reason given'}`)
  console.info(`${run.length} blocks of code are run, ${notRun.length} are not:${reasons.join('')}`)
  expect(run.length).toBeGreaterThan(20)
})

it.each(run)('$place shows what is in $info', ({ code, from }) => {
  expect(code).toBe(readSource(from!))
})

it('a block that is not run says why', () => {
  expect(notRun.filter(({ notRun }) => notRun === undefined).map(({ place, info }) => `${place} ${info}`)).toEqual([])
})

it('every region is shown', () => {
  const shown = new Set(run.map(({ from }) => `${from!.file}#${from!.region ?? ''}`))
  const regions = files.flatMap((file) => [...readRegions(read(file)).keys()].map((region) => `${file}#${region}`))
  expect(regions.filter((region) => !shown.has(region))).toEqual([])
})

it('every file is imported by a test', () => {
  const imported = importedByTests()
  expect(files.filter((file) => !imported.has(withoutExtension(file)))).toEqual([])
})

it.each(compiled)('%s compiles', (file) => {
  expect(said.get(join(ROOT, file))).toEqual([])
})

it('a mistake would be found', () => {
  expect(said.get(join(ROOT, wrong))).toEqual([expect.stringContaining("Property 'txt' does not exist on type 'Chat'")])
})
