/**
 * Loads a recording from its file, for the panel.
 */
import type { NodeState, Outgoing } from '../core/types.js'
import { createHistory } from './history.js'
import { nest } from './items.js'
import { createMasker, sizeOf } from './mask.js'
import { createMessages } from './messages.js'
import type { Inspection, Item, NodeItem } from './model.js'
import type { Payload, TapeEvent, TapeHead } from './tapeEvents.js'
import { createTraffic } from './traffic.js'
import { eventWords } from './words.js'

/**
 * Loads a file that `save()` wrote. Its secrets were masked when it was saved.
 * @throws Error with a sentence for people, if the file is no recording, or has an unknown version
 */
export function loadRecording(text: string): Inspection {
  const { head, events, notes } = parse(text)
  const history = createHistory(() => Infinity)
  const messages = createMessages(createMasker(undefined))
  const traffic = createTraffic()
  const nodes = new Map<string, Extract<TapeEvent, { readonly kind: 'node' }>>()
  let second = head.from + 1000
  const gauge = { queued: 0, bufferedAmount: 0, roundTrip: undefined }
  const gauges = () => new Map([...nodes.keys()].map((id) => [id, gauge]))

  for (const event of events) {
    const { node, t } = event
    while (t >= second) {
      traffic.second(gauges())
      second += 1000
    }
    if (event.kind === 'node') nodes.set(node, event)
    else if (event.kind === 'packets') {
      const wires = event.packets.map(wireOf)
      for (const wire of wires) messages.add({ node, t, direction: 'in', source: event.source }, wire)
      traffic.counted(node, 'in', wires.length, sum(event.packets))
    } else if (event.kind === 'sent') {
      const { source, message } = event
      messages.add({ node, t, direction: 'out', source: source }, wireOf(message))
      traffic.counted(node, 'out', 1, sum([message]))
    } else if (event.kind === 'signal' && event.signal === 'received') {
      traffic.batch(node, Number(event.args[0]))
    } else if (event.kind === 'dropped') {
      notes.push(`${event.count} events of ${nodes.get(node)?.label ?? node} before this are not kept.`)
    }
    history.add(event)
  }

  const items = itemsOf(nodes, (id) => history.last(id))
  const nothing = () => {}
  return {
    isLive: false,
    origin: head.origin,
    now: () => head.to,
    start: () => Math.min(head.from, history.start() ?? head.from),
    subscribe: () => nothing,
    version: () => 0,
    items: () => items,
    properties: () => [],
    timeline: history.timeline,
    states: history.states,
    messages: messages.list,
    droppedMessages: messages.dropped,
    clearMessages: nothing,
    keepMessages: nothing,
    traffic: () => [...nodes.keys()].map((id) => traffic.of(id, undefined)),
    hands: () => undefined,
    isAnythingHeld: () => false,
    recording: undefined,
    setNodes: nothing,
    notes,
    stop: nothing,
  }
}

interface Parsed {
  readonly head: TapeHead
  readonly events: readonly TapeEvent[]
  readonly notes: string[]
}

function parse(text: string): Parsed {
  const [first = '', ...lines] = text.split('\n')
  const head = tryParse(first) as Partial<TapeHead> | undefined
  if (head?.format !== 'react-websocket-node')
    throw new Error('This is no recording of react-websocket-node: its first line does not say so.')
  if (head.version !== 1)
    throw new Error(`This recording has version ${String(head.version)}, and only version 1 can be read here.`)
  const notes: string[] = []
  const events: TapeEvent[] = []
  lines.forEach((line, index) => {
    if (line === '') return
    const event = tryParse(line) as TapeEvent | undefined
    if (isEvent(event)) events.push(event)
    else if (index === lines.length - 1) notes.push('The last line is cut off, and left out.')
    else if (event === undefined) notes.push(`Line ${index + 2} cannot be read, and is left out.`)
  })
  const { origin = 0, from = events[0]?.t ?? 0, to = events[events.length - 1]?.t ?? from } = head
  return { head: { ...(head as TapeHead), origin, from, to }, events, notes }
}

function tryParse(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether it has what every event has, and what those have that are looked at here. */
function isEvent(event: TapeEvent | undefined): event is TapeEvent {
  if (!event || typeof event.t !== 'number' || typeof event.node !== 'string') return false
  switch (event.kind) {
    case 'node':
      return typeof event.label === 'string'
    case 'packets':
      return Array.isArray(event.packets)
    case 'sent':
      return event.message !== undefined
    case 'dropped':
      return true
    case 'state':
      return typeof event.state?.status === 'string' && isReadable(event)
    default:
      return isReadable(event)
  }
}

/** Whether an event of the timeline is whole. */
function isReadable(event: TapeEvent): boolean {
  try {
    eventWords(event)
    return ['state', 'signal', 'attempt', 'opened', 'closed', 'policy', 'page', 'call', 'configure', 'hand'].includes(
      event.kind,
    )
  } catch {
    return false
  }
}

function wireOf(payload: Payload): Outgoing {
  if (typeof payload === 'string') return payload
  if (!('base64' in payload)) return { size: payload.bytes, type: '' } as Blob
  return Uint8Array.from(atob(payload.base64), (character) => character.charCodeAt(0))
}

function sum(payloads: readonly Payload[]): number {
  return payloads.reduce((bytes, payload) => bytes + sizeOf(wireOf(payload)), 0)
}

function itemsOf(
  nodes: ReadonlyMap<string, Extract<TapeEvent, { readonly kind: 'node' }>>,
  last: (id: string) => { readonly state: NodeState; readonly t: number } | undefined,
): readonly Item[] {
  const items = [...nodes.values()].map(({ node, label, name, mode, parent = null }): NodeItem => {
    const { state, t: since } = last(node) ?? { state: { status: 'idle' }, t: 0 }
    return {
      kind: 'node',
      id: node,
      parent,
      depth: 0,
      label,
      name,
      url: 'url' in state ? state.url : '',
      binding: mode === undefined ? 'core' : 'react',
      mode: (mode ?? 'none') as NodeItem['mode'],
      isReady: false,
      isLingering: false,
      waitsFor: [],
      state,
      since,
      isHeld: false,
    }
  })
  return nest(items)
}
