/**
 * Values that all copies of one version of the package share: an app may have loaded it both as ES modules and as CommonJS.
 * They are created at the first use, so that an import has no side effect.
 */

/** The version of package.json. Copies of other versions differ inside, and share nothing with this one. */
export const VERSION = '0.1.0'

const KEY = Symbol.for(`react-websocket-node@${VERSION}`)

/** Returns the value of that name, which is the same in all copies. The first call creates it. */
export function shared<T>(name: string, create: () => T): T {
  const realm = globalThis as { [KEY]?: Record<string, unknown> }
  const values = (realm[KEY] ??= {})
  return (values[name] ??= create()) as T
}
