/**
 * The facts of a node that the inspector shows with it: its name, address and place in the tree.
 */
import { withoutSecrets } from '../core/show.js'
import { idOf, type Found } from './found.js'
import type { NodeFacts } from './tapeEvents.js'
import { sessionOf } from './watched.js'

/** Returns the address of a node without secrets; `''` if it is not known yet. */
export function addressOf(node: object): string {
  const session = sessionOf(node)
  if (!session) return ''
  const { state } = session.machine()
  if ('url' in state && state.url) return withoutSecrets(state.url)
  const { url, host = '127.0.0.1', route = '/', useWSS = true } = session.options()
  if (typeof url === 'function' || url === null) return ''
  if (url !== undefined) return withoutSecrets(typeof url === 'string' ? url : url.href)
  return withoutSecrets(`ws${useWSS ? 's' : ''}://${host}/${route.replace(/^\//, '')}`)
}

export function factsOf(node: object, found: Found): NodeFacts {
  const mounted = found.mountedNode(node)
  const name = mounted?.name
  const parent = mounted?.parent
  return {
    label: name ?? (addressOf(node) || 'WebSocket'),
    ...(name !== undefined && { name }),
    ...(parent && { parent: idOfSource(parent) }),
    ...(mounted && { mode: mounted.mode }),
  }
}

/** Returns the id of a node or provider. */
export function idOfSource(source: object): string {
  return idOf(source, sessionOf(source) ? 'n' : 'p')
}
