/**
 * A turn for each handshake. A browser lets one socket at a time shake hands with a host (RFC 6455 §4.1), and keeps the
 * others in a queue that a page can't see; here the page's nodes queue before they begin, so that their timeouts don't
 * run meanwhile, and a node that gives up while it waits never touches the network.
 */

interface Place {
  readonly begin: () => void
  hasBegun: boolean
}

/** Places by host; the first of each has the turn. A host that nobody waits for is not in here. */
const lines = new Map<string, Place[]>()

/** Calls `begin` when it is this one's turn, now if it is free; returns how to end the turn, or to leave the line. */
export function takeTurn(host: string, begin: () => void): () => void {
  const line = lines.get(host) ?? []
  const place: Place = { begin, hasBegun: false }
  lines.set(host, line)
  line.push(place)
  callFirst(line)
  return () => {
    const index = line.indexOf(place)
    if (index < 0) return
    line.splice(index, 1)
    if (line.length === 0) lines.delete(host)
    else queueMicrotask(() => callFirst(line))
  }
}

function callFirst(line: readonly Place[]): void {
  const first = line[0]
  if (!first || first.hasBegun) return
  first.hasBegun = true
  first.begin()
}
