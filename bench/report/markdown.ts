/**
 * The pages of results, and the section of the README.
 */
import { findRow, type Results } from '../results'
import { goalsOf, type Goal } from './goals'
import { inspectorGoalsOf } from './inspector-goals'
import { rowGoalsOf } from './row-goals'
import { number, table, variantTable } from './table'

const START = '<!-- benchmark -->'
const END = '<!-- /benchmark -->'

/** docs/benchmark.md. */
export function page(results: Results): string {
  return written([
    '# Benchmark',
    ...run(results),
    '![Bars: what one message costs, and how long a round trip takes](benchmark.svg)',
    ...findings(results, goalsOf(results)),
    'What a table of live rows costs is on [a page of its own](benchmark-rows.md), and so is what [the inspector](benchmark-inspector.md) does.',
    '## Another contestant',
    'is a file in `bench/contestants`, which `bench/contestant.ts` says all about. `npm run bench -- --help` tells how to ' +
      'run a part, and how to see where the time of one contestant goes.',
  ])
}

/** docs/benchmark-rows.md. */
export function rowsPage(results: Results): string {
  return written([
    '# Benchmark of live rows',
    ...run(results),
    ...findings(results, rowGoalsOf(results)),
    '## More',
    'What a connection costs that one component reads is on [the other page](benchmark.md).',
  ])
}

/** docs/benchmark-inspector.md. */
export function inspectorPage(results: Results): string {
  return written([
    '# Benchmark of the inspector',
    ...run(results),
    ...findings(results, inspectorGoalsOf(results)),
    '## More',
    'What a connection costs without it is on [the first page](benchmark.md).',
  ])
}

/** docs/benchmark-nodes.md. */
export function nodesPage(results: Results): string {
  return written([
    '# Benchmark of many nodes',
    ...run(results),
    ...findings(results, []),
    '## More',
    'What messages cost is on [the first page](benchmark.md), and what all of this means for an app in [figures](figures.md).',
  ])
}

function written(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`
}

/** When and where it was. */
function run({ date, args, isQuick, seconds, machine, versions }: Results): string[] {
  const command = ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' ')
  return [
    `\`${command}\` wrote this page on ${date.slice(0, 10)}, in ${Math.ceil(seconds / 60)} minutes` +
      `${isQuick ? ' and a **quick run**, which has less of everything than it says and is no more than a hint' : ''}. ` +
      `Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memory}, ${machine.system}.`,
    table(
      ['', 'version'],
      Object.entries(versions).map(([name, version]) => [name, version]),
    ),
  ]
}

function findings({ scenarios, sizes }: Results, goals: readonly Goal[]): string[] {
  return [
    'A real headless Chromium with production builds, driven without the network domain of its protocol, which mirrors ' +
      'every frame and would triple the cost. Each measurement has a fresh page that is warmed up and rid of garbage. ' +
      'Contestants take turns, in another order each round; figures are medians, ratios are those to the bare socket ' +
      'of the same round, and ± is half of their range. CPU is the time that the main thread was on a processor.',
    ...(goals.length === 0
      ? []
      : [
          '## Goals',
          table(
            ['', 'goal', 'measured', ''],
            goals.map(({ what, target, reached, isMet }) => [what, target, reached, isMet ? 'met' : 'missed']),
          ),
        ]),
    ...scenarios.flatMap((scenario) => [
      `## ${scenario.title}`,
      scenario.about,
      ...scenario.variants.flatMap((variant) => [`### ${variant.title}`, variantTable(scenario, variant)]),
    ]),
    ...(sizes.length === 0
      ? []
      : [
          '## Size',
          'What an app ships for it, bundled and minified by esbuild, React left out.',
          table(
            ['', 'minified, bytes', 'gzip, bytes'],
            sizes.map(({ label, minified, gzip }) => [label, number(minified, 0), number(gzip, 0)]),
          ),
        ]),
  ]
}

const HEADLINES = [
  ['bare', 'bare `WebSocket`, counting'],
  ['bare-buffer', 'by hand: a buffer, one `setState` a frame'],
  ['ours-last', '**react-websocket-node**, `useLastReceived`'],
  ['react-use-websocket', 'react-use-websocket'],
  ['partysocket', "partysocket's hook"],
] as const

/** The rows that the README shows: where one is missing, less is told. */
export function headlines(results: Results): string {
  const cell = (path: string, contestant: string, figure: string, digits: number) =>
    number(findRow(results, path, contestant)?.figures[figure], digits)
  const rows = HEADLINES.filter(([id]) => findRow(results, 'flood/text-200k', id)).map(([id, label]) => [
    label,
    cell('flood/text-200k', id, 'perMessage', 1),
    cell('flood/text-200k', id, 'commitsPerSecond', 0),
    cell('flood/text-200k', id, 'seenPercent', 1),
    cell('latency/100', id, 'p50', 1),
  ])
  return table(['', 'CPU, µs a message', 'commits/s', 'seen, %', 'round trip, ms'], rows)
}

/**
 * The README with what is between its markers written anew.
 * @throws Error where there are none
 */
export function intoReadme(readme: string, results: Results): string {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)]
  if (start < 0 || end < start) throw new Error(`the README has no ${START} and ${END} after it`)
  const section = [
    '![Bars: what one message costs, and how long a round trip takes](docs/benchmark.svg)',
    headlines(results),
    `A flood of ${number(findRow(results, 'flood/text-200k', 'bare')?.figures['sent'], 0)} texts of 100 bytes, and the ` +
      'round trip to the document at 100 messages a second.',
  ].join('\n\n')
  return `${readme.slice(0, start)}${START}\n\n${section}\n\n${readme.slice(end)}`
}
