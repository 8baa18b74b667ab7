/**
 * The server's side of the opening handshake by hand (RFC 6455 §4.2), so that a test can also get it wrong.
 */
import { createHash } from 'node:crypto'

/** What a client asked for. */
export interface Handshake {
  /** The request target: path and query. */
  readonly path: string
  /** The subprotocols offered, in order. */
  readonly protocols: readonly string[]
  /** All header fields, their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
}

/** How to accept. */
export interface Acceptance {
  /** The subprotocol to choose, offered or not. Default: none. */
  protocol?: string
  /** Instead of the right `Sec-WebSocket-Accept`. */
  acceptKey?: string
}

/** Reads the subprotocols of a `Sec-WebSocket-Protocol` field. */
export function offeredProtocols(field: string | undefined): string[] {
  return (field ?? '')
    .split(',')
    .map((protocol) => protocol.trim())
    .filter((protocol) => protocol !== '')
}

/** Reads a request head, without its closing empty line. */
export function readRequest(head: string): Handshake {
  const [requestLine = '', ...lines] = head.split('\r\n')
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  return {
    path: requestLine.split(' ')[1] ?? '',
    protocols: offeredProtocols(headers['sec-websocket-protocol']),
    headers,
  }
}

/** The answer that switches protocols (RFC 6455 §4.2.2). */
export function acceptance(request: Handshake, { protocol, acceptKey }: Acceptance = {}): Buffer {
  const rightKey = createHash('sha1')
    .update(`${request.headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64')
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${acceptKey ?? rightKey}`,
    ...(protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)
}

/** An HTTP answer that is no WebSocket. */
export function refusal(status: number): Buffer {
  return Buffer.from(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
}
