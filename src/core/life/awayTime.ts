/**
 * Measures how long a destination was without a connection, for `ConnectedInfo` of the signal `connected`.
 */
import type { Clock } from '../clock.js'
import type { ConnectedInfo } from '../types.js'

export interface AwayTime {
  opened(): ConnectedInfo
  left(): void
  /** The next connection is the first one to its destination. */
  forget(): void
}

export function createAwayTime(clock: Pick<Clock, 'wall'>): AwayTime {
  let leftAt: number | undefined
  return {
    opened: () => ({
      isReconnect: leftAt !== undefined,
      // The wall clock may be set back.
      downFor: leftAt === undefined ? undefined : Math.max(0, clock.wall() - leftAt),
    }),
    left() {
      leftAt = clock.wall()
    },
    forget() {
      leftAt = undefined
    },
  }
}
