/**
 * What a suite gets of its runner.
 */
import type { ReactElement } from 'react'

export interface Fakes {
  install(): void
  restore(): void
  advance(milliseconds: number): void
  /** Missing where a runner has only the synchronous way. */
  readonly advanceAsync?: (milliseconds: number) => Promise<unknown>
  /** How many fake timers there are. */
  count(): number
}

export interface View {
  text(): string
  unmount(): void
}

export interface Runner {
  /** Names a test, and says what it does. */
  test(name: string, body: () => Promise<void>): void
  /** Renders inside `act`. */
  mount(element: ReactElement): View
  /** React's `act`, and as it is without a promise. */
  act(body: () => unknown): Promise<void>
  actNow(body: () => void): void
  /** By the name of their kind, those that the runner has. */
  readonly fakes: { readonly modern?: Fakes; readonly legacy?: Fakes }
}
