/**
 * Encodes messages. If a message cannot be encoded, the error is always a `TypeError`, whatever the format threw.
 */
import { show, wordsOf } from '../show.js'
import type { AnyFormat, Outgoing } from '../types.js'

type Encoder = Pick<AnyFormat, 'name' | 'encode'>

/** Encodes a message with the format of the node. */
export function encodeMessage<F extends Encoder>(format: F, message: Parameters<F['encode']>[0]): Outgoing {
  let wire: unknown
  try {
    wire = format.encode(message)
  } catch (cause) {
    if (cause instanceof TypeError) throw cause
    throw new TypeError(`the format ${format.name} can't encode this: ${wordsOf(cause)}`, { cause })
  }
  if (typeof wire === 'string' || ArrayBuffer.isView(wire) || isBlob(wire)) return wire as Outgoing
  throw new TypeError(
    `the format ${format.name} must encode to a string, bytes or a Blob; got ${show(wire)} for ${show(message)}`,
  )
}

/** Returns a string as it is, for `sendString` and the format `text`. */
export function encodeText(text: unknown): string {
  if (typeof text === 'string') return text
  throw new TypeError(`text is sent as a string; got ${show(text)}`)
}

const JSON_TEXT = { name: 'json', encode: (value: unknown): string => JSON.stringify(value) }

/** Encodes a value as JSON text. Undefined, functions, cycles and big integers cannot be encoded. */
export function encodeJson(value: unknown): string {
  return encodeMessage(JSON_TEXT, value) as string
}

/**
 * Returns the bytes of a buffer or view of any realm, without a copy.
 * @param what says in the error what the format takes
 */
export function bytesOf(data: unknown, what: string): Uint8Array {
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  if (isArrayBuffer(data)) return new Uint8Array(data)
  throw new TypeError(`${what}; got ${show(data)}`)
}

/** Recognizes an `ArrayBuffer` by its tag, which is the same in every realm; shared memory has another one. */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return tagOf(value) === 'ArrayBuffer'
}

/** Recognizes a `Blob` or a `File` of any realm; those of React Native have no tag. */
export function isBlob(value: unknown): boolean {
  return tagOf(value) === 'Blob' || tagOf(value) === 'File' || (typeof Blob !== 'undefined' && value instanceof Blob)
}

function tagOf(value: unknown): unknown {
  return (value as { readonly [Symbol.toStringTag]?: unknown } | null | undefined)?.[Symbol.toStringTag]
}
