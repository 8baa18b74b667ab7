/**
 * What a node would do if it were asked now: a button that would do nothing is no button.
 */
import type { NodeState } from '../../src/index.js'

/** Whether `connect()` would begin an attempt. */
export function canConnect({ status }: NodeState): boolean {
  return status !== 'connecting' && status !== 'open' && status !== 'closing'
}

/** Whether `close()` would end something. */
export function canClose({ status }: NodeState): boolean {
  return status === 'connecting' || status === 'open' || status === 'waiting' || status === 'reconnecting'
}
