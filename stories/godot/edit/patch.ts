/**
 * Changes of a text that touch nothing else.
 */
import { readScene } from '../scene.js'
import type { Section } from '../sections.js'
import type { SceneModel } from '../types.js'
import type { Range } from '../values.js'

/** What stands in the place of a range; an empty range is a place to insert at. */
export interface Patch extends Range {
  readonly text: string
}

/** The model after some changes; the same one where there are none. */
export function apply(model: SceneModel, patches: readonly Patch[]): SceneModel {
  if (patches.length === 0) return model
  const sorted = [...patches].sort((one, other) => one.start - other.start || one.end - other.end)
  let text = ''
  let at = 0
  for (const patch of sorted) {
    // Two removals may meet in the blanks between them.
    const start = Math.max(at, patch.start)
    text += model.text.slice(at, start) + patch.text
    at = Math.max(start, patch.end)
  }
  return readScene(text + model.text.slice(at))
}

/** How the file breaks its lines. */
export function newline({ text }: Pick<SceneModel, 'text'>): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n'
}

/**
 * Where a line can be added after an offset: after the comment that ends its line, or at once where more follows. Blanks
 * are Godot's: any other is part of the name that follows.
 */
export function lineEnd(text: string, offset: number): number {
  const [rest] = /^[ \t\v\f]*(?:;[^\r\n]*)?(?=\r?$)/.exec(text.slice(offset, lineBreak(text, offset))) ?? []
  return rest === undefined ? offset : offset + rest.length
}

function lineBreak(text: string, offset: number): number {
  const found = text.indexOf('\n', offset)
  return found < 0 ? text.length : found
}

/** Removes something that has its lines for itself, with them; else it alone. */
export function removal(text: string, { start, end }: Range): Patch {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const isFirst = text.slice(lineStart, start).trim() === ''
  const nextBreak = lineBreak(text, end)
  const isLast = text.slice(end, nextBreak).trim() === ''
  if (!isFirst || !isLast) return { start, end, text: '' }
  if (nextBreak < text.length) return { start: lineStart, end: nextBreak + 1, text: '' }
  return { start: Math.max(0, lineStart - (text[lineStart - 2] === '\r' ? 2 : 1)), end: text.length, text: '' }
}

/** Removes sections, those that stand next to each other as one. */
export function sectionRemovals(text: string, sections: readonly Section[]): Patch[] {
  const ranges: Range[] = []
  for (const { start, end } of sections) {
    const last = ranges.at(-1)
    if (last && text.slice(last.end, start).trim() === '') ranges[ranges.length - 1] = { start: last.start, end }
    else ranges.push({ start, end })
  }
  return ranges.map((range) => sectionRemoval(text, range))
}

/** Removes with the blank lines behind it, or at the end of the file those before it. */
function sectionRemoval(text: string, { start, end }: Range): Patch {
  const stop = lineBreak(text, end)
  if (text.slice(end, stop).trim() !== '') return { start, end, text: '' }
  const after = stop + /^\s*/.exec(text.slice(stop))![0].length
  if (after < text.length) return { start, end: after, text: '' }
  const before = text.slice(0, start).trimEnd().length
  return { start: before, end: stop, text: '' }
}
