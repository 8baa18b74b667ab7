/**
 * Settings in the page's address, so that a link opens the same playground: the parameter `set` holds, as JSON, what is
 * not as in a fresh one.
 */
import { FIELDS, INITIAL, nearestNumber, SURROUNDINGS, type Settings, type Value } from './settings.js'

const PARAMETER = 'set'

/** The settings in the address. What is unknown, or not of its field's kind, is left out. */
export function settingsInAddress(): Settings {
  const words = windows().map((page) => new URLSearchParams(page.location.search).get(PARAMETER))
  const found = words.find((one) => one !== null)
  return found ? { ...INITIAL, ...valid(found) } : INITIAL
}

/** Writes the settings into the address of this page, and of the manager around it. */
export function keepInAddress(settings: Settings): void {
  const words = wordsOf(settings)
  for (const page of windows()) {
    const url = new URL(page.location.href)
    if (words) url.searchParams.set(PARAMETER, words)
    else url.searchParams.delete(PARAMETER)
    if (url.href !== page.location.href) page.history.replaceState(page.history.state, '', url)
  }
}

/** This one, and the one around it where a page of Storybook shows this as its canvas. */
function windows(): readonly Window[] {
  return window.parent !== window && window.parent.location.origin === window.location.origin
    ? [window, window.parent]
    : [window]
}

function wordsOf(settings: Settings): string | null {
  const changed = NAMES.filter((name) => settings[name] !== INITIAL[name])
  return changed.length > 0 ? JSON.stringify(Object.fromEntries(changed.map((name) => [name, settings[name]]))) : null
}

const NAMES = Object.keys(INITIAL) as (keyof Settings)[]

function valid(words: string): Partial<Settings> {
  const given = parsed(words)
  return Object.fromEntries(
    NAMES.filter((name) => name in given && fits(name, given[name])).map((name) => [name, given[name]]),
  )
}

function parsed(words: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(words)) as Record<string, unknown>
  } catch {
    return {}
  }
}

function fits(name: keyof Settings, value: unknown): value is Value {
  if ((SURROUNDINGS as readonly string[]).includes(name)) return typeof value === 'boolean'
  const editor = FIELDS.find((field) => field.name === name)?.editor
  switch (editor?.type) {
    case 'text':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number' && value === nearestNumber(editor, value)
    case 'switch':
      return typeof value === 'boolean'
    case 'choice':
      return typeof value === 'string' && editor.choices.includes(value)
    default:
      return false
  }
}
