/**
 * The handlers of a call, as signals of the node.
 */
import type { SourceFile } from './file.js'
import { arrowOf, callOf, dataParam, memberEdits, needsNothing, paramReads } from './functions.js'
import { inlineFunction, type OptionPath, valueOfOption } from './options.js'
import { dataEdits } from './messages.js'
import { knownFunction, type FunctionNode, type NodePath, type t } from './syntax.js'

export interface Handlers {
  /** Functions that two signals share, declared before the call. */
  readonly declarations: string[]
  /** The new options, by name. */
  readonly lines: Map<string, string>
  /** What is called with the text of each message. */
  message(value: NodePath): string
  /** The call of `onReconnectStop`. */
  stop(value: NodePath, attempts: string): string
  /** Declares a function that needs what the old code gave it, and gives its name. */
  declared(fn: NodePath<FunctionNode>, name: string, type: string): string
  /** The call of what is no function in place: a name, a member, a choice. */
  call(value: NodePath, name: string, type: string, argument: string): string
}

const anyEvent = (file: SourceFile) => (file.isTs ? '<any>' : '')

/** The `MessageEvent` that the old code got. */
export const messageEvent = (file: SourceFile, data = 'data'): string =>
  `new MessageEvent${anyEvent(file)}(${file.quote}message${file.quote}, { data${data === 'data' ? '' : `: ${data}`} })`

/** The name of the text that the function reads instead of the data of an event. */
export function textParam(file: SourceFile, fn: NodePath<FunctionNode>): string | undefined {
  const param = paramReads(fn)
  if (!param) return undefined
  const words = file.source.slice(fn.node.start!, fn.node.end!).replace(/\.data\b/g, '')
  const name = /\bdata\b/.test(words) ? param.name : 'data'
  const edits = dataEdits(param.reads, name, null)
  if (!edits) return undefined
  file.edits.push(...edits)
  return name
}

