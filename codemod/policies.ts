/**
 * The policies of reconnecting and of the heartbeat, as react-use-websocket 4 has them.
 */
import type { SourceFile } from './file.js'
import type { Handlers } from './handlers.js'
import { arrowOf, expressionOf, memberEdits, needsNothing, paramReads } from './functions.js'
import { barePath, inlineFunction, literalOf, valueOfOption, type OptionPath } from './options.js'
import { isFunction, nameOfKey, rangeOf, readsIn, valueOf, type NodePath, type t } from './syntax.js'

type Options = ReadonlyMap<string, OptionPath>

/** Whether the old code ever reconnects: never, whatever ends a connection, or as it decides. */
export function reconnects(options: Options): 'never' | 'always' | 'sometimes' {
  const should = options.get('shouldReconnect')
  const retry = options.get('retryOnError')
  const answer = should && constantOf(valueOfOption(should))
  if (should && answer !== false) return answer === true ? 'always' : 'sometimes'
  return retry && literalOf(valueOfOption(retry)) !== false ? 'sometimes' : 'never'
}

function constantOf(value: NodePath): boolean | undefined {
  const fn = inlineFunction(value)
  const expression = fn && expressionOf(fn)
  return expression?.type === 'BooleanLiteral' ? expression.value : undefined
}

/** Whether the interval can be told to be a number or a function. */
export function isIntervalKnown(options: Options): boolean {
  const option = options.get('reconnectInterval')
  if (!option) return true
  const value = valueOfOption(option)
  return typeof literalOf(value) === 'number' || isFunction(functionOf(value)) || value.isBinaryExpression()
}

function functionOf(value: NodePath): t.Node | undefined {
  if (isFunction(value.node)) return value.node
  return value.isIdentifier() ? valueOf(value.scope.getBinding(value.node.name)) : undefined
}

const seconds = (ms: number) => String(ms / 1000)

/** The lines of the `reconnect` policy, or undefined where nothing reconnects. */
export function reconnectText(file: SourceFile, options: Options, handlers: Handlers): string | undefined {
  const { unit } = file
  const kind = reconnects(options)
  if (kind === 'never') return undefined
  const q = file.quote
  const { semi } = file
  const attempts = attemptsText(file, options)
  const delay = delayText(file, options, handlers)
  const should = options.get('shouldReconnect')
  const retry = options.get('retryOnError')
  const conditions: string[] = []
  const before: string[] = []
  let asksCause = false
  if (kind === 'sometimes') {
    const asked: string[] = []
    const value = should && valueOfOption(should)
    if (value && constantOf(value) !== false) asked.push(shouldText(value))
    if (retry && literalOf(valueOfOption(retry)) !== false) {
      asksCause = true
      const failed = `cause.type === ${q}failed${q}`
      const isLiteral = literalOf(valueOfOption(retry)) === true
      asked.push(isLiteral ? failed : `(${failed} && ${file.text(valueOfOption(retry).node)})`)
    }
    conditions.push(asked.length > 1 ? `(${asked.join(' || ')})` : asked[0]!)
  }
  const stop = options.get('onReconnectStop')
  if (attempts !== 'Infinity') {
    // With a condition of its own, giving up is not always running out of attempts.
    if (stop && kind === 'sometimes')
      before.push(
        `if (${[...conditions, `attempt > ${attempts}`].join(' && ')}) ${handlers.stop(valueOfOption(stop), attempts)}`,
      )
    conditions.unshift(`attempt <= ${attempts}`)
  }
  const answer = conditions.length > 0 ? `${conditions.join(' && ')} ? ${delay} : null` : delay
  // A parameter that is not read is an error under `noUnusedParameters`, unless an underscore begins its name.
  const isCounted = [...before, answer].some((text) => /\battempt\b/.test(text))
  const params = asksCause ? `(${isCounted ? '' : '_'}attempt, cause)` : isCounted ? '(attempt)' : '()'
  const next =
    before.length > 0
      ? `next: ${params} => {\n${[...before, `return ${answer}`].map((line) => `${unit}${unit}${line}${semi}\n`).join('')}${unit}},`
      : `next: ${params} => ${conditions.length > 0 ? `(${answer})` : answer},`
  return `{\n${unit}${next}\n${unit}stableAfter: 0,\n}`

  function shouldText(value: NodePath): string {
    const fn = inlineFunction(value)
    const expression = fn && expressionOf(fn)
    const made = `new CloseEvent(${q}close${q}, cause.type === ${q}closed${q} ? cause : { code: 1006 })`
    if (fn && expression && needsNothing(fn)) return wrap(expression, file.text(expression))
    const param = fn && paramReads(fn)
    if (fn && expression && param) {
      const same = { code: 'event.code', reason: 'event.reason', wasClean: 'event.wasClean' }
      const edits = memberEdits(param.reads, same)
      if (edits) {
        asksCause = true
        file.edits.push(...edits)
        before.push(
          `const event = cause.type === ${q}closed${q} ? cause : { code: 1006, reason: ${q}${q}, wasClean: false }`,
        )
        return wrap(expression, file.text(expression))
      }
    }
    const text = fn
      ? `${handlers.declared(fn, 'shouldReconnect', 'CloseEvent')}(${needsNothing(fn) ? '' : 'event'})`
      : handlers.call(value, 'shouldReconnect', 'CloseEvent', 'event')
    if (text.endsWith('()')) return text
    asksCause = true
    before.push(`const event = ${made}`)
    return text
  }
}

