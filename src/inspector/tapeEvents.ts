/**
 * The events of a recording, as they stand in its file: plain data, and masked. The live inspector keeps the same ones.
 */
import type { NodeState, Signal } from '../core/types.js'
import type { Source } from './model.js'

/** A packet or a message: text, bytes in base64, or only how many bytes it had. */
export type Payload = string | { readonly base64: string } | { readonly bytes: number }

/** What a recording says of a node. */
export interface NodeFacts {
  readonly name?: string | undefined
  readonly label: string
  readonly parent?: string | undefined
  readonly mode?: string | undefined
  readonly format?: string | undefined
}

interface Kinds {
  /** A node is watched from now on. */
  node: NodeFacts
  /** A socket is about to be made. */
  attempt: { readonly url: string; readonly protocols: readonly string[] }
  /** The transport's handshake is done. */
  opened: { readonly protocol: string }
  /** What came in one crossing, before the heartbeat took its replies out. */
  packets: { readonly source: Source; readonly packets: readonly Payload[] }
  sent: { readonly source: Source; readonly message: Payload }
  /** The transport's connection is gone. */
  closed: { readonly code: number; readonly reason: string; readonly wasClean: boolean; readonly cause?: string }
  state: { readonly state: NodeState }
  /** `received` has the number of its packets as its argument. */
  signal: { readonly signal: Signal; readonly args: readonly unknown[] }
  /** The reconnect policy answered: retry number `attempt` in `delay` seconds, or null. */
  policy: { readonly retry: { readonly attempt: number; readonly delay: number } | null }
  page: { readonly event: 'wokeUp' | 'putAway' }
  call: { readonly method: string; readonly args: readonly unknown[] }
  /** Routing as it is from now on, and which policies there are. */
  configure: { readonly options: Readonly<Record<string, unknown>> }
  hand: { readonly what: string }
  /** So many events of the node were before this, and are not kept. */
  dropped: { readonly count: number }
}

export type TapeEvent = {
  [K in keyof Kinds]: { readonly t: number; readonly node: string; readonly kind: K } & Kinds[K]
}[keyof Kinds]

/** The first line of a recording. */
export interface TapeHead {
  readonly format: 'react-websocket-node'
  readonly version: 1
  /** Of the package. */
  readonly package: string
  /** Milliseconds since 1970 at `t` 0. */
  readonly origin: number
  readonly from: number
  readonly to: number
}
