/**
 * The options' defaults, ranges and kinds. What is wrong is an error at once, that says what is allowed and what came.
 */
import { isObject, show } from './show.js'
import type { AnyFormat, Flush, WebSocketNodeOptions } from './types.js'

interface Range {
  /** What it is counted in: in whole ones, unless in seconds. */
  readonly unit: string
  /** Default 0. */
  readonly min?: number
  readonly max: number
}

const FLUSHES: readonly Flush[] = ['burst', 'frame', 'sync']

/** The options that count while a node runs. */
type RunningOption = 'flush' | 'receiveLimit' | 'sendQueue' | 'sendBufferLimit' | 'connectionTimeout' | 'closeTimeout'

/** The options that count while a node runs, with their defaults. */
export type Settings = { readonly [O in RunningOption]: NonNullable<WebSocketNodeOptions[O]> }

/**
 * Checks everything that has a range, and fills in the defaults: the addon's, where it has the option.
 * @throws RangeError naming the option, its unit, its range and what came
 */
export function settingsOf(options: Pick<WebSocketNodeOptions, RunningOption>): Settings {
  const {
    flush = 'burst',
    receiveLimit = 0,
    sendQueue = 100,
    sendBufferLimit = 0,
    connectionTimeout = 10,
    closeTimeout = 2,
  } = options
  checkChoice('flush', flush, FLUSHES)
  checkRange('receiveLimit', receiveLimit, { unit: 'whole packets', max: 128 })
  checkRange('sendQueue', sendQueue, { unit: 'whole messages', max: 10_000 })
  checkRange('sendBufferLimit', sendBufferLimit, { unit: 'whole bytes', max: 2 ** 53 - 1 })
  checkRange('connectionTimeout', connectionTimeout, { unit: 'seconds', max: 300 })
  checkRange('closeTimeout', closeTimeout, { unit: 'seconds', max: 300 })
  return { flush, receiveLimit, sendQueue, sendBufferLimit, connectionTimeout, closeTimeout }
}

/** Options that take a value of one kind: whether it is one, and what the option takes, with an example. */
const KINDS: readonly (readonly [
  option: keyof WebSocketNodeOptions,
  isKind: (value: unknown) => boolean,
  takes: string,
])[] = [
  ['reconnect', has('next'), 'a policy or null: reconnect: backoff()'],
  ['heartbeat', has('start'), "a policy or null: heartbeat: ping({ message: 'ping' })"],
  ['format', isFormat, 'a format: format: text, or format: json()'],
  // A function that a server component passes arrives as a reference, and a string never does.
  ['url', (url) => !Object.hasOwn(Object(url) as object, '$$typeof'), 'an address or a function of a client component'],
  ['destination', (value) => typeof value === 'string', "a name: destination: 'room 1'"],
  ['authenticate', isFunction, 'a function: authenticate: async ({ send, next }) => …'],
  ['createSocket', isFunction, 'a function: createSocket: (url, protocols) => new WebSocket(url, protocols)'],
  ['transport', has('open'), 'a transport, which has a function open'],
  ['useWSS', (value) => typeof value === 'boolean', 'true or false'],
]

/**
 * @throws TypeError for an option whose value is of another kind than it takes; naming the option, what it takes, and what
 * came
 */
export function checkKinds(options: object): void {
  const values = options as Readonly<Record<string, unknown>>
  for (const [option, isKind, takes] of KINDS) {
    const value = values[option]
    if (value === undefined || value === null || isKind(value)) continue
    throw new TypeError(`${option} takes ${takes}; got ${show(value)}`)
  }
  for (const option in values) {
    if (/^on[A-Z]/.test(option) && values[option] && !isFunction(values[option])) {
      throw new TypeError(`${option} takes a function; got ${show(values[option])}`)
    }
  }
}

function has(method: string): (value: unknown) => boolean {
  return (value) => isObject(value) && isFunction((value as Readonly<Record<string, unknown>>)[method])
}

function isFormat(value: unknown): value is AnyFormat {
  return (has('decode')(value) || has('open')(value)) && has('join')(value) && has('encode')(value)
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}

/** @throws RangeError if `value` is none of `choices` */
export function checkChoice(name: string, value: unknown, choices: readonly unknown[]): void {
  if (choices.includes(value)) return
  throw new RangeError(`${name} is '${choices.join("', '")}'; got ${show(value)}`)
}

/** @throws RangeError if `value` is not a number in the range */
export function checkRange(name: string, value: unknown, { unit, min = 0, max }: Range): void {
  const isInRange = typeof value === 'number' && value >= min && value <= max
  if (isInRange && (Number.isInteger(value) || unit === 'seconds')) return
  throw new RangeError(`${name} is in ${unit}, ${min} to ${max}; got ${show(value)}`)
}

/**
 * Checks the arguments of `close` (HTML standard, `close(code, reason)`; RFC 6455 §5.5.1).
 * @throws RangeError for a code other than 1000 or 3000 to 4999, and for a reason over 123 bytes of UTF-8
 */
export function checkClose(code: unknown, reason: string): void {
  const isOwn = Number.isInteger(code) && (code as number) >= 3000 && (code as number) <= 4999
  if (code !== 1000 && !isOwn) throw new RangeError(`a close code is 1000, or 3000 to 4999; got ${show(code)}`)
  // By a blob: the DOM of some test runners has no `TextEncoder`.
  const { size } = new Blob([reason])
  if (size > 123) {
    throw new RangeError(`a close reason is at most 123 bytes of UTF-8; got ${size}`)
  }
}
