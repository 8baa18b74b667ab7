/**
 * Requests, and what became of each.
 */
import { useReducer } from 'react'
import type { Question } from '../../.storybook/live-server/questions.js'
import { WebSocketNodeError, type WebSocketNodeHandle } from '../../src/index.js'
import { answers, questions } from './protocol.js'

const MAX_FLIGHTS = 20

export interface Flight {
  readonly number: number
  readonly ask: string
  /** Seconds; 0 for ever. */
  readonly timeout: number
  readonly abort: AbortController
  /** `'in flight'`, `'answered'`, `'aborted'`, or the code of the error. */
  readonly outcome: string
  /** The answer, or what the server says of its refusal. */
  readonly detail: string
}

type Change =
  | { readonly type: 'asked'; readonly flight: Flight }
  | { readonly type: 'settled'; readonly number: number; readonly outcome: string; readonly detail: string }

export interface Flights {
  /** The last 20, newest first. */
  readonly flights: readonly Flight[]
  ask(question: Omit<Question, 'id'>): void
}

let lastNumber = 0

export function useFlights(
  node: WebSocketNodeHandle<typeof answers>,
  { timeout, resend }: { readonly timeout: number; readonly resend: boolean },
): Flights {
  const [flights, change] = useReducer(reduce, [])
  return {
    flights,
    ask(question) {
      const abort = new AbortController()
      lastNumber += 1
      const number = lastNumber
      change({
        type: 'asked',
        flight: { number, ask: question.ask, timeout, abort, outcome: 'in flight', detail: '' },
      })
      const settle = (outcome: string, detail = '') => change({ type: 'settled', number, outcome, detail })
      questions.ask(node, question, { timeout, resend, signal: abort.signal }).then(
        (answer) => settle('answered', answer),
        (error: unknown) => {
          if (!(error instanceof WebSocketNodeError)) return settle('aborted', String(error))
          settle(error.code, error.code === 'rejected' ? JSON.stringify(error.cause) : '')
        },
      )
    },
  }
}

function reduce(flights: readonly Flight[], change: Change): readonly Flight[] {
  if (change.type === 'asked') return [change.flight, ...flights].slice(0, MAX_FLIGHTS)
  const { number, outcome, detail } = change
  return flights.map((flight) => (flight.number === number ? { ...flight, outcome, detail } : flight))
}
