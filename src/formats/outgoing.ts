/**
 * Binary messages on their way out.
 */
import { bytesOf, isArrayBuffer, isBlob } from '../core/sending/encode.js'
import type { PlatformBlob } from '../core/platform.js'
import type { Outgoing } from '../core/types.js'

/** What the formats `bytes` and `wire` send as a binary message. */
export type Binary = ArrayBuffer | ArrayBufferView | PlatformBlob

/**
 * Bytes, without a copy where a socket takes them; a `Blob` as it is.
 * @param what has to be bytes, as the error says it
 * @throws TypeError for anything else
 */
export function encodeBinary(message: unknown, what: string): Outgoing {
  if (isBlob(message)) return message as PlatformBlob
  const view = bytesOf(message, what)
  // A socket takes no shared memory.
  return isArrayBuffer(view.buffer) ? view : view.slice()
}
