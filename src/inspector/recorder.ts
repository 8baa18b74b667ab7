/**
 * The recorder: it keeps what nodes did in the last seconds, and saves it at any time. It imports no React, so that an app can
 * ship it.
 */
import { VERSION } from '../core/shared.js'
import type { NodeState, Outgoing, Wire } from '../core/types.js'
import { checkRange } from '../core/options.js'
import { factsOf } from './facts.js'
import { checkNode, findNodes, idOf } from './found.js'
import { createMasker, sizeOf, type Masker } from './mask.js'
import type { Mask } from './model.js'
import { createPlain } from './plain.js'
import { createRing } from './ring.js'
import type { TapeEvent, TapeHead } from './tapeEvents.js'
import { sessionOf, watchedOf, type Observer, type Seen } from './watched.js'

/** The options of `recorder`. */
export interface RecorderOptions {
  /**
   * How many seconds are kept, 1 to 3,600.
   *
   * @defaultValue `60`
   */
  readonly seconds?: number | undefined
  /**
   * The most bytes to keep, 1,000 to 1e9. A message counts with its payload, and each event with 100 bytes more.
   *
   * @defaultValue `16e6`
   */
  readonly maxBytes?: number | undefined
  /**
   * Nodes to record besides those of React on this page, such as nodes of `createWebSocketNode`.
   *
   * @defaultValue `[]`
   */
  readonly nodes?: readonly object[] | undefined
  /**
   * What is hidden in the recording, besides what always is: query values, credentials in addresses, long subprotocols, and
   * what `authenticate` sends.
   *
   * @defaultValue none
   */
  readonly mask?: Mask | undefined
}

/** A running recorder. */
export interface Recorder {
  /**
   * Also records this node, which React has not mounted.
   *
   * @throws TypeError for anything but a node of this package
   */
  add(node: object): void
  /** Stops to record a node that was added. What was recorded of it stays. */
  remove(node: object): void
  /** Returns the recording as JSON lines, without secrets; also after `stop`. The inspector's panel reads it. */
  save(): string
  /** Stops to record. */
  stop(): void
}

/** What the inspector's panel needs of a recorder besides. */
export interface Tape extends Recorder {
  size(): number
  bytes(): number
  dropped(): number
}

/** Bytes that an event counts beside its payload. */
const OVERHEAD = 100

/**
 * Records every node that React has mounted on this page, and those in `nodes`: states, signals and messages of the last
 * seconds. Send the recording along with a bug report.
 *
 * @param options how much is kept, and what is hidden
 * @throws RangeError for seconds or bytes out of their range, TypeError for anything in `nodes` but a node of this package,
 * and for a `mask` of another kind
 *
 * @example
 * ```ts
 * import { recorder } from 'react-websocket-node/inspector'
 *
 * const recording = recorder({ seconds: 30 })
 * export const report = () => recording.save()
 * ```
 */
export function recorder(options: RecorderOptions = {}): Recorder {
  return createTape(options, createMasker(options.mask))
}

/**
 * @param earlier what happened before, and is kept as if it had been recorded
 * @param origin the wall clock's time at 0 of `performance.now()`: the two drift apart, so it is asked once
 */
export function createTape(
  { seconds = 60, maxBytes = 16e6, nodes = [] }: RecorderOptions,
  masker: Masker,
  earlier: readonly TapeEvent[] = [],
  origin = wallOrigin(),
): Tape {
  checkRange('seconds', seconds, { unit: 'seconds', min: 1, max: 3600 })
  checkRange('maxBytes', maxBytes, { unit: 'bytes', min: 1000, max: 1e9 })
  nodes.forEach(checkNode)
  const ring = createRing(seconds, maxBytes)
  const plain = createPlain(masker)
  const states = new WeakMap<object, NodeState>()
  const known = new Set(earlier.map(({ node }) => node))
  const earlierOf = new Set(known)
  const from = performance.now()
  let to: number | undefined

  const keep = (event: TapeEvent) => ring.add({ t: event.t, node: event.node, bytes: OVERHEAD, event })

  /** The node of the last event: mostly that of the next one, too. */
  let lastNode: object | undefined
  let id = ''

  const observer: Observer = (node, kind, details, t) => {
    if (node !== lastNode) id = idOf((lastNode = node), 'n')
    const wires = wiresOf(kind, details)
    if (wires) {
      let bytes = OVERHEAD
      for (const wire of wires) bytes += lengthOf(wire)
      // Made into text when it is saved: most of it falls out before.
      return ring.add({ t, node: id, bytes, kind, details: details.map(copyOf) })
    }
    const before = states.get(node)
    if (kind === 'step') states.set(node, (details as unknown as Seen['step'])[1].state)
    for (const body of plain.of(kind, details, before)) keep({ t, node: id, ...body })
  }

  function enter(node: object): void {
    const session = sessionOf(node)!
    const { state } = session.machine()
    if (states.get(node) === state) return
    states.set(node, state)
    const own = idOf(node, 'n')
    const t = watchedOf(session).since()
    if (!known.has(own)) keep({ t, node: own, kind: 'node', ...factsOf(node, found) })
    // What happened earlier has ended with this state.
    if (!earlierOf.delete(own)) keep({ t, node: own, kind: 'state', state: plain.state(state) })
    known.add(own)
  }

  for (const event of earlier) keep(event)
  const found = findNodes(observer)
  found.follow(enter)
  for (const node of nodes) found.add(node)

  return {
    add(node) {
      checkNode(node)
      if (to === undefined) found.add(node)
    },
    remove: found.remove,
    save() {
      if (to === undefined) ring.sweep(performance.now())
      const events = ring.events(({ t, node, kind, details }) => ({
        t,
        node,
        ...plain.of(kind!, details as never)[0]!,
      }))
      const head: TapeHead = {
        format: 'react-websocket-node',
        version: 1,
        package: VERSION,
        origin,
        from: Math.min(from, ...events.slice(0, 1).map(({ t }) => t)),
        to: to ?? performance.now(),
      }
      return [head, ...events].map((line) => `${JSON.stringify(line)}\n`).join('')
    },
    stop() {
      to ??= performance.now()
      found.stop()
    },
    size: ring.size,
    bytes: ring.bytes,
    dropped: ring.dropped,
  }
}

/** The messages in what was observed, where it is kept as it came. */
function wiresOf(kind: keyof Seen, [first, second]: readonly unknown[]): readonly Outgoing[] | undefined {
  if (kind === 'packets') return first as readonly Wire[]
  // What `authenticate` sends is not kept at all.
  if (kind === 'sent' && second !== 'authenticate') return [first as Outgoing]
  return kind === 'call' && first === 'send' ? (second as readonly Outgoing[]) : undefined
}

/** Characters of a text, bytes of anything else: near enough for a bound. */
function lengthOf(wire: Outgoing): number {
  return typeof wire === 'string' ? wire.length : sizeOf(wire)
}

/** The transport and the app may write into their bytes and arrays again. */
function copyOf(detail: unknown): unknown {
  if (typeof detail === 'string') return detail
  if (Array.isArray(detail)) return detail.length === 1 ? [copyOf(detail[0])] : detail.map(copyOf)
  return ArrayBuffer.isView(detail) ? (detail as Uint8Array).slice() : detail
}

/** Milliseconds since 1970 at 0 of `performance.now()`, by the wall clock of this moment. */
export function wallOrigin(): number {
  return Date.now() - performance.now()
}
