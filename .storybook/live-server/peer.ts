/**
 * What the demonstration server's behaviours are written against, so that each is defined once and served twice:
 * over the wire by `live.ts`, and inside the page by `simulated.ts` where there is no server.
 */

/** A text frame is a string, a binary frame its bytes. */
export type Packet = string | Uint8Array

/** A handshake as it comes in. */
export interface Arrival {
  /** The whole address that the page asked for. */
  readonly url: URL
  /** The subprotocols that it offers, its favourite first. */
  readonly protocols: readonly string[]
}

/** What becomes of a handshake. */
export type Answer =
  | { readonly type: 'accept'; readonly afterMs: number; readonly protocol: string }
  | { readonly type: 'reject'; readonly status: number }
  /** No answer ever comes; the adapter gives the connection up after some minutes. */
  | { readonly type: 'hang' }

/** The page's end of an open connection, as a behaviour sees it. All methods do nothing once it is gone. */
export interface Peer {
  readonly arrival: Arrival
  /** The chosen subprotocol, or `''`. */
  readonly protocol: string
  send(packet: Packet): void
  /** Sends a close frame. */
  close(code: number, reason: string): void
  /** Cuts the connection, without a close frame. */
  drop(): void
  /** Reads nothing from now on, not even a close frame, so that none is answered. */
  turnDeaf(): void
  /** Reads again, first what came meanwhile. */
  hearAgain(): void
  /** Runs `action` in `ms` milliseconds, unless the peer is gone by then. */
  later(ms: number, action: () => void): void
  /** Tells once that the connection is gone. */
  onGone(listener: () => void): void
}

/** What one path of the server does. */
export interface Behaviour {
  /** One line for people. */
  readonly summary: string
  /** Which query it takes, by example. */
  readonly query?: string
  /** Decides about a handshake. Default: accepted at once, with the first subprotocol offered. */
  answer?(arrival: Arrival): Answer
  /** Greets a peer; the function that it returns is handed each packet that the peer sends. */
  serve(peer: Peer): ((packet: Packet) => void) | void
}

/** Accepts after `afterMs` milliseconds. */
export function accept(arrival: Arrival, afterMs = 0, protocol = arrival.protocols[0] ?? ''): Answer {
  return { type: 'accept', afterMs, protocol }
}

/** The answer of `behaviour` to `arrival`. */
export function answerOf(behaviour: Behaviour, arrival: Arrival): Answer {
  return behaviour.answer?.(arrival) ?? accept(arrival)
}
