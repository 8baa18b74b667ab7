/**
 * What a file has of react-use-websocket, and the import that takes its place.
 */
import type { Edit, Range } from './edits.js'
import { wholeLines, type Mark, type SourceFile } from './file.js'
import { rangeOf, type Binding, type NodePath, type t } from './syntax.js'

const OLD = /^react-use-websocket(\/|$)/

export interface OldImports {
  readonly declarations: readonly NodePath<t.ImportDeclaration>[]
  /** Bindings by what they are imported as: `useWebSocket`, `ReadyState`, … */
  readonly bindings: readonly { readonly imported: string; readonly binding: Binding; readonly at: number }[]
  /** What is no import declaration, and cannot be followed. */
  readonly marks: readonly Mark[]
}

export function readImports({ program }: SourceFile): OldImports {
  const declarations: NodePath<t.ImportDeclaration>[] = []
  const bindings: { imported: string; binding: Binding; at: number }[] = []
  const marks: Mark[] = []
  const mark = (id: Mark['id'], path: NodePath) => void marks.push({ id, at: path.getStatementParent()!.node.start! })
  program.traverse({
    ImportDeclaration(path) {
      if (!OLD.test(path.node.source.value)) return
      declarations.push(path)
      for (const specifier of path.node.specifiers) {
        const binding = path.scope.getBinding(specifier.local.name)
        if (specifier.type === 'ImportNamespaceSpecifier' || !binding) mark('import-form', path)
        else bindings.push({ imported: importedName(specifier), binding, at: path.node.start! })
      }
    },
    ExportNamedDeclaration(path) {
      if (path.node.source && OLD.test(path.node.source.value)) mark('re-export', path)
    },
    ExportAllDeclaration(path) {
      if (OLD.test(path.node.source.value)) mark('re-export', path)
    },
    CallExpression(path) {
      const [first] = path.node.arguments
      if (first?.type !== 'StringLiteral' || !OLD.test(first.value)) return
      const { callee } = path.node
      const isMock = callee.type === 'MemberExpression' && /^(jest|vi)$/.test((callee.object as t.Identifier).name)
      if (isMock) mark('mock', path)
      else if (callee.type === 'Import' || (callee.type === 'Identifier' && callee.name === 'require'))
        mark('import-form', path)
    },
    ImportExpression(path) {
      if (path.node.source.type === 'StringLiteral' && OLD.test(path.node.source.value)) mark('import-form', path)
    },
    TSImportType(path) {
      const { argument } = path.node
      const value = argument.type === 'StringLiteral' ? argument.value : ''
      if (OLD.test(value)) mark('types', path)
    },
  })
  return { declarations, bindings, marks }
}

function importedName(specifier: t.ImportSpecifier | t.ImportDefaultSpecifier): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'useWebSocket'
  const { imported } = specifier
  const name = imported.type === 'Identifier' ? imported.name : imported.value
  return name === 'default' ? 'useWebSocket' : name
}

const isIn = (position: number, ranges: readonly Range[]) =>
  ranges.some(({ start, end }) => position >= start && position < end)

/** Every place where a binding is read, as a value or as a type. */
export function usesOf(binding: Binding, file: SourceFile): NodePath[] {
  const uses = new Set<NodePath>(binding.referencePaths)
  const { name } = binding.identifier
  file.program.traverse({
    TSTypeReference(path) {
      const { typeName } = path.node
      if (typeName.type === 'Identifier' && typeName.name === name && path.scope.getBinding(name) === binding)
        uses.add(path.get('typeName'))
    },
    // `ReadyState.OPEN` and `typeof ReadyState` as types.
    TSQualifiedName(path) {
      const { left } = path.node
      if (left.type === 'Identifier' && left.name === name && path.scope.getBinding(name) === binding)
        uses.add(path.get('left'))
    },
    TSTypeQuery(path) {
      const { exprName } = path.node
      if (exprName.type === 'Identifier' && exprName.name === name && path.scope.getBinding(name) === binding)
        uses.add(path.get('exprName'))
    },
    ExportSpecifier(path) {
      if (
        path.node.local.type === 'Identifier' &&
        path.node.local.name === name &&
        !(path.parent as t.ExportNamedDeclaration).source
      )
        uses.add(path.get('local'))
    },
  })
  const seen = new Set<number>()
  return [...uses].filter(({ node }) => !seen.has(node.start!) && seen.add(node.start!))
}

/** The edits that drop the specifiers for which `isUnused` holds. */
export function dropSpecifiers(
  file: SourceFile,
  path: NodePath<t.ImportDeclaration>,
  isUnused: (local: string) => boolean,
  replacement?: string,
): Edit[] {
  const { node } = path
  const kept = node.specifiers.filter(({ local }) => !isUnused(local.name))
  if (kept.length === node.specifiers.length && node.specifiers.length > 0) return []
  if (kept.length === 0)
    return [
      replacement === undefined
        ? { ...wholeImport(file.source, rangeOf(node)), text: '' }
        : { ...rangeOf(node), text: replacement },
    ]
  const [first] = kept
  const named = kept.filter(({ type }) => type === 'ImportSpecifier').map((specifier) => file.text(specifier))
  const standard = first!.type === 'ImportDefaultSpecifier' ? [first!.local.name] : []
  const list = [...standard, ...(named.length > 0 ? [`{ ${named.join(', ')} }`] : [])].join(', ')
  const from = file.source.slice(node.source.start!, node.end!)
  return [{ ...rangeOf(node), text: `import ${node.importKind === 'type' ? 'type ' : ''}${list} from ${from}` }]
}

function wholeImport(source: string, range: Range): Range {
  const lines = wholeLines(source, range)
  // Imports stand in one block: only their own lines go.
  const newline = source.indexOf('\n', range.end)
  return { start: lines.start, end: newline < 0 ? lines.end : newline + 1 }
}

export function isAllGone(binding: Binding, file: SourceFile): boolean {
  const uses = usesOf(binding, file)
  return uses.every(({ node }) => isIn(node.start!, file.gone) || isIn(node.start!, file.edits.filter(isReplacement)))
}

const isReplacement = ({ start, end }: Edit) => end > start

/** `import { … } from 'react-websocket-node'`, in alphabetical order. */
export function newImport({ imports, quote, semi }: SourceFile): string {
  const names = [...imports]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, local]) => (name === local ? name : `${name} as ${local}`))
  return `import { ${names.join(', ')} } from ${quote}react-websocket-node${quote}${semi}`
}
