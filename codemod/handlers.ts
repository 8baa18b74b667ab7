/**
 * The handlers of a call, as signals of the node.
 */
import type { SourceFile } from './file.js'
import { arrowOf, callOf, dataParam, memberEdits, needsNothing, paramReads } from './functions.js'
import { inlineFunction, type OptionPath, valueOfOption } from './options.js'
import { dataEdits } from './messages.js'
import type { FunctionNode, NodePath } from './syntax.js'

export interface Handlers {
  /** Functions that two signals share, declared before the call. */
  readonly declarations: string[]
  /** The new options, by name. */
  readonly lines: Map<string, string>
  /** What is called with the text of each message. */
  message(value: NodePath): string
  /** The call of `onReconnectStop`. */
  stop(value: NodePath, attempts: string): string
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
  return { declarations, lines, message, stop }

  function stop(path: NodePath, attempts: string): string {
    const fn = inlineFunction(path)
    if (!fn) return callOf(file, path, attempts)
    return `${declared(fn, 'onReconnectStop', 'number')}(${needsNothing(fn) ? '' : attempts})`
  }

  function message(path: NodePath): string {
    const fn = inlineFunction(path)
    if (!fn) return `(data) => ${callOf(file, path, messageEvent(file))}`
    if (fn.node.params.length === 0) return arrowOf(file, fn)
    const param = dataParam(fn) ?? textParam(file, fn)
    return param
      ? arrowOf(file, fn, param)
      : `(data) => ${declared(fn, 'onMessage', 'MessageEvent')}(${messageEvent(file)})`
  }

  /** Declares a function that needs the event of the old code, and gives its name. */
  function declared(fn: NodePath<FunctionNode>, name: string, type: string): string {
    const needs = !needsNothing(fn)
    const local = fresh(name, name.replace('on', 'onSocket'))
    declarations.push(`const ${local} = ${arrowOf(file, fn, needs ? typed(fn, type) : '')}`)
    return local
  }

  /** A function that needs no event stays as it is. */
  function simple(path: NodePath, event: string): string {
    const fn = inlineFunction(path)
    if (fn && needsNothing(fn)) return arrowOf(file, fn, '')
    const made = `new Event(${q}${event}${q})`
    return `() => ${fn ? `${declared(fn, event === 'open' ? 'onOpen' : 'onError', 'Event')}(${made})` : callOf(file, path, made)}`
  }

  function writeError(path: NodePath): string {
    const fn = inlineFunction(path)
    if (!fn) return callOf(file, path, `new Event(${q}error${q})`)
    const needs = !needsNothing(fn)
    return `${declared(fn, 'onError', 'Event')}(${needs ? `new Event(${q}error${q})` : ''})`
  }

  function writeClose(path: NodePath): { closed: string; failed: string } {
    const event = `new CloseEvent(${q}close${q}, { code, reason, wasClean: code !== 1006 })`
    const lost = `new CloseEvent(${q}close${q}, { code: 1006 })`
    const fn = inlineFunction(path)
    if (!fn)
      return {
        closed: `(code, reason) => ${callOf(file, path, event)}`,
        failed: `() => ${callOf(file, path, lost)}`,
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
      declarations.push(
        `const ${name} = ${arrowOf(file, fn, file.isTs ? 'code: number, reason: string' : 'code, reason')}`,
      )
      return { closed: name, failed: `() => ${name}(1006, ${q}${q})` }
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
