/**
 * Sources as data, read with TypeScript's own parser: what a module imports, exports and does while it is imported.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import ts from 'typescript'

/** One module, by its path below the root, with `/`. */
export interface Module {
  readonly path: string
  readonly tree: ts.SourceFile
}

/** All modules below `root`. */
export function readModules(root: string): Module[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => parse(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

export function parse(path: string, text: string): Module {
  return { path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) }
}

/** What a module imports or exports from elsewhere, types too: packages by name, modules by path without extension. */
export function importsOf({ path, tree }: Module): string[] {
  return specifiersOf(tree).map((specifier) =>
    specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier).replace(/\.js$/, '') : specifier,
  )
}

function specifiersOf(tree: ts.SourceFile): string[] {
  const found: string[] = []
  visit(tree, (node) => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined
    if (specifier && ts.isStringLiteral(specifier)) found.push(specifier.text)
  })
  return found
}

/** The module's path as others import it. */
export function nameOf({ path }: Module): string {
  return path.replace(/\.tsx?$/, '')
}

export function hasDefaultExport({ tree }: Module): boolean {
  return tree.statements.some(
    (statement) =>
      ts.isExportAssignment(statement) ||
      (ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) ||
      exportedNames(statement).includes('default'),
  )
}

/** Whether it has an `export *`, which hides what it exports. */
export function hasStarExport({ tree }: Module): boolean {
  return tree.statements.some(
    (statement) =>
      ts.isExportDeclaration(statement) && !(statement.exportClause && ts.isNamedExports(statement.exportClause)),
  )
}

function exportedNames(statement: ts.Statement): string[] {
  if (!ts.isExportDeclaration(statement) || !statement.exportClause) return []
  return ts.isNamedExports(statement.exportClause) ? statement.exportClause.elements.map(({ name }) => name.text) : []
}

/** Whether it says 'use client' before all else. */
export function isClient({ tree }: Module): boolean {
  const first = tree.statements[0]
  return !!first && ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression)
    ? first.expression.text === 'use client'
    : false
}

/** Whether it calls a hook or makes a context, which only works in a client module. */
export function needsClient({ tree }: Module): boolean {
  let found = false
  visit(tree, (node) => {
    if (ts.isCallExpression(node) && /^(use[A-Z]|createContext$)/.test(calledName(node.expression))) found = true
  })
  return found
}

function calledName(callee: ts.Expression): string {
  if (ts.isIdentifier(callee)) return callee.text
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : ''
}

/** The names that a module reads without having declared or imported them. */
export function globalsOf({ tree }: Module): Set<string> {
  return freeNames(tree, () => true)
}

/** The same, of what runs while the module is imported: not inside of functions that somebody calls later. */
export function globalsReadAtImport({ tree }: Module): Set<string> {
  return freeNames(tree, (node) => !isDeferred(node))
}

function freeNames(tree: ts.SourceFile, entered: (node: ts.Node) => boolean): Set<string> {
  const declared = new Set<string>()
  visit(tree, (node) => {
    if (isDeclaration(node.parent) && node.parent.name === node && ts.isIdentifier(node)) declared.add(node.text)
  })
  const read = new Set<string>()
  visit(
    tree,
    (node) => {
      if (ts.isIdentifier(node) && isRead(node) && !declared.has(node.text)) read.add(node.text)
    },
    (node) => !isType(node) && entered(node),
  )
  return read
}

function isDeclaration(node: ts.Node | undefined): node is ts.NamedDeclaration {
  return (
    !!node &&
    (ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionLike(node) ||
      ts.isClassLike(node) ||
      ts.isImportSpecifier(node) ||
      ts.isImportClause(node) ||
      ts.isNamespaceImport(node))
  )
}

/** Not the name of a property, an export or a label, but a value. */
function isRead(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent) || ts.isBindingElement(parent)) return parent.initializer === node
  if (ts.isPropertyDeclaration(parent)) return parent.initializer === node
  return !ts.isExportSpecifier(parent) && !ts.isImportSpecifier(parent) && !ts.isJsxAttribute(parent)
}

function isType(node: ts.Node): boolean {
  if (ts.isExpressionWithTypeArguments(node)) return ts.isHeritageClause(node.parent) && isImplements(node.parent)
  return (
    ts.isTypeNode(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)
  )
}

function isImplements(clause: ts.HeritageClause): boolean {
  return clause.token === ts.SyntaxKind.ImplementsKeyword
}

function isDeferred(node: ts.Node): boolean {
  if (ts.isPropertyDeclaration(node))
    return !ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
  return ts.isFunctionLike(node) && !isCalledAtOnce(node)
}

function isCalledAtOnce(node: ts.Node): boolean {
  let outer = node.parent
  let inner = node
  while (ts.isParenthesizedExpression(outer)) [inner, outer] = [outer, outer.parent]
  return ts.isCallExpression(outer) && outer.expression === inner
}

function visit(node: ts.Node, see: (node: ts.Node) => void, entered: (node: ts.Node) => boolean = () => true): void {
  see(node)
  ts.forEachChild(node, (child) => {
    if (entered(child)) visit(child, see, entered)
  })
}

/** A way through the imports that comes back to where it began; undefined where there is none. */
export function findCycle(modules: readonly Module[]): string[] | undefined {
  const imports = new Map(modules.map((module) => [nameOf(module), importsOf(module)]))
  const done = new Set<string>()
  const search = (name: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name]
    if (done.has(name)) return undefined
    for (const next of imports.get(name) ?? []) {
      const cycle = search(next, [...path, name])
      if (cycle) return cycle
    }
    done.add(name)
    return undefined
  }
  for (const name of imports.keys()) {
    const cycle = search(name, [])
    if (cycle) return cycle
  }
  return undefined
}
