/**
 * The one clock of a link: the wait for a retry, the time that an attempt may take, or the time for the closing
 * handshake. What begins replaces what ran.
 */
import { deadline, type Cancel, type Clock } from '../clock.js'
import type { Settings } from '../options.js'
import { createTimer } from '../timer.js'

type LimitOption = 'connectionTimeout' | 'closeTimeout'

export interface Limit {
  /** Keeps what stops it; the work that it schedules has no time limit. */
  schedule(cancel: Cancel): void
  /** Calls back in so many seconds. */
  wait(seconds: number, over: () => void): void
  /**
   * Calls `end` when the option's seconds since `since` are over; 0 is no limit.
   * @param unlimited schedules what is due without a limit, if anything
   */
  run(option: LimitOption, since: number, end: (seconds: number) => void, unlimited?: () => Cancel | undefined): void
  /** Counts again, if the option has changed meanwhile. */
  renew(): void
  stop(): void
  /** Seconds until the wait or the attempt is over; undefined while neither runs. */
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
        timer.start(deadline(clock, since + seconds - clock.now(), () => end(seconds)))
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
