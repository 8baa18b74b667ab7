/**
 * A socket as a browser's, without a network: a test plays the browser.
 */
import type { WebSocketLike } from '../../../src/core/index.js'

export interface FakeSocket extends WebSocketLike {
  readyState: number
  bufferedAmount: number
  readonly sent: unknown[]
  /** The arguments of each `close`. */
  readonly closeCalls: unknown[][]
  /** What the browser dispatches. */
  readonly peer: {
    open(protocol?: string): void
    message(data: unknown): void
    error(): void
    close(code: number, reason: string, wasClean: boolean): void
  }
}

export function createFakeSocket(): FakeSocket {
  const sent: unknown[] = []
  const closeCalls: unknown[][] = []
  let protocol = ''
  const socket: FakeSocket = {
    binaryType: 'blob',
    readyState: 0,
    get protocol() {
      return protocol
    },
    bufferedAmount: 0,
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
    sent,
    closeCalls,
    send: (data) => void sent.push(data),
    close: (...args) => void closeCalls.push(args),
    peer: {
      open(chosen = '') {
        protocol = chosen
        socket.readyState = 1
        socket.onopen?.({ type: 'open' } as never)
      },
      message: (data) => socket.onmessage?.({ type: 'message', data } as never),
      error: () => socket.onerror?.({ type: 'error' } as never),
      close(code, reason, wasClean) {
        socket.readyState = 3
        socket.onclose?.({ type: 'close', code, reason, wasClean } as never)
      },
    },
  }
  return socket
}
