/**
 * Where a component reads the last message: in effects, which act, and in JSX, which shows.
 */
import type { Edit } from './edits.js'
import type { FieldUse } from './calls.js'
import type { MarkId } from './ids.js'
import {
  calleeName,
  EFFECT,
  isFunction,
  isTested,
  outermost,
  rangeOf,
  type FunctionNode,
  type NodePath,
  type t,
} from './syntax.js'
import { isStable } from './stale.js'

export type MessageField = 'lastMessage' | 'lastJsonMessage'

/** An effect that runs for each message. */
export interface MessageEffect {
  readonly statement: NodePath<t.Statement>
  readonly callback: NodePath<FunctionNode>
  readonly reads: Map<MessageField, NodePath[]>
}

export interface MessageUses {
  readonly effects: readonly MessageEffect[]
  /** What is read for the eye. */
  readonly shown: ReadonlyMap<MessageField, readonly NodePath[]>
  readonly problems: ReadonlySet<MarkId>
}

export function readMessages(
  fields: ReadonlyMap<MessageField, FieldUse>,
  component: NodePath<FunctionNode>,
  stable: ReadonlySet<t.Node>,
): MessageUses {
  const effects = new Map<NodePath, MessageEffect>()
  const shown = new Map<MessageField, NodePath[]>()
  const problems = new Set<MarkId>()
  const messageNodes = new Set([...fields.values()].flatMap(({ reads }) => reads.map(({ node }) => node)))
  for (const [field, { reads }] of fields) {
    for (const read of reads) {
      const effect = read.findParent(({ node }) =>
        EFFECT.test(calleeName(node) ?? ''),
      ) as NodePath<t.CallExpression> | null
      if (effect) readEffect(effect, field, read)
      else {
        const problem = whyNotShown(read, component)
        if (problem) problems.add(problem)
        else shown.set(field, [...(shown.get(field) ?? []), read])
      }
    }
  }
  return { effects: [...effects.values()], shown, problems }

  function readEffect(path: NodePath<t.CallExpression>, field: MessageField, read: NodePath): void {
    const [callback, dependencies] = path.get('arguments')
    const statement = path.parentPath
    if (
      !callback ||
      !isFunction(callback.node) ||
      callback.node.async ||
      callback.node.params.length > 0 ||
      !dependencies?.isArrayExpression() ||
      !statement.isExpressionStatement()
    )
      return void problems.add('message-elsewhere')
    const items = dependencies.get('elements')
    if (!items.some(({ node }) => node && messageNodes.has(node))) problems.add('message-elsewhere')
    else if (!items.every((item) => item.node && (messageNodes.has(item.node as t.Identifier) || isStableItem(item))))
      problems.add('effect-dependencies')
    let effect = effects.get(path)
    if (!effect) {
      effect = { statement, callback: callback as NodePath<FunctionNode>, reads: new Map() }
      effects.set(path, effect)
      if (hasCleanup(effect.callback)) problems.add('effect-cleanup')
    }
    if (read.parentPath === dependencies) return
    if (actsOnNull(read)) problems.add('effect-on-null')
    effect.reads.set(field, [...(effect.reads.get(field) ?? []), read])
  }

  function isStableItem({ node }: NodePath<t.Node | null>): boolean {
    return !!node && (stable.has(node) || (node.type === 'Identifier' && isStable(node.name, component)))
  }
}

function hasCleanup(callback: NodePath<FunctionNode>): boolean {
  let found = isFunction(callback.node.body)
  callback.traverse({
    Function: (inner) => inner.skip(),
    ReturnStatement({ node }) {
      if (node.argument && node.argument.type !== 'NullLiteral') found = true
    },
  })
  return found
}

/** `if (message === null) setList([])`, and `if (message) … else …`. */
function actsOnNull(read: NodePath): boolean {
  const test = read.findParent((path) => path.isIfStatement() || path.isFunction() || path.isBlockStatement())
  if (!test?.isIfStatement() || !read.findParent((path) => path.parentPath === test && path.key === 'test')) {
    if (!(test?.isIfStatement() && read.parentPath === test)) return false
  }
  const outer = outermost(read)
  const parent = outer.parentPath!
  const comparison = parent.isBinaryExpression() && /^[!=]==?$/.test(parent.node.operator) ? parent.node : undefined
  const isNullTest = comparison && [comparison.left, comparison.right].some(({ type }) => type === 'NullLiteral')
  if (!isNullTest && !isTested(outer)) return false
  const isNegative = comparison ? comparison.operator.startsWith('=') : parent.isUnaryExpression({ operator: '!' })
  const { consequent, alternate } = test.node
  return isNegative ? !onlyReturns(consequent, false) : runsWithout(alternate, (read.node as t.Identifier).name)
}

/** Whether an `else` runs where there is no message; an `else if (message)` does not. */
function runsWithout(alternate: t.Statement | null | undefined, message: string): boolean {
  if (!alternate) return false
  if (alternate.type !== 'IfStatement') return true
  let { test } = alternate
  while (test.type === 'LogicalExpression' && test.operator === '&&') test = test.left
  return test.type !== 'Identifier' || test.name !== message || runsWithout(alternate.alternate, message)
}

function onlyReturns(statement: t.Statement, withValue: boolean): boolean {
  if (statement.type === 'ReturnStatement') return withValue || !statement.argument
  return (
    statement.type === 'BlockStatement' &&
    statement.body.every((inner) => inner.type === 'VariableDeclaration' || onlyReturns(inner, withValue))
  )
}

