/**
 * Offline, no attempt is spent. But "offline" may be wrong, so one is made every 30 s all the same, which does not count.
 */
import type { ReconnectPolicy } from '../../src/core/index.js'
import { createStage, type Stage } from '../support/core/stage.js'
import { signalsIn } from '../support/core/story.js'
import { watchUncaught } from '../support/core/uncaught.js'
import { useTestPage } from '../support/model/page.js'

watchUncaught()
const page = useTestPage()

/** Waits for retry number 2, offline, with the story of that told. */
function waiting(): Stage & { asked: number[] } {
  const asked: number[] = []
  const reconnect: ReconnectPolicy = { next: (attempt) => (asked.push(attempt), attempt) }
  const stage = createStage({ reconnect })
  stage.node.connect()
  stage.peer.close(1006)
  stage.clock.advance(1)
  page.goOffline()
  stage.peer.close(1006)
  asked.length = stage.story.length = 0
  return Object.assign(Object.create(stage) as Stage, { asked })
}

const attempts = (stage: Stage) => stage.transport.connections.length - 2

afterEach(() => page.reset())

test('when the wait is over no attempt is made, until 30 s after it began', () => {
  const stage = waiting()
  stage.clock.advance(29.9)
  expect(attempts(stage)).toBe(0)
  stage.clock.advance(0.1)
  expect(attempts(stage)).toBe(1)
  expect(stage.node.state).toMatchObject({ status: 'connecting', attempt: 2 })
})

test('one that fails does not count: the same number is told again, and the policy is not asked', () => {
  const stage = waiting()
  for (let trial = 1; trial <= 3; trial++) {
    stage.clock.advance(30)
    expect(attempts(stage)).toBe(trial)
    stage.peer.close(1006)
  }
  expect(signalsIn(stage.story)).toEqual(Array(3).fill(['connectFailed(refused)', 'reconnecting(2, 30)']).flat())
  expect(stage.asked).toEqual([])
})

test('one that opens is a connection', () => {
  const stage = waiting()
  stage.clock.advance(30)
  stage.peer.open()
  expect(signalsIn(stage.story)).toEqual(['connected(ws://h/)'])
})

test('what opened this way and is lost is judged by the policy', () => {
  const stage = waiting()
  stage.clock.advance(30)
  stage.peer.open()
  stage.peer.close(1006)
  expect(stage.asked).toEqual([3])
})

describe('an attempt that another cause begins after a trial counts, and the policy is asked', () => {
  const causes: readonly (readonly [string, (stage: Stage) => void])[] = [
    ['connect()', (stage) => (stage.peer.close(1006), stage.node.connect())],
    ['reconnect() during the trial', (stage) => stage.node.reconnect()],
    ['a move', (stage) => stage.configure({ host: 'other' })],
    [
      'connect() after the trial has opened and was closed',
      (stage) => {
        stage.peer.open()
        stage.node.close()
        stage.peer.close(1000)
        stage.node.connect()
      },
    ],
  ]
  test.each(causes)('%s', (_name, begin) => {
    const stage = waiting()
    stage.clock.advance(30)
    begin(stage)
    stage.clock.runTasks()
    page.goOnline()
    stage.peer.close(1006)
    expect(stage.asked).toEqual([1])
    expect(stage.node.state).toMatchObject({ status: 'reconnecting', attempt: 1, delay: 1 })
  })
})

test('back online, the attempt is made at once, and counts', () => {
  const stage = waiting()
  stage.clock.advance(10)
  page.goOnline()
  expect(attempts(stage)).toBe(1)
  stage.peer.close(1006)
  expect(stage.asked).toEqual([3])
})

test('a trial that fails after the page is back online is made again at once, under the same number', () => {
  const stage = waiting()
  stage.clock.advance(30)
  page.goOnline()
  stage.peer.close(1006)
  expect(stage.node.state).toMatchObject({ status: 'reconnecting', attempt: 2, delay: 0 })
  stage.clock.advance(0)
  expect(attempts(stage)).toBe(2)
  stage.peer.close(1006)
  expect(stage.asked).toEqual([3])
})

test('a longer wait of the policy is kept', () => {
  page.goOffline()
  const stage = createStage({ reconnect: { next: () => 100 } })
  stage.node.connect()
  stage.peer.close(1006)
  stage.clock.advance(99)
  expect(stage.transport.connections).toHaveLength(1)
  stage.clock.advance(1)
  expect(stage.transport.connections).toHaveLength(2)
})

test('no clock of the wait is shown', () => {
  const stage = waiting()
  expect(stage.node.remaining).toBeUndefined()
  stage.clock.advance(30)
  expect(stage.node.remaining).toBe(10)
})

test('connect() is not held back', () => {
  const stage = waiting()
  expect(stage.node.connect()).toBe(true)
  expect(attempts(stage)).toBe(1)
})
