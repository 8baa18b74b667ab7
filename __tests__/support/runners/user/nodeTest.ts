/**
 * The part of Node's own runner. Its fake timers fake no `performance`: they are like Jest's legacy ones, and count
 * nothing, which is done here.
 */
import { mock, test } from 'node:test'
import type { Fakes, Runner } from './tools.js'

const waiting = new Set<unknown>()

/** Counts what the fake `setTimeout` and `clearTimeout` are asked for. */
function watchTimers(): void {
  const { setTimeout: set, clearTimeout: clear } = globalThis
  globalThis.setTimeout = ((callback: () => void, delay: number) => {
    const id = set(() => {
      waiting.delete(id)
      callback()
    }, delay)
    waiting.add(id)
    return id
  }) as typeof set
  globalThis.clearTimeout = ((id: NodeJS.Timeout) => {
    waiting.delete(id)
    clear(id)
  }) as typeof clear
}

const legacy: Fakes = {
  install() {
    waiting.clear()
    mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] })
    watchTimers()
  },
  restore: () => mock.timers.reset(),
  advance: (milliseconds) => mock.timers.tick(milliseconds),
  count: () => waiting.size,
}

export const underNode: Pick<Runner, 'test' | 'fakes'> = {
  test: (name, body) => void test(name, body),
  fakes: { legacy },
}
