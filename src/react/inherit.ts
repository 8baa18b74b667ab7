/**
 * The inheritance of options from providers.
 */
import type { WebSocketDefaults } from './types.js'

const NOT_INHERITED = /^(format|name|authenticate|autoconnectReference|on[A-Z].*)$/

/** Removes the defaults that nodes do not inherit: code without TypeScript may pass them. */
export function heritable(defaults: WebSocketDefaults): WebSocketDefaults {
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => !NOT_INHERITED.test(name)))
}

/**
 * Merges options; those of `own` win. Undefined counts as not set. Routing options of `own` win over an inherited `url`; an
 * inherited `url` of null, which means that there is no destination now, gives way only to a `url` or a `host`.
 */
export function inherit<O extends WebSocketDefaults>(inherited: WebSocketDefaults, own: O): O {
  const merged: Record<string, unknown> = { ...inherited }
  const isRouted = own.host !== undefined || own.route !== undefined || own.useWSS !== undefined
  if (inherited.url === null ? own.host !== undefined : isRouted) delete merged.url
  for (const [name, value] of Object.entries(own)) if (value !== undefined) merged[name] = value
  return merged as O
}
