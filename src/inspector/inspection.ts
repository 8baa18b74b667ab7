/**
 * The inspection of this page: it observes all nodes, keeps the data that the panel shows, and gives the panel its actions.
 */
import { platformClock, type Cancel } from '../core/clock.js'
import { createListeners } from '../core/emitter.js'
import type { NodeState } from '../core/types.js'
import { factsOf } from './facts.js'
import { findNodes, idOf } from './found.js'
import { handsOf, type SessionHands } from './hands.js'
import { createHistory } from './history.js'
import { isSameTree, itemsOf } from './items.js'
import { createMasker, sizeOf } from './mask.js'
import { createMessages } from './messages.js'
import type { Hands, Inspection, InspectionOptions, Item, Traffic } from './model.js'
import { createPlain } from './plain.js'
import { propertiesOf } from './properties.js'
import { createTape, wallOrigin, type Tape } from './recorder.js'
import { createTraffic, type Gauges } from './traffic.js'
import { bare, sessionOf, watchedOf, type Observer, type Seen } from './watched.js'

/** Events of a node and milliseconds that are kept, as long as no recorder keeps more. */
const MOST_EVENTS = 1000
const LONGEST = 600_000

/** Watches the page from now on, until `stop()`. @throws TypeError for nodes that are not of this package */
export function createInspection({ nodes = [], mask }: InspectionOptions = {}): Inspection {
  const masker = createMasker(mask)
  const plain = createPlain(masker)
  const history = createHistory(() => (tape && isRecording ? Infinity : MOST_EVENTS))
  const messages = createMessages(masker)
  const traffic = createTraffic()
  const listeners = createListeners<[]>()
  const states = new WeakMap<object, NodeState>()
  const shown = new WeakMap<object, Hands>()
  const startedAt = performance.now()
  let isKeeping = false
  let isStopped = false
  let version = 0
  let cancelFrame: Cancel | undefined
  let cancelSecond: Cancel | undefined
  let items: readonly Item[] = []
  let tape: Tape | undefined
  let isRecording = false
  let seconds = 60
  const origin = wallOrigin()
  const totals = new WeakMap<object, number>()

  function changed(): void {
    version++
    if (listeners.size() === 0) return
    cancelFrame ??= platformClock.frame(() => {
      cancelFrame = undefined
      listeners.emit()
    })
  }

  // ── What is observed ──────────────────────────────────────────────────────────────────────────────────────────────

  const observer: Observer = (node, kind, details, t) => {
    // Calls for each message are not shown: what comes of them is.
    if (kind === 'call' && (details[0] === 'send' || details[0] === 'receive')) return
    if (!isKeeping && (kind === 'packets' || kind === 'sent' || isBatch(kind, details))) return
    const id = idOf(node, 'n')
    if (kind === 'packets') countIn(id, t, details as unknown as Seen['packets'])
    else if (kind === 'sent') countOut(id, t, details as unknown as Seen['sent'])
    else if (isBatch(kind, details)) traffic.batch(id, (details[1] as readonly unknown[]).length)
    else {
      const before = states.get(node)
      if (kind === 'step') states.set(node, (details as unknown as Seen['step'])[1].state)
      for (const body of plain.of(kind, details, before)) {
        if (body.kind === 'state') history.add({ t, node: id, kind: 'node', ...factsOf(node, found) })
        history.add({ t, node: id, ...body })
      }
    }
    changed()
  }

  function countIn(node: string, t: number, [packets, source]: Seen['packets']): void {
    let bytes = 0
    for (const wire of packets) {
      bytes += sizeOf(wire)
      messages.add({ node, t, direction: 'in', source }, wire)
    }
    traffic.counted(node, 'in', packets.length, bytes)
  }

  function countOut(node: string, t: number, [message, source]: Seen['sent']): void {
    messages.add({ node, t, direction: 'out', source: source }, message)
    traffic.counted(node, 'out', 1, sizeOf(message))
  }

  const found = findNodes(observer)

  /** Called when the observation of a node begins, and when a node mounts again. */
  function enter(node: object): void {
    const session = sessionOf(node)!
    const { state } = session.machine()
    if (states.get(node) === state) return
    states.set(node, state)
    const about = { t: watchedOf(session).since(), node: idOf(node, 'n') }
    history.add({ ...about, kind: 'node', ...factsOf(node, found) })
    history.add({ ...about, kind: 'state', state: plain.state(state) })
    // Secrets in the options of the node are masked in the texts of errors too.
    plain.of('configure', [session.options()], undefined)
  }

  found.follow(enter, changed)
  setNodes(nodes)

  function setNodes(next: readonly object[]): void {
    const wanted = new Set(next.map((node) => bare(node) ?? node))
    const watching = tape && isRecording ? [found, tape] : [found]
    const before = new Set(found.added)
    for (const node of before) if (!wanted.has(node)) watching.forEach((one) => one.remove(node))
    for (const node of wanted) if (!before.has(node)) watching.forEach((one) => one.add(node))
  }

  /** Of every node that is there. */
  function allNodes(): object[] {
    return [...found.mounted().flatMap((one) => ('driver' in one ? [one.driver.node] : [])), ...found.added]
  }

  function nodeOf(id: string): object | undefined {
    return allNodes().find((node) => idOf(node, 'n') === id)
  }

  // ── Traffic ───────────────────────────────────────────────────────────────────────────────────────────────────────

  function gauges(): Map<string, Gauges> {
    const all = new Map<string, Gauges>()
    for (const node of allNodes()) {
      const { queued, bufferedAmount, roundTrip } = bare(node)!
      all.set(idOf(node, 'n'), { queued, bufferedAmount, roundTrip })
      sessionOf(node)!
        .audience()
        .signals.notify((watcher) => {
          for (const topic of watcher.topics?.() ?? []) {
            const id = idOf(topic, 't')
            all.set(id, { queued: 0, bufferedAmount: 0, roundTrip: undefined })
            traffic.counted(id, 'in', topic.total - (totals.get(topic) ?? topic.total), 0)
            totals.set(topic, topic.total)
          }
        })
    }
    return all
  }

  function second(): void {
    cancelSecond = platformClock.after(1, second)
    if (isKeeping) traffic.second(gauges())
    history.sweep(performance.now() - (isRecording ? Math.max(LONGEST, seconds * 1000) : LONGEST))
    changed()
  }

  function hands(id: string): Hands | undefined {
    const node = nodeOf(id)
    const session = node && sessionOf(node)
    if (!session) return undefined
    const mine = handsOf(session, () => found.mountedNode(session.audience().node))
    const known = shown.get(mine)
    if (known) return known
    const made = Object.create(mine, {
      sendAgain: {
        value(message: number) {
          const wire = messages.raw(message)
          return wire === undefined ? 'It is hidden, or no longer kept.' : mine.sendRaw(wire)
        },
      },
    }) as Hands
    shown.set(mine, made)
    return made
  }

  /** The hands that were used. */
  function usedHands(): SessionHands[] {
    return allNodes().flatMap((node) => {
      const { slot } = sessionOf(node)!
      const filter = slot.probe && watchedOf(sessionOf(node)!).filter
      return filter ? [filter as SessionHands] : []
    })
  }

  return {
    isLive: true,
    origin,
    now: () => performance.now(),
    start: () => history.start() ?? startedAt,
    subscribe(listener) {
      const stop = listeners.add(listener)
      cancelSecond ??= platformClock.after(1, second)
      return () => {
        stop()
        if (listeners.size() > 0) return
        cancelSecond?.()
        cancelSecond = undefined
      }
    },
    version: () => version,
    items() {
      const next = itemsOf({
        found,
        stateOf(node) {
          const event = history.last(idOf(node, 'n'))
          return { state: event?.state ?? { status: 'idle' }, since: event?.t ?? startedAt }
        },
        isHeld: (node) => {
          const { slot } = sessionOf(node)!
          return (slot.probe && (watchedOf(sessionOf(node)!).filter as SessionHands | undefined)?.isHeld()) ?? false
        },
      })
      if (!isSameTree(items, next)) items = next
      return items
    },
    properties(id) {
      const node = nodeOf(id)
      return node ? propertiesOf(node, found, masker) : []
    },
    timeline: history.timeline,
    states: history.states,
    messages: messages.list,
    droppedMessages: messages.dropped,
    clearMessages() {
      messages.clear()
      changed()
    },
    keepMessages(isToKeep) {
      if (isKeeping === isToKeep) return
      isKeeping = isToKeep
      if (!isToKeep) messages.clear()
      changed()
    },
    traffic() {
      const all = gauges()
      return [...all.keys()].map((id): Traffic => {
        const of = traffic.of(id, all.get(id))
        return id.startsWith('t') ? { ...of, bytesIn: undefined, bytesOut: undefined } : of
      })
    },
    hands,
    isAnythingHeld: () => usedHands().some((one) => one.isHeld()),
    recording: {
      get isRunning() {
        return isRecording
      },
      get seconds() {
        return seconds
      },
      get events() {
        return tape?.size() ?? 0
      },
      get bytes() {
        return tape?.bytes() ?? 0
      },
      get dropped() {
        return tape?.dropped() ?? 0
      },
      start(next) {
        tape?.stop()
        seconds = next
        tape = createTape({ seconds, nodes: [...found.added] }, masker, history.events(), origin)
        isRecording = true
        changed()
      },
      stop() {
        tape?.stop()
        isRecording = false
        changed()
      },
      save: () => tape?.save(),
    },
    setNodes,
    notes: [],
    stop() {
      if (isStopped) return
      isStopped = true
      for (const one of usedHands()) one.end()
      tape?.stop()
      found.stop()
      cancelFrame?.()
      cancelSecond?.()
      messages.clear()
    },
  }
}

const isBatch = (kind: keyof Seen, details: readonly unknown[]) => kind === 'signal' && details[0] === 'received'
