/**
 * Options that come down the tree.
 */
import type { WebSocketDefaults } from './types.js'

/**
 * `own` over `inherited`. Undefined is no value, and routing that is given here beats a `url` from above.
 */
export function inherit<O extends WebSocketDefaults>(inherited: WebSocketDefaults, own: O): O {
  const merged: Record<string, unknown> = { ...inherited }
  if (own.host !== undefined || own.route !== undefined || own.useWSS !== undefined) delete merged.url
  for (const [name, value] of Object.entries(own)) if (value !== undefined) merged[name] = value
  return merged as O
}
