/**
 * A queue for each direction between link and transport. Messages in it pass, are held, are delayed, or are dropped. The
 * opening and the close of a connection keep their places in it, and are never dropped.
 */
import type { Passage } from './model.js'

interface Waiting {
  readonly run: () => void
  /** The bytes of the message. */
  readonly bytes: number
  readonly since: number
}

export interface Line {
  readonly passage: Passage
  readonly delay: number
  /** The number of waiting messages, and their bytes. */
  held(): number
  bytes(): number
  /** @param delay milliseconds */
  set(passage: Passage, delay: number): void
  /** Adds an entry to the queue; with `isMessage` it may be dropped. */
  put(run: () => void, isMessage: boolean, bytes?: number): void
  /** Whether entries pass at once. */
  isFree(): boolean
  /** Checks again whether the queue is blocked. */
  goOn(): void
  /** Empties the queue: the connection is another one. */
  forget(): void
}

/** @param isBlocked returns whether all entries have to wait */
export function createLine(isBlocked: () => boolean): Line {
  let passage: Passage = 'pass'
  let delay = 0
  let waiting: Waiting[] = []
  let sum = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function goOn(): void {
    clearTimeout(timer)
    timer = undefined
    while (waiting.length > 0 && passage !== 'hold' && !isBlocked()) {
      const [first] = waiting
      const left = passage === 'delay' ? first!.since + delay - performance.now() : 0
      if (left > 0) {
        timer = setTimeout(goOn, left)
        return
      }
      waiting.shift()
      sum -= first!.bytes
      first!.run()
    }
  }

  const line: Line = {
    get passage() {
      return passage
    },
    get delay() {
      return delay
    },
    held: () => waiting.length,
    bytes: () => sum,
    set(next, milliseconds) {
      passage = next
      delay = milliseconds
      goOn()
    },
    put(run, isMessage, bytes = 0) {
      if (passage === 'drop' && isMessage) return
      // Entries keep their order: one that comes later waits behind those that wait.
      if (line.isFree()) return run()
      sum += bytes
      waiting.push({ run, bytes, since: performance.now() })
      goOn()
    },
    forget() {
      clearTimeout(timer)
      waiting = []
      sum = 0
    },
    goOn,
    isFree: () => waiting.length === 0 && (passage === 'pass' || passage === 'drop') && !isBlocked(),
  }
  return line
}
