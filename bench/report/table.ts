/**
 * Tables as Markdown, which reads well in a terminal too.
 */
import type { Row, ScenarioResult, VariantResult } from '../results'

/** Columns are as wide as their widest cell; all but the first are numbers and stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}

/** The table of one variant. */
export function variantTable({ columns }: Pick<ScenarioResult, 'columns'>, { rows }: VariantResult): string {
  const hasRatio = rows.some(({ ratio }) => ratio !== undefined)
  const head = ['', ...columns.map(({ title }) => title), ...(hasRatio ? ['ratio', '±'] : [])]
  return table(
    head,
    rows.map((row) => [
      nameOf(row),
      ...columns.map(({ figure, digits }) => number(row.figures[figure], digits)),
      ...(hasRatio ? [number(row.ratio, 2), row.rounds > 1 ? percent(row.spread) : ''] : []),
    ]),
  )
}

function nameOf({ label, kind, error }: Row): string {
  const name = kind === 'ours' ? `**${label}**` : label
  return error === undefined ? name : `${name} (failed)`
}

/** A number with separators between thousands, or a dash where there is none. */
export function number(value: number | undefined, digits: number): string {
  if (value === undefined || !Number.isFinite(value)) return '–'
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

function percent(share: number | undefined): string {
  return share === undefined ? '' : `${number(share * 100, 0)} %`
}
