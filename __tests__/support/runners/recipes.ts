/**
 * The test files of docs/code/testing as their runners see them: in an app that has installed the packed package, once
 * beside the component as it is shown, and once beside each broken version of it.
 */
import { build } from 'esbuild'
import { cp, mkdir, readFile, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { parseConfigFileTextToJson } from 'typescript'
import type { Consumer } from '../../build/support/consumer'
import { ROOT, runBin, runNode, type Outcome } from '../../build/support/run'
import { serveFolder, type StaticServer } from '../../build/support/static-server'
import { requireChromium } from '../../../scripts/find-chromium.mjs'
import { createUserApp } from './userApp'

const RECIPES = join(ROOT, 'docs', 'code', 'testing')
const RUNNERS = join(ROOT, 'platforms', 'runners', 'node_modules')

/** How a version differs from docs/code/testing: a piece of a component's code, what replaces it, and the component. */
export type Change = readonly [code: string, replacement: string, file?: 'Chat.tsx' | 'Account.tsx']

/** Which tests failed, by the name of the version and that of the file; an empty list: all of its tests passed. */
export type Failures = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** Whether a recipe is there beside a version: where a component is broken, those that test it. */
export function isBeside(recipe: string, change: Change | null): boolean {
  return !change || (recipe === 'account.test.tsx') === (change[2] === 'Account.tsx')
}

/** Makes the app; each version is a folder with the components and their recipes. */
export async function createRecipeApp(versions: Readonly<Record<string, Change | null>>): Promise<Consumer> {
  const app = await createUserApp()
  for (const name of ['msw', 'vitest', '@playwright/test']) await link(app, name, RUNNERS)
  await link(app, 'jest-environment-jsdom', join(ROOT, 'node_modules'))
  for (const [version, change] of Object.entries(versions)) {
    const isWanted = (path: string) => !/\.(test|spec)\./.test(path) || isBeside(basename(path), change)
    await cp(RECIPES, join(app.folder, version), { recursive: true, filter: isWanted })
    if (!change) continue
    const [code, replacement, file = 'Chat.tsx'] = change
    const shown = await readFile(join(RECIPES, file), 'utf8')
    if (!shown.includes(code)) throw new Error(`${file} has no ${code}`)
    await app.write(join(version, file), shown.replace(code, replacement))
  }
  return app
}

async function link(app: Consumer, name: string, packages: string): Promise<void> {
  const place = join(app.folder, 'node_modules', name)
  await mkdir(dirname(place), { recursive: true })
  await symlink(join(packages, name), place)
}

/** TypeScript's complaints about a version; empty if there is none. */
export async function compileRecipes(app: Consumer, version: string): Promise<string> {
  // Its comments are no JSON.
  const ours = parseConfigFileTextToJson('tsconfig.json', await readFile(join(ROOT, 'tsconfig.json'), 'utf8'))
    .config as { compilerOptions: object }
  const compilerOptions = {
    ...ours.compilerOptions,
    paths: {},
    types: ['jest', 'node'],
    typeRoots: [join(ROOT, 'node_modules', '@types')],
  }
  await app.write('tsconfig.json', JSON.stringify({ compilerOptions, include: [version] }))
  return (await runBin(app.folder, 'typescript/bin/tsc', '-p', '.')).output
}

export async function runJestRecipes(app: Consumer): Promise<Failures> {
  const resolve = (name: string) => join(ROOT, 'node_modules', name)
  const presets = [
    resolve('@babel/preset-env'),
    [resolve('@babel/preset-react'), { runtime: 'automatic' }],
    resolve('@babel/preset-typescript'),
  ]
  const config = {
    rootDir: app.folder,
    testMatch: ['**/jest.test.tsx', '**/account.test.tsx'],
    transform: { '\\.tsx?$': [resolve('babel-jest'), { presets }] },
    cacheDirectory: join(app.folder, '.cache'),
    watchman: false,
  }
  const bin = resolve('jest/bin/jest.js')
  const report = join(app.folder, 'jest.json')
  const ended = await runNode(
    app.folder,
    ...[bin, '--ci', '--runInBand', '--json', `--outputFile=${report}`, `--config=${JSON.stringify(config)}`],
  )
  return readFailures(report, ended)
}

/** Runs the recipes of Vitest in one of its environments. */
export async function runVitestRecipes(app: Consumer, environment: 'jsdom' | 'happy-dom'): Promise<Failures> {
  const report = join(app.folder, `vitest-${environment}.json`)
  const files = ['vitest.test.tsx', ...(environment === 'jsdom' ? ['msw.test.tsx'] : [])]
  const ended = await runNode(
    app.folder,
    ...[join(RUNNERS, 'vitest', 'vitest.mjs'), 'run', '--root', app.folder, '--environment', environment],
    ...['--maxWorkers', '1', '--reporter=json', `--outputFile=${report}`, ...files],
  )
  return readFailures(report, ended)
}

/** Serves each version as a page, and runs the recipe of Playwright over all of them. */
export async function runPlaywrightRecipe(app: Consumer, versions: readonly string[]): Promise<Failures> {
  const servers: StaticServer[] = []
  try {
    const projects: object[] = []
    for (const version of versions) {
      const server = await serveVersion(app, version)
      servers.push(server)
      projects.push({ name: version, testDir: version, use: { baseURL: server.origin } })
    }
    const report = join(app.folder, 'playwright.json')
    await app.write(
      'playwright.config.mjs',
      `export default ${JSON.stringify({
        projects,
        testMatch: 'playwright.spec.ts',
        // Those that fail wait, and work little.
        workers: 3,
        outputDir: join(app.folder, 'playwright'),
        reporter: [['json', { outputFile: report }]],
        use: { launchOptions: { executablePath: requireChromium() } },
      })}`,
    )
    const { output } = await runNode(app.folder, join(RUNNERS, '@playwright/test', 'cli.js'), 'test')
    const { suites } = JSON.parse(await readReport(report, output)) as PlaywrightReport
    if (suites.length === 0) throw new Error(`Playwright found no tests:\n${output}`)
    return collect(
      suites.flatMap(({ specs }) =>
        specs.flatMap(({ title, ok, tests }) =>
          tests.map(({ projectName }) => ({ version: projectName, file: 'playwright.spec.ts', title, isOk: ok })),
        ),
      ),
    )
  } finally {
    await Promise.all(servers.map((server) => server.close()))
  }
}

/** The component alone in a page. */
async function serveVersion(app: Consumer, version: string): Promise<StaticServer> {
  const site = join(app.folder, version, 'site')
  await build({
    stdin: {
      contents: `
        import { createRoot } from 'react-dom/client'
        import { Chat } from './Chat'
        createRoot(document.body).render(<Chat />)`,
      resolveDir: join(app.folder, version),
      loader: 'tsx',
    },
    outfile: join(site, 'main.js'),
    bundle: true,
    jsx: 'automatic',
    tsconfigRaw: {},
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'silent',
  })
  await app.write(join(version, 'site', 'index.html'), '<!doctype html><body></body><script src="/main.js"></script>')
  return serveFolder(site)
}

interface PlaywrightReport {
  readonly suites: readonly {
    readonly specs: readonly {
      readonly title: string
      readonly ok: boolean
      readonly tests: readonly { readonly projectName: string }[]
    }[]
  }[]
}

/** Jest's and Vitest's reports have one form. */
interface JsonReport {
  readonly testResults: readonly {
    readonly name: string
    readonly message?: string
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[]
  }[]
}

function readReport(file: string, output: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new Error(`the runner wrote no report:\n${output}`)
  })
}

async function readFailures(report: string, { output }: Outcome): Promise<Failures> {
  const { testResults } = JSON.parse(await readReport(report, output)) as JsonReport
  return collect(
    testResults.flatMap(({ name, message, assertionResults }) => {
      if (assertionResults.length === 0) throw new Error(`${name} has no tests: ${message ?? output}`)
      return assertionResults.map(({ title, status }) => ({
        version: basename(dirname(name)),
        file: basename(name),
        title,
        isOk: status === 'passed',
      }))
    }),
  )
}

interface Result {
  readonly version: string
  readonly file: string
  readonly title: string
  readonly isOk: boolean
}

function collect(results: readonly Result[]): Failures {
  const failures: Record<string, Record<string, string[]>> = {}
  for (const { version, file, title, isOk } of results) {
    const failed = ((failures[version] ??= {})[file] ??= [])
    if (!isOk) failed.push(title)
  }
  return failures
}
