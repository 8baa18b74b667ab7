/**
 * The router of a node: it passes packets to topics, and subscribes the topics that have readers.
 *
 * The router compares the topics with readers to those that were subscribed on this connection (the ledger), and sends the
 * difference one task after a change. A microtask would be too early: React commits in several microtasks of one task, and a
 * row that moves from one component to another would be unsubscribed and subscribed again.
 */
import type { Cancel } from '../core/clock.js'
import { reportUncaught } from '../core/emitter.js'
import { tapOf } from '../core/node.js'
import { watchOf } from '../core/nodeWatch.js'
import type { AnyFormat, Message, Packet, WebSocketNodeHandle } from '../core/types.js'
import type { Heard, NodeConnection, NodeWatch } from '../core/watch.js'
import { UNSUBSCRIBED, type Entry, type Ledger } from './ledger.js'
import { call, Topic, type TopicRouter } from './topic.js'
import type { TopicKey, TopicsOptions } from './types.js'

/** The `topics` value of a router. */
export interface RouterOwner<F extends AnyFormat> {
  readonly format: F
  readonly options: TopicsOptions<F, TopicKey>
  /** Returns the ledger of a connection. */
  ledgerOf(connection: NodeConnection): Ledger
  routerOf(watch: NodeWatch<F>): Router<F>
}

export interface Router<F extends AnyFormat> {
  of(topic: TopicKey): Topic<F>
  /** The node has taken over a connection, on which topics may be subscribed already. */
  follow(): void
}

