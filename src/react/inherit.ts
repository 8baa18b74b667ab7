/**
 * Options that come down the tree.
 */
import type { WebSocketDefaults } from './types.js'

const NOT_INHERITED = /^(format|name|autoconnectReference|on[A-Z].*)$/

/** What of a provider's defaults comes down; the types say so, and not everybody has types. */
export function heritable(defaults: WebSocketDefaults): WebSocketDefaults {
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => !NOT_INHERITED.test(name)))
}

/**
 * `own` over `inherited`. Undefined is no value, and routing that is given here beats a `url` from above.
 */
export function inherit<O extends WebSocketDefaults>(inherited: WebSocketDefaults, own: O): O {
  const merged: Record<string, unknown> = { ...inherited }
  if (own.host !== undefined || own.route !== undefined || own.useWSS !== undefined) delete merged.url
  for (const [name, value] of Object.entries(own)) if (value !== undefined) merged[name] = value
  return merged as O
}
