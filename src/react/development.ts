/**
 * What developers hear of and users don't: in production none of this is there.
 */
import type { Warning } from '../core/node.js'

type DevelopmentWarning =
  | Warning
  | { readonly type: 'duplicateName'; readonly name: string }
  | { readonly type: 'nameWithoutOwner'; readonly name: string }

/** Prints a warning; undefined in production. */
export const warn: ((warning: DevelopmentWarning) => void) | undefined =
  process.env.NODE_ENV === 'production'
    ? undefined
    : (warning) => console.error(`react-websocket-node: ${words(warning)}`)

const said = new WeakMap<object, Set<string>>()

/** Prints a warning about `subject` once, however often React runs the effect; undefined in production. */
export const warnOnce: ((subject: object, warning: DevelopmentWarning) => void) | undefined =
  warn &&
  ((subject, warning) => {
    const words = said.get(subject) ?? new Set<string>()
    said.set(subject, words)
    const key = JSON.stringify(warning)
    if (!words.has(key)) warn(warning)
    words.add(key)
  })

function words(warning: DevelopmentWarning): string {
  switch (warning.type) {
    case 'connectIgnored':
      return `connect() does nothing while the node is ${warning.status}; it begins an attempt while idle, waiting, closed, failed or reconnecting.`
    case 'duplicateName':
      return `two nodes of one <WebSocketProvider> have the name "${warning.name}"; useNode("${warning.name}") finds the first. Give each its own name, or its own provider.`
    case 'nameWithoutOwner':
      return `the name "${warning.name}" is of no use without a <WebSocketProvider> above: useNode("${warning.name}") looks for names in providers.`
  }
}
