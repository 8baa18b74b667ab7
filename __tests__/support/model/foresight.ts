/**
 * What a step may lead to: a small model of a node's life, in the words of the contract and not in those of the code.
 */
import type { Choice, Life, Status } from './world.js'

/** What is known of the world before a step. */
export interface Before {
  readonly status: Status
  readonly life: Life
  readonly choice: Choice
  /** What `connect(host)` said, where it still holds. */
  readonly override: string | undefined
  /** Whether there is somewhere to connect to. */
  readonly isKnown: boolean
  readonly isOnline: boolean
  /** What the next connection does by itself. */
  readonly next: 'wait' | 'throw' | 'act'
}

/** What no host is called. */
export const NO_HOST = 'no host'

const ANYTHING: readonly Status[] = ['connecting', 'open', 'closed', 'failed', 'reconnecting']

const isOneOf = (status: Status, ...some: readonly Status[]) => some.includes(status)

/** Whether `connect()` begins an attempt, at once. */
export function mayConnect({ status, life, isKnown }: Before): boolean {
  return life === 'mounted' && isKnown && isOneOf(status, 'idle', 'waiting', 'closed', 'failed', 'reconnecting')
}

/** What follows a closing: rest, an attempt, or no destination. */
const AFTER_CLOSING: readonly Status[] = ['closed', 'connecting', 'idle', 'waiting']

/** Where an end leads to: the policy decides. */
function ended(rest: Status, { choice }: Before): readonly Status[] {
  switch (choice.reconnect) {
    case 'none':
    case 'never':
    case 'broken':
    case 'absurd':
      return [rest]
    case 'twice':
      return [rest, 'reconnecting']
    default:
      return ['reconnecting']
  }
}

/** Where an attempt leads to that begins now. */
export function begun(before: Before): readonly Status[] {
  const { choice, override, next } = before
  if (override === NO_HOST) return ['failed']
  if (override === undefined) {
    if (choice.url === 'bad') return ['failed']
    if (choice.url === 'throwing') return ended('failed', before)
    if (choice.url === 'late') return ['connecting']
  }
  if (next === 'act') return ANYTHING
  return [next === 'throw' ? 'failed' : 'connecting']
}

export function connected(before: Before): readonly Status[] {
  return mayConnect(before) ? begun(before) : [before.status]
}

export function reconnected(before: Before): readonly Status[] {
  const { status, life } = before
  return life === 'mounted' && isOneOf(status, 'connecting', 'open', 'reconnecting')
    ? ['connecting']
    : connected(before)
}

/** Where a component's wish to connect leads, which is for a node at rest. */
export function committed({ status, life }: Before): readonly Status[] {
  const isAtRest = life === 'mounted' && isOneOf(status, 'idle', 'waiting', 'closed', 'failed')
  return isAtRest ? [status, 'idle', 'waiting', 'connecting'] : [status]
}

export function closed({ status }: Before): readonly Status[] {
  switch (status) {
    case 'waiting':
      return ['idle']
    case 'connecting':
    case 'open':
      return ['closing']
    case 'reconnecting':
      return ['closed', 'failed']
    default:
      return [status]
  }
}

/** @param isKnown whether there is somewhere to connect to afterwards */
export function configured({ status, life, choice }: Before, isKnown: boolean, after: Choice): readonly Status[] {
  // What lingers is for one destination.
  const over: readonly Status[] = life === 'lingering' ? ['idle'] : []
  if (life === 'mounted' && !isKnown) return status === 'closing' ? [status] : ['idle', 'waiting', status]
  const isTakenAway = status === 'reconnecting' && choice.reconnect !== 'none' && after.reconnect === 'none'
  if (isTakenAway) return [...over, 'closed', 'failed', 'connecting']
  return isOneOf(status, 'connecting', 'open', 'reconnecting') ? [...over, status, 'connecting'] : [...over, status]
}

/** A wait begins at rest: after the life before, or the end of a connection that lingered. */
export function waited({ status }: Before): readonly Status[] {
  return [isOneOf(status, 'idle', 'closed', 'failed') ? 'waiting' : status]
}

/** A node that lingers goes on, but not with what was closing. */
export function mounted({ status, life }: Before): readonly Status[] {
  return [life === 'lingering' && status === 'closing' ? 'idle' : status]
}

export function unmounted({ status }: Before, linger: number): readonly Status[] {
  if (linger === 0) return ['idle']
  if (status === 'open') return [status]
  // An attempt that has not begun is nothing to keep, nor is one that follows a closing.
  if (status === 'closing') return [status, 'idle']
  return status === 'connecting' ? [status, 'idle'] : ['idle']
}

/** Of what was put off to a later task. */
export function continued(before: Before): readonly Status[] {
  const { status } = before
  if (status === 'connecting') return ['connecting', ...begun(before)]
  return status === 'closing' ? ['closing', ...AFTER_CLOSING] : [status]
}

export function aged(before: Before): readonly Status[] {
  const { status, life, choice } = before
  const over: readonly Status[] = life === 'lingering' ? ['idle'] : []
  switch (status) {
    case 'connecting':
      return [...over, ...ANYTHING]
    case 'open':
      return choice.hasHeartbeat ? [...over, ...ANYTHING] : [...over, 'open']
    case 'closing':
      return [...over, 'closing', ...AFTER_CLOSING, ...ANYTHING]
    case 'reconnecting':
      return [...over, ...ANYTHING]
    default:
      return [...over, status]
  }
}

export function wokenUp(before: Before): readonly Status[] {
  const isWoken = before.status === 'reconnecting' && before.isOnline && before.life !== 'ended'
  return isWoken ? begun(before) : [before.status]
}

export function putAway({ status, life }: Before): readonly Status[] {
  const isHit = life !== 'ended' && isOneOf(status, 'connecting', 'open', 'reconnecting')
  return isHit ? ['reconnecting'] : [status]
}

export function opened({ status }: Before, isLive: boolean): readonly Status[] {
  return isLive && status === 'connecting' ? ['open'] : [status]
}

export function disconnected(before: Before, isLive: boolean): readonly Status[] {
  const { status } = before
  if (!isLive) return [status]
  if (status === 'connecting') return ended('failed', before)
  return status === 'open' ? ended('closed', before) : AFTER_CLOSING
}

/** A url function's promise is settled: of this attempt, or of one that is over. */
export function answered(before: Before, isUrl: boolean): readonly Status[] {
  const { status, next } = before
  if (status !== 'connecting') return [status]
  if (!isUrl) return [status, ...ended('failed', before)]
  if (next === 'act') return ANYTHING
  return next === 'throw' ? [status, 'failed'] : [status]
}
