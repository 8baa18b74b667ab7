/**
 * What all copies of one version of the package share: an app may have it both as ES modules and as CommonJS. Made when
 * first used, so that importing touches nothing.
 */

/** The version of package.json. Copies of other versions have other insides, and share nothing with this one. */
export const VERSION = '0.1.0'

const KEY = Symbol.for(`react-websocket-node@${VERSION}`)

/** The value of that name, the same in all copies; `create` makes it for the first one that asks. */
export function shared<T>(name: string, create: () => T): T {
  const realm = globalThis as { [KEY]?: Record<string, unknown> }
  const values = (realm[KEY] ??= {})
  return (values[name] ??= create()) as T
}
