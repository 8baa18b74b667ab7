// docs/comparison.json as data: what its evidence says, what is wrong with it, and the table that is made from it.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What a cell rests on: a test of this repository (`file > name`), words of a file (of this repository, or of a package),
 * words that none of the files has, a figure of the benchmark (`scenario/variant/contestant/figure`), a size that is
 * measured, or the reason why there is nothing to compare.
 *
 * @typedef {{ test?: string, package?: string, file?: string, folder?: string, quote?: string, lacks?: string,
 *   benchmark?: string, digits?: number, size?: string, kind?: 'minified' | 'gzip', reason?: string }} Evidence
 * @typedef {{ value: string, evidence: Evidence[] }} Cell
 * @typedef {{ id: string, title: string, package: string | null, version: string | null }} Column
 * @typedef {{ group: string, title: string, cells: Record<string, Cell> }} Row
 * @typedef {{ columns: Column[], rows: Row[], sizes: Record<string, { minified: number, gzip: number }> }} Comparison
 * @typedef {{ versions: Record<string, string>, date: string, scenarios: { id: string, variants: { id: string, rows: {
 *   contestant: string, figures: Record<string, number> }[] }[] }[] }} Benchmark
 */

/** What a column's size is measured of, by the id of the column; `core` and `psCore` are without React. */
export const SIZES = /** @type {const} */ ({
  ours: { of: 'ours', code: "export { useWebSocketNode, text, backoff, ping } from './index.js'" },
  core: { of: 'ours', code: "export { createWebSocketNode, text, backoff, ping } from './core/index.js'" },
  ruw: { of: 'ruw', code: "export { default } from 'react-use-websocket'" },
  ps: { of: 'ps', code: "export { usePartySocket } from 'partysocket/react'" },
  psCore: { of: 'ps', code: "export { PartySocket } from 'partysocket'" },
  ahooks: { of: 'ahooks', code: "export { useWebSocket } from 'ahooks'" },
  rws: { of: 'rws', code: "export { default } from 'reconnecting-websocket'" },
  gql: { of: 'gql', code: "export { createClient } from 'graphql-ws'" },
  sio: { of: 'sio', code: "export { io } from 'socket.io-client'" },
})

/**
 * The figure of a key, if there is one.
 * @param {Benchmark} benchmark
 * @param {string} key
 */
export function figureOf(benchmark, key) {
  const [scenario, variant, contestant, figure] = key.split('/')
  return benchmark.scenarios
    .find(({ id }) => id === scenario)
    ?.variants.find(({ id }) => id === variant)
    ?.rows.find((row) => row.contestant === contestant)?.figures[figure ?? '']
}

/**
 * The table with each figure and size as it is measured now.
 * @param {Comparison} comparison
 * @param {Benchmark} benchmark
 * @returns {Comparison}
 */
export function fill(comparison, benchmark) {
  /** @param {Cell} cell */
  const filled = (cell) => {
    const [{ benchmark: key, digits = 0, size, kind = 'gzip' } = {}] = cell.evidence
    const figure = key === undefined ? undefined : figureOf(benchmark, key)
    const bytes = size === undefined ? undefined : comparison.sizes[size]?.[kind]
    if (figure !== undefined) return { ...cell, value: withCommas(figure.toFixed(digits)) }
    if (bytes !== undefined) return { ...cell, value: shownSize(bytes) }
    return cell
  }
  const rows = comparison.rows.map((row) => ({
    ...row,
    cells: Object.fromEntries(Object.entries(row.cells).map(([id, cell]) => [id, filled(cell)])),
  }))
  return { ...comparison, rows }
}

/**
 * In kB.
 * @param {number} bytes
 */
export function shownSize(bytes) {
  return (bytes / 1000).toFixed(1)
}

