/**
 * Values in the texts of errors and warnings: short, and without secrets. A text never contains the query or the credentials
 * of a URL, since texts end up in logs.
 */

/** Whether a value is an object of any realm; `instanceof` recognizes only those of its own realm. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Whether a value has a `then`, like a promise. */
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
  return (
    address
      .replace(/^([^/]*\/\/)?[^/?#]*@/, '$1')
      // What stands after the colon is no port, but the beginning of a password with a slash, a question mark or a hash.
      .replace(/^([^/]*\/\/)?[^/?#[\]]*:(?!\d*(?:[/?#]|$))[^]*@[^]*/, '$1…')
      .replace(/[?#][^]*/, '')
  )
}

/** An address without its query. */
export function withoutQuery(url: string): string {
  return url.split('?', 1)[0]!
}

/** The message of a thrown value, with the secrets of addresses removed. */
export function wordsOf(thrown: unknown): string {
  const { message } = Object(thrown) as { readonly message?: unknown }
  const words = typeof message === 'string' ? message : show(thrown)
  return words.replace(/[a-z][\w+.-]*:\/\/[^\s"'`<>)]*/gi, withoutSecrets)
}
