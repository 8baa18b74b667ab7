/**
 * Vitest's part of a suite. Its names are globals here, as the configuration says.
 */
import type { Runner } from './tools.js'

declare const vi: {
  useFakeTimers(): void
  useRealTimers(): void
  advanceTimersByTime(milliseconds: number): void
  advanceTimersByTimeAsync(milliseconds: number): Promise<unknown>
  getTimerCount(): number
}

export const underVitest: Pick<Runner, 'test' | 'fakes'> = {
  test,
  fakes: {
    modern: {
      install: () => vi.useFakeTimers(),
      restore: () => vi.useRealTimers(),
      advance: (milliseconds) => vi.advanceTimersByTime(milliseconds),
      advanceAsync: (milliseconds) => vi.advanceTimersByTimeAsync(milliseconds),
      count: () => vi.getTimerCount(),
    },
  },
}
