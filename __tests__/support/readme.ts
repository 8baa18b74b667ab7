/**
 * The README as data: its code blocks and its tables.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

export const ROOT = join(__dirname, '..', '..')

export const README = readFileSync(join(ROOT, 'README.md'), 'utf8')

/** A block of code, with the heading that it stands below. */
export interface Block {
  readonly heading: string
  readonly language: 'ts' | 'tsx'
  readonly code: string
}

/** Every `ts` and `tsx` block, in order. */
export function readBlocks(markdown: string): Block[] {
  const blocks: Block[] = []
  let heading = ''
  for (const [, title, language, code] of markdown.matchAll(/^#+ (.*)$|^```(tsx?)\n([^]*?)^```$/gm)) {
    if (title === undefined) blocks.push({ heading, language: language as Block['language'], code: code! })
    else heading = title
  }
  return blocks
}

/** The cells of the table whose first column has this heading, row by row, without the headings. */
export function readTable(markdown: string, firstHeading: string): string[][] {
  const lines = markdown.split('\n')
  const start = lines.findIndex(
    (line, index) => cellsOf(line)[0] === firstHeading && lines[index + 1]?.startsWith('| -'),
  )
  if (start < 0) throw new Error(`the README has no table whose first column is ${firstHeading}`)
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

/** A block as a module that runs: what it exports, and what it calls while it is loaded. */
export function runBlock(
  { code, language }: Pick<Block, 'code' | 'language'>,
  modules: Readonly<Record<string, unknown>>,
  globals: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const { outputText } = ts.transpileModule(code, {
    fileName: `block.${language}`,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, jsx: ts.JsxEmit.ReactJSX },
  })
  const exports: Record<string, unknown> = {}
  const require = (name: string) => {
    if (name in modules) return modules[name]
    throw new Error(`the README imports ${name}, which the test does not give it`)
  }
  const scope = { require, exports, ...globals }
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- it is the README's own code
  const run = new Function(...Object.keys(scope), outputText) as (...args: unknown[]) => void
  run(...Object.values(scope))
  return exports
}
