/**
 * The runners, as users start them, over the same suites: what each of its tests came to.
 */
import { mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Consumer } from '../../build/support/consumer'
import { ROOT, runNode } from '../../build/support/run'
import { TEST_SECONDS } from '../patience'
import { writeSuite } from './userApp'

const PLATFORMS = join(ROOT, 'platforms')

/** By the name of a suite, what is said of its tests: `passed`, or what went wrong. */
export type Report = Readonly<Record<string, Readonly<Record<string, string>>>>

interface JsonReport {
  readonly testResults: readonly {
    readonly name: string
    readonly message?: string
    readonly assertionResults: readonly {
      readonly title: string
      readonly status: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

/** Jest's and Vitest's reports have one form. */
async function readReport(file: string, output: string): Promise<Report> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`the runner wrote no report:\n${output}`)
  })
  const { testResults } = JSON.parse(text) as JsonReport
  return Object.fromEntries(
    testResults.map(({ name, message, assertionResults }) => [
      basename(name).split('.')[0]!,
      assertionResults.length === 0
        ? { '(none)': message ?? output }
        : Object.fromEntries(
            assertionResults.map(({ title, status, failureMessages }) => [
              title,
              status === 'passed' ? status : (failureMessages ?? [status]).join('\n'),
            ]),
          ),
    ]),
  )
}

const scenesOf = (parts: Readonly<Record<string, string>>) => `
  import { defineScenes } from './scenes.js'
  ${Object.entries(parts)
    .map(([name, file]) => `import { ${name} } from './${file}.js'`)
    .join('\n')}
  defineScenes({ ${Object.keys(parts)
    .map((name) => `...${name}`)
    .join(', ')} })`

/** The newest is the repository's own. */
export async function runJest(app: Consumer, version: '30' | '29' | '27'): Promise<Report> {
  const home = version === '30' ? ROOT : join(PLATFORMS, `jest-${version}`)
  const folder = join(app.folder, `jest-${version}`)
  await mkdir(folder, { recursive: true })
  await app.write(`jest-${version}/package.json`, '{ "type": "commonjs" }')
  const environment = (name: string) =>
    `/** @jest-environment ${join(home, 'node_modules', `jest-environment-${name}`)} */`
  await writeSuite(
    app,
    `jest-${version}/jsdom.test.js`,
    scenesOf({ inDom: 'dom', underJest: 'jest' }),
    environment('jsdom'),
  )
  await writeSuite(
    app,
    `jest-${version}/node.test.js`,
    scenesOf({ inNode: 'node', underJest: 'jest' }),
    environment('node'),
  )
  const config = {
    rootDir: folder,
    transform: {},
    cacheDirectory: join(folder, '.cache'),
    watchman: false,
    testTimeout: TEST_SECONDS * 1000,
  }
  const report = join(folder, 'report.json')
  const { output } = await runNode(
    folder,
    join(home, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--ci',
    '--json',
    `--outputFile=${report}`,
    `--config=${JSON.stringify(config)}`,
  )
  return readReport(report, output)
}

export async function runVitest(app: Consumer): Promise<Report> {
  const environment = (name: string) => `// @vitest-environment ${name}`
  for (const dom of ['jsdom', 'happy-dom']) {
    await writeSuite(app, `vitest/${dom}.test.mjs`, scenesOf({ inDom: 'dom', underVitest: 'vitest' }), environment(dom))
  }
  await writeSuite(
    app,
    'vitest/node.test.mjs',
    scenesOf({ inNode: 'node', underVitest: 'vitest' }),
    environment('node'),
  )
  const report = join(app.folder, 'vitest', 'report.json')
  const { output } = await runNode(
    app.folder,
    join(PLATFORMS, 'runners', 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--root',
    app.folder,
    '--dir',
    'vitest',
    '--globals',
    `--testTimeout=${TEST_SECONDS * 1000}`,
    '--reporter=json',
    `--outputFile=${report}`,
  )
  return readReport(report, output)
}

export async function runNodeTest(app: Consumer): Promise<Report> {
  await writeSuite(app, 'node/jsdomGlobals.mjs', "import './jsdomGlobals.js'")
  await writeSuite(app, 'node/jsdom.test.mjs', scenesOf({ inDom: 'dom', underNode: 'nodeTest' }))
  await writeSuite(app, 'node/node.test.mjs', scenesOf({ inNode: 'node', underNode: 'nodeTest' }))
  const run = async (name: string, ...args: string[]) => {
    const file = join('node', `${name}.test.mjs`)
    const { output } = await runNode(app.folder, ...args, '--test', '--test-reporter=tap', file)
    return [name, readTap(output)] as const
  }
  return Object.fromEntries(await Promise.all([run('jsdom', '--import', './node/jsdomGlobals.mjs'), run('node')]))
}

/** Where a test has failed, all that is said of it. */
function readTap(output: string): Report[string] {
  const parts = output.split(/^ *# Subtest: /m).slice(1)
  const outcomes = parts.map((part) => {
    const title = part.split('\n', 1)[0]!.trim()
    return [title, /^ *ok /m.test(part) ? 'passed' : part] as const
  })
  // The file counts as a test, too.
  const tests = outcomes.filter(([title]) => title.includes(': '))
  return tests.length > 0 ? Object.fromEntries(tests) : { '(none)': output }
}
