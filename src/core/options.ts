/**
 * The defaults, ranges and types of the options. A wrong value throws at once, with an error that says what is allowed and
 * which value was given.
 */
import { isObject, show } from './show.js'
import type { Flush, WebSocketNodeOptions } from './types.js'

interface Range {
  /** The unit, for the error. Only seconds may have fractions. */
  readonly unit: string
  /** 0 if it is left out. */
  readonly min?: number
  readonly max: number
}

const FLUSHES: readonly Flush[] = ['burst', 'frame', 'sync']

/** The options that a node reads while it runs. */
type RunningOption = 'flush' | 'receiveLimit' | 'sendQueue' | 'sendBufferLimit' | 'connectionTimeout' | 'closeTimeout'

/** The options that a node reads while it runs, with their defaults filled in. */
export type Settings = { readonly [O in RunningOption]: NonNullable<WebSocketNodeOptions[O]> }

/**
 * Checks the options that have a range, and fills in the defaults, which are the Godot addon's if it has the option.
 * @throws RangeError that names the option, its unit, its range and the given value
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

/** Options that take an object with a certain method, or a value of one type, and an example of such a value. */
const KINDS: readonly (readonly [option: keyof WebSocketNodeOptions, kind: string, example: string])[] = [
  ['reconnect', '.next', 'null or backoff()'],
  ['heartbeat', '.start', "null or ping({ message: 'ping' })"],
  ['format', '.encode', 'text or json()'],
  ['transport', '.open', 'a Transport'],
  ['lifecycle', '.watch', 'a Lifecycle, such as { watch: ({ wokeUp, putAway, cameBack }) => stop }'],
  ['authenticate', 'function', 'async ({ send, next }) => …'],
  ['createSocket', 'function', '(url, protocols) => …'],
  ['destination', 'string', "'room 1'"],
  ['useWSS', 'boolean', 'true or false'],
]

/** @throws TypeError for an option of the wrong type; it names the option, what it takes, and the given value */
export function checkKinds(options: object): void {
  const values = options as Readonly<Record<string, unknown>>
  for (const [option, kind, example] of KINDS) {
    const value = values[option]
    const method = kind[0] === '.' && isObject(value) && (value as Readonly<Record<string, unknown>>)[kind.slice(1)]
    const isKind = typeof value === kind || typeof method === 'function'
    const isOff = value === undefined || (value === null && example.startsWith('null'))
    if (!isKind && !isOff) refuseKind(option, example, value)
  }
  const { url } = values
  // A function that a server component passes arrives as a reference object.
  if (isObject(url) && '$$typeof' in url) refuseKind('url', 'an address, or a function of a client component', url)
  for (const option in values) {
    const value = values[option]
    if (/^on[A-Z]/.test(option) && value && typeof value !== 'function') refuseKind(option, 'a function', value)
  }
}

/** @throws TypeError that names the option, what it takes, and the given value */
export function refuseKind(option: string, example: string, value: unknown): never {
  throw new TypeError(`${option} takes ${example}; got ${show(value)}`)
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
 * @throws RangeError for a code other than 1000 or 3000 to 4999, and for a reason over 123 bytes of UTF-8; TypeError for a
 * reason that is no string
 */
export function checkClose(code: unknown, reason: unknown): void {
  const isOwn = Number.isInteger(code) && (code as number) >= 3000 && (code as number) <= 4999
  if (code !== 1000 && !isOwn) throw new RangeError(`a close code is 1000, or 3000 to 4999; got ${show(code)}`)
  if (typeof reason !== 'string') refuseKind('a close reason', 'a string', reason)
  const size = utf8Size(reason)
  if (size > 123) {
    throw new RangeError(`a close reason is at most 123 bytes of UTF-8; got ${size}`)
  }
}

/** Returns the bytes of a text in UTF-8, without `TextEncoder`, which not every platform has. */
export function utf8Size(text: string): number {
  let size = 0
  // A lone surrogate is sent as U+FFFD, which takes three bytes too.
  for (const character of text) {
    const code = character.codePointAt(0)!
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return size
}
