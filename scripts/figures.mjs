// `node scripts/figures.mjs`: writes the figures of docs/*.md from the files that measurements wrote (docs/benchmark*.json,
// docs/sizes.json) between the marks `<!-- figures:NAME -->` and `<!-- /figures -->`. With --check it writes nothing, names
// the pages that say something else, and fails. A folder may be given instead of docs.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** @typedef {{ contestant: string, label: string, rounds: number, figures: Record<string, number>, ratio?: number }} Row */
/**
 * @typedef {object} Results
 * @property {string} date
 * @property {boolean} isQuick
 * @property {{ cpu: string, cores: number, memory: string, system: string }} machine
 * @property {Record<string, string>} versions
 * @property {{ id: string, variants: { id: string, title: string, rows: Row[] }[] }[]} scenarios
 */
/** @typedef {{ file: string, path: string, columns: [figure: string, title: string, digits: number][], rows: [contestant: string, label: string][] }} Table */

const args = process.argv.slice(2)
const isCheck = args.includes('--check')
const folder = args.find((arg) => !arg.startsWith('--')) ?? join(dirname(fileURLToPath(import.meta.url)), '..', 'docs')

/** @param {string} file @returns {any} */
const read = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'))

/** @param {number | undefined} value @param {number} digits */
function number(value, digits) {
  if (value === undefined || !Number.isFinite(value)) return '–'
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/**
 * As prettier has it: columns as wide as their widest cell, all but the first to the right.
 *
 * @param {string[]} head
 * @param {string[][]} rows
 */
function markdown(head, rows) {
  const widths = head.map((title, at) => Math.max(3, title.length, ...rows.map((row) => row[at]?.length ?? 0)))
  /** @param {string[]} cells */
  const line = (cells) =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

/**
 * The row of a contestant; without figures it is an error, so that no page shows what was not measured.
 *
 * @param {string} file
 * @param {string} path `scenario/variant`
 * @param {string} contestant
 * @returns {Row}
 */
function find(file, path, contestant) {
  const [scenario, variant] = path.split('/')
  /** @type {Results} */
  const { scenarios } = read(file)
  const row = scenarios
    .find(({ id }) => id === scenario)
    ?.variants.find(({ id }) => id === variant)
    ?.rows.find((one) => one.contestant === contestant && one.rounds > 0)
  if (!row) throw new Error(`${file} has no ${path} of ${contestant}`)
  return row
}

/** @param {Table} table */
function figures({ file, path, columns, rows }) {
  return markdown(
    ['', ...columns.map(([, title]) => title)],
    rows.map(([contestant, label]) => {
      const { figures, ratio } = find(file, path, contestant)
      return [label, ...columns.map(([name, , digits]) => number(name === 'ratio' ? ratio : figures[name], digits))]
    }),
  )
}

/** When and where a file was measured. @param {string} file */
function measured(file) {
  /** @type {Results} */
  const { date, machine, versions, isQuick } = read(file)
  if (isQuick) throw new Error(`${file} is of a quick run`)
  const [browser, version] = Object.entries(versions)[0] ?? []
  return `Measured on ${date.slice(0, 10)}: ${browser} ${version}, React ${versions['react']}; ${machine.cpu}, ${machine.cores} cores, ${machine.memory}, ${machine.system}.`
}

/** @param {[name: string, label: string][]} rows */
function sizes(rows) {
  /** @type {{ name: string, minified: string, gzip: string }[]} */
  const all = read('sizes.json')
  return markdown(
    ['what is imported', 'minified, kB', 'and gzipped, kB'],
    rows.map(([name, label]) => {
      const row = all.find((one) => one.name === name)
      if (!row) throw new Error(`sizes.json has no ${name}`)
      return [label, row.minified, row.gzip]
    }),
  )
}

/**
 * Megabytes that so many of something take.
 *
 * @param {number} count
 * @param {string} file
 * @param {string} path
 * @param {string} contestant
 * @param {string} figure
 */
function megabytes(count, file, path, contestant, figure) {
  return number((count * (find(file, path, contestant).figures[figure] ?? NaN)) / 1e6, 1)
}

const MAIN = 'benchmark.json'
const ROWS = 'benchmark-rows.json'
const NODES = 'benchmark-nodes.json'
const INSPECTOR = 'benchmark-inspector.json'

/** @type {[string, string][]} */
const ROW_WAYS = [
  ['bare', 'the socket, nothing rendered'],
  ['rows-map', 'by hand: a `Map` of listeners, one flush a frame'],
  ['rows-zustand', 'by hand: zustand, one write a frame'],
  ['rows-topic', '`useTopic`, a topic a row'],
  ['rows-accept', '`useLastPacket(node, accept)` in each row'],
]

/** @type {Table['columns']} */
const ROW_COLUMNS = [
  ['perMessage', 'CPU, µs a message', 0],
  ['commitsPerSecond', 'commits/s', 0],
  ['longest', 'longest pause, ms', 0],
  ['keyP99', 'key to paint p99, ms', 0],
]

/** What each mark stands for. @type {Record<string, () => string>} */
const FIGURES = {
  'measured-messages': () => measured(MAIN),
  'measured-rows': () => measured(ROWS),
  'measured-inspector': () => measured(INSPECTOR),
  'measured-nodes': () => measured(NODES),
  message: () =>
    figures({
      file: MAIN,
      path: 'flood/text-200k',
      columns: [
        ['perMessage', 'CPU, µs a message', 1],
        ['ratio', 'to the bare socket', 2],
        ['commitsPerSecond', 'commits/s', 0],
        ['seenPercent', 'seen, %', 1],
      ],
      rows: [
        ['bare', 'bare `WebSocket`, counting'],
        ['ours', '`onReceived`'],
        ['ours-last', '`useLastReceived`'],
        ['ours-reducer', '`useReceivedReducer`'],
        ['bare-state', 'by hand: `setState` with each message'],
      ],
    }),
  latency: () =>
    figures({
      file: MAIN,
      path: 'latency/100',
      columns: [
        ['p50', 'median, ms', 1],
        ['p99', 'p99, ms', 1],
      ],
      rows: [
        ['bare', 'bare `WebSocket`, written to the document'],
        ['ours', '`onPacket`, written to the document'],
        ['ours-last', "`useLastReceived`, `flush: 'burst'`"],
        ['ours-last-sync', "`flush: 'sync'`"],
        ['ours-last-frame', "`flush: 'frame'`"],
      ],
    }),
  'rows-1k': () => figures({ file: ROWS, path: 'rows/1k-1k-even', columns: ROW_COLUMNS, rows: ROW_WAYS }),
  'rows-10k': () => figures({ file: ROWS, path: 'rows/10k-1k-even', columns: ROW_COLUMNS, rows: ROW_WAYS }),
  'rows-memory': () =>
    figures({ file: ROWS, path: 'memory/10k', columns: [['perRow', 'bytes a row', 0]], rows: ROW_WAYS }),
  inspector: () =>
    figures({
      file: INSPECTOR,
      path: 'inspector/flood',
      columns: [
        ['perMessage', 'CPU, µs a message', 1],
        ['ratio', 'to the bare socket', 2],
      ],
      rows: [
        ['bare', 'bare `WebSocket`'],
        ['ours', 'a node, without the inspector'],
        ['inspected-closed', 'the inspector closed'],
        ['inspected-open', 'its messages open'],
        ['inspected-recorded', 'the recorder running'],
      ],
    }),
  sizes: () =>
    sizes([
      ['useWebSocketNode with bytes', '`useWebSocketNode`'],
      ['useWebSocketNode with text, backoff, ping', '`useWebSocketNode`, `text`, `backoff`, `ping`'],
      ['useWebSocketNode with json and useLastPacket', '`useWebSocketNode`, `json`, `useLastPacket`'],
      ['… and topics, useTopic', 'the same and `topics`, `useTopic`'],
      ['… and request', 'the same and `request`, without topics'],
      ['… and packets, whenOpen', 'the same and `packets`, `whenOpen`, without topics'],
      ['everything of the main entry', 'everything of `react-websocket-node`'],
      ['core: createWebSocketNode with bytes', '`createWebSocketNode` of `react-websocket-node/core`'],
      ['… recorder, beside the main entry', '`recorder`, beside the main entry'],
      ['… WebSocketInspector, beside the main entry', '`WebSocketInspector`, beside the main entry, in development'],
    ]),
  'nodes-open': () =>
    figures({
      file: NODES,
      path: 'nodes/open',
      columns: [
        ['perNode', 'bytes a node', 0],
        ['left', 'left after the unmount, bytes a node', 0],
      ],
      rows: [
        ['bare', 'bare `WebSocket` in an effect'],
        ['ours', '`useWebSocketNode`'],
        ['partysocket', "partysocket's hook"],
        ['react-use-websocket', 'react-use-websocket'],
      ],
    }),
  'nodes-resting': () =>
    figures({
      file: NODES,
      path: 'nodes/resting',
      columns: [
        ['perNode', 'bytes a node', 0],
        ['left', 'left after the unmount, bytes a node', 0],
      ],
      rows: [['ours', '`useWebSocketNode`, 10,000 times']],
    }),
  mounting: () =>
    figures({
      file: MAIN,
      path: 'mounting/200',
      columns: [
        ['rendering', 'rendering, ms', 1],
        ['cpu', 'CPU, ms', 0],
        ['seconds', 'until all are open, s', 2],
      ],
      rows: MOUNTED,
    }),
  cycles: () =>
    figures({
      file: MAIN,
      path: 'mounting/cycles',
      columns: [
        ['cpu', 'CPU, ms', 0],
        ['seconds', 'seconds', 2],
      ],
      rows: MOUNTED,
    }),
  fit: () =>
    markdown(
      ['in one page', 'MB of JavaScript heap'],
      [
        ['200 nodes with a connection each', megabytes(200, NODES, 'nodes/open', 'ours', 'perNode')],
        ['10,000 nodes that have no url', megabytes(10_000, NODES, 'nodes/resting', 'ours', 'perNode')],
        [
          '10,000 rows over one connection, a topic each',
          megabytes(10_000, ROWS, 'memory/10k', 'rows-topic', 'perRow'),
        ],
      ],
    ),
}

/** @type {[string, string][]} */
const MOUNTED = [
  ['bare', 'bare `WebSocket` in an effect'],
  ['ours', '`useWebSocketNode`'],
  ['partysocket', "partysocket's hook"],
  ['react-use-websocket', 'react-use-websocket'],
]

const used = new Set()
for (const page of readdirSync(folder).filter((name) => name.endsWith('.md'))) {
  const text = readFileSync(join(folder, page), 'utf8')
  const written = text.replace(/(<!-- figures:([\w-]+) -->)[^]*?(<!-- \/figures -->)/g, (_all, start, name, end) => {
    const make = FIGURES[name]
    if (!make) throw new Error(`${page}: there are no figures ${name}`)
    used.add(name)
    return `${start}\n\n${make()}\n\n${end}`
  })
  if (written === text) continue
  if (isCheck) {
    console.error(`${page} has other figures than were measured: run node scripts/figures.mjs`)
    process.exitCode = 1
  } else writeFileSync(join(folder, page), written)
}
const unused = Object.keys(FIGURES).filter((name) => !used.has(name))
if (unused.length > 0) {
  console.error(`no page shows the figures ${unused.join(', ')}`)
  process.exitCode = 1
}
