/**
 * A fake wire that takes only so much: messages before it refuses them, and bytes that it has not sent on yet.
 */
import type { Connection } from '../../../src/core/index.js'
import { createFakeTransport, type FakeTransport } from '../core/fakeTransport.js'

export interface NarrowTransport extends FakeTransport {
  /** Messages that connections take from now on. */
  room: number
  /** Bytes that wait on the connection that is live. */
  buffered: number
  /** Thrown instead of taking the next message, once. */
  error: Error | undefined
  /** How often somebody looked at what is buffered. */
  readonly looks: number
}

export function createNarrowTransport(): NarrowTransport {
  const fake = createFakeTransport()
  let looks = 0
  const transport: NarrowTransport = {
    room: Infinity,
    buffered: 0,
    error: undefined,
    connections: fake.connections,
    get last() {
      return fake.last
    },
    get liveCount() {
      return fake.liveCount
    },
    get looks() {
      return looks
    },
    open(request, events): Connection {
      const connection = fake.open(request, events)
      return {
        get bufferedAmount() {
          looks++
          return transport.buffered
        },
        send(message) {
          const { error } = transport
          transport.error = undefined
          if (error) throw error
          if (transport.room === 0) return false
          transport.room--
          return connection.send(message)
        },
        close: connection.close,
        abandon: connection.abandon,
      }
    },
  }
  return transport
}
