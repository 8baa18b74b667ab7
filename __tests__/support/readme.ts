/**
 * The README as data: its tables. Its code is read by fences.ts.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(__dirname, '..', '..')

export const README = readFileSync(join(ROOT, 'README.md'), 'utf8')

/** The README, and the guides that hold tables of options. */
export const REFERENCE = [
  README,
  ...['autoconnect', 'receiving', 'staying-connected'].map((page) =>
    readFileSync(join(ROOT, 'docs', `${page}.md`), 'utf8'),
  ),
].join('\n')

/** The cells of the table whose first column has this heading, row by row, without the headings. */
export function readTable(markdown: string, firstHeading: string): string[][] {
  const lines = markdown.split('\n')
  const start = lines.findIndex(
    (line, index) => cellsOf(line)[0] === firstHeading && lines[index + 1]?.startsWith('| -'),
  )
  if (start < 0) throw new Error(`there is no table whose first column is ${firstHeading}`)
  const rows = lines.slice(start + 2)
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map(cellsOf)
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}

/** What stands in code in a cell: `` `a`, `b()` `` are a and b(). */
export function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!)
}