export function createRouter<F extends AnyFormat>(owner: RouterOwner<F>, watch: NodeWatch<F>): Router<F> {
  const { format, options } = owner
  const { linger = 0 } = options
  const nodeTap = tapOf(watch.node)
  /** All topics that something holds. */
  const handles = new Map<string, WeakRef<Topic<F>>>()
  let sweepAt = 64
  /** The topics that have readers, are held, or linger. Only these get packets. */
  const active = new Map<string, Topic<F>>()
  /** The topics without a reader, with the time of the clock since when; oldest first. */
  const lingering = new Map<Topic<F>, number>()
  let cancelLinger: Cancel | undefined
  /** Topics whose readers have changed since the last flush. */
  let dirty = new Set<Topic<F>>()
  /** Whether all topics have to be compared with the ledger. */
  let isAllDirty = false
  let cancelFlush: Cancel | undefined
  let stopWatching: (() => void) | undefined
  let connection: NodeConnection | undefined
  let ledger: Ledger | undefined
  /** The last connection of this node, which another node may have taken over. */
  let former: NodeConnection | undefined
  /** Of the batch that is being emitted: topics and packets by turns, in order; and each topic once. */
  let routed: (Topic<F> | Packet<F>)[] = []
  let touched: Topic<F>[] = []

  const router: TopicRouter<F> = {
    format,
    node: watch.node,
    nodeTap,
    nodeWatch: watch,
    touch(topic) {
      active.set(topic.key, topic)
      if (topic.readers > 0) lingering.delete(topic)
      dirty.add(topic)
      schedule()
    },
    left(topic) {
      router.touch(topic)
      if (linger > 0 && watch.isMounted()) {
        lingering.set(topic, watch.clock.now())
        cancelLinger ??= watch.clock.after(linger, endLingering)
      }
    },
  }

  function schedule(): void {
    stopWatching ??= watch.add({ heard, emitted, restarted, changed, topics: () => active.values() })
    cancelFlush ??= watch.clock.task(flush)
  }

  // ── Subscriptions ───────────────────────────────────────────────────────────────────────────────────────────────

  function follow(): void {
    const now = watch.present()
    if (now === connection) return
    former = connection
    connection = now
    ledger = now && owner.ledgerOf(now)
    isAllDirty = true
    schedule()
    // Also the topics without a reader: without `unsubscribe` they stay subscribed until the connection ends.
    for (const handle of handles.values()) showState(handle.deref())
  }

  function changed(): void {
    if (!watch.isMounted() && !watch.isLingering()) endLingering(true)
    follow()
    for (const topic of active.values()) for (const watcher of topic.watchers) call(watcher.changed)
  }

  function endLingering(isNow: unknown = false): void {
    cancelLinger?.()
    cancelLinger = undefined
    const until = watch.clock.now() - linger
    for (const [topic, since] of lingering) {
      const left = since - until
      // Sums of seconds are not exact.
      if (isNow !== true && left > 1e-6) return void (cancelLinger = watch.clock.after(left, endLingering))
      lingering.delete(topic)
      router.touch(topic)
    }
  }

  function flush(): void {
    cancelFlush = undefined
    follow()
    // A connection that another node has taken over is left to that node's router.
    const heir = former?.holder() as WebSocketNodeHandle<F> | undefined
    former = undefined
    if (heir && heir !== watch.node) owner.routerOf(watchOf(heir)).follow()

    const changes = isAllDirty ? new Set([...active.values(), ...dirty]) : dirty
    const isAll = isAllDirty
    isAllDirty = false
    dirty = new Set()
    if (ledger && watch.node.state.status === 'open') tell(ledger, changes, isAll)
    for (const topic of changes) showState(topic)
    for (const topic of changes) {
      if (topic.readers > 0 || topic.held > 0 || lingering.has(topic)) continue
      active.delete(topic.key)
      topic.take(undefined)
    }
    if (active.size > 0 || cancelFlush || (ledger && ledger.size > 0)) return
    stopWatching?.()
    stopWatching = connection = ledger = undefined
  }

  /** Sends the difference between the topics with readers and the ledger. */
  function tell(ledger: Ledger, changes: ReadonlySet<Topic<F>>, isAll: boolean): void {
    const wanted: Topic<F>[] = []
    const unwanted: (readonly [key: string, entry: Entry])[] = []
    const compare = (key: string, entry: Entry | undefined) => {
      if (!entry || entry.isLeft || entry.state === UNSUBSCRIBED) return
      const topic = active.get(key)
      if (topic && (topic.readers > 0 || (lingering.has(topic) && entry.state.status !== 'rejected'))) return
      if (entry.state.status === 'rejected') ledger.end(key)
      else if (options.unsubscribe || !options.subscribe) unwanted.push([key, entry])
    }
    if (isAll) for (const [key, entry] of [...ledger.entries()]) compare(key, entry)
    for (const topic of changes) {
      const entry = ledger.get(topic.key)
      if (!isAll) compare(topic.key, entry)
      if (topic.readers > 0 && (!entry || (entry.state === UNSUBSCRIBED && !entry.isLeft))) wanted.push(topic)
    }

    if (unwanted.length > 0) {
      const keys = unwanted.map(([, entry]) => entry.topic)
      const isSent = send(() => options.unsubscribe?.(keys) ?? [])
      for (const [key, entry] of unwanted) {
        if (isSent) ledger.end(key)
        else entry.isLeft = true
      }
    }
    if (wanted.length > 0) {
      // Note them before they are sent: a transport may answer at once.
      const entries = wanted.map(({ key, topic }) => ledger.subscribe(key, topic))
      const lasts = wanted.map(({ topic, packets }) => ({ topic, last: packets?.[packets.length - 1] }))
      if (send(() => options.subscribe?.(lasts) ?? [])) return
      for (const entry of entries) {
        entry.isLeft = true
        entry.state = UNSUBSCRIBED
      }
    }
  }

  /** Returns all messages of `make`, encoded; none of them if one fails. */
  function send(make: () => readonly Message<F>[]): boolean {
    try {
      for (const message of make().map((message) => watch.encode(message))) watch.sendPast(message)
      return true
    } catch (error) {
      reportUncaught(error)
      return false
    }
  }

  function showState(topic: Topic<F> | undefined): void {
    topic?.setState(ledger?.get(topic.key)?.state ?? UNSUBSCRIBED)
  }

  // ── Packets ─────────────────────────────────────────────────────────────────────────────────────────────────────

  function heard(heard: Heard<F>): void {
    const { packets, isTaken } = heard
    const { topicOf } = options
    const watched = new Map<Topic<F>, number[]>()
    for (let index = 0; index < packets.length; index++) {
      const packet = packets[index]!
      try {
        if (isAnswer(packet, heard.connection) || active.size === 0) continue
        const name = topicOf(packet)
        if (typeof name === 'string') route(active.get(name), packet, index, isTaken, watched)
        else if (typeof name === 'number') route(active.get(String(name)), packet, index, isTaken, watched)
        else {
          const names = new Set(orNone(name)?.map(String))
          for (const one of names) route(active.get(one), packet, index, isTaken, watched)
        }
      } catch (error) {
        reportUncaught(error)
      }
    }
    for (const [topic, indices] of watched) {
      const mine: Heard<F> = {
        packets: indices.map((index) => packets[index]!),
        connection: heard.connection,
        since(mark) {
          const first = heard.since(mark)
          return indices.filter((index) => index < first).length
        },
        isTaken,
      }
      for (const watcher of topic.watchers) if (watcher.heard) call(watcher.heard, mine)
    }
  }

  function route(
    topic: Topic<F> | undefined,
    packet: Packet<F>,
    index: number,
    isTaken: boolean,
    watched: Map<Topic<F>, number[]>,
  ): void {
    if (!topic) return
    if (topic.watchers.length > 0) {
      const indices = watched.get(topic)
      if (indices) indices.push(index)
      else watched.set(topic, [index])
    }
    if (isTaken) return
    if (topic.packetListeners.length > 0) routed.push(topic, packet)
    if (topic.incoming) topic.incoming.push(packet)
    else {
      topic.incoming = [packet]
      touched.push(topic)
    }
  }

  /** Whether a packet confirms or refuses a subscription; such a packet has no topic. */
  function isAnswer(packet: Packet<F>, on: NodeConnection): boolean {
    const { isSubscribed, isRejected } = options
    const confirmed = orNone(isSubscribed?.(packet))
    const answered = confirmed ?? orNone(isRejected?.(packet))
    if (answered === undefined) return false
    const theirs = on === connection ? ledger : owner.ledgerOf(on)
    const isConfirmed = confirmed !== undefined
    for (const name of Array.isArray(answered) ? (answered as readonly TopicKey[]) : [answered as TopicKey]) {
      const key = String(name)
      theirs?.answer(key, isConfirmed, packet)
      if (theirs === ledger) showState(handles.get(key)?.deref())
    }
    return true
  }

  function emitted(isCurrent: () => boolean, isOver: () => boolean): void {
    const mine = touched
    const pairs = routed
    touched = []
    routed = []
    if (isCurrent()) for (const topic of mine) topic.take(topic.incoming)
    for (let index = 0; index < pairs.length && !isOver(); index += 2) {
      const topic = pairs[index] as Topic<F>
      for (const entry of topic.packetListeners) {
        try {
          entry.listener?.(pairs[index + 1] as Packet<F>)
        } catch (error) {
          reportUncaught(error)
        }
      }
    }
    for (const topic of mine) {
      const packets = topic.incoming!
      topic.incoming = undefined
      topic.total += packets.length
      if (isOver()) continue
      if (topic.receivedListeners.length > 0) {
        try {
          const data = (topic.packets === packets ? topic.last()!.join() : format.join(packets)) as never
          for (const { listener } of topic.receivedListeners) call(listener, data, packets)
        } catch (error) {
          reportUncaught(error)
        }
      }
      if (topic.taps.length > 0 && topic.packets === packets && isCurrent()) {
        for (const { listener } of topic.taps) call(listener, topic.last())
      }
    }
  }

  function restarted(): void {
    for (const topic of active.values()) {
      topic.take(undefined)
      for (const { listener } of topic.taps) call(listener, undefined)
      for (const watcher of topic.watchers) call(watcher.restarted)
    }
  }

  // ── Handles ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Removes keys whose topics were collected, whenever there are twice as many keys as after the last time. */
  function sweep(): void {
    for (const [key, handle] of handles) if (!handle.deref()) handles.delete(key)
    sweepAt = Math.max(64, handles.size * 2)
  }

  return {
    of(name) {
      const key = String(name)
      const known = handles.get(key)?.deref()
      if (known) return known
      const made = new Topic<F>(router, key, name)
      handles.set(key, new WeakRef(made))
      if (handles.size > sweepAt) sweep()
      return made
    },
    follow,
  }
}

/** `false` is no topic either: without types, `packet.type === 'price' && packet.symbol` returns it. */
function orNone<T>(name: T): Exclude<T, false | null> | undefined {
  return name === false || name === null ? undefined : (name as Exclude<T, false | null>)
}
