/**
 * The vocabulary of the inspector: what is known of nodes and their traffic, live or out of a recording. The panel shows
 * it, and knows nothing of nodes. No behaviour; all times `t` are `performance.now()`, in milliseconds.
 *
 * Everything that is read here is masked already: no secret of the app comes through these types.
 */
import type { AutoconnectMode, NodeState, Signal } from '../core/types.js'

/** The status of a node. */
export type Status = NodeState['status']

/** All statuses, in the order in which a life passes through them. */
export const STATUSES: readonly Status[] = [
  'idle',
  'waiting',
  'connecting',
  'open',
  'closing',
  'closed',
  'failed',
  'reconnecting',
]

// ── The tree ────────────────────────────────────────────────────────────────────────────────────────────────────────

interface ItemBase {
  /** Unique on the page, and the same as long as the item is mounted. */
  readonly id: string
  /** The item that it is mounted below; null at the top. */
  readonly parent: string | null
  /** How deep it is below the top, 0 there. */
  readonly depth: number
  /** What it is called: a node's name, or its URL without the query; a topic's key; "Provider" and a number. */
  readonly label: string
}

/** A mounted `<WebSocketProvider>`. */
export interface ProviderItem extends ItemBase {
  readonly kind: 'provider'
  /** Whether what waits for it may connect. */
  readonly isReady: boolean
}

/** A node. */
export interface NodeItem extends ItemBase {
  readonly kind: 'node'
  /** The option `name`. */
  readonly name: string | undefined
  /** As far as it is known, without secrets; `''` before. */
  readonly url: string
  /** `'core'`: made by `createWebSocketNode`, and passed to the inspector. */
  readonly binding: 'react' | 'core'
  readonly mode: AutoconnectMode
  readonly isReady: boolean
  /** Whether the connection outlives an unmount, at present. */
  readonly isLingering: boolean
  /** What a waiting node waits for; empty in every other state. */
  readonly waitsFor: readonly WaitReason[]
  /** The state; texts and URLs in it are masked. */
  readonly state: NodeState
  /** When that state began. */
  readonly since: number
  /** Whether a hand holds, delays or drops something of it, or keeps it from anything. */
  readonly isHeld: boolean
}

/** A topic that is read, held or lingers. */
export interface TopicItem extends ItemBase {
  readonly kind: 'topic'
  readonly status: 'unsubscribed' | 'subscribing' | 'subscribed' | 'rejected'
  /** Mounted `useTopic`, `<WebSocketTopic>`, listeners of `on`, requests and iterations. */
  readonly readers: number
}

/** A line of the tree, in the order in which they are mounted: an item comes before what is below it. */
export type Item = ProviderItem | NodeItem | TopicItem

/** One of the things that a waiting node waits for. */
export interface WaitReason {
  /** Its own `ready`; a `url` that is null; what the autoconnect mode names; the page, which is prerendered. */
  readonly what: 'ready' | 'url' | 'target' | 'page'
  /** A sentence for people. */
  readonly text: string
  /** The item that is waited for, if it is one. */
  readonly item: string | undefined
}

/** An effective option of a node. */
export interface Property {
  readonly name: string
  /** As the inspector of Godot groups them. */
  readonly group: 'Routing' | 'Reception' | 'Sending' | 'Connection' | 'Autoconnect' | 'Policies' | 'Signals'
  /** The value as text: JSON, or what kind of thing it is. */
  readonly text: string
  readonly from: 'own' | 'provider' | 'default'
}

// ── The timeline ────────────────────────────────────────────────────────────────────────────────────────────────────

/** A node came into a state. */
export interface StateEvent {
  readonly type: 'state'
  readonly node: string
  readonly t: number
  readonly state: NodeState
  /** One line about it: attempt and delay, code and reason, the error. */
  readonly detail: string
}

/** A signal was emitted. */
export interface SignalEvent {
  readonly type: 'signal'
  readonly node: string
  readonly t: number
  readonly signal: Signal
  readonly detail: string
}

