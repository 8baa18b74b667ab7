/**
 * What is known of one call before anything is written, and why it has to stay, if it has to.
 */
import type { Call, FieldUse } from './calls.js'
import type { MarkId } from './ids.js'
import { readMessages, type MessageField, type MessageUses } from './messages.js'
import {
  barePath,
  inlineFunction,
  literalOf,
  readOptions,
  valueOfOption,
  type OptionPath,
  type ReadOptions,
} from './options.js'
import { isIntervalKnown, readHeartbeat, reconnects } from './policies.js'
import { freshenUpdates } from './stale.js'
import type { Edit } from './edits.js'
import {
  calleeName,
  isFunction,
  nameOfKey,
  outermost,
  readsIn,
  valueOf,
  type FunctionNode,
  type NodePath,
  type t,
} from './syntax.js'

export interface Analysis extends ReadOptions {
  readonly call: Call
  readonly problems: ReadonlySet<MarkId>
  /** The address, where the connection is shared. */
  readonly sharedAddress: string | undefined
  readonly messages: MessageUses
  /** Which fields of the message the component has at all. */
  readonly messageFields: ReadonlyMap<MessageField, FieldUse>
  readonly format: 'text' | 'json' | 'wire'
  /** Whether a filter does more than to decide. */
  readonly filterWorks: boolean
  /** Edits that handlers need, whatever they become. */
  readonly updates: readonly Edit[]
}

const BINARY = /\b(Blob|ArrayBuffer|arrayBuffer|Uint8Array|DataView|FileReader|TextDecoder|createObjectURL)\b/
const BINARY_NAME = /(buffer|bytes|blob|binary)$/i

/** @param siblings all calls of the component, this one among them */
export function analyze(call: Call, source: string, siblings: readonly Call[]): Analysis {
  const problems = new Set<MarkId>(call.problems)
  const [, argument] = call.path.get('arguments')
  const read = readOptions(argument)
  const options = read?.options ?? new Map<never, never>()
  if (!read) problems.add('options-not-literal')
  if (call.path.node.arguments.length === 0) problems.add('options-not-literal')

  if (options.has('fromSocketIO') || options.has('eventSourceOptions')) problems.add('other-protocol')
  const share = options.get('share')
  const isShared = !!share && literalOf(valueOfOption(share)) !== false
  if (isShared) problems.add('share')
  if (!isIntervalKnown(options)) problems.add('options-not-literal')
  const heartbeat = options.get('heartbeat')
  if (heartbeat && readHeartbeat(valueOfOption(heartbeat)) === undefined) problems.add('options-not-literal')
  if (options.has('queryParams') && isFunctionAddress(call.path.get('arguments')[0]!)) problems.add('query-params')

  const messageFields = new Map<MessageField, FieldUse>()
  for (const field of ['lastMessage', 'lastJsonMessage'] as const) {
    const use = call.fields.get(field)
    if (use && use.reads.length > 0) messageFields.set(field, use)
  }
  const { component } = call
  // What sends is the same function for the component's life.
  const stable = new Set(
    siblings.flatMap(({ fields }) =>
      [...fields]
        .filter(([field]) => /^send|^get/.test(field))
        .flatMap(([, { reads }]) => reads.map(({ node }) => node)),
    ),
  )
  const messages: MessageUses =
    component && problems.size === 0
      ? readMessages(messageFields, component, stable)
      : { effects: [], shown: new Map(), problems: new Set() }
  messages.problems.forEach((problem) => problems.add(problem))

  const onMessage = options.get('onMessage')
  const filter = options.get('filter')
  const filterWorks = !!filter && !!component && hasWork(valueOfOption(filter), component)
  if (filter && !inlineFunction(valueOfOption(filter)) && !isLocalFunction(valueOfOption(filter)))
    problems.add('options-not-literal')
  if (filterWorks && messageFields.size > 0) problems.add('filter-with-work')

  const isRaw = messageFields.has('lastMessage') || !!onMessage || !!filter
  const sendsBinary = (call.fields.get('sendMessage')?.reads ?? []).some(isBinarySend)
  if (isRaw && component && BINARY.test(source.slice(component.node.start!, component.node.end!)))
    problems.add('binary')
  const raw = [...(messageFields.get('lastMessage')?.reads ?? []), ...[onMessage, filter].flatMap(eventReads)]
  if (raw.some((read) => isBinaryRead(read, 'data'))) problems.add('binary')
  if (sendsBinary && (isRaw || messageFields.size > 0)) problems.add('binary')

  for (const get of call.fields.get('getWebSocket')?.reads ?? []) {
    if (isDependency(get)) continue
    const close = closeOf(get)
    if (!close) problems.add('get-websocket')
    else if (
      reconnects(options) === 'sometimes' ||
      // In a handler of the connection's end it would be a loop.
      (reconnects(options) === 'always' && (close.node.arguments.length > 0 || isInOptions(get)))
    )
      problems.add('reconnect-by-close')
  }

  function isInOptions(path: NodePath): boolean {
    return [...options.values()].some((option) => path.findParent((above) => above === option))
  }

  const updates: Edit[] = []
  if (component && problems.size === 0) {
    const own = new Set(
      siblings.flatMap(({ fields, objectName }) => [...[...fields.values()].map(({ name }) => name), objectName ?? '']),
    )
    const bodies: NodePath[] = messages.effects.map(({ callback }) => callback)
    for (const option of [onMessage, filter]) if (option) bodies.push(valueOfOption(option))
    for (const body of bodies) {
      const edits = freshenUpdates(body, component, own)
      if (edits) updates.push(...edits)
      else problems.add('stale-state')
    }
  }
  return {
    call,
    options,
    holder: read?.holder,
    problems,
    sharedAddress: isShared ? addressOf(call, source) : undefined,
    messages,
    messageFields,
    format: isRaw ? 'text' : messageFields.has('lastJsonMessage') ? 'json' : sendsBinary ? 'wire' : 'text',
    filterWorks,
    updates,
  }
}

