/**
 * The form of a sequence: what a server does, what the user does, and the whole story that the node has to tell of it.
 */
import type { NodeState, WebSocketNodeOptions } from '../../../src/core/index'
import type { Script } from '../servers/raw-server'
import type { Watched } from '../watch'

/** A sequence, to be gone through with any client. */
export interface Row {
  name: string
  server: Script
  /** Beside `host`; what can't be sent to a page goes into `user`. */
  options?: Pick<
    WebSocketNodeOptions,
    'connectionTimeout' | 'closeTimeout' | 'sendQueue' | 'protocols' | 'url' | 'host' | 'route'
  >
  /** What the user does after `connect()`. It may run in a page, and knows nothing of what surrounds it here. */
  user?: (watched: Watched) => void
  /** As the log shows them; the server's address is `server`. */
  signals: string[]
  state: Record<string, unknown> & { status: NodeState['status'] }
  /** Handshake requests that the server saw; at most, where an end may be faster than the request. Default 1. */
  handshakes?: number | { atMost: number }
  /** TCP sockets that the client keeps, as nobody ends them. Default 0. */
  left?: number
  /** Why another client than a browser goes another way here. */
  onlyInBrowsers?: string
}

export const URL = 'ws://server/'
export const CONNECTED = `connected ${URL} @open`
export const LOST = ['closed 1006 "" @closed']
export const REFUSED = ['connectFailed refused @failed']

/** The state after a connection. */
export const closed = (code: number, reason = '', wasClean: unknown = true) =>
  ({ status: 'closed', url: URL, code, reason, wasClean }) as const

/** The state after a connection that was lost. */
export const lost = closed(1006, '', false)

/** The state after a failed attempt. */
export const failed = (error: string, url = URL) => ({ status: 'failed', url, error }) as const

/** Rows that have the rest in common. */
export function rows(common: Partial<Row>, cases: readonly (Partial<Row> & Pick<Row, 'name'>)[]): Row[] {
  return cases.map((row) => ({ ...common, ...row }) as Row)
}

/** Asserts how many handshake requests the server saw. */
export function checkHandshakes(seen: number, { handshakes = 1 }: Pick<Row, 'handshakes'>): void {
  if (typeof handshakes === 'number') expect(seen).toBe(handshakes)
  else expect(seen).toBeLessThanOrEqual(handshakes.atMost)
}
