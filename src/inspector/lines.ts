/**
 * One ordered line a direction, between link and transport: what is on its way passes, is held back, is delayed, or drops
 * out. Opening and close are in the line, too, and never drop out.
 */
import type { Passage } from './model.js'

interface Waiting {
  readonly run: () => void
  /** Bytes that wait with it. */
  readonly bytes: number
  readonly since: number
}

export interface Line {
  readonly passage: Passage
  readonly delay: number
  /** How many wait, and their bytes. */
  held(): number
  bytes(): number
  /** @param delay milliseconds */
  set(passage: Passage, delay: number): void
  /** Something comes to the line; `isMessage` where it may drop out. */
  put(run: () => void, isMessage: boolean, bytes?: number): void
  /** Whether what comes goes on at once. */
  isFree(): boolean
  /** What blocked the line may be over. */
  goOn(): void
  /** The connection is another one: what waits is of nobody. */
  forget(): void
}

/** @param isBlocked whether everything waits, whatever the passage is */
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
      // What comes while something waits waits behind it.
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
