/**
 * A history, told in words.
 */
import type { DisconnectCause, NodeState } from '../../src/index.js'
import { wordsOf } from '../ui/StateBadge.js'
import { WORDS } from './positions.js'
import type { History } from './useHistory.js'

/** So many of each are told. */
const MAX_TOLD = 12

/** The last positions of the switch and the last states of the node, each with the latest at its end. */
export function inWords({ positions, states }: History): string {
  const server = positions.slice(-MAX_TOLD).map(({ what }) => WORDS[what].name.toLowerCase())
  const node = states.slice(-MAX_TOLD).map(({ what }) => words(what))
  return `The server, the latest last: ${server.join('; ')}. States, the latest last: ${node.join('; ')}`
}

function words(state: NodeState): string {
  switch (state.status) {
    case 'connecting':
      return state.attempt > 0 ? `connecting, retry ${state.attempt}` : 'connecting'
    case 'reconnecting':
      return `reconnecting, retry ${state.attempt} in ${state.delay.toFixed(2)} s after ${causeOf(state.cause)}`
    default:
      return wordsOf(state)
  }
}

function causeOf(cause: DisconnectCause): string {
  return cause.type === 'failed' ? cause.error.code : `${cause.code}${cause.reason && ` “${cause.reason}”`}`
}
