/**
 * A server that answers questions: at once, late, never, or with an error. Everything on the wire is JSON text.
 */
import { readOrder } from './orders.js'
import type { Speak } from './switches.js'

/** What a guest asks: `after` so many milliseconds comes the answer; null for never. */
export interface Question {
  readonly id: number
  readonly ask: string
  readonly after: number | null
  /** Answers with an error. */
  readonly refuse?: boolean
}

/** What the server answers, with the id of the question. */
export type Answer =
  { readonly id: number; readonly answer: string } | { readonly id: number; readonly error: { readonly why: string } }

const MAX_WAIT = 60_000
const MAX_TEXT = 200

export const speakAnswers: Speak = (peer) => ({
  hear(text) {
    const { id, ask, after, refuse } = readOrder(text)
    if (typeof id !== 'number' || typeof after !== 'number') return
    const answer: Answer =
      refuse === true
        ? { id, error: { why: 'not allowed' } }
        : { id, answer: `${String(ask).slice(0, MAX_TEXT)}, answered` }
    const say = () => peer.send(JSON.stringify(answer))
    if (after <= 0) say()
    else peer.later(Math.min(after, MAX_WAIT), say)
  },
})
