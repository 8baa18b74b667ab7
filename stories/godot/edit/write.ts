/**
 * Values, properties and fields as Godot writes them.
 */
import { PROPERTY_ORDER } from '../addon.js'
import { quote } from '../scan.js'
import { property, type Section } from '../sections.js'
import type { SceneModel } from '../types.js'
import { lineEnd, newline, removal, type Patch } from './patch.js'

/** A value that a connection may bind, or an option have. */
export type PlainValue = string | number | boolean | null

/** A value as a scene file has it. @throws TypeError for any other than a text, a number, a boolean and null */
export function valueText(value: PlainValue): string {
  if (typeof value === 'string') return quote(value)
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return String(value)
  throw new TypeError(`a value is a text, a finite number, true, false or null; got ${String(value)}`)
}

/** Sets a property, or removes it: null. */
export function setProperty(model: SceneModel, section: Section, name: string, text: string | null): Patch[] {
  const entries = section.properties.filter((entry) => entry.name === name)
  const script = name === 'script' ? undefined : property(section, 'script')
  // Godot drops what stands before the script.
  const living = entries.filter(({ start }) => !script || start > script.start)
  const kept = text === null ? undefined : living.at(-1)
  const removed = entries.filter((entry) => entry !== kept && (text === null || !living.includes(entry)))
  const removals = removed.map((entry) => removal(model.text, entry))
  if (text === null) return removals
  if (kept) return [...removals, { start: kept.value.start, end: kept.value.end, text }]
  const at = lineEnd(model.text, placeFor(section, name))
  return [...removals, { start: at, end: at, text: `${newline(model)}${name} = ${text}` }]
}

/** The end of the property after which Godot would write this one. */
function placeFor(section: Section, name: string): number {
  const order = PROPERTY_ORDER.indexOf(name)
  const before = section.properties.filter((entry) => {
    const place = PROPERTY_ORDER.indexOf(entry.name)
    return place >= 0 && place < order
  })
  return Math.max(section.head.end, ...before.map(({ end }) => end))
}

/** Sets a field of a section's header, or removes it: null. */
export function setField(section: Section, name: string, text: string | null): Patch[] {
  const entry = section.fields.findLast((field) => field.name === name)
  if (entry && text !== null) return [{ start: entry.value.start, end: entry.value.end, text }]
  const before = Math.max(
    section.head.start + section.tag.length + 1,
    ...section.fields.filter(({ start }) => !entry || start < entry.start).map(({ end }) => end),
  )
  if (entry) return [{ start: before, end: entry.end, text: '' }]
  return text === null ? [] : [{ start: before, end: before, text: ` ${name}=${text}` }]
}
