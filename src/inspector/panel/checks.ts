/**
 * Errors for what the inspector cannot be given.
 */

/** @throws TypeError unless the value is one of those allowed */
export function checkChoice(owner: string, name: string, value: unknown, allowed: readonly string[]): void {
  if (allowed.includes(value as string)) return
  const list = allowed.map((choice) => `'${choice}'`).join(', ')
  throw new TypeError(`${owner}: \`${name}\` must be one of ${list}, got ${show(value)}`)
}

const SHORTCUT = /^(((alt|shift|ctrl|control|meta)\+)*[^+]+)?$/i

/** @throws TypeError unless it is `''`, or a key with modifiers of these: with any other the key alone would open the panel */
export function checkShortcut(value: unknown): void {
  const prop = '<WebSocketInspector>: `shortcut`'
  if (typeof value !== 'string') throw new TypeError(`${prop} must be a string, got ${show(value)}`)
  if (!SHORTCUT.test(value))
    throw new TypeError(`${prop} must be a key, behind Alt, Shift, Ctrl, Meta joined by +, got ${show(value)}`)
}

function show(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value)
}
