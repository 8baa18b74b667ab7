/**
 * A scene file as its sections: `[tag field=value …]` and the `name = value` lines below. Each knows where it stands, so
 * that a change rewrites nothing else.
 */
import { expect, fail, lineAt, peek, readName, readString, SceneSyntaxError, take, type Cursor } from './scan.js'
import { readValue, type Range, type Value } from './values.js'

/** A field of a header, or a property below it: from its name up to the end of its value. */
export interface Entry extends Range {
  readonly name: string
  readonly value: Value
}

export interface Section extends Range {
  readonly tag: string
  /** The first line of its header; the first of the file is 1. */
  readonly line: number
  /** The header alone, brackets included. */
  readonly head: Range
  readonly fields: readonly Entry[]
  readonly properties: readonly Entry[]
}

/** Why a file can't be read. */
export interface ParseError {
  readonly line: number
  readonly message: string
}

/** All sections; with an error, those before it. */
export function readSections(text: string): { sections: readonly Section[]; error: ParseError | null } {
  // A byte order mark is no name.
  const cursor: Cursor = { text, at: text.startsWith('\uFEFF') ? 1 : 0 }
  const sections: Section[] = []
  const lines = lineCounter(text)
  try {
    while (peek(cursor)) sections.push(readSection(cursor, lines))
    return { sections, error: null }
  } catch (error) {
    if (!(error instanceof SceneSyntaxError)) throw error
    return { sections, error: { line: lineAt(text, error.at), message: error.message } }
  }
}

function readSection(cursor: Cursor, lines: (offset: number) => number): Section {
  if (peek(cursor) !== '[') fail(cursor, 'a section, such as [node name="…"]')
  const start = cursor.at
  cursor.at++
  const tag = readName(cursor)
  if (!tag) fail(cursor, "a section's name")
  const fields: Entry[] = []
  while (!take(cursor, ']')) {
    const name = peek(cursor) && readName(cursor)
    if (!name) fail(cursor, `a field or the end of [${tag}]`)
    const at = cursor.at - name.length
    expect(cursor, '=')
    const value = readValue(cursor)
    fields.push({ name, value, start: at, end: value.end })
    take(cursor, ',')
  }
  const head = { start, end: cursor.at }
  const properties: Entry[] = []
  while (!['', '['].includes(peek(cursor))) properties.push(readProperty(cursor))
  const end = properties.at(-1)?.end ?? head.end
  return { tag, line: lines(start), head, fields, properties, start, end }
}

/** A name is all up to the `=`, without blanks, which Godot leaves out even between lines; or it is in quotes. */
function readProperty(cursor: Cursor): Entry {
  const { at: start } = cursor
  let name = ''
  while (!take(cursor, '=')) {
    const next = peek(cursor)
    if (!next) fail(cursor, "'=' after a property's name")
    name = next === '"' ? readString(cursor) : name + cursor.text[cursor.at++]!
  }
  const value = readValue(cursor)
  return { name, value, start, end: value.end }
}

/** Counts lines for offsets that grow. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let next = text.indexOf('\n')
  return (offset) => {
    for (; next >= 0 && next < offset; next = text.indexOf('\n', next + 1)) line++
    return line
  }
}

/** The value of a header's field; of several the last, which is the one that counts. */
export function field(section: Section, name: string): Value | undefined {
  return section.fields.findLast((entry) => entry.name === name)?.value
}

/** A property; of several the last, which is the one that counts. */
export function property(section: Section, name: string): Entry | undefined {
  return section.properties.findLast((entry) => entry.name === name)
}
