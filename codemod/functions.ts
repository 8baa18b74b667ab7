/**
 * Functions of the old code, written for the new one.
 */
import type { Edit } from './edits.js'
import type { SourceFile } from './file.js'
import { isFunction, isTested, rangeOf, type FunctionNode, type NodePath, type t } from './syntax.js'

/** The function as an arrow function, with its parameters or with others. */
export function arrowOf(file: SourceFile, path: NodePath<FunctionNode>, params?: string): string {
  const { node } = path
  const start = node.async ? 'async ' : ''
  return `${start}(${params ?? paramsOf(file, node)}) => ${bodyOf(file, path)}`
}

/** The body as it stands after an arrow, with the parentheses of an object. */
export function bodyOf(file: SourceFile, { node }: NodePath<FunctionNode>): string {
  if (node.body.type === 'BlockStatement') return file.text(node.body)
  const from = file.source.lastIndexOf('=>', node.body.start!) + 2
  return file.text({ ...node.body, start: from, end: node.end! }).trim()
}

const paramsOf = (file: SourceFile, node: FunctionNode): string =>
  node.params.map((param) => file.text(param)).join(', ')

/** The one expression that a function gives. */
export function expressionOf({ node }: NodePath<FunctionNode>): t.Expression | undefined {
  if (node.body.type !== 'BlockStatement') return node.body
  const [only, ...others] = node.body.body
  return others.length === 0 && only?.type === 'ReturnStatement' ? (only.argument ?? undefined) : undefined
}

/** The reads of the first parameter; undefined where it is taken apart, or there are more. */
export function paramReads(path: NodePath<FunctionNode>): { name: string; reads: NodePath[] } | undefined {
  const [param, ...others] = path.node.params
  if (!param || others.length > 0 || param.type !== 'Identifier') return undefined
  return { name: param.name, reads: [...path.scope.getBinding(param.name)!.referencePaths] }
}

/** Whether the function asks for nothing. */
export function needsNothing(path: NodePath<FunctionNode>): boolean {
  return path.node.params.length === 0 || paramReads(path)?.reads.length === 0
}

/** The name of `data` in `({ data }) =>`. */
export function dataParam({ node }: NodePath<FunctionNode>): string | undefined {
  const [param] = node.params
  if (param?.type !== 'ObjectPattern' || param.properties.length !== 1) return undefined
  const [property] = param.properties
  if (property?.type !== 'ObjectProperty' || property.key.type !== 'Identifier' || property.key.name !== 'data')
    return undefined
  return property.value.type === 'Identifier' ? property.value.name : undefined
}

/** Edits that make `event.code` into `code`, or undefined where the event is used otherwise. */
export function memberEdits(reads: readonly NodePath[], members: Readonly<Record<string, string>>): Edit[] | undefined {
  const edits: Edit[] = []
  for (const read of reads) {
    const parent = read.parentPath!
    const isMember = (parent.isMemberExpression() || parent.isOptionalMemberExpression()) && read.key === 'object'
    const name = isMember && !parent.node.computed ? (parent.node.property as t.Identifier).name : undefined
    if (!name || members[name] === undefined) return undefined
    const text = members[name]
    const isAlone = !text.includes(' ') || parent.listKey === 'arguments' || isTested(parent)
    edits.push({ ...rangeOf(parent.node), text: isAlone ? text : `(${text})` })
  }
  return edits
}

/** The call of what stands there, which may be a function, its name, or an expression that may give none. */
export function callOf(file: SourceFile, value: NodePath, argument: string): string {
  const text = file.text(value.node)
  if (isFunction(value.node)) return `(${arrowOf(file, value as NodePath<FunctionNode>)})(${argument})`
  if (value.isIdentifier()) {
    const binding = value.scope.getBinding(value.node.name)
    const isSure = binding && binding.kind !== 'param' && !binding.path.isVariableDeclarator({ init: null })
    return isSure ? `${text}(${argument})` : `${text}?.(${argument})`
  }
  return value.isMemberExpression() ? `${text}?.(${argument})` : `(${text})?.(${argument})`
}