/** The address as text that is the same where the address is the same. */
function addressOf({ path }: Call, source: string): string {
  const [url] = path.get('arguments')
  if (!url) return ''
  const literal = literalOf(barePath(url))
  return literal === undefined ? source.slice(url.node.start!, url.node.end!) : String(literal)
}

/** The function that an address is, by its name too. */
export function functionAddress(url: NodePath): t.Node | undefined {
  const inner = barePath(url)
  if (isFunction(inner.node)) return inner.node
  const value = inner.isIdentifier() ? valueOf(inner.scope.getBinding(inner.node.name)) : undefined
  return value && (isFunction(value) || calleeName(value) === 'useCallback') ? value : undefined
}

const isFunctionAddress = (url: NodePath) => functionAddress(url) !== undefined

function isLocalFunction(value: NodePath): boolean {
  const declared = value.isIdentifier() ? valueOf(value.scope.getBinding(value.node.name)) : undefined
  return isFunction(declared)
}

/** Whether calling it twice, or not at all, would be noticed. */
function hasWork(filter: NodePath, component: NodePath<FunctionNode>): boolean {
  let works = false
  const check = (path: NodePath) =>
    path.traverse({
      AssignmentExpression: () => void (works = true),
      UpdateExpression: () => void (works = true),
      CallExpression({ node, scope }) {
        const { callee } = node
        const root = callee.type === 'MemberExpression' ? callee.object : callee
        if (root.type !== 'Identifier') return
        const binding = scope.getBinding(root.name)
        if (callee.type === 'Identifier' ? binding?.scope === component.scope : isRefCall(node)) works = true
      },
    })
  if (isFunction(filter.node)) check(filter)
  else if (filter.isIdentifier()) {
    const binding = filter.scope.getBinding(filter.node.name)
    if (binding) check(binding.path)
  }
  return works
}

const isRefCall = (node: t.CallExpression) =>
  /^(push|set|add|delete|splice|unshift|dispatch)$/.test(calleeName(node) ?? '')

