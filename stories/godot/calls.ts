/**
 * What a connection calls, as a statement: a socket's own method, or a function that stands for a script's.
 */
import { ADDON_METHODS } from './addon.js'
import { routing, type AddressFinding } from './address.js'
import type { Draft } from './draft.js'
import { literal, textLiteral, type Literal } from './literals.js'
import type { SceneConnection, SceneNode } from './types.js'

/** What the call gets: the signal's arguments that are left, and what is bound. */
export interface Passed {
  readonly fromSignal: readonly Literal[]
  readonly bound: readonly Literal[]
}

/** Counts as Godot does: the last arguments are dropped, then the bound ones added; undefined for one without code. */
export function passedTo(connection: SceneConnection, signal: readonly Literal[], draft: Draft): Passed | undefined {
  const { binds, unbinds, from, line } = connection
  if (unbinds > signal.length) {
    draft.notes.add('arguments', from, `${shown(connection)} drops more arguments than the signal has.`, line)
  }
  const bound = binds.map(literal)
  if (bound.includes(undefined)) {
    draft.notes.add(
      'connection',
      from,
      `${shown(connection)} binds a value that has no counterpart here: left out.`,
      line,
    )
    return undefined
  }
  return { fromSignal: signal.slice(0, Math.max(0, signal.length - unbinds)), bound: bound as Literal[] }
}

/** A connection in a sentence. */
export function shown({ signal, to, method }: SceneConnection): string {
  return `The connection of ${signal} to ${to}'s ${method}`
}

/** The statement without its deferral; undefined where there is none. */
export function callOf(connection: SceneConnection, passed: Passed, draft: Draft): string | undefined {
  const { to, method } = connection
  const target = draft.nodeAt(to)
  if (target?.socket && ADDON_METHODS.includes(method)) return socketCall(connection, target, passed, draft)
  const { instance } = draft.nearest(to)
  if (!target && instance === null) {
    draft.notes.add('connection', connection.from, `${shown(connection)} leads to no node, so Godot drops it.`)
    return undefined
  }
  return `methods.${methodName(connection, passed, draft)}(${codes([...passed.fromSignal, ...passed.bound])})`
}

function codes(literals: readonly Literal[]): string {
  return literals.map(({ code }) => code).join(', ')
}

/** One function for one method, unless it gets other kinds of arguments from elsewhere. */
function methodName({ to, method }: SceneConnection, { fromSignal, bound }: Passed, draft: Draft): string {
  const parameters = [
    ...fromSignal.map(({ code, type }) => `${code}: ${type}`),
    ...bound.map(({ type }, index) => `bound${index + 1}: ${type}`),
  ].join(', ')
  const key = JSON.stringify([to, method, parameters])
  const known = draft.methods.get(key)
  if (known) return known.name
  const name = draft.namer.variable(method)
  const owner = draft.nodeAt(to)
  draft.methods.set(key, { name, parameters, doc: `${method} of ${owner?.name ?? to}` })
  draft.notes.add('method', to, `The file does not hold the script's method ${method}: write methods.${name}.`)
  return name
}

function socketCall(connection: SceneConnection, target: SceneNode, passed: Passed, draft: Draft): string | undefined {
  const call = { connect_socket: connectCall, send: sendCall, send_string: textCall, send_dict: dictCall }[
    connection.method
  ]
  const said =
    connection.method === 'receive' && passed.fromSignal.length + passed.bound.length === 0
      ? 'receive()'
      : call?.(connection, passed, draft)
  if (said !== undefined) return `${draft.refTo(target)}.current?.${said}`
  draft.notes.add(
    'arguments',
    connection.from,
    `${shown(connection)} has no counterpart with these arguments: left out.`,
  )
  return undefined
}

/** What of an address `connect(host, route)` can't take. */
const LOST: Readonly<Partial<Record<AddressFinding, string>>> = {
  scheme: "its scheme is left out, and the node's useWSS counts",
  credentials: 'its credentials are left out',
  fragment: 'its fragment is left out',
  invalid: 'an attempt fails, there and here',
}

function connectCall(connection: SceneConnection, { fromSignal, bound }: Passed, draft: Draft): string | undefined {
  const { from } = connection
  if (fromSignal.length > 0) {
    const said = `passes the signal's ${codes(fromSignal)} where the host is wanted; here it connects to where the node leads`
    draft.notes.add('arguments', from, `${shown(connection)} ${said}.`)
    return 'connect()'
  }
  const [host, route] = connection.binds.map((value) => ('value' in value ? value.value : undefined))
  if (bound.length > 2 || bound.some(({ type }) => type !== 'string')) return undefined
  if (typeof host !== 'string') return 'connect()'
  const { socket } = draft.nodeAt(connection.to)!
  const there = routing(host, typeof route === 'string' ? route : socket!.options.route, true)
  if (there.findings.length > 0) {
    const lost = there.findings.flatMap((finding) => LOST[finding] ?? [])
    const said = ['binds an address that is more than a host and a route', ...lost].join('; ')
    draft.notes.add('address', from, `${shown(connection)} ${said}.`)
  }
  const address =
    there.findings.length > 0
      ? [there.host, there.route]
      : connection.binds.map((_, index) => [host, route as string][index]!)
  return `connect(${address.map(textLiteral).join(', ')})`
}

function sendCall(_: SceneConnection, { fromSignal, bound }: Passed): string | undefined {
  const [only, ...others] = [...fromSignal, ...bound]
  return only?.type === 'Uint8Array' && others.length === 0 ? `send(${only.code})` : undefined
}

function textCall(connection: SceneConnection, { fromSignal, bound }: Passed, draft: Draft): string | undefined {
  const [only, ...others] = [...fromSignal, ...bound]
  if (only?.type !== 'string' || others.length > 0) return undefined
  noteBinary(connection, draft)
  return `send(${encoded(only.code)})`
}

function dictCall(connection: SceneConnection, { fromSignal, bound }: Passed, draft: Draft): string | undefined {
  const [only, ...others] = [...fromSignal, ...bound]
  if (!only?.type.startsWith('Readonly<') || others.length > 0) return undefined
  noteBinary(connection, draft)
  return `send(${encoded(`JSON.stringify(${only.code})`)})`
}

function noteBinary({ to, method }: SceneConnection, draft: Draft): void {
  const other = method === 'send_dict' ? 'sendJson' : 'sendString'
  draft.notes.add('binary', to, `${method} sends a binary frame, and so does the JSX; ${other} would send text.`)
}

/** A text as the bytes that the addon sends. */
export function encoded(code: string): string {
  return `new TextEncoder().encode(${code})`
}