export function writeHandlers(
  file: SourceFile,
  options: ReadonlyMap<string, OptionPath>,
  fresh: (...candidates: string[]) => string,
): Handlers {
  const { quote: q } = file
  const declarations: string[] = []
  const lines = new Map<string, string>()
  const locals = new Map<t.Node, string>()
  const value = (name: string) => {
    const option = options.get(name)
    return option && valueOfOption(option)
  }

  const open = value('onOpen')
  if (open) lines.set('onOpen', `onConnected: ${simple(open, 'open')}`)

  const close = value('onClose')
  const error = value('onError')
  if (error && !close) lines.set('onError', `onConnectFailed: ${simple(error, 'error')}`)
  if (close) {
    const { closed, failed } = writeClose(close)
    lines.set('onClose', `onClosed: ${closed}`)
    // There an attempt that fails is an error and a close; here it is `connectFailed` alone.
    if (!error) lines.set('onClose', `onClosed: ${closed},\nonConnectFailed: ${failed}`)
    else
      lines.set(
        'onError',
        `onConnectFailed: () => {\n${file.unit}${writeError(error)}${file.semi}\n${file.unit}${called(failed)}${file.semi}\n}`,
      )
  }
  return { declarations, lines, message, stop, declared, call }

  function call(path: NodePath, name: string, type: string, argument: string): string {
    const known = knownFunction(path)
    if (known) return `${file.text(path.node)}(${known.params.length > 0 ? argument : ''})`
    if (!file.isTs) return callOf(file, path, argument)
    // It may take fewer arguments, and may be undefined: both are no error in an assignment.
    const local = locals.get(path.node) ?? fresh(name, name.replace(/^on/, 'onSocket'))
    if (!locals.has(path.node)) {
      const result = name === 'shouldReconnect' ? 'boolean' : 'void'
      declarations.push(`const ${local}: ((value: ${type}) => ${result}) | undefined = ${file.text(path.node)}`)
      locals.set(path.node, local)
    }
    return `${local}?.(${argument})`
  }

  function stop(path: NodePath, attempts: string): string {
    const fn = inlineFunction(path)
    if (!fn) return call(path, 'onReconnectStop', 'number', attempts)
    return `${declared(fn, 'onReconnectStop', 'number')}(${needsNothing(fn) ? '' : attempts})`
  }

  function message(path: NodePath): string {
    const fn = inlineFunction(path)
    if (!fn) {
      const event = messageEvent(file)
      const text = call(path, 'onMessage', 'MessageEvent', event)
      return `(${text.includes(event) ? 'data' : ''}) => ${text}`
    }
    if (needsNothing(fn)) return arrowOf(file, fn, '')
    const param = dataParam(fn) ?? textParam(file, fn)
    return param
      ? arrowOf(file, fn, param)
      : `(data) => ${declared(fn, 'onMessage', 'MessageEvent')}(${messageEvent(file)})`
  }

  function declared(fn: NodePath<FunctionNode>, name: string, type: string): string {
    const needs = !needsNothing(fn)
    const local = fresh(name, `${name.replace(/^on/, 'onSocket')}`)
    declarations.push(`const ${local} = ${arrowOf(file, fn, needs ? typed(fn, type) : '')}`)
    return local
  }

  /** A function that needs no event stays as it is. */
  function simple(path: NodePath, event: string): string {
    const fn = inlineFunction(path)
    if (fn && needsNothing(fn)) return arrowOf(file, fn, '')
    const made = `new Event(${q}${event}${q})`
    return `() => ${fn ? `${declared(fn, event === 'open' ? 'onOpen' : 'onError', 'Event')}(${made})` : call(path, event === 'open' ? 'onOpen' : 'onError', 'Event', made)}`
  }

  function writeError(path: NodePath): string {
    const fn = inlineFunction(path)
    if (!fn) return call(path, 'onError', 'Event', `new Event(${q}error${q})`)
    const needs = !needsNothing(fn)
    return `${declared(fn, 'onError', 'Event')}(${needs ? `new Event(${q}error${q})` : ''})`
  }

  function writeClose(path: NodePath): { closed: string; failed: string } {
    const event = `new CloseEvent(${q}close${q}, { code, reason, wasClean: code !== 1006 })`
    const lost = `new CloseEvent(${q}close${q}, { code: 1006 })`
    const fn = inlineFunction(path)
    if (!fn) {
      const text = call(path, 'onClose', 'CloseEvent', event)
      return {
        closed: `(${text.includes(event) ? 'code, reason' : ''}) => ${text}`,
        failed: `() => ${call(path, 'onClose', 'CloseEvent', lost)}`,
      }
    }
    const name = fresh('onClose', 'onSocketClose')
    if (needsNothing(fn)) {
      declarations.push(`const ${name} = ${arrowOf(file, fn, '')}`)
      return { closed: name, failed: name }
    }
    const param = paramReads(fn)
    const words = file.source.slice(fn.node.start!, fn.node.end!).replace(/\.(code|reason)\b/g, '')
    const edits =
      param && !/\b(code|reason)\b/.test(words)
        ? memberEdits(param.reads, { code: 'code', reason: 'reason', wasClean: 'code !== 1006' })
        : undefined
    if (edits) {
      file.edits.push(...edits)
      // A parameter that is not read is an error under `noUnusedParameters`, unless an underscore begins its name.
      const isRead = (pattern: RegExp) => edits.some(({ text }) => pattern.test(text))
      const type = (param: string, of: string) => (file.isTs ? `${param}: ${of}` : param)
      const params = [type(isRead(/\bcode\b/) ? 'code' : fresh('_code'), 'number')]
      if (isRead(/\breason\b/)) params.push(type('reason', 'string'))
      declarations.push(`const ${name} = ${arrowOf(file, fn, params.join(', '))}`)
      return { closed: name, failed: `() => ${name}(1006${params.length > 1 ? `, ${q}${q}` : ''})` }
    }
    declarations.push(`const ${name} = ${arrowOf(file, fn, typed(fn, 'CloseEvent'))}`)
    return { closed: `(code, reason) => ${name}(${event})`, failed: `() => ${name}(${lost})` }
  }

  function typed(fn: NodePath<FunctionNode>, type: string): string {
    const [param] = fn.node.params
    const text = file.text(param!)
    const isTyped = !file.isTs || ('typeAnnotation' in param! && !!param.typeAnnotation)
    return isTyped ? text : `${text}: ${type}`
  }

  function called(text: string): string {
    return text.startsWith('() => ') ? text.slice('() => '.length) : `${text}()`
  }
}
