/**
 * One file: what it was, what it becomes, and what is left to a person.
 */
import { analyze, type Analysis } from './analyze.js'
import { readCall, type Call } from './calls.js'
import { render } from './edits.js'
import { lineStart, markEdits, openFile, wholeLines, type SourceFile } from './file.js'
import { helperTexts } from './helpers.js'
import { MARK_START, type MarkId } from './ids.js'
import { dropSpecifiers, isAllGone, newImport, readImports, usesOf, type OldImports } from './imports.js'
import { enumNeeds, memberTypeEdits, widenEdits } from './readyState.js'
import { parse, rangeOf, type Binding, type NodePath, type t } from './syntax.js'
import { writeCall } from './write.js'

export interface Converted {
  readonly code: string
  readonly marks: readonly { readonly id: MarkId; readonly line: number }[]
  /** The addresses of connections that are shared here. */
  readonly shared: readonly string[]
}

/**
 * Converts one file.
 * @param filesOf the files that share an address, as they are named to the user
 * @throws SyntaxError where the file, or what would become of it, cannot be parsed
 */
export function convert(
  path: string,
  original: string,
  filesOf: (address: string) => readonly string[] = () => [],
): Converted {
  if (!original.includes('react-use-websocket') && !original.includes(MARK_START))
    return { code: original, marks: [], shared: [] }
  const newline = original.includes('\r\n') ? '\r\n' : '\n'
  // Marks are written anew, so that those of what is done meanwhile go.
  const source = withoutMarks(original)
  const file = openFile(path, source, parse(path, source))
  const imports = readImports(file)
  const shared = convertCalls(file, imports, filesOf)
  finishImports(file, imports)
  file.marks.push(...imports.marks)

  const edits = [...file.edits, ...markEdits(file)].map((edit) => ({
    ...edit,
    text: newline === '\n' ? edit.text : edit.text.replace(/\r?\n/g, newline),
  }))
  const code = render(source, edits)
  if (edits.length > 0) parse(path, code)
  const marks = code.split('\n').flatMap((line, index) => {
    const id = line.trimStart().startsWith(MARK_START) ? /\(([\w-]+)\)/.exec(line)?.[1] : undefined
    return id ? [{ id: id as MarkId, line: index + 1 }] : []
  })
  return { code, marks, shared }
}

function withoutMarks(source: string): string {
  return source
    .split('\n')
    .filter((line) => !line.trimStart().startsWith(MARK_START))
    .join('\n')
}

function convertCalls(
  file: SourceFile,
  imports: OldImports,
  filesOf: (address: string) => readonly string[],
): string[] {
  const calls = new Map<unknown, Call[]>()
  const shared: string[] = []
  const enumName = imports.bindings.find(({ imported }) => imported === 'ReadyState')?.binding.identifier.name
  for (const { imported, binding } of imports.bindings) {
    if (imported !== 'useWebSocket' && !/^use(EventSource|SocketIO)$/.test(imported)) continue
    for (const use of usesOf(binding, file)) {
      const call = use.parentPath!
      const start = use.getStatementParent()!.node.start!
      if (use.isExportSpecifier() || call.isExportSpecifier() || call.isExportDefaultDeclaration())
        file.marks.push({ id: 're-export', at: start })
      else if (!call.isCallExpression() || use.key !== 'callee') {
        if (!isType(use)) file.marks.push({ id: 'import-form', at: start })
      } else if (imported !== 'useWebSocket') file.marks.push({ id: 'other-protocol', at: start })
      else {
        const read = readCall(call)
        const key = read.component?.node ?? call.node
        calls.set(key, [...(calls.get(key) ?? []), read])
      }
    }
  }
  const components = [...calls.values()].map((siblings) => siblings.map((call) => analyze(call, file.source, siblings)))
  const writers: (() => void)[] = []
  for (const analyses of components) {
    const isLeft = analyses.some(({ problems }) => problems.size > 0)
    for (const analysis of analyses) {
      if (isLeft) leave(analysis)
      else writers.push(writeCall(file, analysis, enumName))
    }
  }
  writers.forEach((write) => write())
  for (const analyses of components) for (const { holder } of analyses) if (holder) dropHolder(file, holder)
  if (writers.length > 0) dropUnread(file)
  return shared

  function leave({ call, problems, sharedAddress }: Analysis): void {
    const at = call.statement.parentPath?.isExportDeclaration()
      ? call.statement.parentPath.node.start!
      : call.statement.node.start!
    const ids: MarkId[] = problems.size > 0 ? [...problems] : ['same-component']
    for (const id of ids) {
      const others = id === 'share' && sharedAddress !== undefined ? filesOf(sharedAddress) : []
      file.marks.push({ id, at, ...(others.length > 0 ? { detail: `: ${others.join(', ')}` } : {}) })
    }
    if (sharedAddress !== undefined) shared.push(sharedAddress)
  }
}

