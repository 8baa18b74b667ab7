/**
 * Values as code.
 */
import { textOf, type Value } from './values.js'

/** A piece of code, and its type. */
export interface Literal {
  readonly code: string
  readonly type: string
}

/** A text as a string of the code. */
export function textLiteral(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${inner.replace(/[\u2028\u2029\u007f-\u009f]/g, escaped)}'`
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** A prop that is a string: `host="…"`, or in braces where JSX would read it otherwise. */
export function textAttribute(name: string, text: string): string {
  return /^[^"&<>{}\\\p{C}\u2028\u2029]*$/u.test(text) ? `${name}="${text}"` : `${name}={${textLiteral(text)}}`
}

/** A value as JavaScript would have it; undefined for vectors, resources, and numbers that it can't hold. */
export function literal(value: Value): Literal | undefined {
  if (value.kind === 'null') return { code: 'null', type: 'null' }
  if (value.kind === 'bool') return { code: String(value.value), type: 'boolean' }
  if (value.kind === 'int' && !Number.isSafeInteger(value.value)) return undefined
  if (value.kind === 'int' || value.kind === 'float') return { code: numberCode(value.value), type: 'number' }
  const text = textOf(value)
  if (text !== undefined) return { code: textLiteral(text), type: 'string' }
  if (value.kind === 'array') return arrayLiteral(value.items)
  if (value.kind === 'dictionary') return dictionaryLiteral(value.entries)
  return value.kind === 'call' ? packedLiteral(value.name, value.args) : undefined
}

function numberCode(value: number): string {
  return Object.is(value, -0) ? '0' : String(value)
}

function arrayLiteral(items: readonly Value[]): Literal | undefined {
  const codes = items.map((item) => literal(item)?.code)
  return codes.includes(undefined) ? undefined : { code: `[${codes.join(', ')}]`, type: 'readonly unknown[]' }
}

function dictionaryLiteral(entries: readonly (readonly [Value, Value])[]): Literal | undefined {
  const codes = entries.map(([key, value]) => {
    const name = key.kind === 'int' ? String(key.value) : textOf(key)
    const code = literal(value)?.code
    return name === undefined || code === undefined ? undefined : `${keyCode(name)}: ${code}`
  })
  if (codes.includes(undefined)) return undefined
  return { code: codes.length > 0 ? `{ ${codes.join(', ')} }` : '{}', type: 'Readonly<Record<string, unknown>>' }
}

/** `__proto__: x` would be no property. */
function keyCode(name: string): string {
  if (name === '__proto__') return "['__proto__']"
  return /^[A-Za-z_]\w*$/.test(name) ? name : textLiteral(name)
}

function packedLiteral(name: string, args: readonly Value[]): Literal | undefined {
  if (name === 'PackedByteArray') {
    const bytes = bytesOf(args)
    return bytes && { code: `Uint8Array.of(${bytes.join(', ')})`, type: 'Uint8Array' }
  }
  return /^Packed(Int|Float|String)\w*Array$/.test(name) ? arrayLiteral(args) : undefined
}

/** The bytes of a `PackedByteArray`, which format 4 writes in base64. */
function bytesOf(args: readonly Value[]): number[] | undefined {
  const base64 = args.length === 1 ? textOf(args[0]) : undefined
  if (base64 !== undefined) return decodeBase64(base64)
  const bytes = args.map((arg) => (arg.kind === 'int' ? arg.value & 255 : undefined))
  return bytes.includes(undefined) ? undefined : (bytes as number[])
}

function decodeBase64(text: string): number[] | undefined {
  try {
    return Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
