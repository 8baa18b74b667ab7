/**
 * Inputs that throw when they are changed.
 */

/** Freezes `value` and all that it holds, and gives it back. */
export function deepFreeze<T>(value: T): T {
  if (value instanceof Object && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(deepFreeze)
  }
  return value
}