/** Anything else that explains what a node did. */
export interface OtherEvent {
  readonly type: 'attempt' | 'opened' | 'closed' | 'policy' | 'page' | 'call' | 'configure' | 'hand'
  readonly node: string
  readonly t: number
  readonly detail: string
}

/** One mark of the timeline. */
export type TimelineEvent = StateEvent | SignalEvent | OtherEvent

/** A row of the table "States": one stay of a node in one state. */
export interface StateRow {
  readonly node: string
  /** The node's label when the row began. */
  readonly label: string
  readonly status: Status
  readonly from: number
  /** Undefined while it lasts. */
  readonly to: number | undefined
  readonly detail: string
}

// ── Messages ────────────────────────────────────────────────────────────────────────────────────────────────────────

export type Direction = 'in' | 'out'

/** Who sent it: the app, its queue, the heartbeat, `authenticate`; `'wire'` what came; `'hand'` what the panel made. */
export type Source = 'app' | 'queue' | 'heartbeat' | 'authenticate' | 'wire' | 'hand'

/** One packet or message. */
export interface InspectedMessage {
  /** Counts up with each message of the page. */
  readonly id: number
  readonly node: string
  readonly t: number
  readonly direction: Direction
  readonly source: Source
  readonly kind: 'text' | 'bytes' | 'blob'
  /** Payload bytes: UTF-8 or binary. */
  readonly size: number
  /** Masked; undefined where all of it is hidden (what `authenticate` sends), and for blobs. */
  readonly data: string | Uint8Array | undefined
}

// ── Traffic ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What one node, or one topic, carries. Sums since it is watched; the curves have one value a second, oldest first. */
export interface Traffic {
  /** The item. */
  readonly id: string
  readonly packetsIn: number
  readonly packetsOut: number
  /** Undefined for topics: a topic's packets are known, and not what they were on the wire. */
  readonly bytesIn: number | undefined
  readonly bytesOut: number | undefined
  /** In the last whole second, and in each of the last 60. */
  readonly perSecond: TrafficCurves
  /** Packets in the last batch, and the largest of the last minute. */
  readonly lastBatch: number
  readonly largestBatch: number
  /** Messages that wait for a connection. */
  readonly queued: number
  readonly bufferedAmount: number
  /** In seconds, the heartbeat's last; undefined until there was one. */
  readonly roundTrip: number | undefined
}

/** Each has up to 60 values, one a second, oldest first; the last one is the last whole second. */
export interface TrafficCurves {
  readonly packetsIn: readonly number[]
  readonly packetsOut: readonly number[]
  readonly bytesIn: readonly number[]
  readonly bytesOut: readonly number[]
  /** Sampled once a second. */
  readonly bufferedAmount: readonly number[]
  readonly queued: readonly number[]
}

// ── Hands ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What happens to what goes one way. */
export type Passage = 'pass' | 'hold' | 'delay' | 'drop'

/** How a message is written. Hex: digits in pairs, with or without spaces, as a binary frame. */
export type WrittenAs = 'text' | 'json' | 'hex'

/** What is done to one node by hand. Whatever cannot be done now does nothing and says why. */
export interface Hands {
  /** Why each of them does nothing now, in a sentence; undefined: it can be done. */
  whyNot(what: 'connect' | 'close' | 'cut' | 'send' | 'receive' | Status): string | undefined
  connect(): void
  /**
   * @param code 1000, or 3000 to 4999
   * @returns what is wrong with code or reason, in a sentence
   */
  close(code: number, reason: string): string | undefined
  /** The app gets `closed(1006, '')`, whatever the server sees. */
  cut(): void
  /** Sends as the app would; returns what is wrong, in a sentence. */
  send(text: string, as: WrittenAs): string | undefined
  /** The app gets a packet that the server never sent; returns what is wrong, in a sentence. */
  receive(text: string, as: WrittenAs): string | undefined
  /** Sends a message of the list again, as it was; returns what is wrong. What is hidden is not sent. */
  sendAgain(message: number): string | undefined
  readonly incoming: Passage
  readonly outgoing: Passage
  /** Milliseconds, 0 to 60,000; for `'delay'`. */
  readonly incomingDelay: number
  readonly outgoingDelay: number
  /** Packets and messages that are held back or delayed now. */
  readonly heldIn: number
  readonly heldOut: number
  setPassage(direction: Direction, passage: Passage, delay?: number): void
  /** Brings the node into a state by its real cause, and holds it there where the node would leave it by itself. */
  force(status: Status): void
  /** What keeps it: the states that are held now. */
  readonly forced: readonly Status[]
  /** Ends all of it: what is held goes on, in order. */
  releaseAll(): void
}

