/**
 * The wires of a random walk: each connection does what the walk says, and may go on talking when nobody listens.
 */
import assert from 'node:assert/strict'
import type { Connection, ConnectionEvents, OpenRequest, Outgoing, Transport } from '../../../src/core/index.js'

export interface PlayedConnection {
  /** 1, 2, … */
  readonly id: number
  readonly url: string
  readonly events: ConnectionEvents
  /** Messages that it takes still. */
  room: number
  isOpened: boolean
  isClosed: boolean
  isAbandoned: boolean
  readonly isLive: boolean
}

export interface Wires {
  readonly transport: Transport
  readonly connections: readonly PlayedConnection[]
  /** The connection that is live; there is never more than one. */
  readonly live: PlayedConnection | undefined
  /** Bytes that it says wait on it. */
  buffered: number
  /** What the next connection does. */
  next: { room: number; error: Error | undefined; onOpen: ((connection: PlayedConnection) => void) | undefined }
}

/**
 * @param onSent a connection takes a message
 * @param onBreach something is asked of the wire that must not be; the node would take it for the wire's own failure
 */
export function createWires(
  onSent: (connection: PlayedConnection, message: Outgoing) => void,
  onBreach: (error: unknown) => void,
): Wires {
  const connections: PlayedConnection[] = []
  const usual = (): Wires['next'] => ({ room: Infinity, error: undefined, onOpen: undefined })

  function demand(rule: () => void): void {
    try {
      rule()
    } catch (error) {
      onBreach(error)
      throw error
    }
  }

  function open({ url }: OpenRequest, events: ConnectionEvents): Connection {
    const { room, error, onOpen } = wires.next
    wires.next = usual()
    demand(() => assert.equal(wires.live, undefined, 'at most one connection is live'))
    if (error) throw error
    let isClosing = false
    const connection: PlayedConnection = {
      id: connections.length + 1,
      url,
      events,
      room,
      isOpened: false,
      isClosed: false,
      isAbandoned: false,
      get isLive() {
        return !connection.isClosed && !connection.isAbandoned
      },
    }
    connections.push(connection)
    onOpen?.(connection)
    return {
      get bufferedAmount() {
        return wires.buffered
      },
      send(message) {
        demand(() => assert.ok(!connection.isAbandoned, 'nothing is sent on what was abandoned'))
        if (!connection.isOpened || connection.isClosed || isClosing || connection.room === 0) return false
        connection.room--
        demand(() => onSent(connection, message))
        return true
      },
      close() {
        demand(() => assert.ok(connection.isLive && !isClosing, 'what is live is closed, once'))
        isClosing = true
      },
      abandon() {
        connection.isAbandoned = true
      },
    }
  }

  const wires: Wires = {
    transport: { open },
    connections,
    get live() {
      return connections.find(({ isLive }) => isLive)
    },
    buffered: 0,
    next: usual(),
  }
  return wires
}
