/**
 * The platform's clock: tasks, frames and moments, and that a page which gets hidden waits for none of the latter two.
 *
 * jsdom has frames but no message channel; the channel here is one whose messages a test delivers.
 */
import { useHideablePage } from '../support/core/hideablePage.js'
import { watchUncaught } from '../support/core/uncaught.js'
import { createManualClock } from '../support/core/manualClock.js'
import { deadline, type Clock } from '../../src/core/clock.js'

const page = useHideablePage()
const takeUncaught = watchUncaught()
let clock: Clock

beforeEach(async () => {
  jest.useFakeTimers()
  // A fresh copy, so that what the module keeps belongs to one test.
  await jest.isolateModulesAsync(async () => {
    clock = (await import('../../src/core/clock.js')).platformClock
  })
})
afterEach(() => {
  jest.useRealTimers()
  jest.restoreAllMocks()
})

describe('now', () => {
  test('is in seconds, and goes on with the platform', () => {
    const start = clock.now()
    jest.advanceTimersByTime(1500)
    expect(clock.now() - start).toBeCloseTo(1.5)
  })
})

describe('after', () => {
  test('once, in seconds', () => {
    const callback = jest.fn()
    clock.after(2, callback)
    jest.advanceTimersByTime(1999)
    expect(callback).not.toHaveBeenCalled()
    jest.advanceTimersByTime(1)
    expect(callback).toHaveBeenCalledTimes(1)
    jest.advanceTimersByTime(10_000)
    expect(callback).toHaveBeenCalledTimes(1)
  })

  test('0 is later, too', () => {
    const callback = jest.fn()
    clock.after(0, callback)
    expect(callback).not.toHaveBeenCalled()
    jest.advanceTimersByTime(1)
    expect(callback).toHaveBeenCalledTimes(1)
  })

  test('is visible or hidden alike', () => {
    const callback = jest.fn()
    clock.after(2, callback)
    page.hide()
    page.deliverMessages()
    expect(callback).not.toHaveBeenCalled()
    jest.advanceTimersByTime(2000)
    expect(callback).toHaveBeenCalledTimes(1)
  })
})

describe('task', () => {
  test('comes in a later task, in order, without waiting for a timer', () => {
    const heard: number[] = []
    clock.task(() => heard.push(1))
    clock.task(() => heard.push(2))
    expect(heard).toEqual([])
    page.deliverMessages()
    expect(heard).toEqual([1, 2])
    expect(jest.getTimerCount()).toBe(0)
  })

  test('comes with a timer of 0 where that is first, as under fake timers, and then not again', () => {
    const heard: number[] = []
    clock.task(() => heard.push(1))
    clock.task(() => heard.push(2))
    expect(jest.getTimerCount()).toBe(1)
    jest.advanceTimersByTime(0)
    expect(heard).toEqual([1, 2])
    page.deliverMessages()
    expect(heard).toEqual([1, 2])
    clock.task(() => heard.push(3))
    page.deliverMessages()
    expect(heard).toEqual([1, 2, 3])
  })

  test('fake timers that are dropped with a task in them drop no other task', () => {
    const heard: number[] = []
    clock.task(() => heard.push(1))
    jest.clearAllTimers()
    page.deliverMessages()
    clock.task(() => heard.push(2))
    jest.advanceTimersByTime(0)
    expect(heard).toEqual([1, 2])
  })

  test('takes no channel whose ports keep the process alive, as Node’s do beside a simulated page', () => {
    page.takeNodesChannel()
    const callback = jest.fn()
    const cancelled = jest.fn()
    clock.task(callback)
    clock.task(cancelled)()
    page.deliverMessages()
    expect(callback).not.toHaveBeenCalled()
    jest.advanceTimersByTime(0)
    expect(callback).toHaveBeenCalledTimes(1)
    expect(cancelled).not.toHaveBeenCalled()
    clock.task(callback)
    expect(page.channelCount).toBe(1)
  })

  test('one that a task asks for comes after those that were asked for before', () => {
    const heard: string[] = []
    clock.task(() => {
      heard.push('first')
      clock.task(() => heard.push('third'))
    })
    clock.task(() => heard.push('second'))
    page.deliverMessages()
    expect(heard).toEqual(['first', 'second', 'third'])
  })

  test('one that was stopped does not come, and the others keep their turn', () => {
    const heard: string[] = []
    clock.task(() => heard.push('a'))
    const cancel = clock.task(() => heard.push('b'))
    clock.task(() => heard.push('c'))
    cancel()
    cancel()
    page.deliverMessages()
    expect(heard).toEqual(['a', 'c'])
  })

  test('one that throws takes no other with it', () => {
    const heard: string[] = []
    clock.task(() => {
      throw new Error('task')
    })
    clock.task(() => heard.push('after'))
    page.deliverMessages()
    expect(takeUncaught()).toEqual([new Error('task')])
    expect(heard).toEqual(['after'])
  })

  test('one that an earlier one stops does not come', () => {
    const heard: string[] = []
    clock.task(() => cancel())
    const cancel = clock.task(() => heard.push('stopped'))
    clock.task(() => heard.push('after'))
    page.deliverMessages()
    expect(heard).toEqual(['after'])
  })

  test('needs one channel for the page, made when it is first needed', () => {
    expect(page.channelCount).toBe(0)
    for (let i = 0; i < 5; i++) clock.task(() => {})
    page.deliverMessages()
    expect(page.channelCount).toBe(1)
  })

  test('where there is no message channel a timer does', () => {
    page.removeMessageChannel()
    const callback = jest.fn()
    const cancelled = jest.fn()
    clock.task(callback)
    clock.task(cancelled)()
    expect(callback).not.toHaveBeenCalled()
    jest.advanceTimersByTime(1)
    expect(callback).toHaveBeenCalledTimes(1)
    expect(cancelled).not.toHaveBeenCalled()
  })
})

