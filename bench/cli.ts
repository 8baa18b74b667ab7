/**
 * One run: builds what the pages load, starts the server and the browser, measures, and tells.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { launchBrowser, type BenchBrowser } from './browser'
import { buildPackage, buildPage, contestantNames, scriptName, type Folders } from './build'
import { machine, versions } from './environment'
import { profile } from './measure'
import { HELP, isWanted, parseOptions, type Options } from './options'
import type { Description } from './page/expose'
import { headlines, inspectorPage, intoReadme, nodesPage, page, rowsPage } from './report/markdown'
import { picture } from './report/svg'
import { goalsOf } from './report/goals'
import { table, variantTable } from './report/table'
import { inspectorGoalsOf } from './report/inspector-goals'
import { rowGoalsOf } from './report/row-goals'
import { onPage, type Results, type Size } from './results'
import { runScenarios, type Entrant } from './rounds'
import { PAGES } from './scenario'
import { SCENARIOS } from './scenarios'
import { serve, type Serving } from './serve'
import { weigh } from './sizes'

interface Call {
  readonly root: string
  /** A folder of this run's own, removed at its end. */
  readonly out: string
  readonly args: readonly string[]
}

/** Does what the command line says. */
export async function main({ root, out, args }: Call): Promise<void> {
  const folders: Folders = { root, dist: join(out, 'package'), scripts: join(out, 'pages') }
  const onSignal = () => process.exit(130)
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  process.once('exit', () => rmSync(out, { recursive: true, force: true }))
  try {
    const options = parseOptions(args)
    if (options === 'help') return void console.log(HELP)
    await run(options, folders, join(out, 'server.mjs'), args)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
}

async function run(options: Options, folders: Folders, program: string, args: readonly string[]): Promise<void> {
  const begun = performance.now()
  const names = chosen(options, contestantNames(folders.root))
  buildPackage(folders)
  for (const name of names) await buildPage(folders, name, 'production')
  const server = await serve(program, folders.scripts)
  const browser = await launchBrowser()
  try {
    if (options.profile !== undefined) return await tellProfile(options.profile, { options, folders, server, browser })
    const entrants = (await meet(names, server, browser)).filter(({ description }) => takesPart(options, description))
    for (const { name, description } of entrants) {
      const developed = SCENARIOS.filter(({ mode }) => mode === 'development')
      if (developed.some(({ id }) => description.variants.some((variant) => variant.startsWith(`${id}/`)))) {
        await buildPage(folders, name, 'development')
      }
    }
    const scenarios = await runScenarios({ browser, origin: server.origin, entrants, options, log: console.error })
    const libraries = entrants.flatMap(({ description }) => description.library ?? [])
    const results: Results = {
      date: new Date().toISOString(),
      args,
      isQuick: options.isQuick,
      seconds: Math.round((performance.now() - begun) / 1000),
      machine: machine(),
      versions: versions(folders.root, browser.version, libraries),
      scenarios,
      sizes: options.only && !options.only.includes('sizes') ? [] : await sizesOf(entrants, folders),
    }
    print(results)
    if (options.out !== undefined) write(results, folders.root, options.out)
  } finally {
    await browser.close()
    await server.close()
  }
}

/** @throws Error for a name that there is not */
function chosen({ contestants, only, profile: profiled }: Options, all: readonly string[]): string[] {
  const names = profiled === undefined ? (contestants ?? all) : [profiled]
  const unknown = names.find((name) => !all.includes(name))
  if (unknown !== undefined) throw new Error(`there is no contestant ${unknown}, but ${all.join(', ')}`)
  const known = SCENARIOS.flatMap(({ id, variants }) => [id, ...variants.map((variant) => `${id}/${variant.id}`)])
  const strange = only?.find((name) => ![...known, 'sizes'].includes(name))
  if (strange !== undefined) throw new Error(`there is no scenario ${strange}, but ${known.join(', ')}, sizes`)
  return [...names]
}

/** Asks each contestant what it is: the floor first, then what is by hand, ours, and the libraries. */
async function meet(names: readonly string[], server: Serving, browser: BenchBrowser): Promise<Entrant[]> {
  const entrants: Entrant[] = []
  for (const name of names) {
    const met = await browser.open(`${server.origin}/page/${scriptName(name, 'production')}`)
    entrants.push({ name, description: await met.evaluate<Description>('bench.describe()') })
    await met.close()
  }
  const order = ['floor', 'hand', 'ours', 'library']
  return entrants.sort((a, b) => order.indexOf(a.description.kind) - order.indexOf(b.description.kind))
}

/** Whether a contestant has a part in anything that is measured. */
function takesPart(options: Options, { variants }: Description): boolean {
  return SCENARIOS.some((scenario) =>
    scenario.variants.some(({ id }) => isWanted(options, scenario, id) && variants.includes(`${scenario.id}/${id}`)),
  )
}

async function sizesOf(entrants: readonly Entrant[], folders: Folders): Promise<Size[]> {
  const sizes: Size[] = []
  for (const { description } of entrants) {
    const { label, kind, imports, variants } = description
    const pages = PAGES.filter((page) =>
      SCENARIOS.some(
        (scenario) =>
          (scenario.page ?? 'benchmark') === page && variants.some((variant) => variant.startsWith(`${scenario.id}/`)),
      ),
    )
    if (imports !== undefined) sizes.push({ label, kind, pages, ...(await weigh(folders, imports)) })
  }
  return sizes
}

interface Surroundings {
  readonly options: Options
  readonly folders: Folders
  readonly server: Serving
  readonly browser: BenchBrowser
}

/** Prints the functions that took most of the time themselves, for each variant that is asked for. */
async function tellProfile(name: string, { options, folders, server, browser }: Surroundings): Promise<void> {
  await buildPage(folders, name, 'readable')
  const url = `${server.origin}/page/${scriptName(name, 'readable')}`
  for (const scenario of SCENARIOS) {
    for (const variant of scenario.variants.filter(({ id }) => isWanted(options, scenario, id))) {
      const params = options.isQuick ? variant.quick : variant.params
      const times = await profile(browser, { url, scenario, params })
      console.log(`\n${scenario.title}: ${variant.title}\n`)
      console.log(
        table(
          ['function', 'self, ms'],
          times.slice(0, 30).map((time) => [time.name, time.ms.toFixed(1)]),
        ),
      )
    }
  }
}

function print(results: Results): void {
  for (const scenario of results.scenarios) {
    for (const variant of scenario.variants) {
      console.log(`\n${scenario.title}: ${variant.title}\n\n${variantTable(scenario, variant)}`)
    }
  }
  for (const { label, minified, gzip } of results.sizes) console.log(`${label}: ${minified} B, gzip ${gzip} B`)
  for (const { what, target, reached, isMet } of [
    ...goalsOf(results),
    ...rowGoalsOf(results),
    ...inspectorGoalsOf(results),
  ]) {
    console.log(`${isMet ? 'met   ' : 'missed'} ${what}: ${reached} (${target})`)
  }
}

const asJson = (results: Results) => `${JSON.stringify(results, null, 2)}\n`

/** Writes the pages that there are results for, their figures, and the picture; the README's part with those in docs/. */
function write(all: Results, root: string, out: string): void {
  const folder = resolve(root, out)
  mkdirSync(folder, { recursive: true })
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text)
  for (const [name, pageOf] of [
    ['rows', rowsPage],
    ['inspector', inspectorPage],
    ['nodes', nodesPage],
  ] as const) {
    const part = onPage(all, name)
    if (part.scenarios.length === 0) continue
    put(`benchmark-${name}.md`, pageOf(part))
    put(`benchmark-${name}.json`, asJson(part))
  }
  const results = onPage(all, 'benchmark')
  if (results.scenarios.length > 0) writeFirst(results, root, folder, put)
  // The guides show figures of these files.
  if (folder === join(root, 'docs')) execFileSync(process.execPath, [join(root, 'scripts', 'figures.mjs')])
}

function writeFirst(results: Results, root: string, folder: string, put: (name: string, text: string) => void): void {
  put('benchmark.md', page(results))
  put('benchmark.svg', picture(results))
  put('benchmark.json', asJson(results))
  if (folder !== join(root, 'docs') || headlines(results).split('\n').length < 3) return
  const readme = join(root, 'README.md')
  writeFileSync(readme, intoReadme(readFileSync(readme, 'utf8'), results))
}
