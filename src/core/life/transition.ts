/**
 * The state machine of a node as one pure function: `(machine, event) -> [machine, commands]`.
 *
 * It reads no clock, draws no random number and touches no socket. Times, random numbers and answers of user functions come
 * with the event; side effects are returned as commands, which `session.ts` carries out.
 */
import { CLOSE_CODE } from '../errors.js'
import type { ClosedCause, Command, EmittedSignal, Emission, Machine, NodeEvent, Retry, Step } from './machine.js'
import type { AutoconnectMode, DisconnectCause, NodeState, Signals } from '../types.js'

export const INITIAL: Machine = { state: { status: 'idle' }, retries: 0 }

const ABANDON: Command = { type: 'abandon' }
const FLUSH: Command = { type: 'flush' }
const END_READING: Command = { type: 'endReading' }
const CHECK_DESTINATION: Command = { type: 'checkDestination' }
const FAIL_QUEUE: Command = { type: 'failQueue' }
const CLOSING = emit('closing')

/** The close code and reason of a connection that the node itself ends. */
const LEFT: ClosedCause = { type: 'closed', code: CLOSE_CODE.NORMAL, reason: '', wasClean: true }
const FAREWELL: readonly Command[] = [CLOSING, emit('closed', LEFT.code, LEFT.reason)]

/** Handles an event. One that has no meaning in the present state returns the same machine. */
export function transition(machine: Machine, event: NodeEvent): Step {
  const { state } = machine
  const { status } = state
  const unchanged: Step = [machine, []]

  switch (event.type) {
    case 'waitStarted':
      if (!isAtRest(state) || (status === 'waiting' && state.mode === event.mode)) return unchanged
      return to({ status: 'waiting', mode: event.mode }, [])

    case 'waitCancelled':
      return status === 'waiting' ? [INITIAL, []] : unchanged

    case 'connectRequested': {
      const { url, isDeferred } = event
      if (status === 'closing') {
        const isAgain = machine.next?.type === 'connect'
        // Messages that were queued before `close()` were not meant for this attempt.
        return [{ ...machine, next: { type: 'connect', url } }, [...(isAgain ? [] : [FAIL_QUEUE]), CHECK_DESTINATION]]
      }
      return canConnect(state) ? attempt(url, 0, isDeferred, [CHECK_DESTINATION]) : unchanged
    }

    case 'retryDue':
      return status === 'reconnecting' ? attempt(event.url, state.attempt, false, []) : unchanged

    case 'urlResolved': {
      if (status !== 'connecting') return unchanged
      const { url } = event
      return to(state.url === url ? state : { ...state, url }, [CHECK_DESTINATION, { type: 'openSocket', url }])
    }

    case 'opened': {
      if (status !== 'connecting') return unchanged
      const { url, attempt } = state
      const { protocol, connection } = event
      return to(
        { status: 'open', url, protocol },
        [{ type: 'flushQueue' }, emit('connected', url, connection)],
        attempt,
      )
    }

    case 'attemptFailed': {
      if (status !== 'connecting') return unchanged
      const { error } = event
      return ended(state.url, { type: 'failed', error }, event, [emit('connectFailed', error)])
    }

    case 'disconnected': {
      if (status !== 'open' && status !== 'closing') return unchanged
      const { cause } = event
      const isOpen = status === 'open'
      const isOrderly = isOpen && cause.code !== CLOSE_CODE.ABNORMAL
      const story = [FLUSH, END_READING, ...(isOrderly ? [CLOSING] : []), emit('closed', cause.code, cause.reason)]
      if (isOpen) return ended(state.url, cause, event, story)
      const { next } = machine
      if (next?.type === 'connect') return attempt(next.url, 0, true, [ABANDON, ...story])
      if (next) return to(withoutDestination(next.mode), [ABANDON, ...story])
      return ended(state.url, cause, NO_RETRY, story)
    }

    case 'closeRequested': {
      const { code, reason } = event
      if (status === 'waiting') return [INITIAL, []]
      if (status === 'reconnecting') return ended(state.url, state.cause, NO_RETRY, [])
      if (status === 'closing' && machine.next?.type === 'connect')
        return [{ ...machine, next: undefined }, [FAIL_QUEUE]]
      // `close()` came last: the node does not wait for a url after the closing.
      if (status === 'closing' && machine.next) return [{ ...machine, next: { type: 'withdraw', mode: 'none' } }, []]
      if (status !== 'connecting' && status !== 'open') return unchanged
      return to({ status: 'closing', url: state.url }, [
        ...(status === 'open' ? [FLUSH] : []),
        { type: 'closeSocket', code, reason },
        CLOSING,
      ])
    }

    case 'moved': {
      const { url } = event
      if (status === 'closing' && machine.next?.type === 'connect') {
        return [{ ...machine, next: { type: 'connect', url } }, [CHECK_DESTINATION]]
      }
      if (!isUnderWay(state)) return [machine, [CHECK_DESTINATION]]
      return attempt(url, 0, true, [
        ABANDON,
        ...(status === 'open' ? [FLUSH, CHECK_DESTINATION, ...FAREWELL] : [CHECK_DESTINATION]),
      ])
    }

    case 'refreshed': {
      const isKnown = status === 'connecting' && state.url !== ''
      if (!isKnown) return [machine, [CHECK_DESTINATION]]
      const url = event.url || state.url
      return to(state.url === url ? state : { ...state, url }, [CHECK_DESTINATION, { type: 'reopenSocket', url }])
    }

    case 'withdrawn': {
      const { mode } = event
      if (status === 'closing') return [{ ...machine, next: { type: 'withdraw', mode } }, [CHECK_DESTINATION]]
      const farewell = status === 'open' ? [FLUSH, CHECK_DESTINATION, ...FAREWELL] : [CHECK_DESTINATION]
      const isSame = status === 'waiting' && state.mode === mode
      return to(isSame ? state : withoutDestination(mode), [ABANDON, ...farewell])
    }

    case 'policyRemoved':
      if (status !== 'reconnecting') return unchanged
      return ended(state.url, state.cause, { retry: null, hasPolicy: true }, [])

    case 'putAway': {
      if (!isUnderWay(state)) return unchanged
      const { url } = state
      const isOpen = state.status === 'open'
      const attempt = isOpen ? 0 : state.attempt
      const cause = state.status === 'reconnecting' ? state.cause : LEFT
      return to({ status: 'reconnecting', url, attempt, delay: 0, cause }, [
        ABANDON,
        ...(isOpen ? [FLUSH, END_READING, ...FAREWELL] : []),
      ])
    }

    case 'unmounted':
      return [INITIAL, [ABANDON, FLUSH, ...(event.keepsQueue ? [] : [FAIL_QUEUE])]]

    default:
      throw new TypeError(`unknown event ${JSON.stringify(event satisfies never)}`)
  }
}