const wrap = (node: t.Node, text: string) =>
  /^(Logical|Conditional|Assignment|Sequence|ArrowFunction)Expression$/.test(node.type) ? `(${text})` : text

function attemptsText(file: SourceFile, options: Options): string {
  const option = options.get('reconnectAttempts')
  if (!option) return '20'
  const { node } = valueOfOption(option)
  return wrap(node, file.text(node))
}

function delayText(file: SourceFile, options: Options, handlers: Handlers): string {
  const option = options.get('reconnectInterval')
  if (!option) return '5'
  const value = valueOfOption(option)
  if (value.isNumericLiteral()) return seconds(value.node.value)
  const fn = inlineFunction(value)
  if (!fn) {
    const text = file.text(value.node)
    const known = functionOf(value)
    return isFunction(known)
      ? `${text}(${known.params.length > 0 ? 'attempt - 1' : ''}) / 1000`
      : `${grouped(value, text)} / 1000`
  }
  const param = paramReads(fn)
  const expression = expressionOf(fn)
  if (expression && (param || fn.node.params.length === 0)) {
    // As an argument it stands alone, elsewhere it needs parentheses.
    for (const read of param?.reads ?? [])
      file.edits.push({
        ...rangeOf(read.node),
        text: read.listKey === 'arguments' ? 'attempt - 1' : '(attempt - 1)',
      })
    return `${expression.type === 'CallExpression' ? file.text(expression) : `(${file.text(expression)})`} / 1000`
  }
  const text = handlers.declared(fn, 'reconnectInterval', 'number')
  return `${text}(${needsNothing(fn) ? '' : 'attempt - 1'}) / 1000`
}

const grouped = (value: NodePath, text: string) =>
  value.isIdentifier() || value.isMemberExpression() ? text : `(${text})`

/** The properties of `heartbeat`; undefined where it is neither true, false, nor a literal. */
export function readHeartbeat(value: NodePath): Map<string, NodePath> | boolean | undefined {
  const literal = literalOf(value)
  if (typeof literal === 'boolean') return literal
  let object = value
  if (value.isIdentifier()) {
    const declared = value.scope.getBinding(value.node.name)?.path
    if (declared?.isVariableDeclarator() && declared.node.init) object = barePath(declared.get('init') as NodePath)
  }
  if (!object.isObjectExpression()) return undefined
  const found = new Map<string, NodePath>()
  for (const property of object.get('properties')) {
    const name = nameOfKey(property.node)
    if (!name || !['message', 'returnMessage', 'timeout', 'interval'].includes(name)) return undefined
    found.set(name, property.isObjectMethod() ? property : barePath(property.get('value')))
  }
  return found
}

