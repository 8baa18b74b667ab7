/**
 * The platform's `WebSocket` on this thread, behind the `Transport` seam.
 *
 * What browsers do decides the shape of this file: `error` says nothing that `close` doesn't, `open`, messages and
 * `close` may all come within 2 ms of the construction, and binary frames are wanted as array buffers.
 */
import { bytesOf } from './encode.js'
import { CLOSE_CODE } from './errors.js'
import type { Transport, WebSocketLike, Wire } from './types.js'

const OPEN = 1

export const platformTransport: Transport = {
  open({ url, protocols, createSocket = createPlatformSocket }, events) {
    const socket = createSocket(url, protocols.length > 0 ? [...protocols] : undefined)
    socket.binaryType = 'arraybuffer'
    // One array serves all packets: it is the transport's again after each call.
    const carrier: Wire[] = ['']
    socket.onopen = () => events.opened(socket.protocol ?? '')
    socket.onmessage = ({ data }: { data: unknown }) => {
      carrier[0] = typeof data === 'string' ? data : bytesOf(data, 'a socket delivers strings,')
      events.received(carrier)
      carrier[0] = ''
    }
    socket.onclose = ({ code = CLOSE_CODE.ABNORMAL, reason = '', wasClean = false }: Partial<CloseEvent>) => {
      mute(socket)
      events.closed(code, reason, wasClean)
    }
    // Clients that are event emitters throw when an error has no listener.
    socket.onerror = ignore
    return {
      get bufferedAmount() {
        return socket.bufferedAmount
      },
      send(message) {
        // A closing socket would take the message and drop it without a word (HTML standard, `send`).
        if (socket.readyState !== OPEN) return false
        socket.send(message as never)
        return true
      },
      close: (code, reason) => socket.close(code, reason),
      abandon() {
        mute(socket)
        try {
          socket.close(CLOSE_CODE.NORMAL)
        } catch {
          // A socket that can't be closed has nothing left to say either.
        }
      },
    }
  },
}

function createPlatformSocket(url: string, protocols?: string | string[]): WebSocketLike {
  if (typeof WebSocket === 'undefined') throw new TypeError('this platform has no WebSocket; pass createSocket')
  return new WebSocket(url, protocols)
}

function mute(socket: WebSocketLike): void {
  socket.onopen = socket.onmessage = socket.onclose = null
}

function ignore(): void {}