function isBinarySend(read: NodePath): boolean {
  const call = read.parentPath
  if (!call?.isCallExpression() || read.key !== 'callee') return false
  const [message] = call.get('arguments')
  if (!message) return false
  if (message.isNewExpression())
    return /^(Uint8Array|Blob|ArrayBuffer|DataView|.*Array)$/.test(nameOfCallee(message.node))
  const name = calleeName(message.node)
  if (name) return name === 'encode'
  return readsIn(message).some(({ node }) => BINARY_NAME.test(node.name)) || isBufferOf(message.node)
}

/** What a `Blob` or a buffer has, and a text has not. */
const BINARY_MEMBER = /^(text|stream|bytes|arrayBuffer|size|byteLength)$/

/** Where the event of a handler is read; an event that is taken apart is read in its pattern. */
function eventReads(option: OptionPath | undefined): NodePath[] {
  const fn = option && inlineFunction(valueOfOption(option))
  const param = fn?.get('params')[0]
  if (param?.isIdentifier()) return fn!.scope.getBinding(param.node.name)?.referencePaths ?? []
  return param ? [param] : []
}

/** Whether the data of a message is read as a `Blob` or a buffer: `message.data.text()`, by way of a `const` too. */
function isBinaryRead(read: NodePath, member: 'data' | undefined): boolean {
  if (read.isObjectPattern()) return isBinaryPattern(read, member)
  const outer = outermost(read)
  const parent = outer.parentPath!
  if ((parent.isMemberExpression() || parent.isOptionalMemberExpression()) && outer.key === 'object') {
    const { computed, property } = parent.node
    const name = !computed && property.type === 'Identifier' ? property.name : ''
    return member ? name === member && isBinaryRead(parent, undefined) : BINARY_MEMBER.test(name)
  }
  if (!parent.isVariableDeclarator() || outer.key !== 'init') return false
  const id = parent.get('id') as NodePath
  if (id.isObjectPattern()) return isBinaryPattern(id, member)
  const reads = id.isIdentifier() ? (id.scope.getBinding(id.node.name)?.referencePaths ?? []) : []
  return reads.some((inner) => isBinaryRead(inner, member))
}

function isBinaryPattern(pattern: NodePath<t.ObjectPattern>, member: 'data' | undefined): boolean {
  return pattern.get('properties').some((property) => {
    const name = nameOfKey(property.node)
    if (!member) return BINARY_MEMBER.test(name ?? '')
    const value = property.isObjectProperty() ? (property.get('value') as NodePath) : undefined
    if (name !== member || !value) return false
    if (value.isObjectPattern()) return isBinaryPattern(value, undefined)
    const reads = value.isIdentifier() ? (value.scope.getBinding(value.node.name)?.referencePaths ?? []) : []
    return reads.some((inner) => isBinaryRead(inner, undefined))
  })
}

const isBufferOf = (node: t.Node) =>
  node.type === 'MemberExpression' && node.property.type === 'Identifier' && node.property.name === 'buffer'

const nameOfCallee = ({ callee }: t.NewExpression) => (callee.type === 'Identifier' ? callee.name : '')

export const isDependency = (read: NodePath): boolean =>
  !!read.parentPath?.isArrayExpression() && read.parentPath.listKey === 'arguments'

/** The call of `getWebSocket()?.close(…)`, of which `read` is the beginning. */
export function closeOf(read: NodePath): NodePath<t.CallExpression | t.OptionalCallExpression> | undefined {
  const got = read.parentPath
  if (!got?.isCallExpression() || read.key !== 'callee') return undefined
  const member = outermost(got).parentPath
  if (!member?.isMemberExpression() && !member?.isOptionalMemberExpression()) return undefined
  const call = member.parentPath
  const isClose = !member.node.computed && (member.node.property as t.Identifier).name === 'close'
  return isClose && (call?.isCallExpression() || call?.isOptionalCallExpression()) && member.key === 'callee'
    ? call
    : undefined
}