/** The call of `ping`. The time for an answer counts from the last message there, from the ping here. */
export function heartbeatText(
  file: SourceFile,
  heartbeat: Map<string, NodePath> | true,
  hidesReplies: boolean,
): string {
  const q = file.quote
  const part = (name: string) => (heartbeat === true ? undefined : heartbeat.get(name))
  const message = part('message')
  const fn = message && inlineFunction(message)
  const lines = [
    `message: ${!message ? `${q}ping${q}` : fn ? arrowOf(file, fn) : file.text(message.node)}`,
    ...timeLines(part('interval'), part('timeout')),
  ]
  const reply = part('returnMessage')
  if (reply && hidesReplies) lines.push(`isReply: (packet) => packet === ${file.text(reply.node)}`)
  const inline = `{ ${lines.join(', ')} }`
  const isShort = inline.length < 60 && !inline.includes('\n')
  return `${file.use('ping', 'pingPolicy')}(${isShort ? inline : `{\n${lines.map((line) => `${file.unit}${line},\n`).join('')}}`})`

  function timeLines(interval: NodePath | undefined, timeout: NodePath | undefined): string[] {
    const ping = interval ? numberOf(interval) : 25_000
    const close = timeout ? numberOf(timeout) : 60_000
    const isLater = close > ping
    const answer = isLater ? close - ping : close
    const isNamed = [interval, timeout].some((path) => path && readsIn(path).length > 0)
    if (!isNamed && !Number.isNaN(ping + close))
      return [`interval: ${seconds(inRange(ping))}`, `timeout: ${seconds(inRange(answer))}`]
    if (ping === inRange(ping) && answer === inRange(answer)) {
      const [sent, closed] = [textOf(interval, ping), textOf(timeout, close)]
      const wait = isLater ? `(${closed} - ${sent})` : closed
      return [`interval: ${Number(sent) ? seconds(ping) : `${sent} / 1000`}`, `timeout: ${wait} / 1000`]
    }
    file.helpers.add('heartbeat')
    const given = [interval, timeout].map((path) => (path ? file.text(path.node) : 'undefined'))
    return [`...heartbeatTimes(${given.slice(0, timeout ? 2 : 1).join(', ')})`]
  }

  /** What is written with names stays written with names. */
  function textOf(path: NodePath | undefined, value: number): string {
    return path && readsIn(path).length > 0 ? grouped(path, file.text(path.node)) : String(value)
  }
}

/** The times that `ping` takes, in milliseconds. */
const inRange = (ms: number) => Math.min(Math.max(ms, 1), 3_600_000)

/** The value of a number, of a `const` that holds one, and of what is computed of these; NaN where it is not known. */
function numberOf(path: NodePath): number {
  const literal = literalOf(path)
  if (literal !== undefined) return typeof literal === 'number' ? literal : NaN
  const inner = barePath(path)
  if (inner !== path) return numberOf(inner)
  if (path.isIdentifier()) {
    const binding = path.scope.getBinding(path.node.name)
    const isKnown = valueOf(binding) !== undefined && binding!.path.isVariableDeclarator()
    return isKnown ? numberOf(binding!.path.get('init') as NodePath) : NaN
  }
  if (!path.isBinaryExpression()) return NaN
  const [left, right] = [numberOf(path.get('left')), numberOf(path.get('right'))]
  switch (path.node.operator) {
    case '*':
      return left * right
    case '/':
      return left / right
    case '+':
      return left + right
    case '-':
      return left - right
    default:
      return NaN
  }
}