/** Undefined where what `read` gives is only shown. */
function whyNotShown(read: NodePath, component: NodePath<FunctionNode>): MarkId | undefined {
  let isCallback = false
  for (let path = read; path.parentPath && path !== component; path = path.parentPath) {
    const { parentPath: parent, key } = path
    if (isFunction(path.node)) isCallback = true
    if (parent.isJSXExpressionContainer() || parent.isJSXSpreadAttribute()) {
      const attribute = parent.isJSXSpreadAttribute() ? parent : parent.parentPath
      if (!attribute.isJSXAttribute() && !attribute.isJSXSpreadAttribute()) return undefined
      const { name } = attribute.parent as t.JSXOpeningElement
      return isCallback || isHost(name) || isPlainComponent(name, component) ? undefined : 'message-to-child'
    }
    if (parent.isCallExpression() && path.listKey === 'arguments') {
      const name = calleeName(parent.node) ?? ''
      if (name === 'useMemo') isCallback = false
      else if (/^use[A-Z]/.test(name)) return 'message-elsewhere'
    }
    if (isCallback) continue
    if (parent.isVariableDeclarator() && key === 'init') {
      if (parent.scope !== component.scope || (parent.parent as t.VariableDeclaration).kind !== 'const')
        return 'message-elsewhere'
      const names = Object.keys(parent.getBindingIdentifiers())
      return names
        .flatMap((name) => component.scope.getBinding(name)!.referencePaths)
        .map((derived) =>
          derived.findParent(({ node }) => EFFECT.test(calleeName(node) ?? ''))
            ? ('message-elsewhere' as const)
            : whyNotShown(derived, component),
        )
        .find((problem) => problem !== undefined)
    }
    if (parent.isReturnStatement()) return undefined
    if (parent.isIfStatement() && key === 'test')
      return onlyReturns(parent.node.consequent, true) && !parent.node.alternate ? undefined : 'message-elsewhere'
    if (parent.isStatement()) return 'message-elsewhere'
  }
  return 'message-elsewhere'
}

const isHost = (name: t.JSXOpeningElement['name']) => name.type === 'JSXIdentifier' && /^[a-z]/.test(name.name)

/** A component of the same file without hooks does nothing but show what it is given. */
function isPlainComponent(name: t.JSXOpeningElement['name'], component: NodePath): boolean {
  if (name.type !== 'JSXIdentifier') return false
  const declared = component.scope.getBinding(name.name)?.path
  const target = declared?.isVariableDeclarator() ? (declared.get('init') as NodePath) : declared
  if (!target || !isFunction(target.node)) return false
  let isPlain = true
  target.traverse({
    CallExpression({ node }) {
      if (/^use/.test(calleeName(node) ?? '')) isPlain = false
    },
    // What it is given may go further.
    JSXOpeningElement({ node }) {
      if (!isHost(node.name)) isPlain = false
    },
  })
  return isPlain
}

const HARMLESS = /^(String|Number|Boolean|parseInt|parseFloat|isNaN|log|info|debug|warn|error)$/

/**
 * The edits that read a text where a `MessageEvent` was read: `message.data` becomes the text itself. Undefined where
 * the event goes somewhere as a whole.
 * @param absent what the text is where there is no message, `undefined` in JSX; null where there always is one
 */
export function dataEdits(reads: readonly NodePath[], name: string, absent: 'undefined' | null): Edit[] | undefined {
  const edits: Edit[] = []
  for (const read of reads) {
    const outer = outermost(read)
    const parent = outer.parentPath!
    const isMember = (parent.isMemberExpression() || parent.isOptionalMemberExpression()) && outer.key === 'object'
    if (isMember && !parent.node.computed && (parent.node.property as t.Identifier).name === 'data') {
      const isOptional = parent.isOptionalMemberExpression()
      const beyond = parent.parentPath
      if (absent && isOptional && beyond.isCallExpression() && parent.listKey === 'arguments')
        if (!HARMLESS.test(calleeName(beyond.node) ?? '')) return undefined
      const isAsserted = absent && outer.node.type === 'TSNonNullExpression'
      edits.push({ ...rangeOf(parent.node), text: isAsserted ? `${name}!` : name })
      if (absent && beyond.isOptionalMemberExpression() && parent.key === 'object' && !beyond.node.optional) {
        const { computed, property } = beyond.node
        const end = computed ? parent.node.end! : property.start!
        edits.push({ start: parent.node.end!, end, text: '?.' })
      }
    } else if (parent.isBinaryExpression() && /^[!=]==?$/.test(parent.node.operator)) {
      const other = outer.key === 'left' ? parent.node.right : parent.node.left
      if (other.type !== 'NullLiteral') return undefined
      if (absent && parent.node.operator.length === 3) edits.push({ ...rangeOf(other), text: absent })
      rename(read)
    } else if (isTested(outer)) {
      const isNegated = parent.isUnaryExpression()
      const test = `${name} ${isNegated ? '===' : '!=='} ${absent ?? 'null'}`
      const isTight = isNegated && parent.parentPath.isUnaryExpression()
      edits.push({ ...rangeOf(isNegated ? parent.node : outer.node), text: isTight ? `(${test})` : test })
    } else if (parent.isArrayExpression() && parent.listKey === 'arguments') rename(read)
    else return undefined
  }
  return edits

  function rename(read: NodePath): void {
    if (!read.isIdentifier()) edits.push({ ...rangeOf(read.node), text: name })
  }
}
