/**
 * The default transport: the platform's `WebSocket` on this thread.
 *
 * The end of a connection comes in several forms. A socket that a content security policy forbids fires only `error` (Chromium), so
 * does one to a blocked port, while it says that it is still connecting (WebKit), and mocks may say nothing at all: an
 * error during the handshake ends the attempt, and whatever shows that the socket is closed ends the connection. `open`,
 * messages and `close` may all come within 2 ms of the construction, and binary frames are wanted as array buffers.
 */
import { platformClock } from '../clock.js'
import { bytesOf, isArrayBuffer } from '../sending/encode.js'
import { CLOSE_CODE } from '../errors.js'
import { isObject, isThenable, show } from '../show.js'
import { createTimer } from '../timer.js'
import type { Connection, Transport, WebSocketLike, Wire } from '../types.js'

const CONNECTING = 0
const OPEN = 1
const CLOSED = 3

export const platformTransport: Transport = {
  open({ url, protocols, createSocket = createPlatformSocket }, events) {
    const socket = createSocket(url, protocols.length > 0 ? [...protocols] : undefined)
    if (!isObject(socket) || isThenable(socket)) {
      throw new TypeError(`createSocket returns a socket; got ${show(socket)}`)
    }
    socket.binaryType = 'arraybuffer'
    // One array is reused for all packets: receivers may not keep it.
    const carrier: Wire[] = ['']
    const check = createTimer()
    let isOpened = false
    /** There was an error event before the connection was there: it will not be (HTML standard). */
    let isRefused = false
    let cause: unknown

    function open(): void {
      if (isOpened) return
      isOpened = true
      events.opened(socket.protocol ?? '')
    }

    function end(code: number, reason: string, wasClean: boolean): void {
      mute()
      events.closed(code, reason, wasClean, cause)
    }

    function mute(): void {
      check.stop()
      socket.onopen = socket.onmessage = socket.onclose = null
    }

    function dismiss(): void {
      try {
        socket.close(CLOSE_CODE.NORMAL)
      } catch {
        // A socket that cannot be closed reports nothing more.
      }
    }

    /** Checks in a later task whether the socket has opened or closed without an event. */
    function checkSoon(hasFailed = false): void {
      check.start(
        platformClock.task(() => {
          if (socket.readyState === OPEN) return open()
          if (!hasFailed && socket.readyState !== CLOSED) return
          if (isMixedContent(url)) cause = new DOMException('ws: from an https page', 'SecurityError')
          end(CLOSE_CODE.ABNORMAL, '', false)
        }),
      )
    }

    socket.onopen = open
    socket.onmessage = ({ data }: { data: unknown }) => {
      carrier[0] = wireOf(data)
      events.received(carrier)
      carrier[0] = ''
    }
    // Deno reports a lost connection with the code 0, React Native without `wasClean`, and some mocks without an event.
    socket.onclose = (event: Partial<CloseEvent> | null | undefined) => {
      const { code, reason, wasClean } = event ?? {}
      // A handshake that failed did not end normally, as mock-socket has it.
      if (isRefused && code === CLOSE_CODE.NORMAL) end(CLOSE_CODE.ABNORMAL, '', false)
      else end(code || CLOSE_CODE.ABNORMAL, reason ?? '', wasClean ?? false)
    }
    // Keep this listener: clients that are event emitters throw if an error has no listener.
    socket.onerror = (event: Partial<ErrorEvent> | undefined) => {
      cause = event?.error ?? (event?.message ? event : undefined)
      isRefused = !isOpened
      if (socket.onclose) checkSoon(isRefused)
    }
    if (socket.readyState !== CONNECTING) checkSoon()

    return new PlatformConnection(
      socket,
      (message) => {
        // A closing socket would accept the message and drop it silently (HTML standard, `send`).
        if (socket.readyState !== OPEN) {
          if (socket.onclose) checkSoon()
          return false
        }
        socket.send(message as never)
        return true
      },
      (code, reason) => socket.close(code, reason),
      () => {
        mute()
        dismiss()
        // React Native on Android ignores a close before the socket is open, and opens it.
        if (!isOpened) socket.onopen = dismiss
      },
    )
  },
}

/** A class, since V8 gives an object literal with a getter a hidden class of its own, which keeps it alive for long. */
class PlatformConnection implements Connection {
  constructor(
    private readonly socket: WebSocketLike,
    readonly send: Connection['send'],
    readonly close: Connection['close'],
    readonly abandon: Connection['abandon'],
  ) {}

  get bufferedAmount() {
    return this.socket.bufferedAmount
  }
}

/** Whether the scheme of the page forbids the address (mixed content). Other engines throw; WebKit only fires `error`. */
function isMixedContent(url: string): boolean {
  return url.startsWith('ws:') && typeof location !== 'undefined' && /^(blob:)?https:/.test(location.href)
}

function createPlatformSocket(url: string, protocols?: string | string[]): WebSocketLike {
  if (typeof WebSocket === 'undefined') throw new TypeError('this platform has no WebSocket; pass createSocket')
  return new WebSocket(url, protocols)
}

/** Passes other values than strings and bytes, which mocks may deliver, to the reader, which refuses them with an error. */
function wireOf(data: unknown): Wire {
  return typeof data === 'string'
    ? data
    : ArrayBuffer.isView(data) || isArrayBuffer(data)
      ? bytesOf(data, '')
      : (data as Wire)
}
