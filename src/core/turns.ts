/**
 * A turn for each handshake. A browser lets one socket at a time shake hands with a host (RFC 6455 §4.1), and keeps the
 * others in a queue that a page can't see; here the page's nodes queue before they begin, so that their timeouts don't
 * run meanwhile, and a node that gives up while it waits never touches the network.
 */

/** How to begin, once, by host; the first of each has the turn. A host that nobody waits for is not in here. */
const lines = new Map<string, Set<() => void>>()

/** Calls `begin` when it is this one's turn, now if it is free; returns how to end the turn, or to leave the line. */
export function takeTurn(host: string, begin: () => void): () => void {
  const line = lines.get(host) ?? new Set()
  let hasBegun = false
  const place = () => {
    if (hasBegun) return
    hasBegun = true
    begin()
  }
  lines.set(host, line.add(place))
  callFirst(line)
  return () => {
    if (!line.delete(place)) return
    if (line.size === 0) lines.delete(host)
    else queueMicrotask(() => callFirst(line))
  }
}

function callFirst([first]: Iterable<() => void>): void {
  first?.()
}
