/**
 * What a node tells, in order, as lines that a table of cases can show:
 * `connected ws://… @open` is a signal, its arguments, and the status that the node had inside the handler.
 *
 * Where a socket pauses and cuts batches depends on the moment, so `signals` tells of packets that follow each other in one
 * line, without a status; `all` has each batch as it came.
 */
import { CONDITION_SECONDS } from './patience'
import type { AnyFormat, Signal, WebSocketNodeHandle } from '../../src/core/index'

/** All but `packet`, whose packets `received` tells again. */
const SIGNALS: readonly Signal[] = [
  'connected',
  'connectFailed',
  'received',
  'closing',
  'closed',
  'receiveFailed',
  'reconnecting',
  'gaveUp',
  'sendFailed',
]

/** The record of one node, from when it was made. */
export class SignalLog {
  /** The signals. */
  readonly signals: string[] = []
  /** The signals, each batch by itself, and `→ status` when a `subscribe` listener was told of another one. */
  readonly all: string[] = []
  /** Packets of all batches. */
  received = 0
  readonly #node: WebSocketNodeHandle<AnyFormat>
  readonly #waits = new Set<() => void>()
  #isInBatch = false

  constructor(node: WebSocketNodeHandle<AnyFormat>) {
    this.#node = node
    node.subscribe(() => {
      const line = `→ ${node.state.status}`
      if (this.all.findLast((earlier) => earlier.startsWith('→')) !== line) this.all.push(line)
      this.#changed()
    })
    // What a connection knows of the one before is a matter of time.
    for (const signal of SIGNALS) {
      node.on(signal, (...args) => this.#add(signal, signal === 'connected' ? args.slice(0, 1) : args))
    }
  }

  /** Resolves once `condition` holds, asked after every signal and change of state; rejects when patience is over. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (!condition()) return
        clearTimeout(guard)
        this.#waits.delete(look)
        resolve()
      }
      const guard = setTimeout(() => {
        this.#waits.delete(look)
        reject(new Error(`waited ${CONDITION_SECONDS} s; so far the node told:\n${this.all.join('\n')}`))
      }, CONDITION_SECONDS * 1000)
      this.#waits.add(look)
      look()
    })
  }

  /** Resolves once the node has this status. */
  untilStatus(status: WebSocketNodeHandle['state']['status']): Promise<void> {
    return this.until(() => this.#node.state.status === status)
  }

  #add(signal: Signal, args: readonly unknown[]): void {
    const at = `@${this.#node.state.status}`
    if (signal === 'received') {
      const packets = args[1] as readonly unknown[]
      const words = packets.map(show).join(' ')
      this.received += packets.length
      if (this.#isInBatch) this.signals.push(`${this.signals.pop() ?? ''} ${words}`)
      else this.signals.push(`received ${words}`)
      this.all.push(`received ${words} ${at}`)
    } else {
      const line = [signal, ...args.map(show), at].join(' ')
      this.signals.push(line)
      this.all.push(line)
    }
    this.#isInBatch = signal === 'received'
    this.#changed()
  }

  #changed(): void {
    for (const look of [...this.#waits]) look()
  }
}

/** A packet or an argument as a line shows it: bytes in hexadecimal, an error by its code. */
function show(value: unknown): string {
  if (value instanceof Uint8Array) {
    return `<${[...value].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}>`
  }
  if (value instanceof Error) return 'code' in value ? String(value.code) : String(value)
  if (typeof value === 'object' && value !== null && 'type' in value) return String(value.type)
  return typeof value === 'string' && !value.startsWith('ws://') ? JSON.stringify(value) : String(value)
}