/** What waits for the page: by name, how it is asked for, and milliseconds until it comes in a visible page. */
const waits: readonly (readonly [name: 'frame' | 'moment', milliseconds: number])[] = [
  ['frame', 17],
  ['moment', 1],
]

describe.each(waits)('%s', (name, milliseconds) => {
  const ask = (callback: () => void) => clock[name](callback, 0.001)

  test('comes by itself in a visible page, once', () => {
    const callback = jest.fn()
    ask(callback)
    page.deliverMessages()
    expect(callback).not.toHaveBeenCalled()
    jest.advanceTimersByTime(milliseconds)
    expect(callback).toHaveBeenCalledTimes(1)
    page.hide()
    page.deliverMessages()
    jest.advanceTimersByTime(1000)
    expect(callback).toHaveBeenCalledTimes(1)
    expect(page.listenerCount).toBe(0)
  })

  test('comes in a task in a hidden page, without waiting for a frame or a timer', () => {
    page.hide()
    const callback = jest.fn()
    ask(callback)
    page.deliverMessages()
    expect(callback).toHaveBeenCalledTimes(1)
    expect(jest.getTimerCount()).toBe(0)
    expect(page.listenerCount).toBe(0)
  })

  test('comes in a task when the page gets hidden meanwhile', () => {
    const callback = jest.fn()
    ask(callback)
    expect(page.listenerCount).toBe(1)
    page.hide()
    expect(callback).not.toHaveBeenCalled()
    expect(page.listenerCount).toBe(0)
    page.deliverMessages()
    expect(callback).toHaveBeenCalledTimes(1)
    // Neither the frame nor the timer that it waited for is left.
    expect(jest.getTimerCount()).toBe(0)
    page.show()
    jest.advanceTimersByTime(1000)
    expect(callback).toHaveBeenCalledTimes(1)
  })

  test('several at once all come', () => {
    const heard: number[] = []
    for (const number of [1, 2, 3]) ask(() => heard.push(number))
    page.hide()
    page.deliverMessages()
    expect(heard).toEqual([1, 2, 3])
    expect(page.listenerCount).toBe(0)
  })

  describe('stopped', () => {
    test('before it came', () => {
      const callback = jest.fn()
      ask(callback)()
      expect(jest.getTimerCount()).toBe(0)
      expect(page.listenerCount).toBe(0)
      page.hide()
      page.deliverMessages()
      jest.advanceTimersByTime(1000)
      expect(callback).not.toHaveBeenCalled()
    })

    test('after the page got hidden', () => {
      const callback = jest.fn()
      const cancel = ask(callback)
      page.hide()
      cancel()
      page.deliverMessages()
      page.show()
      jest.advanceTimersByTime(1000)
      expect(callback).not.toHaveBeenCalled()
      expect(page.listenerCount).toBe(0)
    })

    test('in a page that was hidden from the start', () => {
      page.hide()
      const callback = jest.fn()
      ask(callback)()
      page.deliverMessages()
      expect(callback).not.toHaveBeenCalled()
    })

    test('after it came: harmless', () => {
      const callback = jest.fn()
      const cancel = ask(callback)
      jest.advanceTimersByTime(milliseconds)
      cancel()
      expect(callback).toHaveBeenCalledTimes(1)
      expect(page.listenerCount).toBe(0)
    })

    test('by its own callback: harmless', () => {
      const cancel: () => void = ask(() => cancel())
      jest.advanceTimersByTime(milliseconds)
      expect(page.listenerCount).toBe(0)
      expect(jest.getTimerCount()).toBe(0)
    })
  })
})

