/**
 * Every signal of a node and every message that it sends, as lines for a log.
 */
import { useEffect, useReducer } from 'react'
import {
  useSignal,
  type AnyFormat,
  type ConnectedInfo,
  type DisconnectCause,
  type Signal,
  type WebSocketNodeError,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { onSent } from '../support/sent.js'
import { showWire } from '../support/show.js'

const MAX_LINES = 200

export interface LogLine {
  readonly id: number
  /** Seconds since the first line. */
  readonly at: number
  readonly signal: Signal | 'sent'
  readonly detail: string
  /** How often it was sent, one after the other. */
  readonly times: number
}

interface Log {
  readonly start: number
  readonly count: number
  readonly lines: readonly LogLine[]
}

type LogEvent = { readonly now: number; readonly signal: LogLine['signal']; readonly detail: string } | 'clear'

const EMPTY: Log = { start: 0, count: 0, lines: [] }

/**
 * The last 200 signals and messages of `node`, oldest first, and how to forget them.
 * @param hasPackets whether each single packet is a line
 */
export function useSignalLog(
  node: WebSocketNodeHandle<AnyFormat> | null,
  hasPackets: boolean,
): [readonly LogLine[], () => void] {
  const [log, dispatch] = useReducer(add, EMPTY)
  const write = (signal: LogLine['signal'], detail = '') => dispatch({ now: performance.now(), signal, detail })

  useSignal(node, 'connected', (url, connection) => write('connected', describeConnection(url, connection)))
  useSignal(node, 'connectFailed', (error) => write('connectFailed', describeFailure(error)))
  useSignal(hasPackets ? node : null, 'packet', (packet) => write('packet', showPacket(packet)))
  useSignal(node, 'received', (_data, packets) => write('received', describePackets(packets)))
  useSignal(node, 'receiveFailed', (error) => write('receiveFailed', error.message))
  useSignal(node, 'closing', () => write('closing'))
  useSignal(node, 'closed', (code, reason) => write('closed', reason ? `${code} “${reason}”` : String(code)))
  useSignal(node, 'sendFailed', (messages) => write('sendFailed', `${messages.length} messages`))
  useSignal(node, 'reconnecting', (attempt, delay) =>
    write('reconnecting', `attempt ${attempt} in ${delay.toFixed(2)} s`),
  )
  useSignal(node, 'gaveUp', (cause) => write('gaveUp', `after ${describeCause(cause)}`))

  useEffect(() => {
    if (!node) return
    return onSent((url, message) => {
      const { state } = node
      if (!('url' in state) || state.url !== url) return
      dispatch({ now: performance.now(), signal: 'sent', detail: showWire(message) })
    })
  }, [node])

  return [log.lines, () => dispatch('clear')]
}

function add(log: Log, event: LogEvent): Log {
  if (event === 'clear') return EMPTY
  const start = log.count === 0 ? event.now : log.start
  const { signal, detail } = event
  const last = log.lines.at(-1)
  if (signal === 'sent' && last?.signal === 'sent' && last.detail === detail) {
    return { ...log, lines: [...log.lines.slice(0, -1), { ...last, times: last.times + 1 }] }
  }
  const line = { id: log.count, at: (event.now - start) / 1000, signal, detail, times: 1 }
  return { start, count: log.count + 1, lines: [...log.lines, line].slice(-MAX_LINES) }
}

function describeConnection(url: string, { isReconnect, downFor = 0 }: ConnectedInfo): string {
  return isReconnect ? `${url}, again after ${downFor.toFixed(2)} s` : url
}

function describeFailure({ code, message, close }: WebSocketNodeError): string {
  const end = close && close.code !== 1006 ? `, closed with ${close.code} “${close.reason}”` : ''
  return `${code}: ${message}${end}`
}

function describeCause(cause: DisconnectCause): string {
  return cause.type === 'failed' ? cause.error.code : String(cause.code)
}

function describePackets(packets: readonly unknown[]): string {
  const first = packets.slice(0, 3).map(showPacket).join(', ')
  return packets.length === 1 ? first : `${packets.length} packets: ${first}${packets.length > 3 ? ', …' : ''}`
}

function showPacket(packet: unknown): string {
  return typeof packet === 'string' || packet instanceof Uint8Array ? showWire(packet) : JSON.stringify(packet)
}