/** Whether the node is connected, connecting or reconnecting. */
function isUnderWay(state: NodeState): state is Extract<NodeState, { status: 'connecting' | 'open' | 'reconnecting' }> {
  return ['connecting', 'open', 'reconnecting'].includes(state.status)
}

/** Whether there is a connection or an attempt. */
export function hasConnection({ status }: NodeState): boolean {
  return ['connecting', 'open', 'closing'].includes(status)
}

/** Whether the node stays in this state until a call, a change of options, or the end of a wait. */
export function isAtRest({ status }: NodeState): boolean {
  return ['idle', 'waiting', 'closed', 'failed'].includes(status)
}

/** Whether `connect()` begins an attempt in this state, or after the closing. */
export function canConnect({ status }: NodeState): boolean {
  return status !== 'connecting' && status !== 'open'
}

/** Whether messages are queued in this state. */
export function canQueue({ state: { status }, next }: Machine): boolean {
  return ['idle', 'waiting', 'connecting', 'reconnecting'].includes(status) || next?.type === 'connect'
}

/** Whether `close()` has something to end. */
export function canClose({ state, next }: Machine): boolean {
  return isUnderWay(state) || state.status === 'waiting' || next?.type === 'connect'
}

/** Enters a state. The number of the attempt in it becomes the count of retries. */
function to(state: NodeState, commands: readonly Command[], retries = 'attempt' in state ? state.attempt : 0): Step {
  return [{ state, retries }, commands]
}

/** Enters `connecting`. */
function attempt(url: string, number: number, isDeferred: boolean, before: readonly Command[]): Step {
  return to({ status: 'connecting', url, attempt: number }, [
    ...before,
    { type: 'beginAttempt', attempt: number, isDeferred },
  ])
}

const NO_RETRY = { retry: null, hasPolicy: false }

/** Leaves an attempt or connection that ended: to the retry, if there is one, or to `closed` or `failed`. */
function ended(
  url: string,
  cause: DisconnectCause,
  { retry, hasPolicy }: { readonly retry: Retry | null; readonly hasPolicy: boolean },
  before: readonly Command[],
): Step {
  if (retry) {
    const { attempt, delay } = retry
    return to({ status: 'reconnecting', url, attempt, delay, cause }, [
      ABANDON,
      ...before,
      { type: 'retryLater', delay },
      emit('reconnecting', attempt, delay),
    ])
  }
  const { type: status, ...details } = cause
  return to({ status, url, ...details } as NodeState, [
    ABANDON,
    ...before,
    FAIL_QUEUE,
    ...(hasPolicy ? [emit('gaveUp', cause)] : []),
  ])
}

/** The state of a node that has no destination. */
function withoutDestination(mode: AutoconnectMode): NodeState {
  return mode === 'none' ? INITIAL.state : { status: 'waiting', mode }
}

function emit<S extends EmittedSignal>(signal: S, ...args: Signals[S]): Emission {
  return { type: 'emit', signal, args } as Emission
}