const isType = (path: NodePath) => !!path.findParent((above) => above.isTSTypeQuery() || above.isTSTypeReference())

/** The `const` that held the options goes when nothing reads it any more. */
function dropHolder(file: SourceFile, holder: NodePath<t.VariableDeclarator>): void {
  const name = (holder.node.id as t.Identifier).name
  const statement = holder.parentPath as NodePath<t.VariableDeclaration>
  const binding = holder.scope.getBinding(name)
  if (!binding || statement.node.declarations.length > 1 || !isAllGone(binding, file)) return
  if (statement.parentPath.isExportDeclaration()) return
  const range = wholeLines(file.source, rangeOf(statement.node))
  file.edits.push({ ...range, text: '' })
  file.gone.push(range)
}

const VALUE = /^(\w+Literal|\w+Expression)$/

/** Constants that only the old call read, such as the third argument: unread they are an error under `noUnusedLocals`. */
function dropUnread(file: SourceFile): void {
  const constants = new Set<Binding>()
  file.program.traverse({
    VariableDeclarator({ node, scope }) {
      const binding = node.id.type === 'Identifier' ? scope.getBinding(node.id.name) : undefined
      const isValue = VALUE.test(node.init?.type ?? '') && !/^(Call|Await|New|Yield)/.test(node.init!.type)
      if (binding?.kind === 'const' && isValue && binding.referencePaths.length > 0) constants.add(binding)
    },
  })
  // One constant may be read by another alone.
  for (let before = -1; before !== file.gone.length;) {
    before = file.gone.length
    const code = render(file.source, file.edits)
    for (const { identifier, path } of constants) {
      const reads = code.match(new RegExp(`(?<![\\w$])${identifier.name.replace(/\$/g, '\\$')}(?![\\w$])`, 'g'))
      if (reads?.length === 1 && path.isVariableDeclarator()) dropHolder(file, path)
    }
  }
}

