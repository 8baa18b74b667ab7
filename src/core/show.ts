/**
 * Values as messages show them: short, and without secrets. A URL's query and credentials stay out of every message of
 * this package, since messages end up in logs.
 */

/** An object of any realm: `instanceof` knows only those of its own. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Whether a value is a promise, or like one. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return isObject(value) && 'then' in value && typeof value.then === 'function'
}

/** A value as an error message shows it. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'function') return `a function${value.name && ` ${value.name}`}`
  return isObject(value) ? Object.prototype.toString.call(value) : String(value)
}

/** An address as an error message shows it: whatever may be credentials, a query or a fragment is left out. */
export function showAddress(address: unknown): string {
  return show(typeof address === 'string' ? withoutSecrets(address) : address)
}

/** An address without credentials, query and fragment. */
export function withoutSecrets(address: string): string {
  return address.replace(/[?#][^]*/, '').replace(/^([^/]*\/\/)?[^/]*@/, '$1')
}

/** An address without its query. */
export function withoutQuery(url: string): string {
  return url.split('?', 1)[0]!
}

/** What was thrown, in its own words if it has any; addresses in them without their secrets. */
export function wordsOf(thrown: unknown): string {
  const { message } = Object(thrown) as { readonly message?: unknown }
  const words = typeof message === 'string' ? message : show(thrown)
  return words.replace(/[a-z][\w+.-]*:\/\/[^\s"'`<>)]*/gi, withoutSecrets)
}
