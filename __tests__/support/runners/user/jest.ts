/**
 * Jest's part of a suite.
 */
import type { Fakes, Runner } from './tools.js'

const shared = {
  restore: () => void jest.useRealTimers(),
  advance: (milliseconds: number) => void jest.advanceTimersByTime(milliseconds),
  count() {
    // React's `act` leaves some, and Jest counts them as timers.
    jest.runAllTicks()
    return jest.getTimerCount()
  },
}

const modern: Fakes = {
  ...shared,
  install: () => void jest.useFakeTimers(),
  // Since Jest 29.5.
  ...('advanceTimersByTimeAsync' in jest && { advanceAsync: jest.advanceTimersByTimeAsync }),
}

/** Jest 27 takes a name, later ones an object. */
const isNamed = !('now' in jest)

const legacy: Fakes = {
  ...shared,
  install: () => void jest.useFakeTimers((isNamed ? 'legacy' : { legacyFakeTimers: true }) as never),
}

export const underJest: Pick<Runner, 'test' | 'fakes'> = { test, fakes: { modern, legacy } }
