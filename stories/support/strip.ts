/**
 * A scenario as a strip of states: what a docs page shows in the place of one more live card.
 */
import { TONES, type Tone, type Word } from '../ui/tones.js'

/**
 * One step: a state or a signal, with a few words after it if need be, has the colour that it has everywhere; anything else
 * stands beside the name of its colour: `{ amber: '3 in the queue' }`.
 */
export type Step = Word | `${Word} ${string}` | `${Word}: ${string}` | { readonly [Name in Tone]?: string }

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
