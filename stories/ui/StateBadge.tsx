/**
 * A node's state at a glance: a word, a colour, and what matters most about it.
 */
import type { NodeState } from '../../src/index.js'
import { TONES, type Tone } from './tones.js'

/** The colour of a state. */
export function toneOf(state: NodeState): Tone {
  return TONES[state.status]
}

export function StateBadge({ state }: { state: NodeState }) {
  return (
    <span className="badge" data-testid="state" data-status={state.status} data-tone={toneOf(state)}>
      {wordsOf(state)}
    </span>
  )
}

/** A state in a few words. */
export function wordsOf(state: NodeState): string {
  switch (state.status) {
    case 'closed':
      return `closed ${state.code}`
    case 'failed':
      return `failed: ${state.error.code}`
    default:
      return state.status
  }
}