function finishImports(file: SourceFile, { declarations, bindings }: OldImports): void {
  const isConverted = file.imports.size > 0
  const staysOld = file.marks.length > 0
  const unused = new Set<string>()
  const enumBinding = bindings.find(({ imported }) => imported === 'ReadyState')?.binding
  const enumUses = enumBinding ? usesLeft(enumBinding.identifier.name, file) : []
  const needs = enumNeeds(enumUses)
  for (const { imported, binding } of bindings) {
    const { name } = binding.identifier
    if (binding === enumBinding ? enumUses.length === 0 : isAllGone(binding, file)) {
      // An import that was never used is no business of the codemod, but the hook's goes with its last call.
      if (isConverted || usesOf(binding, file).length > 0) unused.add(name)
    } else if (!staysOld && /^(ReadyState|SendMessage|SendJsonMessage)$/.test(imported)) {
      unused.add(name)
      file.helpers.add(`${imported}=${name}`)
      if (imported === 'ReadyState') {
        const uses = usesOf(binding, file)
        const widened = file.isTs ? widenEdits(uses, name) : []
        if (widened.length > 0) needs.isType = true
        file.edits.push(...memberTypeEdits(uses), ...widened)
      }
    } else if (!/^use|^ReadyState$/.test(imported) && !staysOld) {
      for (const use of usesOf(binding, file))
        file.marks.push({ id: 'types', at: use.getStatementParent()!.node.start! })
    }
  }
  // A file that keeps ReadyState of the old package has it for the numbers too.
  const known = enumBinding?.identifier.name
  const enumName = known && (!unused.has(known) || file.helpers.has(`ReadyState=${known}`)) ? known : undefined
  const helpers = helperTexts(file, enumName, needs)
  const line = isConverted ? newImport(file) : undefined
  let isPlaced = false
  for (const declaration of declarations) {
    const isWhole = declaration.node.specifiers.every(({ local }) => unused.has(local.name))
    const edits = dropSpecifiers(
      file,
      declaration,
      (local) => unused.has(local),
      isWhole && !isPlaced ? line : undefined,
    )
    if (edits.length > 0 && isWhole && line) isPlaced = true
    file.edits.push(...edits)
    // This name does not exist in version 4: the import that stays is an error.
    if (!isWhole || edits.length === 0) markBrokenImport(file, declaration)
  }
  if (line && !isPlaced) insertAfter(file, declarations[0]!.node, `\n${line}`)
  dropReactImports(file)
  if (helpers) insertHelpers(file, helpers)
}

/** The uses of an import in the code that the calls have become, which keeps what stood in their options. */
function usesLeft(name: string, file: SourceFile): NodePath[] {
  const code = render(file.source, file.edits)
  const left = openFile(file.path, code, parse(file.path, code))
  const binding = left.program.scope.getBinding(name)
  return binding ? usesOf(binding, left) : []
}

/** Before the first statement that is no import. */
function insertHelpers(file: SourceFile, helpers: string): void {
  const { body } = file.program.node
  const last = body.map(({ type }) => type).lastIndexOf('ImportDeclaration')
  const next = body[last + 1]
  const comments = next?.leadingComments?.filter(({ start }) => start! > body[last]!.end!) ?? []
  const at = next ? lineStart(file.source, comments[0]?.start ?? next.start!) : file.source.length
  const isApart = /(^|\n)[ \t]*\r?\n$/.test(file.source.slice(0, at)) || at === 0
  file.edits.push({ start: at, end: at, text: `${isApart ? '' : '\n'}${helpers}\n\n` })
}

function insertAfter(file: SourceFile, node: t.Node, text: string): void {
  const newline = file.source.indexOf('\n', node.end!)
  const at = newline < 0 ? file.source.length : newline - (file.source[newline - 1] === '\r' ? 1 : 0)
  file.edits.push({ start: at, end: at, text })
}

function markBrokenImport(file: SourceFile, { node }: NodePath<t.ImportDeclaration>): void {
  const isBroken = node.specifiers.some(
    (specifier) =>
      specifier.type === 'ImportSpecifier' &&
      specifier.imported.type === 'Identifier' &&
      specifier.imported.name === 'useWebSocket' &&
      node.source.value === 'react-use-websocket',
  )
  if (isBroken) file.marks.push({ id: 'import-form', at: node.start! })
}

/** `useEffect` and `useMemo` whose last use went. */
function dropReactImports(file: SourceFile): void {
  if (file.gone.length === 0) return
  for (const declaration of file.program.get('body')) {
    if (!declaration.isImportDeclaration() || declaration.node.source.value !== 'react') continue
    const unused = (local: string) => {
      if (!/^use(Effect|LayoutEffect|Memo)$/.test(local)) return false
      const binding = declaration.scope.getBinding(local)
      return !!binding && binding.referencePaths.length > 0 && isAllGone(binding, file)
    }
    file.edits.push(...dropSpecifiers(file, declaration, unused))
  }
}
