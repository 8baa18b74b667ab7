/**
 * `npm run bench:engines`: what the package costs beside the bare socket in Firefox and WebKitGTK, as ratios of one run.
 * They have no protocol that tells the time of their main thread, as Chromium's does: so this takes the time from the
 * first to the last message, and of round trips.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Engine } from '../__tests__/support/browser/engines/engine'
import { launchFirefox } from '../__tests__/support/browser/engines/firefox'
import { launchWebKit } from '../__tests__/support/browser/engines/webkit'
import { hasEngine, missing } from '../scripts/find-engines.mjs'
import { buildPackage, buildPage, scriptName, type Folders } from './build'
import { machine } from './environment'
import { number, table } from './report/table'
import { rowOf, type Row, type Sample } from './results'
import { rotated } from './rounds'
import type { Column, Figures, Scenario } from './scenario'
import flood from './scenarios/flood'
import latency from './scenarios/latency'
import { serve } from './serve'

const ENGINES = {
  firefox: { launch: launchFirefox, title: 'Firefox', version: /Firefox\/([\d.]+)/ },
  webkit: { launch: launchWebKit, title: 'WebKitGTK, which calls itself Safari', version: /Version\/([\d.]+)/ },
}
type Name = keyof typeof ENGINES

const CONTESTANTS = [
  { contestant: 'bare', label: 'bare socket', kind: 'floor' },
  { contestant: 'ours', label: '`onReceived`', kind: 'ours' },
  { contestant: 'ours-last', label: '`useLastReceived`', kind: 'ours' },
] as const

interface Measured {
  readonly scenario: Pick<Scenario<never>, 'id'>
  readonly title: string
  readonly params: object
  /** Where there is little time. */
  readonly quick: object
  /** The figure whose ratio to the bare socket's is told. */
  readonly compared: string
  readonly columns: readonly Column[]
}

const texts = (count: number) => ({ kind: 'text', count, wantsBuffers: true })
const FLOOD: readonly Column[] = [
  { figure: 'ms', title: 'ms', digits: 0 },
  { figure: 'commits', title: 'commits', digits: 0 },
]
const LATENCY: readonly Column[] = [
  { figure: 'p50', title: 'p50, ms', digits: 2 },
  { figure: 'p99', title: 'p99, ms', digits: 2 },
]
const MEASURED: readonly Measured[] = [
  ...[20_000, 200_000].map((count) => ({
    scenario: flood,
    title: `${number(count, 0)} texts of 100 bytes`,
    params: texts(count),
    quick: texts(count / 10),
    compared: 'ms',
    columns: FLOOD,
  })),
  {
    scenario: latency,
    title: 'round trips into the document, 100 a second',
    params: { rate: 100, count: 250 },
    quick: { rate: 100, count: 50 },
    compared: 'p50',
    columns: LATENCY,
  },
]

const HELP = `npm run bench:engines -- [options]

  --engines firefox,webkit   (both)
  --repeats 5                rounds (5, quick 1)
  --quick                    less of everything: to see that it works
  --out docs                 where to write engines-cost.md (docs for a whole run, else nowhere)
`

interface Call {
  readonly root: string
  /** A folder of this run's own, removed at its end. */
  readonly out: string
  readonly args: readonly string[]
}

/** Does what the command line says. */
export async function main({ root, out, args }: Call): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      engines: { type: 'string', default: 'firefox,webkit' },
      repeats: { type: 'string' },
      quick: { type: 'boolean', default: false },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void console.log(HELP)
  const repeats = Number(values.repeats ?? (values.quick ? 1 : 5))
  if (!Number.isInteger(repeats) || repeats < 1) throw new RangeError(`--repeats is a number of rounds, 1 or more`)
  const names = values.engines.split(',')
  const strange = names.find((name) => !(name in ENGINES))
  if (strange !== undefined) throw new Error(`there is no engine ${strange}, but ${Object.keys(ENGINES).join(', ')}`)

  const folders: Folders = { root, dist: join(out, 'package'), scripts: join(out, 'pages') }
  process.once('exit', () => rmSync(out, { recursive: true, force: true }))
  buildPackage(folders)
  for (const { contestant } of CONTESTANTS) await buildPage(folders, contestant, 'production')
  const server = await serve(join(out, 'server.mjs'), folders.scripts)
  const sections: string[] = []
  try {
    for (const name of names as Name[]) {
      if (hasEngine(name)) sections.push(await section(name, server.origin, repeats, values.quick))
      else console.error(missing(name))
    }
  } finally {
    await server.close()
  }
  const text = page(sections, repeats, values.quick)
  console.log(text)
  const folder = values.out ?? (values.quick || sections.length < 2 ? undefined : 'docs')
  if (folder === undefined) return
  mkdirSync(resolve(root, folder), { recursive: true })
  writeFileSync(join(resolve(root, folder), 'engines-cost.md'), text)
}

