/**
 * A socket that does only what a test tells it: for handshakes that hang, and for exact counts of what is left, since
 * it has no timers of its own.
 */
import type { WebSocketLike } from '../../../src/index.js'

type Handler = ((event: never) => void) | null

export class ScriptedSocket implements WebSocketLike {
  binaryType = 'blob'
  readyState = 0
  protocol = ''
  bufferedAmount = 0
  onopen: Handler = null
  onmessage: Handler = null
  onclose: Handler = null
  onerror: Handler = null
  readonly sent: unknown[] = []
  /** The arguments of each call of `close`. */
  readonly closeCalls: (readonly [code?: number, reason?: string])[] = []

  constructor(
    readonly url: string,
    readonly protocols?: string | string[],
  ) {}

  send(data: never): void {
    this.sent.push(data)
  }

  close(code?: number, reason?: string): void {
    this.closeCalls.push([code, reason])
    this.readyState = 2
  }

  /** The handshake is done. */
  opens(): void {
    this.readyState = 1
    this.onopen?.({} as never)
  }

  /** A packet arrives. */
  delivers(data: unknown): void {
    this.onmessage?.({ data } as never)
  }

  /** The connection, or the attempt, is over. */
  closes(code = 1006, reason = '', wasClean = false): void {
    this.readyState = 3
    this.onclose?.({ code, reason, wasClean } as never)
  }

  /** Whether anything of it can still reach anyone: given up, it may learn that it opens, and is closed again then. */
  get isMute(): boolean {
    return !this.onmessage && !this.onclose
  }
}

/** A `createSocket` that keeps the sockets it made. */
export function scriptSockets(): {
  readonly sockets: readonly ScriptedSocket[]
  readonly createSocket: (url: string, protocols?: string | string[]) => ScriptedSocket
} {
  const sockets: ScriptedSocket[] = []
  return {
    sockets,
    createSocket(url, protocols) {
      const socket = new ScriptedSocket(url, protocols)
      sockets.push(socket)
      return socket
    },
  }
}
