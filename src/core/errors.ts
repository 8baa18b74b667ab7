/**
 * What can go wrong on the way to a connection, and the close codes of RFC 6455 §7.4 that the package names itself.
 */

/**
 * - `'timeout'`: `connectionTimeout`, or the `timeout` of a request, ran out
 * - `'refused'`: no connection, or the server rejected the handshake, or closed it during `authenticate`; see `close`
 * - `'invalid-url'`: the URL, host, route or protocols
 * - `'blocked'`: by the browser's rules, such as `ws:` from an `https:` page, or a content security policy
 * - `'url-rejected'`: the `url` or `protocols` function threw or rejected; see `cause`
 * - `'rejected'`: `authenticate` threw or rejected, or the server refused a request or a topic; see `cause`
 * - `'disconnected'`: the connection ended before the answer of a request came, or before `whenOpen` was
 * - `'not-sent'`: a request could not be sent
 * - `'overflow'`: nobody took the packets that an iteration kept
 * - `'invalid-message'`: the format refused a packet (only in `receiveFailed`)
 */
export type WebSocketNodeErrorCode =
  | 'timeout'
  | 'refused'
  | 'invalid-url'
  | 'blocked'
  | 'url-rejected'
  | 'rejected'
  | 'disconnected'
  | 'not-sent'
  | 'overflow'
  | 'invalid-message'

/** The close that an attempt ended with (RFC 6455 §7.4). */
export interface CloseDetails {
  readonly code: number
  readonly reason: string
  readonly wasClean: boolean
}

/**
 * An error that says what went wrong: `code` for programs, `message` for people, without a URL's query and credentials;
 * `cause` is what was thrown or what the platform's error event says, as it came.
 */
export class WebSocketNodeError extends Error {
  override readonly name = 'WebSocketNodeError'
  readonly code: WebSocketNodeErrorCode
  /** How the attempt was closed, where it was. */
  readonly close: CloseDetails | undefined

  constructor(
    code: WebSocketNodeErrorCode,
    message: string,
    { close, ...options }: { readonly cause?: unknown; readonly close?: CloseDetails | undefined } = {},
  ) {
    super(message, options)
    this.code = code
    this.close = close
  }
}

/** Close codes that the package itself uses (RFC 6455 §7.4.1). */
export const CLOSE_CODE = {
  NORMAL: 1000,
  /** No close frame came: the connection was lost. Never on the wire. */
  ABNORMAL: 1006,
} as const
