/**
 * The options of a call, followed into a `const` of the same file.
 */
import { bare, calleeName, isFunction, nameOfKey, valueOf, type FunctionNode, type NodePath, type t } from './syntax.js'

export type OptionPath = NodePath<t.ObjectProperty> | NodePath<t.ObjectMethod>

export interface ReadOptions {
  readonly options: ReadonlyMap<string, OptionPath>
  /** The `const` that holds them. */
  readonly holder: NodePath<t.VariableDeclarator> | undefined
}

/** Every option that react-use-websocket 4 has. */
export const KNOWN_OPTIONS = new Set(
  'queryParams protocols share onOpen onClose onMessage onError onReconnectStop shouldReconnect reconnectInterval reconnectAttempts filter retryOnError eventSourceOptions fromSocketIO skipAssert heartbeat disableJson'.split(
    ' ',
  ),
)

/** Undefined where they are no literal, have a spread, or an option that does not exist. */
export function readOptions(argument: NodePath | undefined): ReadOptions | undefined {
  const options = new Map<string, OptionPath>()
  if (!argument || isUndefined(argument.node)) return { options, holder: undefined }
  const { object, holder } = objectOf(argument)
  if (!object) return undefined
  for (const property of object.get('properties')) {
    const name = nameOfKey(property.node)
    if (!name || !KNOWN_OPTIONS.has(name)) return undefined
    options.set(name, property as OptionPath)
  }
  return { options, holder }
}

function objectOf(path: NodePath): {
  object?: NodePath<t.ObjectExpression>
  holder?: NodePath<t.VariableDeclarator> | undefined
} {
  const inner = barePath(path)
  if (inner.isObjectExpression()) return { object: inner }
  if (inner.isIdentifier()) {
    const binding = inner.scope.getBinding(inner.node.name)
    if (!binding?.path.isVariableDeclarator() || binding.constantViolations.length > 0) return {}
    if (binding.path.node.id.type !== 'Identifier' || !binding.path.node.init) return {}
    return { ...objectOf(binding.path.get('init') as NodePath), holder: binding.path }
  }
  if (inner.isCallExpression() && calleeName(inner.node) === 'useMemo') {
    const made = inner.get('arguments')[0]
    return made && isFunction(made.node) ? objectOf(made.get('body')) : {}
  }
  return {}
}

export function barePath(path: NodePath): NodePath {
  return path.node !== bare(path.node) ? barePath(path.get('expression')) : path
}

const isUndefined = (node: t.Node): boolean => node.type === 'Identifier' && node.name === 'undefined'

/** The value of an option; a method is its own value. */
export const valueOfOption = (option: OptionPath): NodePath =>
  option.isObjectMethod() ? option : barePath(option.get('value'))

/** The function that stands there. */
export function inlineFunction(path: NodePath): NodePath<FunctionNode> | undefined {
  return isFunction(path.node) ? (path as NodePath<FunctionNode>) : undefined
}

/** A literal, also by the name of a `const`: numbers, strings, booleans; undefined where it is none. */
export function literalOf(path: NodePath): number | string | boolean | undefined {
  const { node } = path
  if (node.type === 'NumericLiteral' || node.type === 'StringLiteral' || node.type === 'BooleanLiteral')
    return node.value
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]!.value.cooked ?? undefined
  if (node.type !== 'Identifier') return undefined
  const value = valueOf(path.scope.getBinding(node.name))
  return value && /^(Numeric|String|Boolean)Literal$/.test(value.type)
    ? (value as t.NumericLiteral | t.StringLiteral | t.BooleanLiteral).value
    : undefined
}
