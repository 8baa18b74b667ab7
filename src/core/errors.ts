/**
 * What can go wrong on the way to a connection, and the close codes of RFC 6455 §7.4 that the package names itself.
 */

/**
 * - `'timeout'`: `connectionTimeout` ran out
 * - `'refused'`: no connection, or the server rejected the handshake; a page can't tell which
 * - `'invalid-url'`: the URL, host, route or protocols
 * - `'blocked'`: by the browser's rules, such as `ws:` from an `https:` page
 * - `'url-rejected'`: the `url` function threw or rejected; see `cause`
 * - `'invalid-message'`: the format refused a packet (only in `receiveFailed`)
 */
export type WebSocketNodeErrorCode =
  'timeout' | 'refused' | 'invalid-url' | 'blocked' | 'url-rejected' | 'invalid-message'

/** An error that says what went wrong: `code` for programs, `message` for people, `cause` for what was thrown. */
export class WebSocketNodeError extends Error {
  override readonly name = 'WebSocketNodeError'
  readonly code: WebSocketNodeErrorCode

  constructor(code: WebSocketNodeErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

/** Close codes that the package itself speaks of (RFC 6455 §7.4.1). */
export const CLOSE_CODE = {
  NORMAL: 1000,
  /** No close frame came: the connection was lost. Never on the wire. */
  ABNORMAL: 1006,
} as const
