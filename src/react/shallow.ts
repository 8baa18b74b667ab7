/**
 * Shallow equality.
 */

/** `Object.hasOwn`, which Firefox 91 and Safari 15 do not have. */
const hasOwn = Object.prototype.hasOwnProperty

/** Whether two values are the same, or are arrays or plain objects with the same values, one level deep. */
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

/** Whether a value is compared by its content: arrays and plain objects are. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === null || prototype === Object.prototype
}
