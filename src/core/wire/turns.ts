/**
 * A queue of handshakes for each host name, in browsers. Chromium lets one socket a host and port shake hands at a time,
 * Firefox one an address (as RFC 6455 §4.1 asks), WebKitGTK six a host and port; a page cannot see which one waits. So the
 * sockets are created at once, at most 8 of them, and the browser queues them as it likes. The queue here decides whose time
 * limit runs: only that of the first one, so that no attempt times out while it waits for the handshake of another.
 */

import { inMicrotask } from '../clock.js'
import { shared } from '../shared.js'
import type { WebSocketLike } from '../types.js'

/** The most simultaneous handshakes of one host name. From about 16 on, Chromium delays each new one by 1 to 5 seconds. */
const MOST_AT_ONCE = 8

/** One handshake in the queue. */
export interface Handshake {
  /** Creates the socket. */
  begin(): void
  /** All handshakes before this one are done: its time limit runs from now on. */
  lead(): void
  /** Abandons the socket: the handshake goes to the end of the queue. */
  giveWay(): void
}

export interface Turn {
  /** Leaves the queue: the handshake is over or abandoned, or the browser does not queue its socket. */
  leave(): void
  /** The time of this turn is over: the handshake goes to the end of the queue as soon as another one waits. */
  allowOthers(): void
}

interface Place {
  readonly handshake: Handshake
  hasBegun: boolean
  isLeading: boolean
  allowsOthers: boolean
}

/**
 * Whether this is a browser, in which handshakes wait for each other. Only `navigator.userAgent` (HTML standard) tells a
 * browser's page or worker from React Native's `window` and from the workers of Deno and Cloudflare.
 */
export function isBrowser(): boolean {
  return typeof navigator !== 'undefined' && /^Mozilla/.test(navigator.userAgent)
}

/** Whether a socket is the browser's own, and not a mock or of another client. */
export function isPlatforms(socket: WebSocketLike): boolean {
  return typeof WebSocket === 'function' && socket instanceof WebSocket
}

/** The queues by host name, which all copies of the package share. An empty queue is removed. */
const getLines = () => shared('turns', () => new Map<string, Set<Place>>())

/** Adds a handshake to the queue of `host`, and begins those whose turn it is. */
export function takeTurn(host: string, handshake: Handshake): Turn {
  const lines = getLines()
  const line = lines.get(host) ?? new Set<Place>()
  const place: Place = { handshake, hasBegun: false, isLeading: false, allowsOthers: false }
  lines.set(host, line.add(place))
  advance(line)
  return {
    leave() {
      if (!line.delete(place)) return
      if (line.size === 0) lines.delete(host)
      else inMicrotask(() => advance(line))
    },
    allowOthers() {
      place.allowsOthers = true
      advance(line)
    },
  }
}

function advance(line: Set<Place>): void {
  const [first] = line
  if (!first) return
  if (first.allowsOthers && line.size > 1) return first.handshake.giveWay()
  let count = 0
  for (const place of line) {
    if (++count > MOST_AT_ONCE) break
    if (!place.hasBegun) {
      place.hasBegun = true
      place.handshake.begin()
    }
  }
  if (first.isLeading || !line.has(first)) return
  first.isLeading = true
  first.handshake.lead()
}
