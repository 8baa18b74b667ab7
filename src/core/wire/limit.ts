/**
 * The time limit of a link: the wait for a retry, the connection timeout, or the close timeout. There is one at a time; a new
 * one replaces the old one.
 */
import { deadline, type Cancel, type Clock } from '../clock.js'
import type { Settings } from '../options.js'
import { createTimer } from '../timer.js'

type LimitOption = 'connectionTimeout' | 'closeTimeout'

export interface Limit {
  /** Remembers `cancel` of scheduled work that has no time limit. */
  schedule(cancel: Cancel): void
  /** Calls back after some seconds. */
  wait(seconds: number, over: () => void): void
  /**
   * Calls `end` when the seconds of the option are over, counted from `since`; 0 is no limit.
   * @param unlimited schedules work that is due if there is no limit
   */
  run(option: LimitOption, since: number, end: (seconds: number) => void, unlimited?: () => Cancel | undefined): void
  /** Takes over the option if it has changed meanwhile. */
  renew(): void
  stop(): void
  /** Seconds until the wait is over or the attempt times out; undefined if there is neither. */
  remaining(): number | undefined
}

export function createLimit(clock: Clock, getOptions: () => Pick<Settings, LimitOption>): Limit {
  const timer = createTimer()
  let due: number | undefined
  let renew: (() => void) | undefined

  function stop(): void {
    timer.stop()
    due = renew = undefined
  }

  const limit: Limit = {
    schedule: (cancel) => timer.start(cancel),
    wait(seconds, over) {
      due = clock.now() + seconds
      timer.start(
        clock.after(seconds, () => {
          due = undefined
          over()
        }),
      )
    },
    run(option, since, end, unlimited) {
      const seconds = getOptions()[option]
      stop()
      if (seconds > 0) {
        if (option === 'connectionTimeout') due = since + seconds
        // A limit that was shortened may be over already: that is no timer that comes late.
        timer.start(deadline(clock, Math.max(0, since + seconds - clock.now()), () => end(seconds)))
      } else {
        const cancel = unlimited?.()
        if (cancel) timer.start(cancel)
      }
      renew = () => {
        if (getOptions()[option] !== seconds) limit.run(option, since, end, unlimited)
      }
    },
    renew: () => renew?.(),
    stop,
    remaining: () => (due === undefined ? undefined : Math.max(0, due - clock.now())),
  }
  return limit
}
