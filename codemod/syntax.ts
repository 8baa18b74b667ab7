/**
 * Parsing, and small questions to the syntax tree.
 */
import { parse as babelParse, type ParserPlugin } from '@babel/parser'
import traverseModule, { type Binding, type NodePath } from '@babel/traverse'
import type * as t from '@babel/types'
import type { Range } from './edits.js'

export type { Binding, NodePath, t }

// A CommonJS module whose default export depends on who imports it.
export const traverse = (traverseModule as unknown as { default?: typeof traverseModule }).default ?? traverseModule

export const isTypeScript = (path: string): boolean => /\.[mc]?tsx?$/.test(path)

/** @throws SyntaxError for what is no JavaScript or TypeScript */
export function parse(path: string, source: string): t.File {
  const plugins: ParserPlugin[] = ['decorators-legacy', 'explicitResourceManagement']
  if (isTypeScript(path)) plugins.push('typescript')
  if (!/\.[mc]?ts$/.test(path)) plugins.push('jsx')
  return babelParse(source, { sourceType: 'unambiguous', allowReturnOutsideFunction: true, plugins })
}

/** Where a node stands; nodes that were parsed always know. */
export const rangeOf = (node: t.Node): Range => ({ start: node.start!, end: node.end! })

export type FunctionNode = t.ArrowFunctionExpression | t.FunctionExpression | t.FunctionDeclaration | t.ObjectMethod

export const isFunction = (node: t.Node | null | undefined): node is FunctionNode =>
  !!node && /^(ArrowFunctionExpression|FunctionExpression|FunctionDeclaration|ObjectMethod)$/.test(node.type)

/** `as`, `satisfies`, `!` and parentheses say nothing about a value. */
export function bare(node: t.Node): t.Node {
  return /^(TSAsExpression|TSSatisfiesExpression|TSNonNullExpression|ParenthesizedExpression)$/.test(node.type)
    ? bare((node as t.TSAsExpression).expression)
    : node
}

/** The path outside of all `as`, `!` and parentheses around it. */
export function outermost(path: NodePath): NodePath {
  let outer = path
  while (outer.parentPath && outer.parentPath.node !== outer.node && bare(outer.parentPath.node) === bare(outer.node))
    outer = outer.parentPath
  return outer
}

export function nameOfKey(node: t.Node): string | undefined {
  const { type } = node
  if (type !== 'ObjectProperty' && type !== 'ObjectMethod') return undefined
  if (node.computed) return undefined
  return node.key.type === 'Identifier' ? node.key.name : node.key.type === 'StringLiteral' ? node.key.value : undefined
}

/** `useEffect` of `useEffect(…)` and of `React.useEffect(…)`. */
export function calleeName(node: t.Node): string | undefined {
  if (node.type !== 'CallExpression') return undefined
  const { callee } = node
  if (callee.type === 'Identifier') return callee.name
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && !callee.computed
    ? callee.property.name
    : undefined
}

/** What a `const` of this file was made with, or the function of that name. */
export function valueOf(binding: Binding | undefined): t.Node | undefined {
  if (!binding || binding.constantViolations.length > 0) return undefined
  const { node } = binding.path
  if (node.type === 'FunctionDeclaration') return node
  return node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init ? bare(node.init) : undefined
}

/** The function of this file that a name stands for, also where `useCallback` keeps it. */
export function knownFunction(path: NodePath): FunctionNode | undefined {
  const value = path.isIdentifier() ? valueOf(path.scope.getBinding(path.node.name)) : undefined
  const inner = value?.type === 'CallExpression' && calleeName(value) === 'useCallback' ? value.arguments[0] : value
  return isFunction(inner) ? inner : undefined
}

/** Every identifier below `path` that reads a variable. */
export function readsIn(path: NodePath): NodePath<t.Identifier>[] {
  const found: NodePath<t.Identifier>[] = []
  if (path.isIdentifier() && path.isReferencedIdentifier()) found.push(path)
  path.traverse({
    Identifier(inner) {
      if (inner.isReferencedIdentifier()) found.push(inner)
    },
  })
  return found
}

/** Whether the value of `path` only decides: in a test, or before `&&`. */
export function isTested(path: NodePath): boolean {
  const { parentPath: parent, key } = path
  if (!parent) return false
  if (parent.isIfStatement() || parent.isConditionalExpression()) return key === 'test'
  if (parent.isUnaryExpression({ operator: '!' })) return true
  if (parent.isLogicalExpression()) return (key === 'left' && parent.node.operator === '&&') || isTested(parent)
  return false
}

export const EFFECT = /^use(Layout|Insertion)?Effect$/

/**
 * Whether what a call gives is returned where only nothing may be: by an effect, by its clean-up, or by a function that says
 * so. There `sendMessage` gave nothing, and here it gives a boolean.
 */
export function isReturnedAsVoid(call: NodePath): boolean {
  const fn = returnedBy(call)
  if (!fn) return false
  const type = fn.node.returnType
  if (type?.type === 'TSTypeAnnotation') {
    const { typeAnnotation: returned } = type
    const inner = returned.type === 'TSTypeReference' ? returned.typeParameters?.params[0] : returned
    if (inner?.type === 'TSVoidKeyword') return true
  }
  const effect = returnedBy(fn) ?? fn
  return effect.key === 0 && EFFECT.test(calleeName(effect.parent) ?? '')
}

function returnedBy(path: NodePath): NodePath<FunctionNode> | undefined {
  const outer = outermost(path)
  const parent = outer.parentPath
  const fn =
    parent?.isArrowFunctionExpression() && outer.key === 'body'
      ? parent
      : parent?.isReturnStatement()
        ? parent.getFunctionParent()
        : undefined
  return fn && isFunction(fn.node) ? (fn as NodePath<FunctionNode>) : undefined
}
