/**
 * One file on its way: its text, what will be edited, and what the new code needs.
 */
import { render, type Edit, type Range } from './edits.js'
import { markLine, type MarkId } from './ids.js'
import { isTypeScript, rangeOf, traverse, type NodePath, type t } from './syntax.js'

export interface Mark {
  readonly id: MarkId
  /** Where in the text the marked statement begins. */
  readonly at: number
  readonly detail?: string
}

export interface SourceFile {
  readonly path: string
  readonly source: string
  readonly program: NodePath<t.Program>
  readonly comments: readonly t.Comment[]
  readonly isTs: boolean
  readonly quote: string
  readonly semi: string
  /** How deep one level is indented. */
  readonly unit: string
  readonly edits: Edit[]
  readonly marks: Mark[]
  /** Parts of the text that go: what is only used there is not used any more. */
  readonly gone: Range[]
  /** Exports of the package that the new code uses, by the name that they have here. */
  readonly imports: Map<string, string>
  readonly helpers: Set<string>
  /** The text of a node, edited. */
  text(node: t.Node): string
  /** A name that nothing below this function has; the first of the candidates that is free. */
  fresh(within: t.Node, ...candidates: string[]): string
  /** The name here of an export of the package. */
  use(name: string, alias?: string): string
}

export function openFile(path: string, source: string, ast: t.File): SourceFile {
  let program: NodePath<t.Program> | undefined
  traverse(ast, {
    Program(found) {
      program = found
    },
  })
  const bound = new Set<string>()
  program!.traverse({ Scopable: ({ scope }) => Object.keys(scope.bindings).forEach((name) => bound.add(name)) })
  Object.keys(program!.scope.bindings).forEach((name) => bound.add(name))
  const edits: Edit[] = []
  const imports = new Map<string, string>()
  const taken = new Map<t.Node, Set<string>>()
  const fresh = (within: t.Node, ...candidates: string[]): string => {
    const names = taken.get(within) ?? namesIn(program!, within)
    taken.set(within, names)
    const numbered = Array.from({ length: 99 }, (_, index) => `${candidates[candidates.length - 1]!}${index + 2}`)
    const name = [...candidates, ...numbered].find((candidate) => !names.has(candidate))!
    names.add(name)
    return name
  }
  return {
    path,
    source,
    program: program!,
    comments: ast.comments ?? [],
    isTs: isTypeScript(path),
    quote: /\bfrom\s+"|\bimport\s+"/.test(source) ? '"' : "'",
    edits,
    semi: (source.match(/;[ \t]*\r?$/gm) ?? []).length > source.split('\n').length / 10 ? ';' : '',
    unit: /^\t/m.test(source) ? '\t' : /^ {2}\S/m.test(source) ? '  ' : '    ',
    marks: [],
    gone: [],
    imports,
    helpers: new Set(),
    text: (node) => render(source, edits, rangeOf(node)),
    fresh,
    use(name, alias = name) {
      const known = imports.get(name)
      if (known) return known
      const local = bound.has(name) ? fresh(ast.program, alias === name ? `${name}OfNode` : alias) : name
      imports.set(name, local)
      return local
    },
  }
}

/** The names of variables, and not of members, in a part of the file. */
function namesIn(program: NodePath<t.Program>, { start, end }: t.Node): Set<string> {
  const names = new Set<string>()
  program.traverse({
    Identifier(path) {
      const { node, parent, key } = path
      if (node.start! < start! || node.end! > end!) return
      const isMember =
        key === 'property' && /MemberExpression$/.test(parent.type) && !(parent as t.MemberExpression).computed
      const isKey = key === 'key' && /^Object|^TS|^Class/.test(parent.type) && !(parent as t.ObjectProperty).computed
      if (!isMember && !isKey) names.add(node.name)
    },
  })
  return names
}

/** Where the line of `at` begins. */
export const lineStart = (source: string, at: number): number => source.lastIndexOf('\n', at - 1) + 1

export const indentAt = (source: string, at: number): string => /^[ \t]*/.exec(source.slice(lineStart(source, at)))![0]

/** The comments that stand above what stays. */
export function markEdits({ source, marks }: SourceFile): Edit[] {
  const written = new Set<string>()
  return [...marks]
    .sort((a, b) => a.at - b.at)
    .flatMap(({ id, at, detail }) => {
      const start = lineStart(source, at)
      const text = `${indentAt(source, at)}${markLine(id, detail)}\n`
      if (written.has(`${start} ${text}`)) return []
      written.add(`${start} ${text}`)
      return [{ start, end: start, text }]
    })
}

/** The range of whole lines that a statement takes, with one of the blank lines around it. */
export function wholeLines(source: string, { start, end }: Range): Range {
  let from = lineStart(source, start)
  if (source.slice(from, start).trim() !== '') return { start, end }
  const newline = source.indexOf('\n', end)
  let to = newline < 0 ? source.length : newline + 1
  if (source.slice(end, to).trim() !== '') return { start, end }
  const after = /^[ \t]*\r?\n/.exec(source.slice(to))
  const before = /\n[ \t]*\r?\n$/.exec(source.slice(0, from))
  if (after && (before || from === 0)) to += after[0].length
  else if (before && /^[ \t]*[}\])]/.test(source.slice(to))) from = lineStart(source, from - 1)
  return { start: from, end: to }
}
