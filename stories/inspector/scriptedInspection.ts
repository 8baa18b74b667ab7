/**
 * An inspection that shows what it is told to: the panel's own tests and its pictures need no socket.
 */
import type {
  Hands,
  InspectedMessage,
  Inspection,
  Item,
  NodeItem,
  Property,
  RecordingControl,
  StateRow,
  TimelineEvent,
  Traffic,
} from '../../src/inspector/model.js'

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] }

/** What is shown. Arrays are replaced and not changed, as an inspection does. */
export interface Script {
  items: readonly Item[]
  properties: readonly Property[]
  timeline: readonly TimelineEvent[]
  states: readonly StateRow[]
  messages: readonly InspectedMessage[]
  traffic: readonly Traffic[]
  now: number
  dropped: number
  /** What hands cannot do, and why. */
  whyNot: Partial<Record<Parameters<Hands['whyNot']>[0], string>>
  hands: Mutable<
    Pick<Hands, 'incoming' | 'outgoing' | 'incomingDelay' | 'outgoingDelay' | 'heldIn' | 'heldOut' | 'forced'>
  >
  recording: Mutable<Pick<RecordingControl, 'isRunning' | 'seconds' | 'events' | 'bytes' | 'dropped'>>
  saved: string | undefined
  /** What hands answer. */
  wrong: string | undefined
}

export interface ScriptedInspection extends Inspection {
  readonly script: Script
  /** Each call that does something, in order. */
  readonly calls: (readonly unknown[])[]
  /** Changes what is shown, and says so. */
  change(part: Partial<Script>): void
}

const ORIGIN = Date.UTC(2026, 4, 1, 12)

/** A node as the tree shows it. */
export function nodeItem(part: Partial<NodeItem> & Pick<NodeItem, 'id' | 'label'>): NodeItem {
  return {
    kind: 'node',
    parent: null,
    depth: 0,
    name: part.label,
    url: 'wss://example.test/chat',
    binding: 'react',
    mode: 'self-ready',
    isReady: true,
    isLingering: false,
    waitsFor: [],
    state: { status: 'open', url: 'wss://example.test/chat', protocol: '' },
    since: 1000,
    isHeld: false,
    ...part,
  }
}

/** A message of text. */
export function textMessage(id: number, data: string, part: Partial<InspectedMessage> = {}): InspectedMessage {
  return {
    id,
    node: 'n1',
    t: 1000 + id,
    direction: 'in',
    source: 'wire',
    kind: 'text',
    size: data.length,
    data,
    ...part,
  }
}

export function scriptedInspection(part: Partial<Script> = {}, isLive = true): ScriptedInspection {
  const script: Script = {
    items: [],
    properties: [],
    timeline: [],
    states: [],
    messages: [],
    traffic: [],
    now: 60_000,
    dropped: 0,
    whyNot: {},
    hands: {
      incoming: 'pass',
      outgoing: 'pass',
      incomingDelay: 0,
      outgoingDelay: 0,
      heldIn: 0,
      heldOut: 0,
      forced: [],
    },
    recording: { isRunning: false, seconds: 60, events: 0, bytes: 0, dropped: 0 },
    saved: undefined,
    wrong: undefined,
    ...part,
  }
  const listeners = new Set<() => void>()
  const calls: (readonly unknown[])[] = []
  let version = 0
  const change = (change: Partial<Script>): void => {
    Object.assign(script, change)
    version += 1
    for (const listener of listeners) listener()
  }
  const call =
    (...name: unknown[]) =>
    (...args: unknown[]) => {
      calls.push([...name, ...args])
      version += 1
      for (const listener of listeners) listener()
      return script.wrong
    }

  const handsOf = (node: string): Hands => ({
    whyNot: (what) => script.whyNot[what],
    connect: call(node, 'connect'),
    close: call(node, 'close'),
    cut: call(node, 'cut'),
    send: call(node, 'send'),
    receive: call(node, 'receive'),
    sendAgain: call(node, 'sendAgain'),
    ...script.hands,
    setPassage(direction, passage, delay) {
      const name = direction === 'in' ? 'incoming' : 'outgoing'
      script.hands = { ...script.hands, [name]: passage, [`${name}Delay`]: delay }
      call(node, 'setPassage')(direction, passage, delay)
    },
    force: call(node, 'force'),
    releaseAll: call(node, 'releaseAll'),
  })

  return {
    script,
    calls,
    change,
    isLive,
    origin: ORIGIN,
    now: () => script.now,
    start: () => 0,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => version,
    items: () => script.items,
    properties: () => script.properties,
    timeline: () => script.timeline,
    states: () => script.states,
    messages: () => script.messages,
    droppedMessages: () => script.dropped,
    clearMessages() {
      calls.push(['clearMessages'])
      change({ messages: [] })
    },
    keepMessages: (isToKeep) => calls.push(['keepMessages', isToKeep]),
    traffic: () => script.traffic,
    hands: (id) =>
      isLive && script.items.some((item) => item.id === id && item.kind === 'node') ? handsOf(id) : undefined,
    isAnythingHeld: () =>
      script.hands.incoming !== 'pass' || script.hands.outgoing !== 'pass' || script.hands.forced.length > 0,
    recording: isLive
      ? {
          get isRunning() {
            return script.recording.isRunning
          },
          get seconds() {
            return script.recording.seconds
          },
          get events() {
            return script.recording.events
          },
          get bytes() {
            return script.recording.bytes
          },
          get dropped() {
            return script.recording.dropped
          },
          start(seconds) {
            calls.push(['start', seconds])
            change({ recording: { ...script.recording, isRunning: true, seconds } })
          },
          stop() {
            calls.push(['stop'])
            change({ recording: { ...script.recording, isRunning: false } })
          },
          save: () => script.saved,
        }
      : undefined,
    setNodes: (nodes) => calls.push(['setNodes', nodes]),
    notes: [],
    stop: () => calls.push(['stop inspection']),
  }
}
