/**
 * Which signal may follow which, for one node: a small machine that hears what users hear, and nothing else.
 */
import assert from 'node:assert/strict'
import type { Signal } from '../../../src/core/index.js'

export interface Grammar {
  /** The next connection that users will hear of has opened. */
  opened(connection: { readonly id: number; readonly url: string }): void
  /** `close()` ended an attempt: a shutdown without a connection will be told. */
  closedAttempt(): void
  hear(signal: Signal, args: readonly unknown[]): void
  /** The connection that users think is there. */
  readonly connection: number | undefined
  /** The node ended: what was not told by now never is. */
  end(): void
}

type Phase = 'apart' | 'connected' | 'closing'

export function createGrammar(): Grammar {
  const opened: { readonly id: number; readonly url: string }[] = []
  let phase: Phase = 'apart'
  let attemptsClosed = 0
  let connection: number | undefined
  let last: Signal | undefined

  function from(allowed: readonly Phase[], signal: Signal): void {
    assert.ok(allowed.includes(phase), `${signal} is not told while ${phase}`)
  }

  return {
    opened: (next) => void opened.push(next),
    closedAttempt: () => void attemptsClosed++,
    hear(signal, args) {
      switch (signal) {
        case 'connected': {
          from(['apart'], signal)
          const next = opened.shift()
          assert.equal(args[0], next?.url, 'connected tells the address of what has opened')
          connection = next?.id
          phase = 'connected'
          break
        }
        case 'connectFailed':
          from(['apart'], signal)
          break
        case 'closing':
          from(['apart', 'connected'], signal)
          if (phase === 'apart') assert.ok(attemptsClosed-- > 0, 'closing tells of a connection, or of close()')
          phase = 'closing'
          break
        case 'closed':
          from(['connected', 'closing'], signal)
          if (phase === 'connected') assert.equal(args[0], 1006, 'an orderly shutdown begins with closing')
          phase = 'apart'
          connection = undefined
          break
        case 'reconnecting':
          from(['apart'], signal)
          assert.ok(last === 'closed' || last === 'connectFailed', `reconnecting follows ${last}`)
          break
        case 'gaveUp':
          from(['apart'], signal)
          break
        case 'packet':
        case 'received':
        case 'receiveFailed':
        case 'sendFailed':
          return
      }
      last = signal
    },
    get connection() {
      return connection
    },
    end() {
      opened.length = 0
      attemptsClosed = 0
      phase = 'apart'
      connection = last = undefined
    },
  }
}
