/**
 * Keeping a value while nothing in it changed, so that a selector may build a new object each time.
 */

/** Returns a function that gives its last answer again while the new value is shallowly equal to it. */
export function createShallowMemo<T>(): (value: T) => T {
  let last: T
  return (value) => (isShallowEqual(last, value) ? last : (last = value))
}

function isShallowEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (!isPlain(a) || !isPlain(b)) return false
  const keys = Object.keys(a)
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && Object.is(a[key], b[key]))
  )
}

/** Arrays and plain objects are compared by what they hold; anything else is itself. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === null || prototype === Object.prototype
}
