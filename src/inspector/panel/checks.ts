/**
 * Errors for what the inspector cannot be given.
 */

/** @throws TypeError unless the value is one of those allowed */
export function checkChoice(owner: string, name: string, value: unknown, allowed: readonly string[]): void {
  if (allowed.includes(value as string)) return
  const list = allowed.map((choice) => `'${choice}'`).join(', ')
  throw new TypeError(`${owner}: \`${name}\` must be one of ${list}, got ${show(value)}`)
}

/** @throws TypeError unless it is a string */
export function checkString(owner: string, name: string, value: unknown): void {
  if (typeof value !== 'string') throw new TypeError(`${owner}: \`${name}\` must be a string, got ${show(value)}`)
}

function show(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value)
}
