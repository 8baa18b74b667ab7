/**
 * Events in one line, for people.
 */
import type { NodeState } from '../core/types.js'
import type { TapeEvent } from './tapeEvents.js'

export function stateWords(state: NodeState): string {
  switch (state.status) {
    case 'waiting':
      return state.mode
    case 'connecting':
      return state.attempt > 0 ? `retry ${state.attempt}` : ''
    case 'open':
      return state.protocol
    case 'closed':
      return endWords(state)
    case 'failed':
      return `${state.error.code}: ${state.error.message}`
    case 'reconnecting': {
      const why = state.cause.type === 'closed' ? endWords(state.cause) : state.cause.error.code
      return `retry ${state.attempt} in ${round(state.delay)} s, after ${why}`
    }
    default:
      return ''
  }
}

export function eventWords(event: TapeEvent): string {
  switch (event.kind) {
    case 'state':
      return stateWords(event.state)
    case 'signal':
      return event.args.map(argWords).filter(Boolean).join(', ')
    case 'attempt':
      return [event.url, ...event.protocols].join(' ')
    case 'opened':
      return event.protocol
    case 'closed':
      return [endWords(event), event.cause].filter(Boolean).join(', ')
    case 'policy':
      return event.retry ? `retry ${event.retry.attempt} in ${round(event.retry.delay)} s` : 'no retry'
    case 'page':
      return event.event === 'putAway' ? 'into the back/forward cache' : 'online, visible or back'
    case 'call':
      return `${event.method}(${event.args.map(argWords).filter(Boolean).join(', ')})`
    case 'hand':
      return event.what
    default:
      return ''
  }
}

function endWords({ code, reason }: { readonly code: number; readonly reason: string }): string {
  return reason ? `${code} ${reason}` : String(code)
}

function argWords(arg: unknown): string {
  if (typeof arg === 'number') return String(round(arg))
  if (typeof arg === 'string') return arg
  if (typeof arg !== 'object' || arg === null) return ''
  const { code, message, reason, error, isReconnect } = arg as Record<string, unknown>
  if (error) return argWords(error)
  if (isReconnect !== undefined) return isReconnect ? 'reconnect' : ''
  return [code, message ?? reason].filter(Boolean).join(' ')
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