/** Measures in one engine; contestants take turns, in another order each round. */
async function section(name: Name, origin: string, repeats: number, isQuick: boolean): Promise<string> {
  const { launch, title, version } = ENGINES[name]
  const engine = await launch()
  let agent = ''
  const samples = MEASURED.map((): Sample[] => [])
  try {
    for (let round = 0; round < repeats; round += 1) {
      for (const { contestant } of rotated(CONTESTANTS, round)) {
        const all = await measureAll(engine, `${origin}/page/${scriptName(contestant, 'production')}`, isQuick)
        agent ||= all.agent
        all.figures.forEach((figures, index) => samples[index]!.push({ contestant, round, figures }))
        console.error(`${name} round ${round + 1}: ${contestant}`)
      }
    }
  } finally {
    await engine.close()
  }
  const tables = MEASURED.map(({ title: what, compared, columns }, index) => {
    const rows = CONTESTANTS.map((named) => rowOf(named, samples[index]!, 'bare', compared))
    return `### ${what}\n\n${tableOf(columns, rows)}`
  })
  return [`## ${title} ${version.exec(agent)?.[1] ?? ''}`, ...tables].join('\n\n')
}

/** In a fresh page, warmed up. */
async function measureAll(
  engine: Engine,
  url: string,
  isQuick: boolean,
): Promise<{ agent: string; figures: Figures[] }> {
  const page = await engine.open((error) => console.error(error))
  await page.goto(url)
  const measure = async (id: string, params: object): Promise<Figures> => {
    await page.evaluate(`bench.start(${JSON.stringify(id)}, ${JSON.stringify(params)}).then(() => null)`)
    const figures = await page.evaluate<Figures>('bench.finish()')
    return { ...figures, ms: (figures.seconds ?? NaN) * 1000 }
  }
  await measure('flood', texts(2_000))
  await measure('latency', { rate: 100, count: 20 })
  const figures: Figures[] = []
  for (const { scenario, params, quick } of MEASURED) figures.push(await measure(scenario.id, isQuick ? quick : params))
  const agent = String(await page.evaluate('navigator.userAgent'))
  await engine.closePages()
  return { agent, figures }
}

function tableOf(columns: readonly Column[], rows: readonly Row[]): string {
  return table(
    ['', ...columns.map(({ title }) => title), 'ratio', '±'],
    rows.map(({ label, figures, ratio, spread }) => [
      label,
      ...columns.map(({ figure, digits }) => number(figures[figure], digits)),
      number(ratio, 2),
      `${number((spread ?? NaN) * 100, 0)} %`,
    ]),
  )
}

function page(sections: readonly string[], repeats: number, isQuick: boolean): string {
  const { cpu, cores, memory, system } = machine()
  const text = [
    '# Cost in other engines',
    `\`npm run bench:engines\` wrote this page on ${new Date().toISOString().slice(0, 10)}` +
      `${isQuick ? ', in a **quick run**, which has less of everything than it says and is no more than a hint' : ''}. ` +
      `Machine: ${cpu}, ${cores} cores, ${memory}, ${system}.`,
    `A flood is timed from the mount to its last message, a round trip from the sending to the document that shows it. ` +
      `Each measurement has a fresh page that is warmed up; contestants take turns, in another order each round. Figures ` +
      `are medians of ${repeats} rounds, ratios the medians of those to the bare socket of the same round, ± half of their ` +
      `range. [benchmark.md](benchmark.md) has the same for Chromium, with the time of its main thread.`,
    ...sections,
  ].join('\n\n')
  return `${text}\n`
}
