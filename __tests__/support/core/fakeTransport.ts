/**
 * A wire without a network: a test plays the peer, and sees what was asked of each connection.
 */
import type { Connection, ConnectionEvents, OpenRequest, Outgoing, Transport, Wire } from '../../../src/core/index.js'

/** One connection, from both ends. */
export interface FakeConnection extends Connection {
  readonly request: OpenRequest
  /** What the node sent. */
  readonly sent: readonly Outgoing[]
  /** The closing handshakes that the node started, as `[code, reason]`. */
  readonly closeCalls: readonly (readonly [number, string])[]
  readonly isAbandoned: boolean
  /** Neither abandoned nor closed by the peer. */
  readonly isLive: boolean
  /** The peer's side. All may be called whatever happened before: an abandoned connection may still talk. */
  readonly peer: {
    open(protocol?: string): void
    deliver(...packets: Wire[]): void
    close(code: number, reason?: string, wasClean?: boolean): void
  }
}

export interface FakeTransport extends Transport {
  /** All that were ever opened, oldest first. */
  readonly connections: readonly FakeConnection[]
  /** The newest. */
  readonly last: FakeConnection
  readonly liveCount: number
}

/** @param beforeOpen is called with each request, and may throw as a constructor would */
export function createFakeTransport(beforeOpen: (request: OpenRequest) => void = () => {}): FakeTransport {
  const connections: FakeConnection[] = []
  return {
    connections,
    get last() {
      const last = connections.at(-1)
      if (!last) throw new Error('no connection was opened')
      return last
    },
    get liveCount() {
      return connections.filter(({ isLive }) => isLive).length
    },
    open(request, events) {
      beforeOpen(request)
      const connection = createConnection(request, events)
      connections.push(connection)
      return connection
    },
  }
}

function createConnection(request: OpenRequest, events: ConnectionEvents): FakeConnection {
  const sent: Outgoing[] = []
  const closeCalls: [number, string][] = []
  let isAbandoned = false
  let isClosed = false
  return {
    request,
    sent,
    closeCalls,
    bufferedAmount: 0,
    get isAbandoned() {
      return isAbandoned
    },
    get isLive() {
      return !isAbandoned && !isClosed
    },
    send(message) {
      if (isAbandoned || isClosed || closeCalls.length > 0) return false
      sent.push(message)
      return true
    },
    close(code, reason) {
      closeCalls.push([code, reason])
    },
    abandon() {
      isAbandoned = true
    },
    peer: {
      open: (protocol = '') => events.opened(protocol),
      deliver: (...packets) => events.received(packets),
      close(code, reason = '', wasClean = code !== 1006) {
        isClosed = true
        events.closed(code, reason, wasClean)
      },
    },
  }
}
