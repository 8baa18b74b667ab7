/**
 * What the play functions share: they look for what a person would see, and wait for it rather than for the clock. Each
 * acts with the hand of its canvas, so at the speed that was asked for.
 */
import type { BoundFunctions, queries } from '@testing-library/dom'
import { expect, waitFor, within } from 'storybook/test'
import type { NodeState, Signal } from '../../src/index.js'
import { touch } from './hand.js'

/** The part of a story that is looked at. */
export type Scope = BoundFunctions<typeof queries>

/** Waits until `check` no longer throws. Long: a machine under load is slow, and that proves nothing. */
export function eventually(check: () => void | Promise<void>): Promise<void> {
  return waitFor(check, { timeout: 20_000, interval: 25 })
}

/** The region with that title. */
export function region(canvasElement: HTMLElement, title: string): Scope {
  return within(within(canvasElement).getByRole('region', { name: title }))
}

/** Presses the button with exactly that name. */
export async function press(scope: Scope, name: string): Promise<void> {
  const button = scope.getByRole('button', { name })
  await touch(button, ({ user }) => user.click(button))
}

/** Turns the switch with that name. */
export async function turn(scope: Scope, name: string): Promise<void> {
  const input = scope.getByRole('switch', { name })
  await touch(input, ({ user }) => user.click(input))
}

/** Chooses one of a few that are all to be seen. */
export async function choose(scope: Scope, name: string): Promise<void> {
  const radio = scope.getByRole('radio', { name })
  await touch(radio, ({ user }) => user.click(radio))
}

/** Chooses one of a list that opens. */
export async function select(scope: Scope, label: string, option: string): Promise<void> {
  const list = scope.getByLabelText(label)
  await touch(list, ({ user }) => user.selectOptions(list, option))
}

/** Nobody watches more keys than this; longer words are pasted. */
const MAX_KEYS = 40

/** Replaces what stands in a field. */
export async function fill(scope: Scope, label: string, value: string): Promise<void> {
  const field = scope.getByLabelText(label)
  await touch(field, async ({ user, typist }) => {
    await user.clear(field)
    if (value.length > MAX_KEYS) await user.paste(value)
    else if (value) await typist.type(field, value.replace(/[[{]/g, '$&$&'))
  })
}

/** The signals in a log so far, each as its name and what stands beside it. */
export function logged(canvasElement: HTMLElement, title = 'Signals'): { signal: Signal; detail: string }[] {
  const log = within(canvasElement).getByRole('log', { name: title })
  return [...log.querySelectorAll<HTMLElement>('[data-signal]')].map((line) => ({
    signal: line.dataset['signal'] as Signal,
    detail: line.querySelector('.detail')?.textContent ?? '',
  }))
}

/** Waits until exactly these signals are in the log, in this order. */
export async function expectSignals(canvasElement: HTMLElement, signals: Signal[], title?: string): Promise<void> {
  await eventually(() => expect(logged(canvasElement, title).map(({ signal }) => signal)).toEqual(signals))
}

/** Waits until the badge in `scope` shows that status. */
export async function expectStatus(scope: Scope, status: NodeState['status']): Promise<void> {
  await eventually(() => expect(scope.getByTestId('state')).toHaveAttribute('data-status', status))
}

/** What stands beside a name in a list of facts. */
export function fact(canvasElement: HTMLElement, name: string): string {
  const value = canvasElement.querySelector(`[data-fact="${name}"]`)
  if (!value) throw new Error(`no fact “${name}”`)
  return value.textContent ?? ''
}

/**
 * Waits until that stands beside a name. What one connection tells says nothing of when another will have told its part,
 * so what is expected to come is waited for, and only what must not be there is looked at at once.
 */
export async function expectFact(canvasElement: HTMLElement, name: string, value: string): Promise<void> {
  await eventually(() => expect(fact(canvasElement, name)).toBe(value))
}

/** The same of a number, which is at least `least`. */
export async function expectFactAtLeast(canvasElement: HTMLElement, name: string, least: number): Promise<void> {
  await eventually(() => expect(parseFloat(fact(canvasElement, name))).toBeGreaterThanOrEqual(least))
}

/** Turns the switch of a story's server, and waits until the server says so. */
export async function turnServer(canvasElement: HTMLElement, position: string): Promise<void> {
  const server = region(canvasElement, 'Server')
  await choose(server, position)
  await eventually(() => expect(server.getByRole('radio', { name: position })).toBeChecked())
}
