/**
 * @jest-environment node
 *
 * `backoff()` by itself: the delays that it draws, whom it retries for, and when it gives up.
 */
import fc from 'fast-check'
import {
  backoff,
  WebSocketNodeError,
  type AnyFormat,
  type BackoffOptions,
  type DisconnectCause,
  type WebSocketNodeErrorCode,
  type WebSocketNodeHandle,
} from '../../src/core/index.js'
import { useRandom } from '../support/model/seededRandom.js'

const random = useRandom()
const node = {} as WebSocketNodeHandle<AnyFormat>
const lost: DisconnectCause = { type: 'closed', code: 1006, reason: '', wasClean: false }
const closedWith = (code: number): DisconnectCause => ({ type: 'closed', code, reason: '', wasClean: true })
const failedWith = (code: WebSocketNodeErrorCode): DisconnectCause => ({
  type: 'failed',
  error: new WebSocketNodeError(code, 'no'),
})

/** The answers for the retries 1, 2, … */
function delays(options: BackoffOptions | undefined, count: number): (number | null)[] {
  const policy = backoff(options)
  return Array.from({ length: count }, (_, index) => policy.next(index + 1, lost, node))
}

describe('the delay before retry n', () => {
  test.each<[string, BackoffOptions | undefined, number[]]>([
    ['by default', undefined, [1, 2, 4, 8, 16, 30, 30, 30]],
    ['from minDelay on', { minDelay: 0.25 }, [0.25, 0.5, 1, 2, 4, 8, 16, 30, 30]],
    ['up to maxDelay', { maxDelay: 5 }, [1, 2, 4, 5, 5, 5]],
    ['with both', { minDelay: 3, maxDelay: 100 }, [3, 6, 12, 24, 48, 96, 100, 100]],
    ['fixed, where both are one', { minDelay: 2, maxDelay: 2 }, [2, 2, 2]],
    ['none', { minDelay: 0 }, [0, 0, 0]],
    ['none at all', { minDelay: 0, maxDelay: 0 }, [0, 0, 0]],
  ])('%s: from half of d to d', (_name, options, longest) => {
    random.list(0)
    expect(delays(options, longest.length)).toEqual(longest.map((d) => d / 2))
    random.list(0.5)
    expect(delays(options, longest.length)).toEqual(longest.map((d) => d * 0.75))
    random.list(1 - 2 ** -53)
    delays(options, longest.length).forEach((delay, index) => {
      expect(delay).toBeCloseTo(longest[index]!, 12)
      expect(delay).toBeLessThanOrEqual(longest[index]!)
    })
  })

  test('is drawn anew each time', () => {
    random.list(0.1, 0.9, 0.4)
    const policy = backoff()
    const drawn = [1, 1, 1].map((attempt) => policy.next(attempt, lost, node))
    expect(drawn).toEqual([0.55, 0.95, 0.7])
  })

  test('is spread evenly from d/2 to d: each tenth of the range gets its tenth of 20,000 draws', () => {
    random.seed(20_261_122)
    const policy = backoff()
    const tenths = Array.from({ length: 10 }, () => 0)
    for (let draw = 0; draw < 20_000; draw++) {
      const delay = policy.next(4, lost, node)!
      const tenth = Math.floor(((delay - 4) / 4) * 10)
      if (!(tenth in tenths)) throw new RangeError(`${delay} is not from 4 to 8`)
      tenths[tenth]!++
    }
    // Six standard deviations of a fair tenth; the seed makes the outcome the same each time.
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(6 * Math.sqrt(20_000 * 0.1 * 0.9))
  })

  test('is a time in its bounds for all numbers that are admitted, however many retries there were', () => {
    const seconds = fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 3600, noNaN: true }))
    const numbers = fc.tuple(seconds, seconds).map(([a, b]) => ({ minDelay: Math.min(a, b), maxDelay: Math.max(a, b) }))
    fc.assert(
      fc.property(
        numbers,
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (options, n, drawn) => {
          random.list(drawn)
          const delay = backoff(options).next(n, lost, node)!
          // Doubled step by step, and so without a number that is too large.
          let longest = options.minDelay
          for (let retry = 1; retry < n && longest < options.maxDelay && longest > 0; retry++) longest *= 2
          longest = Math.min(longest, options.maxDelay)
          // But for what a number cannot hold.
          expect(delay).toBeGreaterThanOrEqual((longest / 2) * (1 - 1e-12))
          expect(delay).toBeLessThanOrEqual(longest * (1 + 1e-12))
        },
      ),
    )
  })

  test('stays what it is after thousands of retries, also where there is none', () => {
    random.list(0)
    expect(backoff().next(5000, lost, node)).toBe(15)
    expect(backoff({ minDelay: 0 }).next(5000, lost, node)).toBe(0)
  })
})

describe('attempts: retries at most', () => {
  test.each([
    [0, 'none'],
    [1, 'one'],
    [4, 'four'],
  ])('%i: %s', (attempts) => {
    const answers = delays({ attempts }, attempts + 3)
    expect(answers.map((answer) => typeof answer)).toEqual([
      ...Array.from({ length: attempts }, () => 'number'),
      'object',
      'object',
      'object',
    ])
    expect(answers.slice(attempts)).toEqual([null, null, null])
  })

  test('no limit by default', () => {
    expect(backoff().next(1_000_000, lost, node)).not.toBeNull()
    expect(backoff({ attempts: Infinity }).next(1_000_000, lost, node)).not.toBeNull()
  })
})

