/**
 * What was observed as plain data without secrets, as recordings hold it and the panel shows it.
 */
import type { NodeState, Outgoing, Wire } from '../core/types.js'
import { wordsOf } from '../core/show.js'
import { sizeOf, type Masker } from './mask.js'
import type { Payload, TapeEvent } from './tapeEvents.js'
import type { Seen } from './watched.js'

type Body = TapeEvent extends infer E ? (E extends unknown ? Omit<E, 't' | 'node'> : never) : never

export interface Plain {
  /** None, one or more events of what was observed; `before` is the state that was known. */
  of<K extends keyof Seen>(kind: K, details: Seen[K], before?: NodeState): Body[]
  state(state: NodeState): NodeState
}

/** What stands for a function, or an object whose insides are no business of a recording. */
const SOMETHING = '…'

/** What the details of each kind are called. */
const NAMES: { readonly [K in keyof Seen]?: string } = {
  attempt: 'url protocols',
  opened: 'protocol',
  packets: 'packets source',
  sent: 'message source',
  closed: 'code reason wasClean cause',
  signal: 'signal args',
  call: 'method args',
  configure: 'options',
  hand: 'what',
}

/** The options that say where to connect, and how it goes on. */
const POLICIES = ['reconnect', 'heartbeat']
const OPTIONS = ['host', 'route', 'useWSS', 'url', 'protocols', 'destination', ...POLICIES]

export function createPlain(masker: Masker): Plain {
  /** States, errors, arguments, options: `name` says what the value is. */
  function plain(value: unknown, name: string): unknown {
    if (typeof value === 'string') return name.startsWith('protocol') ? masker.protocol(value) : masker.text(value)
    if (typeof value === 'function') return SOMETHING
    if (value === undefined) return null
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((one) => plain(one, name))
    if ('href' in value) return plain(value.href, name)
    // What was thrown, or said by the platform; the cause of an end is data.
    if (name === 'cause' && !('type' in value)) return masker.text(wordsOf(value))
    const { message, cause } = value as { readonly message?: unknown; readonly cause?: unknown }
    const said = { ...(message !== undefined && { message }), ...(cause !== undefined && { cause }) }
    const all = Object.entries({ ...value, ...said }).filter(([, one]) => one !== undefined)
    return Object.fromEntries(all.map(([key, one]) => [key, plain(one, key)]))
  }

  function payload(wire: Outgoing, direction: 'in' | 'out'): Payload {
    if (typeof wire !== 'string' && !ArrayBuffer.isView(wire)) return { bytes: sizeOf(wire) }
    const shown = masker.wire(wire, direction)
    if (typeof shown === 'string') return shown
    let binary = ''
    for (const byte of shown) binary += String.fromCharCode(byte)
    return { base64: btoa(binary) }
  }

  function detail(kind: keyof Seen, name: string, value: unknown, first: unknown, second: unknown): unknown {
    if (name === 'packets') return (value as readonly Wire[]).map((wire) => payload(wire, 'in'))
    if (name === 'message')
      return second === 'authenticate' ? { bytes: sizeOf(value as Outgoing) } : payload(value as Outgoing, 'out')
    if (name === 'options') {
      const options = value as Readonly<Record<string, unknown>>
      return Object.fromEntries(
        OPTIONS.map((one) => [one, POLICIES.includes(one) ? options[one] && SOMETHING : plain(options[one], one)]),
      )
    }
    if (name !== 'args') return plain(value, name)
    const args = value as readonly unknown[]
    if (kind === 'call') return first === 'send' ? [payload(args[0] as Outgoing, 'out')] : plain(args, name)
    // How many packets or messages; of what a format refuses, the error.
    if (first === 'received') return [args.length]
    if (first === 'sendFailed') return [(args[0] as readonly unknown[]).length]
    return plain(first === 'receiveFailed' ? args.slice(0, 1) : args, name)
  }

  return {
    of(kind, details, before) {
      if (kind === 'step') return steps(...(details as Seen['step']), before)
      if (kind === 'wokeUp') return [{ kind: 'page', event: kind }]
      const values = details as readonly unknown[]
      const named = NAMES[kind]!.split(' ').map((name, index) => [
        name,
        detail(kind, name, values[index], values[0], values[1]),
      ])
      return [{ kind, ...Object.fromEntries(named) } as Body]
    },
    state: (state) => plain(state, '') as NodeState,
  }

  function steps(event: Seen['step'][0], { state }: Seen['step'][1], before: NodeState | undefined): Body[] {
    const { type } = event
    const bodies: Body[] = []
    if (type === 'closeRequested')
      bodies.push({ kind: 'call', method: 'close', args: [event.code, masker.text(event.reason)] })
    if (type === 'unmounted') bodies.push({ kind: 'call', method: 'unmount', args: [] })
    if (type === 'putAway') bodies.push({ kind: 'page', event: type })
    if ('hasPolicy' in event && event.hasPolicy) bodies.push({ kind: 'policy', retry: event.retry })
    if (state !== before) bodies.push({ kind: 'state', state: plain(state, '') as NodeState })
    return bodies
  }
}
