/**
 * What `authenticate` says to the peer of one connection, and what it hears, by a book of the walk's own.
 */
import type { Exchange } from '../../../../src/core/index.js'
import type { Numbered } from './format.js'
import { isRefused } from './judge.js'
import type { Authentication } from './steps.js'

/** The words of `authenticate` on the wire. */
export const GREETING = 'auth'
/** What must never be sent: the attempt was over, or the connection the app's. */
export const TOO_LATE = 'late'

export interface Talk {
  /** What `authenticate` does. */
  begin(): Promise<void> | undefined
  /** Whether `authenticate` has done its work. */
  readonly isDone: boolean
  readonly signal: { readonly aborted: boolean }
  /** Frames arrived. */
  hear(wires: readonly string[]): void
  /** Frames that `next()` has not read: they are the app's. */
  rest(): readonly string[]
  /** Asks for more when that is over. */
  speakTooLate(): void
}

export interface TalkEvents {
  violate(what: string): void
  /** `next()` has read a frame that the format refuses. */
  refused(wire: string): void
  /** It throws, or rejects. */
  failed(): void
  /** A promise that the walk settles. */
  ask(): Promise<void>
  close(): void
  reconnect(): void
}

export function createTalk(
  kind: Exclude<Authentication, 'none'>,
  exchange: Exchange<Numbered>,
  events: TalkEvents,
): Talk {
  const early: string[] = []
  const taken: string[] = []
  let takers = 0
  let isDone = false
  let wasLate = false

  function serve(): void {
    while (takers > 0 && early.length > 0) {
      const wire = early.shift()!
      if (isRefused(wire)) {
        events.refused(wire)
      } else {
        takers--
        taken.push(wire)
      }
    }
  }

  async function take(): Promise<void> {
    if (!exchange.signal.aborted) {
      takers++
      serve()
    }
    const packet = await exchange.next()
    const expected = taken.shift()
    if (packet !== expected) events.violate(`next() gave ${packet}, where ${expected} arrived`)
  }

  async function run(words: () => Promise<void> | void): Promise<void> {
    try {
      await words()
      isDone = true
    } catch (error) {
      events.failed()
      throw error
    }
  }

  const denied = new Error('denied')

  function begin(): Promise<void> | undefined {
    switch (kind) {
      case 'at once':
        isDone = true
        return undefined
      case 'throws':
        events.failed()
        throw denied
      case 'hangs':
        exchange.send(GREETING)
        return new Promise(() => {})
      case 'closes the node':
        isDone = true
        return void events.close()
      case 'reconnects':
        isDone = true
        return void events.reconnect()
      case 'greets':
        return run(() => {
          exchange.send(GREETING)
          return take()
        })
      case 'takes two':
        return run(async () => {
          exchange.send(GREETING)
          await take()
          await take()
        })
      case 'denies':
        return run(async () => {
          await take()
          throw denied
        })
      case 'asks':
        return run(async () => {
          await events.ask()
          exchange.send(exchange.signal.aborted ? TOO_LATE : GREETING)
          await take()
        })
    }
  }

  return {
    begin,
    get isDone() {
      return isDone
    },
    signal: exchange.signal,
    hear(wires) {
      early.push(...wires)
      serve()
    },
    rest: () => early.splice(0),
    speakTooLate() {
      if (wasLate) return
      wasLate = true
      exchange.send(TOO_LATE)
      exchange.next().then(
        () => events.violate('next() gave a packet after the end'),
        ({ name }: Error) => {
          if (name !== 'AbortError') events.violate(`next() rejects with ${name} after the end`)
        },
      )
    },
  }
}
