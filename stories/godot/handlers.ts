/**
 * A socket's handlers, and the wish to reconnect that scenes wire up by hand.
 */
import type { Draft } from './draft.js'
import type { Literal } from './literals.js'
import { functionOf, statementOf } from './statements.js'
import type { SceneConnection, SceneNode } from './types.js'

/** The addon's signals: the prop of each, and its arguments. */
const SIGNALS: Readonly<Record<string, { readonly prop: string; readonly parameters: readonly Literal[] }>> = {
  connected: { prop: 'onConnected', parameters: [{ code: 'url', type: 'string' }] },
  connect_failed: { prop: 'onConnectFailed', parameters: [] },
  received: { prop: 'onReceived', parameters: [{ code: 'data', type: 'Uint8Array' }] },
  closing: { prop: 'onClosing', parameters: [] },
  closed: {
    prop: 'onClosed',
    parameters: [
      { code: 'code', type: 'number' },
      { code: 'reason', type: 'string' },
    ],
  },
}

/** The props of all signals that are wired, but those that mean to reconnect. */
export function handlersOf(node: SceneNode, draft: Draft): string[] {
  return Object.entries(SIGNALS).flatMap(([signal, { prop, parameters }]) => {
    const statements = draft
      .from(node.path)
      .filter((connection) => connection.signal === signal && !isRetry(connection))
      .flatMap((connection) => statementOf(connection, parameters, draft) ?? [])
    return statements.length > 0 ? [`${prop}={${functionOf(statements, parameters)}}`] : []
  })
}

/** Whether a socket is wired to itself to connect again. */
function isRetry({ signal, from, to, method, binds }: SceneConnection): boolean {
  const isEnd = signal === 'closed' || signal === 'connect_failed'
  return isEnd && from === to && method === 'connect_socket' && binds.length === 0
}

/** `backoff()` where the scene wires the end of a connection, or a timer, to `connect_socket`. */
export function reconnectOf(node: SceneNode, draft: Draft): string[] {
  const retries = draft.from(node.path).filter(isRetry)
  const timed = draft
    .to(node.path)
    .filter(
      ({ signal, from, method, binds }) =>
        signal === 'timeout' &&
        method === 'connect_socket' &&
        binds.length === 0 &&
        draft.nodeAt(from)?.type === 'Timer',
    )
  for (const connection of [...retries, ...timed]) draft.handled.add(connection)
  if (retries.length + timed.length === 0) return []

  const by = retries.length > 0 ? [...new Set(retries.map(({ signal }) => signal))].join(' and ') : 'a timer'
  const guess = `${by} wired to connect_socket means to reconnect, which the addon can't once it was connected`
  draft.notes.add('reconnect', node.path, `${guess}: backoff() does, with delays of its own.`)
  draft.imports.add('backoff')
  const isOnce = [...retries, ...timed].every(({ isOneShot }) => isOneShot)
  return [`reconnect={backoff(${isOnce ? '{ attempts: 1 }' : ''})}`]
}
