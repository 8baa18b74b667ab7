/**
 * The new code of one call.
 */
import { closeOf, functionAddress, isDependency, type Analysis } from './analyze.js'
import { indentAt, wholeLines, type SourceFile } from './file.js'
import { arrowOf, bodyOf, callOf, needsNothing } from './functions.js'
import { messageEvent, textParam, writeHandlers, type Handlers } from './handlers.js'
import { dataEdits, type MessageEffect, type MessageField } from './messages.js'
import { barePath, inlineFunction, literalOf, valueOfOption } from './options.js'
import { heartbeatText, readHeartbeat, reconnects, reconnectText } from './policies.js'
import { readyStateEdits } from './readyState.js'
import { calleeName, isReturnedAsVoid, rangeOf, type NodePath, type t } from './syntax.js'

/** Stands for the call, which is laid out already. */
const HOOK = '\0'

interface Names {
  readonly node: string
  readonly state: string
}

/** Writes the call, and everything that depends on it. Edits of reads come first, since the rest contains them. */
export function writeCall(file: SourceFile, analysis: Analysis, enumName: string | undefined): () => void {
  const { call, options, messages, messageFields, format } = analysis
  const { quote: q, semi } = file
  const fresh = (...candidates: string[]) => file.fresh(call.component!.node, ...candidates)
  const names: Names = {
    node: call.objectName ?? fresh('node', 'socketNode'),
    state: fresh('state', 'socketState'),
  }
  const typeText = call.path.node.typeParameters?.params[0]
  const jsonType = typeText ? `<${file.text(typeText)}>` : ''
  const after: string[] = []
  let handlers: Handlers
  const effectParams = new Map<t.Node, { param: string; lines: string[] }>()
  /** The names of messages that were read as members of the whole result. */
  const objectNames: Partial<Record<MessageField, string>> = {}
  let usesState = false
  let usesNode = false
  file.edits.push(...analysis.updates)

  writeReadyState()
  writeSends()
  writeGetWebSocket()
  const accept = acceptName()
  const shows = showMessages()
  for (const effect of messages.effects) editEffectReads(effect)
  return finish

  function localName(field: MessageField): string {
    const use = messageFields.get(field)!
    return call.objectName ? (objectNames[field] ??= fresh(field)) : use.name
  }

  function writeReadyState(): void {
    const use = call.fields.get('readyState')
    if (!use || use.reads.length === 0) return
    usesState = true
    const status = `${names.state}.status`
    const edits = readyStateEdits(use.reads, { enumName, status, quote: q, text: file.text })
    if (edits) return void file.edits.push(...edits)
    const name = call.objectName ? fresh('readyState') : use.name
    if (call.objectName) for (const { node } of use.reads) file.edits.push({ ...rangeOf(node), text: name })
    file.helpers.add('numbers')
    after.push(`const ${name} = READY_STATES[${status}]`)
  }

  function writeSends(): void {
    const bindings: string[] = []
    for (const field of ['sendMessage', 'sendJsonMessage'] as const) {
      const use = call.fields.get(field)
      if (!use || use.reads.length === 0) continue
      usesNode = true
      const method = field === 'sendJsonMessage' ? 'sendJson' : format === 'wire' ? 'send' : 'sendString'
      const local = call.objectName ? `${names.node}.${method}` : use.name
      if (!call.objectName) bindings.push(method === use.name ? method : `${method}: ${use.name}`)
      for (const read of use.reads) {
        if (call.objectName) file.edits.push({ ...rangeOf(read.node), text: local })
        const parent = read.parentPath!
        if (parent.isCallExpression() && read.key === 'callee') editSend(parent, local)
      }
    }
    if (bindings.length > 0) after.push(`const { ${bindings.join(', ')} } = ${names.node}`)
  }

  function editSend(path: NodePath<t.CallExpression>, local: string): void {
    const { arguments: args, typeParameters, callee } = path.node
    if (typeParameters) file.edits.push({ ...rangeOf(typeParameters), text: '' })
    const [message, keep] = args
    const isKept = keep && literalOf(path.get('arguments')[1]!)
    if (message && keep) file.edits.push({ start: message.end!, end: keep.end!, text: '' })
    const mustBeVoid = isReturnedAsVoid(path)
    if (!message || !keep || isKept === true) {
      if (mustBeVoid) file.edits.push({ start: path.node.start!, end: path.node.start!, text: 'void ' })
      return
    }
    const isOpen = `${names.node}.state.status === ${q}open${q}`
    const test = isKept === false ? isOpen : `(${file.text(keep)} || ${isOpen})`
    // Elsewhere than in a block, an else of another if could follow.
    const isStatement = path.parentPath.isExpressionStatement() && !!path.parentPath.inList
    const start = isStatement
      ? isKept === false
        ? `if (${test}) `
        : `if ${test} `
      : `${mustBeVoid ? 'void (' : ''}${test} && `
    if (mustBeVoid) file.edits.push({ start: path.node.end!, end: path.node.end!, text: ')' })
    file.edits.push(
      call.objectName
        ? { ...rangeOf(callee), text: start + local }
        : { start: path.node.start!, end: path.node.start!, text: start },
    )
  }

  function writeGetWebSocket(): void {
    for (const read of call.fields.get('getWebSocket')?.reads ?? []) {
      usesNode = true
      if (isDependency(read)) file.edits.push({ ...rangeOf(read.node), text: names.node })
      else {
        const close = closeOf(read)!
        const text =
          reconnects(options) === 'always'
            ? `${names.node}.reconnect()`
            : `${names.node}.close(${close.node.arguments.map((argument) => file.text(argument)).join(', ')})`
        file.edits.push({ ...rangeOf(close.node), text: isReturnedAsVoid(close) ? `void ${text}` : text })
      }
    }
  }

  /** The name of the filter, where it decides what the last message is. */
  function acceptName(): string | undefined {
    const filter = options.get('filter')
    if ((!filter && !shownReply()) || analysis.filterWorks || messageFields.size === 0) return undefined
    return fresh('accept', 'acceptMessage')
  }

  function showMessages(): string[] {
    const lines: string[] = []
    const second = accept ? `, ${accept}` : ''
    const raw = messages.shown.get('lastMessage')
    const parsed = messages.shown.get('lastJsonMessage')
    if (!raw && !parsed) return lines
    usesNode = true
    const last = `${file.use('useLastPacket')}(${names.node}${second})`
    let textName: string | undefined
    if (raw) {
      const name = localName('lastMessage')
      const edits = dataEdits(raw, name, 'undefined')
      textName = edits ? name : fresh('lastText')
      lines.push(`const ${textName} = ${last}`)
      if (edits) file.edits.push(...edits)
      else {
        lines.push(`const ${name} = ${textName} === undefined ? null : ${messageEvent(file, textName)}`)
        renameReads(raw, name)
      }
    }
    if (parsed) {
      const name = localName('lastJsonMessage')
      renameReads(parsed, name)
      if (format === 'json') {
        const isNullable = !jsonType || /\b(null|any|unknown)\b/.test(jsonType)
        const value = `${last} ?? null`
        lines.push(`const ${name} = ${isNullable ? value : `(${value}) as ${jsonType.slice(1, -1)}`}`)
      } else {
        if (!textName) lines.push(`const ${(textName = fresh('lastText'))} = ${last}`)
        file.helpers.add('json')
        lines.push(`const ${name} = ${textName} === undefined ? null : jsonOf${jsonType}(${textName})`)
      }
    }
    return lines
  }

  function renameReads(reads: readonly NodePath[], name: string): void {
    if (call.objectName) for (const { node } of reads) file.edits.push({ ...rangeOf(node), text: name })
  }

  function editEffectReads({ reads, callback }: MessageEffect): void {
    const raw = reads.get('lastMessage')
    const parsed = reads.get('lastJsonMessage')
    const lines: string[] = []
    const inEffect = (field: MessageField) =>
      call.objectName ? file.fresh(callback.node, field) : messageFields.get(field)!.name
    let param = 'packet'
    if (raw) {
      const name = inEffect('lastMessage')
      const edits = dataEdits(raw, name, null)
      param = edits ? name : fresh('data', 'packet')
      if (edits) file.edits.push(...edits)
      else {
        renameReads(raw, name)
        lines.push(`const ${name} = ${messageEvent(file, param)}`)
      }
    }
    if (parsed) {
      const name = inEffect('lastJsonMessage')
      renameReads(parsed, name)
      if (format === 'json') param = name
      else {
        if (!raw) param = fresh('packet')
        file.helpers.add('json')
        lines.push(`const ${name} = jsonOf${jsonType}(${param})`)
      }
    }
    if (accept) lines.unshift(`if (!${accept}(${param})) return`)
    effectParams.set(callback.node, { param, lines })
  }

  function effectHandler({ reads, callback }: MessageEffect): string {
    const { param, lines } = effectParams.get(callback.node)!
    const used = lines.length > 0 || reads.size > 0
    const body = bodyOf(file, callback)
    const head = `(${used ? param : ''}) =>`
    if (lines.length === 0) return `${head} ${body}`
    const inner = `${indentAt(file.source, callback.node.start!)}${file.unit}`
    const extra = lines.map((line) => `\n${inner}${line}${semi}`).join('')
    const end = `\n${indentAt(file.source, callback.node.start!)}}`
    if (callback.node.body.type !== 'BlockStatement') return `${head} {${extra}\n${inner}${body}${semi}${end}`
    const isOneLine = !body.includes('\n')
    const begins = /^\{[ \t]*(\/\/|\r?\n)/.test(body) ? body.slice(1) : `\n${inner}${body.slice(1).trimStart()}`
    return `${head} {${extra}${isOneLine ? begins.slice(0, -1).trimEnd() + end : begins}`
  }

  /** Writes the call itself, when all reads of the component are edited. */
  function finish(): void {
    const { source } = file
    const { statement } = call
    const indent = indentAt(source, statement.node.start!)
    handlers = writeHandlers(file, options, fresh)
    const before = handlers.declarations
    const lines = new Map<string, string>(handlers.lines)

    const onMessage = options.get('onMessage')
    const filter = options.get('filter')
    const listeners: string[] = []
    if (onMessage) lines.set('onMessage', `onPacket: ${handlers.message(valueOfOption(onMessage))}`)
    if (filter && analysis.filterWorks) {
      const handler = handlers.message(valueOfOption(filter))
      if (onMessage) listeners.push(handler)
      else lines.set('filter', `onPacket: ${handler}`)
    }
    if (accept) before.push(`const ${accept} = ${acceptText(filter && valueOfOption(filter))}`)

    if (call.takenApart) removeStatement(call.takenApart)
    const [only, ...others] = messages.effects
    const isOption = only && others.length === 0 && !onMessage
    if (isOption) {
      const comments = leadingComments(only.statement)
      lines.set('effect', `${comments}onPacket: ${effectHandler(only)}`)
      removeStatement(only.statement)
    } else {
      for (const effect of messages.effects) {
        usesNode = true
        const text = `${file.use('useSignal')}(${names.node}, ${q}packet${q}, ${effectHandler(effect)})${semi}`
        file.edits.push({ ...rangeOf(effect.statement.node), text })
        file.gone.push(rangeOf(effect.statement.node))
      }
    }
    if (listeners.length > 0) usesNode = true

    const optionLines = [
      ...urlLines(),
      `format: ${formatText()}`,
      `autoconnectMode: ${q}self-ready${q}`,
      ...orderedLines(lines),
    ]
    const hook = `${file.use('useWebSocketNode')}(${layout(optionLines, indent)})`
    const target =
      usesState && usesNode
        ? `const [${names.state}, ${names.node}] = `
        : usesState
          ? `const [${names.state}] = `
          : usesNode
            ? `const [, ${names.node}] = `
            : ''
    const statements = [
      ...before,
      target + HOOK,
      ...after,
      ...shows,
      ...listeners.map((listener) => `${file.use('useSignal')}(${names.node}, ${q}packet${q}, ${listener})`),
    ]
    const text = statements
      .map((line) => (line === target + HOOK ? target + hook : shift(line, indent)) + semi)
      .join(`\n${indent}`)
    const lost = lostComments(text).map((comment) => `${comment}\n${indent}`)
    file.edits.push({ ...rangeOf(statement.node), text: lost.join('') + text })
    file.gone.push(rangeOf(statement.node))
  }

  function orderedLines(lines: Map<string, string>): string[] {
    const written: string[] = []
    for (const [name, option] of options) {
      const comments = commentsOf(option.node)
      const line = lines.get(name) ?? ownLine(name)
      lines.delete(name)
      if (line !== undefined) written.push(comments + line)
      else if (comments) written.push(comments.trimEnd())
    }
    return [...written, ...lines.values()]
  }

  /** An option that is written for itself; the others are parts of one of these. */
  function ownLine(name: string): string | undefined {
    const value = valueOfOption(options.get(name)!)
    const isFirstOfPolicy =
      [...options.keys()].find((key) =>
        ['shouldReconnect', 'reconnectInterval', 'reconnectAttempts', 'retryOnError'].includes(key),
      ) === name
    if (isFirstOfPolicy) {
      const policy = reconnectText(file, options, handlers)
      return policy && `reconnect: ${policy}`
    }
    if (name === 'protocols') {
      const text = file.text(value.node)
      const isFixed =
        literalOf(value) !== undefined ||
        (value.isArrayExpression() && value.get('elements').every((item) => literalOf(item as NodePath) !== undefined))
      // Other protocols would be a move here; there they count for the next attempt.
      return `protocols: ${isFixed ? text : `() => ${text}`}`
    }
    if (name === 'onReconnectStop' && reconnects(options) === 'always') {
      const attempts = options.get('reconnectAttempts')
      const count = attempts ? file.text(valueOfOption(attempts).node) : '20'
      return `onGaveUp: () => ${handlers.stop(value, count)}`
    }
    if (name === 'heartbeat') {
      const heartbeat = readHeartbeat(value)!
      if (heartbeat === false) return undefined
      return `heartbeat: ${heartbeatText(file, heartbeat, shownReply() === undefined)}`
    }
    return undefined
  }

  function acceptText(filter: NodePath | undefined): string {
    const reply = shownReply()
    const fn = filter && inlineFunction(filter)
    const type = (name: string) => (file.isTs ? `${name}: string` : name)
    if (fn && !reply) {
      const name = needsNothing(fn) ? '' : textParam(file, fn)
      if (name !== undefined) return arrowOf(file, fn, name && type(name))
    }
    const tests = [
      ...(reply ? [`data !== ${reply}`] : []),
      ...(filter ? [callOf(file, filter, messageEvent(file))] : []),
    ]
    return `(${type('data')}) => ${tests.join(' && ')}`
  }

  /** The answer to the heartbeat that `onMessage` sees, and the last message never is. */
  function shownReply(): string | undefined {
    if (!options.has('onMessage') && !analysis.filterWorks) return undefined
    const heartbeat = options.get('heartbeat')
    const read = heartbeat && readHeartbeat(valueOfOption(heartbeat))
    const reply = typeof read === 'object' ? read.get('returnMessage') : undefined
    return reply && file.text(reply.node)
  }

  function formatText(): string {
    if (format === 'json') return `${file.use('json', 'jsonFormat')}${jsonType}()`
    return file.use(format, `${format}Format`)
  }

  function urlLines(): string[] {
    const [url, , connect] = call.path.get('arguments') as NodePath[]
    let text = urlText(url!)
    const isOn = connect && literalOf(barePath(connect))
    if (connect && isOn !== true && !barePath(connect).isIdentifier({ name: 'undefined' }))
      text = isOn === false ? 'null' : `${grouped(connect)} ? ${grouped(url!, text)} : null`
    const value = functionAddress(url!)
    const dependencies =
      value && calleeName(value) === 'useCallback' ? (value as t.CallExpression).arguments[1] : undefined
    const named =
      dependencies?.type === 'ArrayExpression'
        ? dependencies.elements.filter((item) => item !== null).map((item) => `\${${file.text(item)}}`)
        : []
    // There another function is another address; here a function is never compared.
    const destination = named.length > 0 ? [`destination: \`${named.join('/')}\``] : []
    const isSame = text === 'url' && !destination.length
    return [isSame ? 'url' : `url: ${text}`, ...destination]
  }

  function grouped(path: NodePath, text = file.text(path.node)): string {
    return /^(Conditional|Assignment|Sequence|ArrowFunction)Expression$/.test(path.node.type) ? `(${text})` : text
  }

  function urlText(url: NodePath): string {
    const text = addressText(url)
    const params = options.get('queryParams')
    if (!params) return text
    const value = valueOfOption(params)
    const inner = barePath(url)
    const isText = inner.isStringLiteral() || inner.isTemplateLiteral()
    if (isText && value.isObjectExpression()) {
      const pairs = value.node.properties.map((property) =>
        property.type === 'ObjectProperty' && !property.computed && property.key.type === 'Identifier'
          ? `${property.key.name}=${
              property.value.type === 'StringLiteral' ? property.value.value : `\${${file.text(property.value)}}`
            }`
          : undefined,
      )
      if (pairs.every((pair) => pair !== undefined)) {
        const address = inner.isStringLiteral() ? inner.node.value : text.slice(1, -1)
        return `\`${address}${address.includes('?') ? '&' : '?'}${pairs.join('&')}\``
      }
    }
    file.helpers.add('query')
    return `withQuery(${text}, ${file.text(value.node)})`
  }

  /** An address that may be undefined or empty is not known yet. Undefined would be the default here, this machine. */
  function addressText(url: NodePath): string {
    const inner = barePath(url)
    if (inner.isIdentifier({ name: 'undefined' }) || inner.isStringLiteral({ value: '' })) return 'null'
    if (!mayBeMissing(url)) return file.text(url.node)
    const isGroup = inner.isConditionalExpression() || inner.isLogicalExpression({ operator: '??' })
    return `${isGroup ? `(${file.text(inner.node)})` : file.text(inner.node)} || null`
  }

  function mayBeMissing(url: NodePath): boolean {
    if (url.isTSNonNullExpression()) return true
    const inner = barePath(url)
    if (inner.isConditionalExpression())
      return mayBeMissing(inner.get('consequent')) || mayBeMissing(inner.get('alternate'))
    if (inner.isIdentifier({ name: 'undefined' }) || inner.isStringLiteral({ value: '' })) return true
    // TypeScript knows the others.
    if (file.isTs) return false
    if (inner.isLogicalExpression()) return mayBeMissing(inner.get('right')) || inner.node.operator === '&&'
    const binding = inner.isIdentifier() ? inner.scope.getBinding(inner.node.name) : undefined
    return inner.isMemberExpression() || inner.isOptionalMemberExpression() || binding?.kind === 'param'
  }

  function removeStatement(statement: NodePath<t.Statement>): void {
    const { node } = statement
    const comments = node.leadingComments ?? []
    const start = comments.length > 0 ? comments[0]!.start! : node.start!
    const range = wholeLines(file.source, { start, end: node.end! })
    file.edits.push({ ...range, text: '' })
    file.gone.push(range)
  }

  /** The comments above an option, and at the end of its line. */
  function commentsOf(node: t.Node): string {
    return optionComments()
      .filter(({ owner }) => owner === node)
      .map(({ start, end }) => `${file.source.slice(start, end)}\n`)
      .join('')
  }

  function optionComments(): { owner: t.Node; start: number; end: number }[] {
    const nodes = [...options.values()].map((option): t.Node => option.node)
    const comments = new Map(
      nodes
        .flatMap((node) => [...(node.leadingComments ?? []), ...(node.trailingComments ?? [])])
        .map((comment) => [comment.start!, comment.end!]),
    )
    return [...comments]
      .sort(([a], [b]) => a - b)
      .map(([start, end]) => {
        const before = nodes.filter((node) => node.end! <= start).pop()
        const isBeside = before && !file.source.slice(before.end!, start).includes('\n')
        const owner = isBeside ? before : (nodes.find((node) => node.start! >= end) ?? before!)
        return { owner, start, end }
      })
  }

  /** Comments of the statement that have no place in what it becomes. */
  function lostComments(text: string): string[] {
    const { start, end } = call.statement.node
    return file.comments
      .filter((comment) => comment.start! >= start! && comment.end! <= end!)
      .map((comment) => file.source.slice(comment.start, comment.end))
      .filter((comment) => !text.includes(comment))
  }

  function leadingComments({ node }: NodePath<t.Statement>): string {
    return (node.leadingComments ?? []).map(({ start, end }) => `${file.source.slice(start, end)}\n`).join('')
  }

  function layout(lines: readonly string[], indent: string): string {
    const isShort = lines.every((line) => !line.includes('\n'))
    const inline = `{ ${lines.join(', ')} }`
    if (isShort && indent.length + inline.length < 76 && lines.length < 4) return inline
    const inner = indent + file.unit
    return `{\n${lines.flatMap((line) => optionLines(line, inner)).join('')}${indent}}`
  }

  /** An option below its comments. */
  function optionLines(text: string, inner: string): string[] {
    const [, comments, option] = /^((?:\s*\/\/[^\n]*(?:\n|$)|\s*\/\*[^]*?\*\/)*)([^]*)$/.exec(text)!
    const above = comments!.split('\n').filter((line) => line.trim() !== '')
    const rest = option!.trimStart()
    return [
      ...above.map((line) => `${inner}${line.trim().startsWith('*') ? ' ' : ''}${line.trim()}\n`),
      ...(rest ? [`${inner}${shift(rest, inner)},\n`] : []),
    ]
  }

  /** Generated lines begin at the margin; those of the old code stand where they stood. */
  function shift(text: string, inner: string): string {
    const [first, ...rest] = text.split('\n')
    // What a template has on more than one line is a value.
    const spansLines = (line: string) => (line.match(/`/g) ?? []).length % 2 === 1
    if (rest.length === 0 || text.split('\n').some(spansLines)) return text
    const margins = rest.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length)
    const last = /^[ \t]*/.exec(rest[rest.length - 1]!)![0].length
    const cut = Math.min(last, ...margins)
    return [first, ...rest.map((line) => (line.trim() === '' ? line : inner + line.slice(cut)))].join('\n')
  }
}
