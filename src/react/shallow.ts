/**
 * Whether two values say the same, though one of them was built anew.
 */

/** `Object.hasOwn`, which Firefox 91 and Safari 15 have not. */
const hasOwn = Object.prototype.hasOwnProperty

/** Whether two values are the same, or hold the same: arrays and plain objects, one level deep. */
export function isShallowEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (!isPlain(a) || !isPlain(b)) return false
  const keys = Object.keys(a)
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => hasOwn.call(b, key) && Object.is(a[key], b[key]))
  )
}

/** Arrays and plain objects are compared by what they hold; anything else is itself. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === null || prototype === Object.prototype
}
