/**
 * The error of the package, its codes, and the close codes of RFC 6455 §7.4 that the package uses by itself.
 */

/**
 * Why something failed:
 *
 * - `'timeout'`: the `connectionTimeout` of an attempt or the `timeout` of a request is over
 * - `'refused'`: there was no connection, the server refused the handshake, or it closed during `authenticate`; see `close`
 * - `'invalid-url'`: the URL, host, route or subprotocols are not valid
 * - `'blocked'`: the browser's rules do not allow the connection, such as `ws:` from a page of `https:`, or a content security
 *   policy
 * - `'url-rejected'`: the function `url` or `protocols` threw or rejected; see `cause`
 * - `'rejected'`: `authenticate` threw or rejected, or the server refused a request or a topic; see `cause`
 * - `'disconnected'`: the connection ended before the answer to a request arrived, or before `whenOpen` resolved
 * - `'not-sent'`: a request could not be sent
 * - `'overflow'`: the packets that an iteration keeps were not taken in time
 * - `'invalid-message'`: the format could not decode a packet (in the signal `receiveFailed` only)
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

/** How the connection of a failed attempt was closed (RFC 6455 §7.4). */
export interface CloseDetails {
  /** The close code; 1006 if no close frame arrived. */
  readonly code: number
  /** The reason that the server gave, or `''`. */
  readonly reason: string
  /** Whether the closing handshake was completed (HTML standard, `CloseEvent.wasClean`). */
  readonly wasClean: boolean
}

/**
 * The error of failed attempts, requests and iterations. `code` is for programs, `message` for people; the message contains
 * no query and no credentials of a URL. `cause` is the thrown value, or the platform's error event.
 *
 * @example
 * ```ts
 * import { WebSocketNodeError } from 'react-websocket-node'
 *
 * export function isOffline(error: unknown): boolean {
 *   return error instanceof WebSocketNodeError && error.code === 'refused'
 * }
 * ```
 */
export class WebSocketNodeError extends Error {
  /** The name of the class, as in every error. */
  override readonly name = 'WebSocketNodeError'
  /** Why it failed. */
  readonly code: WebSocketNodeErrorCode
  /** How the connection of the attempt was closed; undefined if no close ended it. */
  readonly close: CloseDetails | undefined

  /**
   * The package creates these errors; create one in a test, or in a transport of yours.
   *
   * @param code why it failed
   * @param message what went wrong, for people
   * @param options the `cause`, and the `close` of the connection
   */
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

/** The close codes that the package uses by itself (RFC 6455 §7.4.1). */
export const CLOSE_CODE = {
  /** The code of `close()` without arguments, and of an unmount. */
  NORMAL: 1000,
  /** The connection was lost: no close frame arrived. This code is never sent. */
  ABNORMAL: 1006,
} as const
