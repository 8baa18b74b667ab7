/**
 * A clock that moves only when a test says so, and knows what is still scheduled on it.
 */
import type { Cancel, Clock } from '../../../src/core/clock.js'

export type Kind = 'task' | 'timer' | 'frame' | 'moment'

export interface ManualClock extends Clock {
  /** Runs the tasks that are scheduled now, but not those that they schedule. */
  runTasks(): void
  /** Runs the next of what gets due until `end`, if there is anything: so that promises have their turn in between. */
  runNext(end: number): boolean
  /** Moves on by `seconds`, running on the way all that gets due, in its order. */
  advance(seconds: number): void
  /** The thread is busy for so many seconds: time passes, and what gets due comes late, with the next `advance`. */
  stall(seconds: number): void
  /** The machine sleeps for so many seconds: the wall clock goes on, `now` and all that is scheduled stand still. */
  sleep(seconds: number): void
  /** What is scheduled: everything, or things of one kind. */
  pending(kind?: Kind): number
}

interface Entry {
  readonly kind: Kind
  readonly due: number
  readonly callback: () => void
}

const FRAMES_PER_SECOND = 60
/** Sums of seconds are not exact. */
const TOLERANCE = 1e-9

export function createManualClock(): ManualClock {
  let now = 0
  let slept = 0
  let entries: readonly Entry[] = []

  function schedule(kind: Kind, due: number, callback: () => void): Cancel {
    const entry: Entry = { kind, due, callback }
    entries = [...entries, entry]
    return () => remove(entry)
  }

  function remove(entry: Entry): void {
    entries = entries.filter((other) => other !== entry)
  }

  function run(entry: Entry): void {
    remove(entry)
    now = Math.max(now, entry.due)
    entry.callback()
  }

  /** The first that is due until `end`; what was scheduled first goes first. */
  function nextUntil(end: number): Entry | undefined {
    let next: Entry | undefined
    for (const entry of entries) if (entry.due <= end + TOLERANCE && (!next || entry.due < next.due)) next = entry
    return next
  }

  return {
    now: () => now,
    wall: () => now + slept,
    after: (seconds, callback) => schedule('timer', now + seconds, callback),
    task: (callback) => schedule('task', now, callback),
    soon: (callback) => schedule('task', now, callback),
    frame: (callback) => schedule('frame', nextFrame(now), callback),
    moment: (callback, seconds) => schedule('moment', now + seconds, callback),
    runTasks() {
      for (const entry of entries.filter(({ kind }) => kind === 'task')) if (entries.includes(entry)) run(entry)
    },
    runNext(end) {
      const next = nextUntil(end)
      if (next) run(next)
      return next !== undefined
    },
    advance(seconds) {
      const end = now + seconds
      for (let next = nextUntil(end); next; next = nextUntil(end)) run(next)
      now = end
    },
    stall(seconds) {
      now += seconds
    },
    sleep(seconds) {
      slept += seconds
    },
    pending: (kind) => entries.filter((entry) => kind === undefined || entry.kind === kind).length,
  }
}

function nextFrame(now: number): number {
  return (Math.floor(now * FRAMES_PER_SECOND + TOLERANCE) + 1) / FRAMES_PER_SECOND
}
