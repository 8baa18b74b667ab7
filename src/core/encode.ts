/**
 * Messages to what goes on the wire. What can't be encoded is a `TypeError`, whatever the encoder threw.
 */
import { show, wordsOf } from './options.js'
import type { AnyFormat, Message, Wire } from './types.js'

/** By the format. */
export function encodeMessage<F extends AnyFormat>(format: F, message: Message<F>): Wire {
  let wire: unknown
  try {
    wire = format.encode(message)
  } catch (cause) {
    if (cause instanceof TypeError) throw cause
    throw new TypeError(`the format ${format.name} can't encode this: ${wordsOf(cause)}`, { cause })
  }
  if (typeof wire === 'string' || ArrayBuffer.isView(wire)) return wire as Wire
  throw new TypeError(`the format ${format.name} must encode to a string or bytes; got ${show(wire)}`)
}

/** As it is. */
export function encodeText(text: unknown): string {
  if (typeof text === 'string') return text
  throw new TypeError(`sendString sends strings; got ${show(text)}`)
}

/** As JSON text, which undefined, functions, cycles and big integers don't have. */
export function encodeJson(value: unknown): string {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch (cause) {
    if (cause instanceof TypeError) throw cause
    throw new TypeError(`JSON has no text for this: ${wordsOf(cause)}`, { cause })
  }
  if (text === undefined) throw new TypeError(`JSON has no text for ${show(value)}`)
  return text
}
