/**
 * Options that come down the tree.
 */
import type { WebSocketDefaults } from './types.js'

const NOT_INHERITED = /^(format|name|authenticate|autoconnectReference|on[A-Z].*)$/

/** What of a provider's defaults comes down; the types say so, and not everybody has types. */
export function heritable(defaults: WebSocketDefaults): WebSocketDefaults {
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => !NOT_INHERITED.test(name)))
}

/**
 * `own` over `inherited`. Undefined is no value, and routing that is given here beats a `url` from above; null there, which
 * says that there is no destination now, is beaten only by a `url` or a `host`.
 */
export function inherit<O extends WebSocketDefaults>(inherited: WebSocketDefaults, own: O): O {
  const merged: Record<string, unknown> = { ...inherited }
  const isRouted = own.host !== undefined || own.route !== undefined || own.useWSS !== undefined
  if (inherited.url === null ? own.host !== undefined : isRouted) delete merged.url
  for (const [name, value] of Object.entries(own)) if (value !== undefined) merged[name] = value
  return merged as O
}