describe('soon', () => {
  test('comes after the timers of 0 that are set in the same task, before or after it', () => {
    const heard: string[] = []
    setTimeout(() => heard.push('timer set before'), 0)
    clock.soon(() => heard.push('soon'))
    setTimeout(() => heard.push('timer set after'), 0)
    jest.runAllTimers()
    expect(heard).toEqual(['timer set before', 'timer set after', 'soon'])
  })

  test('stopped before it came, also between its two timers', () => {
    const callback = jest.fn()
    clock.soon(callback)()
    const stop = clock.soon(callback)
    jest.runOnlyPendingTimers()
    stop()
    jest.runAllTimers()
    expect(callback).not.toHaveBeenCalled()
  })

  test('in a hidden page it is a task, which nobody slows', () => {
    page.hide()
    const callback = jest.fn()
    clock.soon(callback)
    page.deliverMessages()
    expect(callback).toHaveBeenCalledTimes(1)
    expect(jest.getTimerCount()).toBe(0)
  })
})

describe('wall', () => {
  test('is in seconds, and goes on while the machine sleeps', () => {
    const before = clock.wall()
    jest.setSystemTime(Date.now() + 3_600_000)
    expect(clock.wall() - before).toBeCloseTo(3600)
  })
})

describe('a frame that is not rendered', () => {
  /** An iframe out of view: not hidden, and no frames. */
  const withoutFrames = () => jest.spyOn(globalThis, 'requestAnimationFrame').mockReturnValue(7)

  test('goes on without it after 100 ms, once', () => {
    withoutFrames()
    const cancelFrame = jest.spyOn(globalThis, 'cancelAnimationFrame')
    const callback = jest.fn()
    clock.frame(callback)
    jest.advanceTimersByTime(99)
    expect(callback).not.toHaveBeenCalled()
    jest.advanceTimersByTime(1)
    expect(callback).toHaveBeenCalledTimes(1)
    expect(cancelFrame).toHaveBeenCalledWith(7)
    expect(page.listenerCount).toBe(0)
    expect(jest.getTimerCount()).toBe(0)
  })

  test('stopped, it leaves no timer', () => {
    withoutFrames()
    const callback = jest.fn()
    clock.frame(callback)()
    expect(jest.getTimerCount()).toBe(0)
    jest.advanceTimersByTime(1000)
    expect(callback).not.toHaveBeenCalled()
  })
})

test('a frame where there are none is a timer of a sixtieth of a second', () => {
  page.removeFrames()
  const callback = jest.fn()
  clock.frame(callback)
  const cancelled = jest.fn()
  clock.frame(cancelled)()
  jest.advanceTimersByTime(15)
  expect(callback).not.toHaveBeenCalled()
  jest.advanceTimersByTime(2)
  expect(callback).toHaveBeenCalledTimes(1)
  expect(cancelled).not.toHaveBeenCalled()
})

describe('deadline', () => {
  const run = (seconds: number) => {
    const manual = createManualClock()
    const callback = jest.fn()
    const stop = deadline(manual, seconds, callback)
    return { manual, callback, stop }
  }

  test('comes in time where the thread is free', () => {
    const { manual, callback } = run(2)
    manual.advance(1.9)
    expect(callback).not.toHaveBeenCalled()
    manual.advance(0.1)
    expect(callback).toHaveBeenCalledTimes(1)
  })

  test.each([
    ['as long as it was late', 2.07, 0.07],
    ['a tenth of a second at most', 3600, 0.1],
  ])('lets waiting events go first where its timer comes late: %s', (_how, busy, wait) => {
    const { manual, callback } = run(2)
    manual.stall(busy)
    manual.advance(0)
    manual.advance(wait - 0.001)
    expect(callback).not.toHaveBeenCalled()
    manual.advance(0.002)
    expect(callback).toHaveBeenCalledTimes(1)
  })

  test('a few milliseconds are not late', () => {
    const { manual, callback } = run(2)
    manual.stall(2.04)
    manual.advance(0)
    expect(callback).toHaveBeenCalledTimes(1)
  })

  test('stopped, also while the events go first, it does not come', () => {
    const { manual, callback, stop } = run(2)
    manual.stall(2.5)
    manual.advance(0)
    stop()
    manual.advance(10)
    expect(callback).not.toHaveBeenCalled()
    expect(manual.pending()).toBe(0)
  })
})
