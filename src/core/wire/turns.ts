/**
 * A line of handshakes for each host name, in browsers. Chromium lets one socket a host and port shake hands at a time,
 * Firefox one an address (as RFC 6455 §4.1 asks), WebKitGTK six a host and port; a page can't see whom the browser lets
 * wait. So the sockets are made at once, at most 8 of them, and the browser queues as it likes; what goes by the line is
 * whose time runs: only the first one's, so that nobody times out behind somebody else's handshake.
 */

import { inMicrotask } from '../clock.js'
import { shared } from '../shared.js'
import type { WebSocketLike } from '../types.js'

/** Sockets of one host name that shake hands at once. From about 16 on, Chromium delays each new one by 1 to 5 s. */
const MOST_AT_ONCE = 8

/** One handshake in the line. */
export interface Handshake {
  /** Makes the socket. */
  begin(): void
  /** Everybody before it is done: its time runs from now on. */
  lead(): void
  /** Gives its socket up, and goes to the end of the line. */
  giveWay(): void
}

export interface Turn {
  /** The handshake is over, nobody waits for it any more, or the browser does not queue its socket. */
  leave(): void
  /** Has had its time: goes to the end as soon as somebody waits behind it. */
  allowOthers(): void
}

interface Place {
  readonly handshake: Handshake
  hasBegun: boolean
  isLeading: boolean
  allowsOthers: boolean
}

/**
 * Whether sockets may wait for each other here. Only the name that it goes by tells a browser's page or worker (HTML
 * standard, `navigator.userAgent`) from React Native's `window`, and from the workers of Deno and Cloudflare.
 */
export function isBrowser(): boolean {
  return typeof navigator !== 'undefined' && /^Mozilla/.test(navigator.userAgent)
}

/** Whether a socket is the browser's own, and not of another client or a mock. */
export function isPlatforms(socket: WebSocketLike): boolean {
  return typeof WebSocket === 'function' && socket instanceof WebSocket
}

/** By host name, for all copies of the package in the page. A host that nobody waits for is not in here. */
const getLines = () => shared('turns', () => new Map<string, Set<Place>>())

/** Takes a place in the line of `host`; those who may begin do so now. */
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
