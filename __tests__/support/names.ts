/**
 * Every name that a user of the package can write, as its types have them: what the entries export, the members and
 * parameters of those types and functions, and the words that they take, such as `'self-ready'`.
 */
import { join } from 'node:path'
import ts from 'typescript'
import { ROOT } from './readme.js'

const ENTRIES = ['src/index.ts', 'src/core/index.ts', 'src/inspector/index.ts'].map((path) => join(ROOT, path))

export interface Names {
  readonly exports: ReadonlySet<string>
  readonly members: ReadonlySet<string>
  readonly words: ReadonlySet<string>
}

export function readNames(): Names {
  const program = ts.createProgram(ENTRIES, {
    strict: true,
    jsx: ts.JsxEmit.ReactJSX,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  })
  const checker = program.getTypeChecker()
  const exports = new Set<string>()
  const members = new Set<string>()
  const words = new Set<string>()
  const visited = new Set<ts.Node>()

  const isOurs = (node: ts.Node) => node.getSourceFile().fileName.startsWith(join(ROOT, 'src'))
  const behind = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol

  function follow(symbol: ts.Symbol | undefined): void {
    for (const declaration of symbol ? (behind(symbol).declarations ?? []) : [])
      if (isOurs(declaration)) visit(declaration)
  }

  /** Signatures and types, and nothing of what a function does. */
  function visit(node: ts.Node): void {
    if (visited.has(node) || ts.isBlock(node)) return
    visited.add(node)
    if (
      ts.isPropertySignature(node) ||
      ts.isMethodSignature(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node)
    ) {
      if (ts.isIdentifier(node.name)) members.add(node.name.text)
    }
    if (ts.isNamedTupleMember(node)) members.add(node.name.text)
    if (ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) members.add(node.name.getText())
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) words.add(node.literal.text)
    if (ts.isStringLiteral(node)) words.add(node.text)
    if (ts.isTypeReferenceNode(node)) follow(checker.getSymbolAtLocation(node.typeName))
    if (ts.isTypeQueryNode(node)) follow(checker.getSymbolAtLocation(node.exprName))
    if (ts.isExpressionWithTypeArguments(node)) follow(checker.getSymbolAtLocation(node.expression))
    // The value of a constant says what it is, where it has no type of its own.
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) node.parameters.forEach(visit)
    else ts.forEachChild(node, visit)
  }

  for (const entry of ENTRIES) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!)!
    for (const symbol of checker.getExportsOfModule(module)) {
      exports.add(symbol.name)
      follow(symbol)
    }
  }
  return { exports, members, words }
}
