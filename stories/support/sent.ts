/**
 * Messages as they leave for the wire. No signal tells of them, so the stories listen where every socket of the page sends:
 * what waits in a queue is told when it goes out, and so are the pings of a heartbeat and the words of a login.
 */

/** @param url of the socket that sends */
type SentListener = (url: string, message: string | Uint8Array | Blob) => void

const listeners = new Set<SentListener>()
let isTapped = false

/** Listens from now on, to the sockets of whichever `WebSocket` the page has by then. */
export function tapSockets(): void {
  if (isTapped) return
  isTapped = true
  const { prototype } = WebSocket
  const send: (this: WebSocket, message: Sendable) => void = prototype.send
  prototype.send = function (this: WebSocket, message: Sendable) {
    send.call(this, message)
    for (const listener of listeners) listener(this.url, readable(message))
  }
}

/** Returns how to stop. */
export function onSent(listener: SentListener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

type Sendable = Parameters<WebSocket['send']>[0]

function readable(message: Sendable): string | Uint8Array | Blob {
  if (typeof message === 'string' || message instanceof Blob) return message
  return ArrayBuffer.isView(message)
    ? new Uint8Array(message.buffer, message.byteOffset, message.byteLength)
    : new Uint8Array(message)
}
