/**
 * The options' defaults and ranges. A value out of its range is a `RangeError` that says what is allowed and what came.
 */
import type { Flush, WebSocketNodeOptions } from './types.js'

interface Range {
  readonly unit: string
  readonly min: number
  readonly max: number
  /** Whether it counts something. */
  readonly isWhole?: boolean
}

/** Unit, range and default of every number; the addon's, where it has the option. Routing is in `destination.ts`. */
const NUMBERS = {
  receiveLimit: { unit: 'whole packets', min: 0, max: 128, isWhole: true, default: 0 },
  sendQueue: { unit: 'whole messages', min: 0, max: 10_000, isWhole: true, default: 0 },
  sendBufferLimit: { unit: 'whole bytes', min: 0, max: Number.MAX_SAFE_INTEGER, isWhole: true, default: 0 },
  connectionTimeout: { unit: 'seconds', min: 0, max: 300, default: 10 },
  closeTimeout: { unit: 'seconds', min: 0, max: 300, default: 2 },
}

type NumberOption = keyof typeof NUMBERS

const FLUSHES: readonly Flush[] = ['burst', 'frame', 'sync']

/** The options that count while a node runs, with their defaults. */
export type Settings = { readonly [O in NumberOption]: number } & { readonly flush: Flush }

/**
 * Checks everything that has a range, and fills in the defaults.
 * @throws RangeError naming the option, its unit, its range and what came
 */
export function settingsOf(options: Pick<WebSocketNodeOptions, NumberOption | 'flush'>): Settings {
  const { flush = 'burst' } = options
  checkChoice('flush', flush, FLUSHES)
  const numbers = Object.entries(NUMBERS).map(([name, range]) => {
    const value = options[name as NumberOption]
    checkRange(name, value, range)
    return [name, value ?? range.default]
  })
  return { flush, ...Object.fromEntries(numbers) } as Settings
}

/** @throws RangeError if `value` is none of `choices`; undefined passes, as the default. */
export function checkChoice(name: string, value: unknown, choices: readonly unknown[]): void {
  if (value === undefined || choices.includes(value)) return
  throw new RangeError(`${name} is ${choices.map((choice) => `'${String(choice)}'`).join(', ')}; got ${show(value)}`)
}

/** @throws RangeError if `value` is not a number in the range; undefined passes, as the default. */
export function checkRange(name: string, value: unknown, { unit, min, max, isWhole }: Range): void {
  if (value === undefined) return
  const isFine = typeof value === 'number' && value >= min && value <= max && (!isWhole || Number.isInteger(value))
  if (!isFine) throw new RangeError(`${name} is in ${unit}, ${min} to ${max}; got ${show(value)}`)
}

const MAX_REASON_BYTES = 123

/**
 * Checks the arguments of `close` (HTML standard, `close(code, reason)`; RFC 6455 §5.5.1).
 * @throws RangeError for a code other than 1000 or 3000 to 4999, and for a reason over 123 bytes of UTF-8
 */
export function checkClose(code: unknown, reason: string): void {
  if (code !== 1000 && !(Number.isInteger(code) && (code as number) >= 3000 && (code as number) <= 4999)) {
    throw new RangeError(`a close code is 1000, or 3000 to 4999; got ${show(code)}`)
  }
  const byteCount = utf8Length(reason)
  if (byteCount > MAX_REASON_BYTES) {
    throw new RangeError(`a close reason is at most ${MAX_REASON_BYTES} bytes of UTF-8; got ${byteCount}`)
  }
}

/** Without `TextEncoder`, which the DOM of some test runners has not. */
function utf8Length(text: string): number {
  let length = 0
  for (const character of text) {
    const code = character.codePointAt(0)!
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return length
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
  return isObject(thrown) && 'message' in thrown && typeof thrown.message === 'string' ? thrown.message : show(thrown)
}
