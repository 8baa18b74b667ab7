/**
 * @jest-environment node
 *
 * The platform's clock where there is no page: a server, a script. Nothing of it keeps the process alive.
 */
import { platformClock as clock } from '../../src/core/clock.js'

const kinds = ['task', 'frame', 'moment', 'soon'] as const

test.each(kinds)('%s comes later, once', async (kind) => {
  let isSync = true
  const wasSync = await new Promise<boolean>((resolve) => {
    clock[kind](() => resolve(isSync), 0.001)
    isSync = false
  })
  expect(wasSync).toBe(false)
})

test.each(kinds)('%s does not come when it was stopped', async (kind) => {
  const callback = jest.fn()
  clock[kind](callback, 0.001)()
  // One that is asked for later comes later.
  await new Promise<void>((resolve) => void clock[kind](resolve, 0.001))
  expect(callback).not.toHaveBeenCalled()
})

test('tasks keep their order, and take no message channel, whose port would stay open', async () => {
  const channel = jest.spyOn(globalThis, 'MessageChannel')
  const heard: number[] = []
  for (const number of [1, 2, 3]) clock.task(() => heard.push(number))
  await new Promise<void>((resolve) => void clock.task(resolve))
  expect(heard).toEqual([1, 2, 3])
  expect(channel).not.toHaveBeenCalled()
  channel.mockRestore()
})

test('now is in seconds and never goes back', () => {
  const readings = Array.from({ length: 100 }, () => clock.now())
  expect(readings).toEqual([...readings].sort((a, b) => a - b))
  expect(readings[0]).toBeGreaterThan(0)
})
