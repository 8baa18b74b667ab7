/**
 * A node that speaks as the wire does, and the record of what it tells. For pages and for Node.
 */
import { createWebSocketNode } from '../../src/core/index'
import type { CoreNode, Format, ReconnectPolicy, Wire, WebSocketNodeOptions } from '../../src/core/index'
import { SignalLog } from './signal-log'

/** Packets as the wire carried them: a text frame is a string, a binary frame its bytes. */
export const wire: Format<Wire, readonly Wire[], Wire> = {
  name: 'wire',
  decode: (packet) => packet,
  join: (packets) => packets,
  encode: (message) => message,
}

/** A node and its record. */
export interface Watched {
  readonly node: CoreNode<typeof wire>
  readonly log: SignalLog
}

/** Makes a node, without TLS unless said otherwise, and records all that it tells. */
export function watch(options: WebSocketNodeOptions<typeof wire>): Watched {
  const node = createWebSocketNode({ format: wire, useWSS: false, ...options })
  return { node, log: new SignalLog(node) }
}

/** All that a node told, and the state that it ended in. */
export function tell({ node, log }: Pick<Watched, 'log'> & { readonly node: { readonly state: CoreNode['state'] } }): {
  all: string[]
  signals: string[]
  state: Record<string, unknown>
} {
  return { all: log.all, signals: log.signals, state: stateOf(node) }
}

/** The node's state as plain data; an error and a cause are shown by their codes. */
export function stateOf({ state }: { readonly state: CoreNode['state'] }): Record<string, unknown> {
  const error = 'error' in state ? { error: state.error.code } : {}
  const cause =
    'cause' in state ? { cause: state.cause.type === 'failed' ? state.cause.error.code : state.cause.code } : {}
  return { ...state, ...error, ...cause }
}

/** One retry, soon. */
export const retryOnce: ReconnectPolicy = { next: (attempt) => (attempt <= 1 ? 0.05 : null) }

/** A promise and what settles it. */
export function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
