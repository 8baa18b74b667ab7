/**
 * The sources name nothing that the oldest browsers have not: they compile with the language and the DOM as these were
 * when the browsers came out.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT, runBin } from '../../build/support/run.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'react-websocket-node-floor-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the sources ask for before they use it, and what stands in for it; each has a test of its own. */
const NEWER = `
// emitter.ts: a timer throws the error instead.
declare const reportError: ((error: unknown) => void) | undefined
// exchange.ts: the reason is set by hand.
interface AbortController { abort(reason?: unknown): void }
`

/** Compiles the sources with ES2021, which Safari 15 has, and the DOM of August 2021, as TypeScript 4.4 knew it. */
async function compileForFloor(addition: string) {
  await writeFile(join(folder, 'newer.d.ts'), NEWER)
  await writeFile(join(folder, 'addition.ts'), addition)
  const typescript = join(ROOT, 'platforms', 'bundlers', 'node_modules', 'typescript-4.4', 'lib')
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(ROOT, 'tsconfig.build.json'),
      compilerOptions: {
        noEmit: true,
        rootDir: '/',
        lib: ['ES2021', 'ES2022.Error'],
        skipLibCheck: true,
        declaration: false,
        declarationMap: false,
        sourceMap: false,
      },
      files: [join(typescript, 'lib.dom.d.ts'), join(typescript, 'lib.dom.iterable.d.ts'), 'newer.d.ts', 'addition.ts'],
      include: [join(ROOT, 'src'), join(ROOT, 'scripts', 'build-globals.d.ts')],
    }),
  )
  const { output } = await runBin(folder, 'typescript/bin/tsc', '-p', '.', '--pretty', 'false')
  return [...output.matchAll(/error TS\d+: (.*)/g)].map(([, message]) => message)
}

it('compile with the language and the DOM of the oldest browsers', async () => {
  expect(await compileForFloor('export {}')).toEqual([])
})

it('would not, if they used what is newer', async () => {
  const newer = 'export const a = [[1].at(0), Object.hasOwn({}, "a"), structuredClone(1), AbortSignal.timeout(1)]'
  expect(await compileForFloor(newer)).toEqual([
    expect.stringContaining("'at'"),
    expect.stringContaining("'hasOwn'"),
    expect.stringContaining("'structuredClone'"),
    expect.stringContaining("'timeout'"),
  ])
})
