/**
 * The characters of a scene file: blanks, comments, names, numbers and strings, as Godot's `VariantParser` reads them.
 */

/** A place in a text. */
export interface Cursor {
  readonly text: string
  at: number
}

/** What is wrong in a text, and where. */
export class SceneSyntaxError extends Error {
  constructor(
    message: string,
    /** Offset into the text. */
    readonly at: number,
  ) {
    super(message)
  }
}

const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy
const PLAIN = /[^"\\]*/y
const NUMBER = /-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?/y

/** Skips blanks, line breaks and comments, which begin with `;` and end with their line. */
export function skipBlanks(cursor: Cursor): void {
  const { text } = cursor
  for (; cursor.at < text.length; cursor.at++) {
    if (text[cursor.at] === ';') {
      const end = text.indexOf('\n', cursor.at)
      cursor.at = end < 0 ? text.length : end
      if (end < 0) return
    } else if (text.charCodeAt(cursor.at) > 32) return
  }
}

/** The next character that is neither blank nor comment, which stays unread; `''` at the end. */
export function peek(cursor: Cursor): string {
  skipBlanks(cursor)
  return cursor.text[cursor.at] ?? ''
}

/** Reads this character if it comes next. */
export function take(cursor: Cursor, character: string): boolean {
  if (peek(cursor) !== character) return false
  cursor.at++
  return true
}

/** Reads this character. @throws SceneSyntaxError where another one stands */
export function expect(cursor: Cursor, character: string): void {
  if (!take(cursor, character)) fail(cursor, `'${character}'`)
}

/** @throws SceneSyntaxError that says what was expected, and what came */
export function fail(cursor: Cursor, wanted: string): never {
  const came = peek(cursor)
  const at = Math.min(cursor.at, cursor.text.length)
  throw new SceneSyntaxError(`expected ${wanted}; got ${came ? `'${came}'` : 'the end of the file'}`, at)
}

/** Reads a name, or nothing: `''`. */
export function readName(cursor: Cursor): string {
  skipBlanks(cursor)
  return match(cursor, NAME)
}

/** Reads the text of a number, or nothing: `''`. */
export function readNumber(cursor: Cursor): string {
  return match(cursor, NUMBER)
}

function match(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at
  const [found = ''] = pattern.exec(cursor.text) ?? []
  cursor.at += found.length
  return found
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r' }

/** Reads a string in double quotes, which may go over many lines. */
export function readString(cursor: Cursor): string {
  const start = cursor.at
  expect(cursor, '"')
  let value = ''
  for (;;) {
    value += match(cursor, PLAIN)
    const character = cursor.text[cursor.at++]
    if (character === undefined) throw new SceneSyntaxError('a string that begins here has no end', start)
    if (character === '"') return value
    value += readEscape(cursor)
  }
}

function readEscape(cursor: Cursor): string {
  const letter = cursor.text[cursor.at++] ?? ''
  const length = letter === 'u' ? 4 : letter === 'U' ? 6 : 0
  if (length === 0) return ESCAPES[letter] ?? letter
  const digits = cursor.text.slice(cursor.at, cursor.at + length)
  const code = parseInt(digits, 16)
  if (digits.length < length || !/^[\da-f]+$/i.test(digits) || code > 0x10ffff) {
    throw new SceneSyntaxError(`\\${letter} takes ${length} hexadecimal digits`, cursor.at)
  }
  cursor.at += length
  return String.fromCodePoint(code)
}

/** The line of an offset; the first is 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** A text as a string of a scene file. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
