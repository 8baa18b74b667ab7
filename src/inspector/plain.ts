/**
 * What was observed as plain data without secrets, as recordings hold it and the panel shows it.
 */
import type { DisconnectCause, NodeState, Outgoing, Wire } from '../core/types.js'
import { wordsOf } from '../core/show.js'
import { HIDDEN, sizeOf, type Masker } from './mask.js'
import type { Payload, PlainError, TapeEvent } from './tapeEvents.js'
import type { Seen } from './watched.js'

type Body = TapeEvent extends infer E ? (E extends unknown ? Omit<E, 't' | 'node'> : never) : never

export interface Plain {
  /** None, one or more events of what was observed; `before` is the state that was known. */
  of<K extends keyof Seen>(kind: K, details: Seen[K], before: NodeState | undefined): Body[]
  state(state: NodeState): NodeState
}

const OPTIONS = ['host', 'route', 'useWSS', 'url', 'protocols', 'destination', 'reconnect', 'heartbeat'] as const

export function createPlain(masker: Masker): Plain {
  function plainError(error: unknown): PlainError {
    const { code, message, close, cause } = error as PlainError
    return {
      code,
      message: masker.text(message),
      ...(close && { close: { ...close, reason: masker.text(close.reason) } }),
      ...(cause !== undefined && { cause: masker.text(wordsOf(cause)) }),
    }
  }

  function plainCause(cause: DisconnectCause): DisconnectCause {
    return cause.type === 'failed'
      ? { type: 'failed', error: plainError(cause.error) as never }
      : { ...cause, reason: masker.text(cause.reason) }
  }

  function plainState(state: NodeState): NodeState {
    const plain: Record<string, unknown> = { ...state }
    if ('url' in state) plain.url = masker.address(state.url)
    if ('protocol' in state) plain.protocol = masker.protocols([state.protocol])[0]
    if ('reason' in state) plain.reason = masker.text(state.reason)
    if ('error' in state) plain.error = plainError(state.error)
    if ('cause' in state) plain.cause = plainCause(state.cause)
    return plain as NodeState
  }

  function plainOption(name: string, value: unknown): unknown {
    if (name === 'protocols' && typeof value !== 'function')
      return value === undefined ? undefined : masker.protocols([value].flat() as string[])
    if (typeof value === 'string' || Object(value) instanceof URL) return masker.address(String(value))
    return typeof value === 'function' || (typeof value === 'object' && value) ? HIDDEN_THING : value
  }

  function plainArgs(args: readonly unknown[]): unknown[] {
    return args.map((arg) =>
      typeof arg === 'string' ? masker.text(arg) : arg instanceof Error ? plainError(arg) : toPlain(arg),
    )
  }

  /** What is left of arguments: numbers, the cause of an end, how many messages. */
  function toPlain(arg: unknown): unknown {
    if (Array.isArray(arg)) return arg.length
    if (typeof arg !== 'object' || arg === null) return arg
    return 'type' in arg ? plainCause(arg as DisconnectCause) : 'isReconnect' in arg ? arg : HIDDEN
  }

  const makers: { [K in keyof Seen]?: (...details: Seen[K]) => Body | undefined } = {
    attempt: (url, protocols) => ({
      kind: 'attempt',
      url: masker.address(url),
      protocols: masker.protocols(protocols),
    }),
    opened: (protocol) => ({ kind: 'opened', protocol: masker.protocols([protocol])[0]! }),
    packets: (packets, source) => ({
      kind: 'packets',
      source,
      packets: packets.map((wire) => payloadOf(wire, masker, 'in')),
    }),
    sent: (message, source) => ({
      kind: 'sent',
      source,
      message: source === 'authenticate' ? { bytes: sizeOf(message) } : payloadOf(message, masker, 'out'),
    }),
    closed: (code, reason, wasClean, cause) => ({
      kind: 'closed',
      code,
      reason: masker.text(reason),
      wasClean,
      ...(cause !== undefined && { cause: masker.text(wordsOf(cause)) }),
    }),
    signal: (signal, args) => ({
      kind: 'signal',
      signal,
      args:
        signal === 'received' ? [args.length] : signal === 'receiveFailed' ? [plainError(args[0])] : plainArgs(args),
    }),
    wokeUp: () => ({ kind: 'page', event: 'wokeUp' }),
    call: (method, args) => ({
      kind: 'call',
      method,
      args:
        method === 'send'
          ? [payloadOf(args[0] as Outgoing, masker, 'out')]
          : definedOf(args).map((arg) => (typeof arg === 'string' ? masker.address(arg) : (arg ?? null))),
    }),
    hand: (what) => ({ kind: 'hand', what }),
    configure(options) {
      const given = options as Readonly<Record<string, unknown>>
      return {
        kind: 'configure',
        options: Object.fromEntries(OPTIONS.map((name) => [name, plainOption(name, given[name])])),
      }
    },
  }

  return {
    of(kind, details, before) {
      if (kind !== 'step') {
        const make = makers[kind] as ((...args: readonly unknown[]) => Body | undefined) | undefined
        return [make?.(...details)].filter(isBody)
      }
      const [event, machine] = details as Seen['step']
      const bodies: (Body | undefined)[] = []
      if (event.type === 'closeRequested')
        bodies.push({ kind: 'call', method: 'close', args: [event.code, masker.text(event.reason)] })
      if (event.type === 'unmounted') bodies.push({ kind: 'call', method: 'unmount', args: [] })
      if (event.type === 'putAway') bodies.push({ kind: 'page', event: 'putAway' })
      if ('hasPolicy' in event && event.hasPolicy) bodies.push({ kind: 'policy', retry: event.retry })
      if (machine.state !== before) bodies.push({ kind: 'state', state: plainState(machine.state) })
      return bodies.filter(isBody)
    },
    state: plainState,
  }
}

/** Without what was left out at the end. */
function definedOf(args: readonly unknown[]): readonly unknown[] {
  return args.slice(
    0,
    args.reduce<number>((end, arg, index) => (arg === undefined ? end : index + 1), 0),
  )
}

/** A function or an object, whose insides are no business of a recording. */
const HIDDEN_THING = '…'

const isBody = (body: Body | undefined): body is Body => body !== undefined

function payloadOf(wire: Outgoing, masker: Masker, direction: 'in' | 'out'): Payload {
  if (typeof wire !== 'string' && !ArrayBuffer.isView(wire)) return { bytes: sizeOf(wire) }
  const shown = masker.wire(wire as Wire, direction)
  if (typeof shown === 'string') return shown
  let binary = ''
  for (let from = 0; from < shown.length; from += 8192) {
    binary += String.fromCharCode(...shown.subarray(from, from + 8192))
  }
  return { base64: btoa(binary) }
}