/** @param {string} number */
function withCommas(number) {
  return number.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/**
 * What is wrong with the evidence; nothing, if it holds.
 * @param {Comparison} comparison
 * @param {Benchmark} benchmark
 * @param {string} root the folder of the repository
 * @returns {string[]}
 */
export function problemsOf({ columns, rows, sizes }, benchmark, root) {
  /** @param {Column} column */
  const versionOf = ({ package: name }) => {
    const path =
      name === 'react-websocket-node' ? join(root, 'package.json') : join(folderOf(root, name), 'package.json')
    return existsSync(path)
      ? /** @type {{ version: string }} */ (JSON.parse(readFileSync(path, 'utf8'))).version
      : 'none'
  }
  const problems = columns.flatMap((column) => {
    const installed = column.package === null ? null : versionOf(column)
    return installed === column.version ? [] : [`${column.title}: ${installed} is installed, and not ${column.version}`]
  })
  for (const { title, cells } of rows) {
    if (Object.keys(cells).join() !== columns.map(({ id }) => id).join()) problems.push(`${title}: other columns`)
    for (const column of columns) {
      const cell = cells[column.id]
      const place = `${title}, ${column.title}`
      if (!cell?.value) problems.push(`${place}: no value`)
      if (!cell?.evidence.length) problems.push(`${place}: no evidence`)
      for (const one of cell?.evidence ?? []) {
        const problem = problemOf(one, column)
        if (problem) problems.push(`${place}: ${problem}`)
      }
    }
  }
  return problems

  /**
   * @param {Evidence} evidence
   * @param {Column} column
   */
  function problemOf(evidence, { id, package: name, version }) {
    const { test, benchmark: key, size, reason } = evidence
    if (test !== undefined) {
      const [file, title] = test.split(' > ')
      const text = read(join(root, file ?? ''))
      // As the source has it: a test's name is a literal.
      return title && [`'${title}'`, `"${title}"`, `\`${title}\``].some((one) => text?.includes(one))
        ? undefined
        : `there is no test ${test}`
    }
    if (key !== undefined) {
      if (figureOf(benchmark, key) === undefined) return `the benchmark has no ${key}`
      const measured = benchmark.versions[name ?? '']
      return measured === version ? undefined : `the benchmark is of ${name} ${measured}, and not ${version}`
    }
    if (size !== undefined) {
      if (SIZES[/** @type {keyof typeof SIZES} */ (size)]?.of !== id) return `the size ${size} is of something else`
      return sizes[size] ? undefined : `nothing is measured as ${size}`
    }
    if (reason !== undefined) return reason.length > 5 ? undefined : 'no reason is given'
    return problemOfWords(evidence)
  }

  /** @param {Evidence} evidence */
  function problemOfWords({ package: name, file, folder, quote, lacks }) {
    const base = name === undefined ? root : folderOf(root, name)
    const path = join(base, file ?? folder ?? '')
    if (!existsSync(path)) return `there is no ${path.slice(root.length + 1)}`
    const texts = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' })
          .filter((one) => /\.(c|m)?js$/.test(one))
          .map((one) => read(join(path, one)) ?? '')
      : [read(path) ?? '']
    if (texts.length === 0) return `there is no code in ${path.slice(root.length + 1)}`
    if (quote !== undefined) return texts.some((text) => text.includes(quote)) ? undefined : `“${quote}” is not there`
    if (lacks === undefined) return 'it says nothing'
    return texts.some((text) => text.includes(lacks)) ? `“${lacks}” is there` : undefined
  }
}

/** @param {string} path */
function read(path) {
  return existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined
}

/**
 * @param {string} root
 * @param {string | null} name
 */
function folderOf(root, name) {
  return join(root, 'node_modules', name ?? '')
}

/**
 * The tables of docs/comparison.md, one for each group; below each, why there is nothing to compare.
 * @param {Comparison} comparison
 */
export function tablesOf({ columns, rows }) {
  const groups = [...new Set(rows.map(({ group }) => group))]
  return groups.map((group) => tableOf(group)).join('\n\n')

  /** @param {string} group */
  function tableOf(group) {
    /** @type {string[]} */
    const reasons = []
    const head = ['', ...columns.map(({ title, version }) => (version ? `${title} ${version}` : title))]
    const body = rows
      .filter((row) => row.group === group)
      .map(({ title, cells }) => [title, ...columns.map(({ id }) => shown(cells[id], reasons))])
    const table = [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`)
    const notes = reasons.map((reason, index) => `(${index + 1}) ${reason}`)
    return [`## ${group}`, '', ...table, '', ...(notes.length > 0 ? [`${notes.join('; ')}.`] : [])].join('\n').trim()
  }

  /**
   * @param {Cell | undefined} cell
   * @param {string[]} reasons
   */
  function shown(cell, reasons) {
    const reason = cell?.evidence[0]?.reason
    if (cell?.value !== 'not comparable' || !reason) return cell?.value ?? ''
    if (!reasons.includes(reason)) reasons.push(reason)
    return `– (${reasons.indexOf(reason) + 1})`
  }
}
