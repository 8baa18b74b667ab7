/**
 * Values of a scene file, with where they stand in it. What is not understood keeps its place, and so its text.
 */
import {
  expect,
  fail,
  peek,
  readName,
  readNumber,
  readString,
  SceneSyntaxError,
  skipBlanks,
  take,
  type Cursor,
} from './scan.js'

/** Where something stands: from `start` up to `end`, as offsets into the text. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** What a value is. `call` is everything that is written as `Name(…)`: vectors, packed arrays, resources. */
export type Content =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int' | 'float'; readonly value: number }
  /** A `String`, a `StringName` (`&"…"`) or a `NodePath`. */
  | { readonly kind: 'string' | 'name' | 'path'; readonly value: string }
  | { readonly kind: 'array'; readonly items: readonly Value[] }
  | { readonly kind: 'dictionary'; readonly entries: readonly (readonly [key: Value, value: Value])[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Value[] }

/** A value and its place. */
export type Value = Content & Range

/** As deep as Godot goes. */
const DEEPEST = 100

const WORDS: Readonly<Record<string, () => Content>> = {
  null: () => ({ kind: 'null' }),
  nil: () => ({ kind: 'null' }),
  true: () => ({ kind: 'bool', value: true }),
  false: () => ({ kind: 'bool', value: false }),
  inf: () => ({ kind: 'float', value: Infinity }),
  inf_neg: () => ({ kind: 'float', value: -Infinity }),
  nan: () => ({ kind: 'float', value: NaN }),
}

/** Reads one value. @throws SceneSyntaxError where there is none */
export function readValue(cursor: Cursor, depth = 0): Value {
  skipBlanks(cursor)
  const start = cursor.at
  if (depth > DEEPEST) throw new SceneSyntaxError(`values lie in each other deeper than ${DEEPEST}`, start)
  const content = readContent(cursor, depth)
  return Object.assign(content, { start, end: cursor.at })
}

function readContent(cursor: Cursor, depth: number): Content {
  const first = peek(cursor)
  if (first === '"') return { kind: 'string', value: readString(cursor) }
  if (first === '&' || first === '^') {
    cursor.at++
    return { kind: first === '&' ? 'name' : 'path', value: readString(cursor) }
  }
  if (first === '[') return { kind: 'array', items: readList(cursor, '[', ']', depth) }
  if (first === '{') return { kind: 'dictionary', entries: readEntries(cursor, depth) }
  if (first === '#') return readColor(cursor)
  const number = readNumber(cursor)
  if (number) return { kind: /[.eE]/.test(number) ? 'float' : 'int', value: Number(number) }
  const name = readName(cursor)
  if (!name) fail(cursor, 'a value')
  return Object.hasOwn(WORDS, name) ? WORDS[name]!() : readCall(cursor, name, depth)
}

function readColor(cursor: Cursor): Content {
  cursor.at++
  const [digits] = /^[\da-f]*/i.exec(cursor.text.slice(cursor.at, cursor.at + 8))!
  cursor.at += digits.length
  return { kind: 'call', name: 'Color', args: [] }
}

/** What follows a name: arguments, after types for arrays and dictionaries of one type. */
function readCall(cursor: Cursor, name: string, depth: number): Content {
  if (peek(cursor) === '[') readList(cursor, '[', ']', depth)
  // A name alone stands for a type.
  const args = peek(cursor) === '(' ? readList(cursor, '(', ')', depth) : []
  const [only] = args
  if (name === 'Array' && only?.kind === 'array') return { kind: 'array', items: only.items }
  if (name === 'Dictionary' && only?.kind === 'dictionary') return { kind: 'dictionary', entries: only.entries }
  if (name === 'NodePath') return { kind: 'path', value: textOf(only) ?? '' }
  if (name === 'StringName') return { kind: 'name', value: textOf(only) ?? '' }
  return { kind: 'call', name, args }
}

/** Values between brackets, with commas between them; `Object(…)` also has colons. */
function readList(cursor: Cursor, open: string, close: string, depth: number): Value[] {
  const items: Value[] = []
  expect(cursor, open)
  while (!take(cursor, close)) {
    items.push(readValue(cursor, depth + 1))
    if (peek(cursor) !== close && !(close === ')' && take(cursor, ':'))) expect(cursor, ',')
  }
  return items
}

function readEntries(cursor: Cursor, depth: number): (readonly [Value, Value])[] {
  const entries: (readonly [Value, Value])[] = []
  expect(cursor, '{')
  while (!take(cursor, '}')) {
    const key = readValue(cursor, depth + 1)
    expect(cursor, ':')
    entries.push([key, readValue(cursor, depth + 1)])
    if (peek(cursor) !== '}') expect(cursor, ',')
  }
  return entries
}

/** The text of a string, a name or a path. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'string' || value?.kind === 'name' || value?.kind === 'path' ? value.value : undefined
}

/** The id in `ExtResource("…")`, whether written as a text or, as older versions do, as a number. */
export function idIn(value: Value | undefined, call: 'ExtResource' | 'SubResource'): string | undefined {
  return value?.kind === 'call' && value.name === call ? idText(value.args[0]) : undefined
}

/** An id as a text. */
export function idText(value: Value | undefined): string | undefined {
  return value?.kind === 'int' ? String(value.value) : textOf(value)
}