// ── Recording ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** The recorder of the panel. */
export interface RecordingControl {
  readonly isRunning: boolean
  /** Seconds that it keeps: what is older falls out. */
  readonly seconds: number
  /** Events that are kept, their bytes, and how many of them fell out. */
  readonly events: number
  readonly bytes: number
  readonly dropped: number
  /** Begins anew. @param seconds 1 to 3,600 */
  start(seconds: number): void
  /** What was recorded stays until the next `start`. */
  stop(): void
  /** JSON lines, masked; undefined where nothing was recorded. */
  save(): string | undefined
}

// ── The whole ───────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * How secrets of messages are hidden: `fields` are JSON keys whose values are hidden at any depth; a function returns what is
 * shown of a message.
 */
export type Mask =
  { readonly fields: readonly string[] } | ((wire: string | Uint8Array, direction: Direction) => string | Uint8Array)

/** What the panel shows: the page as it is, or a recording. */
export interface Inspection {
  /** False for a recording: it has no hands, and nothing changes. */
  readonly isLive: boolean
  /** Milliseconds since 1970 at `t` 0. */
  readonly origin: number
  /** The present, or where a recording ends. */
  now(): number
  /** The earliest moment that is known. */
  start(): number
  /** Calls `listener` at most once a frame when anything has changed; returns how to stop. */
  subscribe(listener: () => void): () => void
  /** Another number whenever anything has changed. */
  version(): number
  /** The tree, depth first. The same array as long as nothing in it has changed. */
  items(): readonly Item[]
  /** The effective options of a node; of everything else none. */
  properties(id: string): readonly Property[]
  /** What happened, oldest first; the last 1,000 a node and 10 minutes. */
  timeline(): readonly TimelineEvent[]
  /** The table "States", by time. */
  states(): readonly StateRow[]
  /** Kept messages, oldest first; the same array as long as nothing has changed. Data are made when they are read. */
  messages(): readonly InspectedMessage[]
  /** Messages that the bounds cost: 10,000 and 16 MB a page. */
  droppedMessages(): number
  clearMessages(): void
  /** While false, which it is at first, no message is kept, and those that are there are forgotten. */
  keepMessages(isToKeep: boolean): void
  /** Of each node and topic, in the order of the tree. */
  traffic(): readonly Traffic[]
  /** Undefined for whatever is no node of this page. */
  hands(id: string): Hands | undefined
  /** Whether any hand holds anything. */
  isAnythingHeld(): boolean
  /** Undefined for a recording. */
  readonly recording: RecordingControl | undefined
  /**
   * Watches these nodes beside those of React from now on, instead of those passed before; what is known of others stays.
   * Nothing happens for the same nodes, and in a recording.
   */
  setNodes(nodes: readonly object[]): void
  /** What is to be said about a recording: a line cut off, events that fell out. */
  readonly notes: readonly string[]
  /** Ends it: all hands let go, nothing is watched. */
  stop(): void
}

/** What is watched, and how. */
export interface InspectionOptions {
  /** Nodes beyond those of React on this page: made by `createWebSocketNode`, or of frames. */
  readonly nodes?: readonly object[] | undefined
  readonly mask?: Mask | undefined
}

/**
 * `loadRecording` of loadRecording.ts: a file of `save()`, to be looked at.
 * @throws Error with a sentence for people: what is no recording, or one of an unknown version
 */
export type LoadRecording = (text: string) => Inspection
