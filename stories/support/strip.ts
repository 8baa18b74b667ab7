/**
 * A scenario as a strip of states: what a docs page shows in the place of one more live card.
 */
import type { NodeState, Signal } from '../../src/index.js'
import type { Tone } from '../ui/StateBadge.js'

type Word = NodeState['status'] | Signal

/**
 * One step: a state or a signal, with a few words after it if need be, has the colour that it has everywhere; anything else
 * stands beside the name of its colour: `{ amber: '3 in the queue' }`.
 */
export type Step = Word | `${Word} ${string}` | `${Word}: ${string}` | { readonly [Name in Tone]?: string }

const TONES: Readonly<Record<Word, Tone>> = {
  idle: 'grey',
  waiting: 'amber',
  connecting: 'blue',
  open: 'green',
  closing: 'amber',
  closed: 'grey',
  failed: 'red',
  reconnecting: 'violet',
  connected: 'green',
  connectFailed: 'red',
  packet: 'blue',
  received: 'blue',
  receiveFailed: 'red',
  sendFailed: 'red',
  gaveUp: 'red',
}

/** The colour and the words of a step. */
export function readStep(step: Step): { tone: Tone; words: string } {
  if (typeof step === 'string') return { tone: TONES[/^\w+/.exec(step)?.[0] as Word], words: step }
  const [[tone, words] = ['grey', '']] = Object.entries(step)
  return { tone: tone as Tone, words }
}

declare module 'storybook/internal/csf' {
  interface Parameters {
    /** One line for who opens the story: what to press, and what to watch. */
    tryThis?: string
    /** The states that its play goes through; the last one stands in the story when the play has ended. */
    strip?: readonly Step[]
  }
}
