/**
 * @jest-environment node
 *
 * Listeners: their order, their isolation, and what becomes of those that come and go while they are told.
 */
import { createListeners, isolate, reportUncaught } from '../../src/core/emitter.js'
import { createTimer } from '../../src/core/timer.js'
import { watchUncaught } from '../support/core/uncaught.js'

const takeUncaught = watchUncaught()

describe('listeners', () => {
  test('hear the arguments, in the order in which they came', () => {
    const heard: string[] = []
    const listeners = createListeners<[string, number]>()
    listeners.add((...args) => heard.push(`a ${args.join()}`))
    listeners.add((...args) => heard.push(`b ${args.join()}`))
    listeners.emit('x', 1)
    expect(heard).toEqual(['a x,1', 'b x,1'])
  })

  test('added twice hear twice, and each leaves for itself', () => {
    const listener = jest.fn()
    const listeners = createListeners<[]>()
    const leave = listeners.add(listener)
    listeners.add(listener)
    expect(listeners.size()).toBe(2)
    leave()
    leave()
    expect(listeners.size()).toBe(1)
    listeners.emit()
    expect(listener).toHaveBeenCalledTimes(1)
  })

  test('that throw stop no other, and are reported as uncaught', () => {
    const heard: string[] = []
    const listeners = createListeners<[]>()
    listeners.add(() => {
      throw new Error('first')
    })
    listeners.add(() => heard.push('second'))
    listeners.add(() => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- that is the case
      throw undefined
    })
    listeners.add(() => heard.push('fourth'))
    listeners.emit()
    expect(heard).toEqual(['second', 'fourth'])
    expect(takeUncaught()).toEqual([new Error('first'), undefined])
  })

  test('that are removed by another are not called any more', () => {
    const heard: string[] = []
    const listeners = createListeners<[]>()
    listeners.add(() => {
      heard.push('first')
      leave()
    })
    const leave = listeners.add(() => heard.push('second'))
    listeners.emit()
    expect(heard).toEqual(['first'])
    expect(listeners.size()).toBe(1)
  })

  test('that remove themselves skip no other', () => {
    const heard: string[] = []
    const listeners = createListeners<[]>()
    const leave = listeners.add(() => {
      heard.push('once')
      leave()
    })
    listeners.add(() => heard.push('always'))
    listeners.emit()
    listeners.emit()
    expect(heard).toEqual(['once', 'always', 'always'])
  })

  test('that come while others are told hear the next time', () => {
    const heard: string[] = []
    const listeners = createListeners<[string]>()
    listeners.add((word) => {
      heard.push(`old ${word}`)
      if (word === 'a') listeners.add((later) => heard.push(`new ${later}`))
    })
    listeners.emit('a')
    listeners.emit('b')
    expect(heard).toEqual(['old a', 'old b', 'new b'])
  })

  test('may emit again from inside', () => {
    const heard: string[] = []
    const listeners = createListeners<[number]>()
    listeners.add((depth) => {
      heard.push(`first ${depth}`)
      if (depth > 0) listeners.emit(depth - 1)
    })
    listeners.add((depth) => heard.push(`second ${depth}`))
    listeners.emit(1)
    expect(heard).toEqual(['first 1', 'first 0', 'second 0', 'second 1'])
  })

  test('are silent once they are silenced, until the next emission', () => {
    const heard: string[] = []
    const listeners = createListeners<[]>()
    listeners.add(() => {
      heard.push('first')
      if (heard.length === 1) listeners.silence()
    })
    listeners.add(() => heard.push('second'))
    listeners.emit()
    listeners.emit()
    expect(heard).toEqual(['first', 'first', 'second'])
  })
})

describe('what user code throws', () => {
  test('goes to reportError, where there is one', () => {
    const thrown = new Error('thrown')
    isolate(() => {
      throw thrown
    })
    expect(takeUncaught()).toEqual([thrown])
  })

  test('is thrown in a task of its own, where there is none', () => {
    jest.useFakeTimers()
    const original = globalThis.reportError
    globalThis.reportError = undefined as never
    try {
      reportUncaught(new Error('thrown'))
      expect(() => jest.runAllTimers()).toThrow(new Error('thrown'))
    } finally {
      globalThis.reportError = original
      jest.useRealTimers()
    }
  })
})

describe('timer', () => {
  test('started again, it replaces what was running', () => {
    const timer = createTimer()
    const [first, second] = [jest.fn(), jest.fn()]
    timer.start(first)
    timer.start(second)
    expect(first).toHaveBeenCalledTimes(1)
    expect(second).not.toHaveBeenCalled()
  })

  test('stopped, it stops once', () => {
    const timer = createTimer()
    const cancel = jest.fn()
    timer.start(cancel)
    timer.stop()
    timer.stop()
    expect(cancel).toHaveBeenCalledTimes(1)
  })
})
