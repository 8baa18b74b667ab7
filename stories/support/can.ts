/**
 * What a node would do if it were asked now: a button that would do nothing is no button.
 */
import type { NodeState } from '../../src/index.js'

/** Whether `connect()` would begin an attempt. */
export function canConnect({ status }: NodeState): boolean {
  return status !== 'connecting' && status !== 'open'
}

/** Whether `reconnect()` would leave something and begin anew. */
export function canReconnect({ status }: NodeState): boolean {
  return status === 'connecting' || status === 'open' || status === 'reconnecting'
}

/** Whether `send()` would accept a message, for the wire or for the queue. */
export function canSend({ status }: NodeState): boolean {
  return status !== 'closing' && status !== 'closed' && status !== 'failed'
}

/** Whether `close()` would end something. */
export function canClose({ status }: NodeState): boolean {
  return status === 'connecting' || status === 'open' || status === 'waiting' || status === 'reconnecting'
}
