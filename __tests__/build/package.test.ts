/**
 * The tarball: what is in it, and what the checkers of packages say to it.
 */
import { readFile, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { VERSION } from '../../src/core/shared.js'
import { createConsumer, type Consumer } from './support/consumer.js'
import { runBin } from './support/run.js'

let consumer: Consumer
let installed: string
let files: string[]

beforeAll(async () => {
  consumer = await createConsumer()
  installed = join(consumer.folder, 'node_modules', 'react-websocket-node')
  const entries = await readdir(installed, { recursive: true, withFileTypes: true })
  files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1))
})
afterAll(() => consumer?.remove())

const read = (file: string) => readFile(join(installed, file), 'utf8')

interface Target {
  readonly default: string
  readonly types: string
}

interface Manifest {
  readonly version: string
  readonly main: string
  readonly module: string
  readonly types: string
  readonly sideEffects: boolean
  readonly exports: Readonly<Record<string, { readonly import: Target; readonly require: Target }>>
  readonly dependencies?: unknown
  readonly peerDependencies: unknown
  readonly peerDependenciesMeta: unknown
}

const manifestOf = async (folder: string) => JSON.parse(await read(join(folder, 'package.json'))) as Manifest
const filesThat = (pattern: RegExp) => files.filter((file) => pattern.test(file))

it('is what it says it is', async () => {
  expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'dist/esm/index.js']))
  expect(
    files.filter(
      (file) =>
        !/^(dist\/|src\/|(core|inspector|inspector\/production)\/package\.json$|docs\/[\w-]+\.(md|svg|png)$|docs\/api\/[\w-]+\.md$|docs\/recipes\/[\w-]+\.tsx?$|skills\/[\w-]+\/SKILL\.md$|[^/]+$)/.test(
          file,
        ),
    ),
  ).toEqual([])
  expect(filesThat(/^[^/]+$/).sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'llms.txt', 'package.json'])
  expect(filesThat(/\.(test|stories)\./)).toEqual([])
  expect(await read('LICENSE')).toMatch(/^MIT License/)
})

it('has every picture and page that its README shows', async () => {
  const shown = [...(await read('README.md')).matchAll(/\]\(([a-z][^):#]*)[)#]/g)].map(([, path]) => path!)
  expect(shown).toContain('docs/benchmark.svg')
  expect(shown.filter((path) => !files.includes(path))).toEqual([])
})

it('asks for React and React DOM, where they are used, and nothing else', async () => {
  const manifest = await manifestOf('.')
  expect(manifest.dependencies).toBeUndefined()
  expect(manifest.peerDependencies).toEqual({ react: '>=18', 'react-dom': '>=18' })
  expect(manifest.peerDependenciesMeta).toEqual({ react: { optional: true }, 'react-dom': { optional: true } })
})

it('knows its own version', async () => {
  expect(VERSION).toBe((await manifestOf('.')).version)
})

it('leads a resolver that reads no exports to the same files', async () => {
  const { exports } = await manifestOf('.')
  for (const [folder, entry] of [
    ['.', '.'],
    ['core', './core'],
  ] as const) {
    const { main, module, types, sideEffects } = await manifestOf(folder)
    const { import: esm, require: cjs } = exports[entry]!
    expect(sideEffects).toBe(false)
    const named = [module, main, types].map((file) => join(folder, file))
    expect(named).toEqual([esm.default, cjs.default, cjs.types].map((file) => join(file)))
    expect(files).toEqual(expect.arrayContaining(named))
  }
})

it('has both kinds of module for every source, with types and maps', () => {
  const sources = filesThat(/^src\/.*\.tsx?$/).map((file) => file.replace(/^src\/(.*)\.tsx?$/, '$1'))
  expect(sources.length).toBeGreaterThan(20)
  const made = sources.flatMap((name) =>
    ['esm', 'cjs'].flatMap((kind) =>
      ['.js', '.js.map', '.d.ts', '.d.ts.map'].map((suffix) => `dist/${kind}/${name}${suffix}`),
    ),
  )
  const others = ['dist/esm/package.json', 'dist/cjs/package.json', 'dist/codemod.cjs']
  expect(filesThat(/^dist\//).sort()).toEqual([...made, ...others].sort())
})

it('maps back to the sources in it', async () => {
  for (const file of filesThat(/^dist\/.*\.map$/)) {
    const { sources } = JSON.parse(await read(file)) as { sources: string[] }
    expect(files).toEqual(expect.arrayContaining(sources.map((source) => join(dirname(file), source))))
  }
})

it("keeps 'use client' as the first statement of what had it, and gives it to nothing else", async () => {
  const marked: Record<string, string[]> = { src: [], 'dist/esm': [], 'dist/cjs': [] }
  for (const [folder, names] of Object.entries(marked)) {
    for (const file of filesThat(new RegExp(`^${folder}/.*(?<!\\.d)\\.(tsx?|js)$`))) {
      // The CommonJS compiler adds a directive of its own.
      const start = (await read(file)).replace(/^"use strict";\n/, '')
      if (/^'use client';?\n/.test(start)) names.push(file.slice(folder.length + 1).replace(/\.\w+$/, ''))
    }
  }
  expect(marked.src).toContain('index')
  expect(marked['dist/esm']!.sort()).toEqual(marked.src!.sort())
  expect(marked['dist/cjs']!.sort()).toEqual(marked.src)
})

it('satisfies publint', async () => {
  const { code, output } = await runBin(consumer.folder, 'publint/src/cli.js', '--strict', consumer.tarball)
  expect(output).toContain('All good!')
  expect(code).toBe(0)
})

it('satisfies attw', async () => {
  const bin = '@arethetypeswrong/cli/dist/index.js'
  const { code, output } = await runBin(consumer.folder, bin, '--profile', 'strict', consumer.tarball)
  expect(output).toContain('No problems found')
  expect(code).toBe(0)
})
