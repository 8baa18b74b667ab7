/**
 * The options' defaults and ranges. A value out of its range is a `RangeError` that says what is allowed and what came.
 */
import type { Flush, WebSocketNodeOptions } from './types.js'

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
    sendQueue = 0,
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

/** An object of any realm: `instanceof` knows only those of its own. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** A value as an error message shows it. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  return isObject(value) ? Object.prototype.toString.call(value) : String(value)
}

/** What was thrown, in its own words if it has any. */
export function wordsOf(thrown: unknown): string {
  const { message } = Object(thrown) as { readonly message?: unknown }
  return typeof message === 'string' ? message : show(thrown)
}
