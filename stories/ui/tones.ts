/**
 * The colours of states and signals, one for each everywhere in Storybook.
 */
import type { NodeState, Signal } from '../../src/index.js'

/** The colours of badges, signals and notes. */
export type Tone = 'grey' | 'amber' | 'blue' | 'green' | 'red' | 'violet'

/** A state or a signal. */
export type Word = NodeState['status'] | Signal

export const TONES: Readonly<Record<Word, Tone>> = {
  idle: 'grey',
  waiting: 'amber',
  connecting: 'blue',
  open: 'green',
  closing: 'amber',
  failed: 'red',
  reconnecting: 'violet',
  connected: 'green',
  connectFailed: 'red',
  packet: 'blue',
  received: 'blue',
  receiveFailed: 'red',
  closed: 'grey',
  sendFailed: 'red',
  gaveUp: 'red',
}