describe('when: whether to retry at all', () => {
  const retried = [1001, 1005, 1006, 1011, 1012, 1013, 1014]
  const codes = [...Array.from({ length: 18 }, (_, index) => 999 + index), 2999, 3000, 3999, 4000, 4999, 5000]

  test.each(codes)('by default, the close code %i', (code) => {
    expect(typeof backoff().next(1, closedWith(code), node)).toBe(retried.includes(code) ? 'number' : 'object')
  })

  test.each<[WebSocketNodeErrorCode, boolean]>([
    ['timeout', true],
    ['refused', true],
    ['url-rejected', true],
    ['invalid-url', false],
    ['blocked', false],
    ['invalid-message', false],
    ['rejected', false],
  ])('by default, the error %s: %s', (code, isRetried) => {
    expect(backoff().next(1, failedWith(code), node) !== null).toBe(isRetried)
  })

  test.each(codes)('by default, an error that has a close is judged by its code: %i', (code) => {
    const close = { code, reason: '', wasClean: true }
    const cause: DisconnectCause = { type: 'failed', error: new WebSocketNodeError('refused', 'closed', { close }) }
    expect(backoff().next(1, cause, node) !== null).toBe(retried.includes(code))
  })

  test('one of the user gets the cause and the node, and decides instead of the default', () => {
    const asked: unknown[] = []
    const policy = backoff({
      when: (...args) => {
        asked.push(args)
        return args[0].type === 'closed' && args[0].code === 4001
      },
    })
    const expired = closedWith(4001)
    expect(policy.next(1, expired, node)).not.toBeNull()
    expect(policy.next(2, lost, node)).toBeNull()
    expect(asked).toEqual([
      [expired, node],
      [lost, node],
    ])
    expect((asked[0] as unknown[])[1]).toBe(node)
  })

  test('is not asked where no retry is left, and never adds one', () => {
    const when = jest.fn(() => true)
    expect(backoff({ attempts: 2, when }).next(3, lost, node)).toBeNull()
    expect(when).not.toHaveBeenCalled()
  })

  test('what it throws is the answer: whoever asked hears of it', () => {
    const broken = backoff({
      when() {
        throw new Error('broken')
      },
    })
    expect(() => broken.next(1, lost, node)).toThrow('broken')
  })
})

test('stableAfter is 5 s, or what was passed', () => {
  expect(backoff().stableAfter).toBe(5)
  expect(backoff({ stableAfter: undefined }).stableAfter).toBe(5)
  expect(backoff({ stableAfter: 0 }).stableAfter).toBe(0)
  expect(backoff({ stableAfter: 60 }).stableAfter).toBe(60)
})

test('undefined is no value', () => {
  random.list(0)
  const policy = backoff({ attempts: undefined, minDelay: undefined, maxDelay: undefined, when: undefined })
  expect(policy.next(1, lost, node)).toBe(0.5)
  expect(policy.next(100, lost, node)).toBe(15)
  expect(policy.next(1, closedWith(1000), node)).toBeNull()
})

describe('a number out of its range is a RangeError by name', () => {
  const bad: readonly [keyof BackoffOptions, unknown, RegExp][] = [
    ['attempts', -1, /^attempts is in whole retries, 0 to .*; got -1$/],
    ['attempts', 1.5, /^attempts .*; got 1.5$/],
    ['attempts', NaN, /^attempts .*; got NaN$/],
    ['attempts', -Infinity, /^attempts .*; got -Infinity$/],
    ['attempts', '3', /^attempts .*; got "3"$/],
    ['attempts', null, /^attempts .*; got null$/],
    ['minDelay', -0.1, /^minDelay is in seconds, 0 to 30; got -0.1$/],
    ['minDelay', 31, /^minDelay is in seconds, 0 to 30; got 31$/],
    ['minDelay', NaN, /^minDelay .*; got NaN$/],
    ['minDelay', '1', /^minDelay .*; got "1"$/],
    ['maxDelay', -1, /^maxDelay is in seconds, 0 to .*; got -1$/],
    // Milliseconds, most likely.
    ['maxDelay', 30_000, /^maxDelay is in seconds, 0 to 3600; got 30000$/],
    ['stableAfter', 5000, /^stableAfter is in seconds, 0 to 3600; got 5000$/],
    ['maxDelay', 3600.1, /^maxDelay is in seconds, 0 to 3600; got 3600.1$/],
    ['maxDelay', Infinity, /^maxDelay .*; got Infinity$/],
    ['maxDelay', NaN, /^maxDelay .*; got NaN$/],
    ['maxDelay', null, /^maxDelay .*; got null$/],
    ['stableAfter', -1, /^stableAfter is in seconds, 0 to .*; got -1$/],
    ['stableAfter', Infinity, /^stableAfter .*; got Infinity$/],
    ['stableAfter', NaN, /^stableAfter .*; got NaN$/],
    ['stableAfter', '5', /^stableAfter .*; got "5"$/],
  ]
  test.each(bad)('%s: %p', (name, value, message) => {
    const make = () => backoff({ [name]: value })
    expect(make).toThrow(RangeError)
    expect(make).toThrow(message)
  })

  test('3,600 s are the most, for each of them', () => {
    expect(() => backoff({ minDelay: 3600, maxDelay: 3600, stableAfter: 3600 })).not.toThrow()
    expect(() => backoff({ minDelay: 1000, maxDelay: 30_000 })).toThrow(RangeError)
  })

  test('minDelay is at most maxDelay', () => {
    expect(() => backoff({ minDelay: 5, maxDelay: 4 })).toThrow('minDelay is in seconds, 0 to 4; got 5')
    expect(() => backoff({ minDelay: 4, maxDelay: 4 })).not.toThrow()
  })
})
