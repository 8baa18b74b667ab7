/**
 * @jest-environment node
 *
 * A reconnect policy in the hands of a node: when it is asked and what it is told, what its answer does, and what
 * becomes of an answer that is none.
 */
import {
  backoff,
  createWebSocketNode,
  type AnyFormat,
  type DisconnectCause,
  type ReconnectPolicy,
  type WebSocketNodeHandle,
} from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { createOpenStage, createStage, type Stage } from '../support/core/stage.js'
import { signalsIn } from '../support/core/story.js'
import { watchUncaught } from '../support/core/uncaught.js'
import { useRandom } from '../support/model/seededRandom.js'

const takeUncaught = watchUncaught()
const random = useRandom()
beforeEach(() => random.list(0.5))
afterEach(() => void jest.useRealTimers())

interface Question {
  readonly attempt: number
  readonly cause: DisconnectCause
  readonly node: WebSocketNodeHandle<AnyFormat>
}

/** A policy that always answers one second, and remembers what it was asked. */
function createAskedPolicy(stableAfter?: number): ReconnectPolicy & { readonly questions: readonly Question[] } {
  const questions: Question[] = []
  return {
    questions,
    stableAfter,
    next(attempt, cause, node) {
      questions.push({ attempt, cause, node })
      return 1
    },
  }
}

const attemptsOf = ({ questions }: { readonly questions: readonly Question[] }) => questions.map((q) => q.attempt)

/** Lets the wait be over, and the attempt begin. */
function waitOut({ clock, node }: Stage): void {
  if (node.state.status !== 'reconnecting') throw new Error(`it is ${node.state.status}`)
  clock.advance(node.state.delay)
}

describe('what a policy is asked', () => {
  test('the number of the retry, why, and for which node', () => {
    const reconnect = createAskedPolicy()
    const stage = createStage({ reconnect })
    stage.node.connect()
    stage.peer.close(1006)
    waitOut(stage)
    stage.peer.open()
    stage.peer.close(1012, 'restart')

    const [first, second] = reconnect.questions
    expect(first).toMatchObject({ attempt: 1, cause: { type: 'failed', error: { code: 'refused' } } })
    expect(second).toMatchObject({
      attempt: 2,
      cause: { type: 'closed', code: 1012, reason: 'restart', wasClean: true },
    })
    expect(first!.node).toBe(stage.node)
    expect(reconnect.questions).toHaveLength(2)
  })

  test('nothing where no retry could help, nor where the user ended it', () => {
    const reconnect = createAskedPolicy()
    const invalid = createStage({ reconnect, host: 'no host' })
    invalid.node.connect()
    expect(invalid.node.state).toMatchObject({ status: 'failed', error: { code: 'invalid-url' } })

    const blocked = createStage({
      reconnect,
      transport: {
        open() {
          throw Object.assign(new Error('not from here'), { name: 'SecurityError' })
        },
      },
    })
    blocked.node.connect()
    expect(blocked.node.state).toMatchObject({ status: 'failed', error: { code: 'blocked' } })

    const closed = createOpenStage({ reconnect })
    closed.node.close()
    closed.peer.close(1006)
    expect(closed.node.state.status).toBe('closed')

    const silent = createOpenStage({ reconnect })
    silent.node.close()
    silent.clock.advance(2)
    expect(silent.node.state).toMatchObject({ status: 'closed', reason: 'Close timeout' })

    const connecting = createStage({ reconnect })
    connecting.node.connect()
    connecting.node.close()
    connecting.clock.runTasks()
    expect(connecting.node.state.status).toBe('closed')

    const unmounted = createOpenStage({ reconnect })
    unmounted.driver.dispose()
    expect(reconnect.questions).toEqual([])
  })

  test('the latest policy, whatever was passed when the attempt began', () => {
    const [early, late] = [createAskedPolicy(), createAskedPolicy()]
    const stage = createStage({ reconnect: early })
    stage.node.connect()
    stage.configure({ reconnect: late })
    stage.peer.close(1006)
    expect([attemptsOf(early), attemptsOf(late)]).toEqual([[], [1]])

    stage.configure({ reconnect: early })
    waitOut(stage)
    stage.peer.open()
    stage.configure({ reconnect: undefined })
    stage.peer.close(1006)
    expect(stage.node.state.status).toBe('closed')
    expect([attemptsOf(early), attemptsOf(late)]).toEqual([[], [1]])
  })

  test('the latest handlers inside of backoff: when is the one that was passed last', () => {
    const stage = createOpenStage({ reconnect: backoff({ when: () => false }) })
    stage.configure({ reconnect: backoff({ when: () => true }) })
    stage.peer.close(1000)
    expect(stage.node.state.status).toBe('reconnecting')
  })
})

describe('what its answer does', () => {
  test('the state and the signal show it, and the attempt comes then', () => {
    const stage = createOpenStage({ reconnect: backoff() })
    stage.peer.close(1006)
    expect(stage.node.state).toEqual({
      status: 'reconnecting',
      url: 'ws://h/',
      attempt: 1,
      delay: 0.75,
      cause: { type: 'closed', code: 1006, reason: '', wasClean: false },
    })
    expect(stage.story).toEqual([
      '-> reconnecting',
      'closed(1006) in reconnecting',
      'reconnecting(1, 0.75) in reconnecting',
    ])
    stage.clock.advance(0.749)
    expect(stage.transport.connections).toHaveLength(1)
    stage.clock.advance(0.001)
    expect(stage.node.state).toEqual({ status: 'connecting', url: 'ws://h/', attempt: 1 })
    expect(stage.transport.connections).toHaveLength(2)
  })

  test('no delay is one too', () => {
    const stage = createOpenStage({ reconnect: { next: () => 0 } })
    stage.peer.close(1006)
    expect(stage.node.state).toMatchObject({ status: 'reconnecting', delay: 0 })
    expect(stage.transport.connections).toHaveLength(1)
    stage.clock.advance(0)
    expect(stage.transport.connections).toHaveLength(2)
  })

  test('null gives up; connect() starts again, at the first retry', () => {
    const stage = createStage({ reconnect: backoff({ attempts: 1 }) })
    stage.node.connect()
    stage.peer.close(1006)
    waitOut(stage)
    stage.peer.close(1006)
    expect(stage.node.state.status).toBe('failed')
    expect(stage.clock.pending()).toBe(0)

    expect(stage.node.connect()).toBe(true)
    stage.peer.close(1006)
    expect(stage.node.state).toMatchObject({ status: 'reconnecting', attempt: 1 })
    expect(signalsIn(stage.story)).toEqual([
      'connectFailed(refused)',
      'reconnecting(1, 0.75)',
      'connectFailed(refused)',
      'gaveUp(failed)',
      'connectFailed(refused)',
      'reconnecting(1, 0.75)',
    ])
  })

  test('connect() jumps the wait, and the count starts anew', () => {
    const stage = createStage({ reconnect: backoff() })
    stage.node.connect()
    for (let retry = 1; retry <= 3; retry++) {
      stage.peer.close(1006)
      if (retry < 3) waitOut(stage)
    }
    expect(stage.node.state).toMatchObject({ status: 'reconnecting', attempt: 3, delay: 3 })
    expect(stage.node.connect()).toBe(true)
    expect(stage.node.state).toMatchObject({ status: 'connecting', attempt: 0 })
    stage.clock.advance(5)
    expect(stage.transport.connections).toHaveLength(4)
    stage.peer.close(1006)
    expect(stage.node.state).toMatchObject({ status: 'reconnecting', attempt: 1 })
  })

  test.each([
    [4001, ['connectFailed(refused)', 'gaveUp(failed)']],
    [1006, ['connectFailed(refused)', 'reconnecting(1, 0.75)']],
  ])('a connection that dies as it opens, untold (Firefox), is judged by its close code: %i', (code, signals) => {
    const stage = createStage({ reconnect: backoff() })
    stage.node.connect()
    stage.peer.close(code)
    expect(signalsIn(stage.story)).toEqual(signals)
  })

  test('close() ends the wait, as the cause was', () => {
    const failed = createStage({ reconnect: backoff() })
    failed.node.connect()
    failed.peer.close(1006)
    expect(failed.node.close()).toBe(true)
    expect(failed.node.state).toMatchObject({ status: 'failed', error: { code: 'refused' } })

    const closed = createOpenStage({ reconnect: backoff() })
    closed.peer.close(1012, 'restart')
    expect(closed.node.close()).toBe(true)
    expect(closed.node.state).toEqual({
      status: 'closed',
      url: 'ws://h/',
      code: 1012,
      reason: 'restart',
      wasClean: true,
    })
    for (const { clock, transport } of [failed, closed]) {
      expect(clock.pending()).toBe(0)
      clock.advance(100)
      expect(transport.connections).toHaveLength(1)
    }
  })

  test('the url function is asked at each attempt, and told its number', () => {
    const asked: number[] = []
    const stage = createStage({
      reconnect: backoff(),
      url(attempt) {
        asked.push(attempt)
        return `ws://h/?token=${attempt}`
      },
    })
    stage.node.connect()
    for (let retry = 1; retry <= 3; retry++) {
      stage.peer.close(1006)
      waitOut(stage)
    }
    expect(asked).toEqual([0, 1, 2, 3])
    expect(stage.transport.connections.map(({ request }) => request.url)).toEqual(
      asked.map((attempt) => `ws://h/?token=${attempt}`),
    )
  })

  test('a url function that throws, and a timeout, are backed off from too', () => {
    const stage = createStage({
      reconnect: backoff(),
      connectionTimeout: 3,
      url(attempt) {
        if (attempt === 0) throw new Error('no token')
        return 'ws://h/'
      },
    })
    stage.node.connect()
    expect(stage.node.state).toMatchObject({ status: 'reconnecting', attempt: 1 })
    waitOut(stage)
    stage.clock.advance(3)
    expect(stage.node.state).toMatchObject({ status: 'reconnecting', attempt: 2, delay: 1.5 })
    expect(stage.wire.isAbandoned).toBe(true)
    expect(signalsIn(stage.story)).toEqual([
      'connectFailed(url-rejected)',
      'reconnecting(1, 0.75)',
      'connectFailed(timeout)',
      'reconnecting(2, 1.5)',
    ])
  })
})

describe('stableAfter: success is counted by uptime', () => {
  /** Opens, stays for `uptimes` in turn, and is dropped each time. */
  function drop(stage: Stage, uptimes: readonly number[]): void {
    stage.node.connect()
    for (const uptime of uptimes) {
      stage.peer.open()
      stage.clock.advance(uptime)
      stage.peer.close(1006)
      waitOut(stage)
    }
  }

  test('a server that accepts and drops is backed off from like one that refuses', () => {
    const [accepting, refusing] = [createStage({ reconnect: backoff() }), createStage({ reconnect: backoff() })]
    drop(accepting, [0, 1, 4.9, 0, 0.1, 4.9])
    refusing.node.connect()
    for (let failure = 0; failure < 6; failure++) {
      refusing.peer.close(1006)
      waitOut(refusing)
    }
    const waits = (stage: Stage) => signalsIn(stage.story).filter((line) => line.startsWith('reconnecting'))
    expect(waits(accepting)).toEqual(waits(refusing))
    expect(waits(accepting).at(-1)).toBe('reconnecting(6, 22.5)')
  })

  test.each<[string, number | undefined, number[], number[]]>([
    ['5 s where the policy says nothing', undefined, [4.5, 4.875, 5, 4.5], [1, 2, 1, 2]],
    ['as the policy says', 60, [59, 59.5, 60, 0, 100], [1, 2, 1, 2, 1]],
    ['0: any connection is a success', 0, [0, 0, 0], [1, 1, 1]],
  ])('%s', (_name, stableAfter, uptimes, attempts) => {
    const reconnect = createAskedPolicy(stableAfter)
    drop(createStage({ reconnect }), uptimes)
    expect(attemptsOf(reconnect)).toEqual(attempts)
  })

  test('time spent connecting is no uptime, and the uptime of one connection is none of the next', () => {
    const reconnect = createAskedPolicy(5)
    const stage = createStage({ reconnect, connectionTimeout: 300 })
    stage.node.connect()
    stage.clock.advance(100)
    stage.peer.open()
    stage.clock.advance(4)
    stage.peer.close(1006)
    waitOut(stage)
    stage.clock.advance(100)
    stage.peer.close(1006)
    waitOut(stage)
    stage.peer.open()
    stage.clock.advance(4)
    stage.peer.close(1006)
    expect(attemptsOf(reconnect)).toEqual([1, 2, 3])
  })

  test('the time that a stable connection was open counts also where the page heard of its end late', () => {
    const reconnect = createAskedPolicy(5)
    const stage = createStage({ reconnect })
    stage.node.connect()
    stage.peer.close(1006)
    waitOut(stage)
    stage.peer.open()
    stage.clock.advance(3600)
    stage.peer.close(1006)
    expect(attemptsOf(reconnect)).toEqual([1, 1])
  })
})

describe('an answer that is none is reported, and the node gives up', () => {
  test.each([
    ['NaN', NaN],
    ['-1', -1],
    ['-0.001', -0.001],
    ['Infinity', Infinity],
    ['-Infinity', -Infinity],
    ['undefined', undefined],
    ['"soon"', 'soon'],
    ['"5"', '5'],
    ['true', true],
    ['[object Object]', {}],
  ])('%s', (shown, answer) => {
    const stage = createOpenStage({ reconnect: { next: () => answer as number } })
    stage.peer.close(1006)
    expect(stage.story).toEqual(['-> closed', 'closed(1006) in closed', 'gaveUp(closed) in closed'])
    expect(stage.clock.pending()).toBe(0)
    const [error, ...others] = takeUncaught()
    expect(others).toEqual([])
    expect(error).toBeInstanceOf(RangeError)
    expect((error as RangeError).message).toBe(
      `a reconnect policy answers with seconds, 0 or more, or null; got ${shown}`,
    )
  })

  test('one that throws', () => {
    const broken = new Error('broken')
    const throws = () => {
      throw broken
    }
    const opened = createOpenStage({ reconnect: { next: throws } })
    opened.peer.close(1006)
    expect(opened.node.state.status).toBe('closed')

    const connecting = createStage({ reconnect: backoff({ when: throws }), sendQueue: 1 })
    connecting.node.connect()
    connecting.node.send('kept')
    connecting.peer.close(1006)
    expect(connecting.story.slice(-4)).toEqual([
      '-> failed',
      'connectFailed(refused) in failed',
      'sendFailed(kept) in failed',
      'gaveUp(failed) in failed',
    ])
    expect(takeUncaught()).toEqual([broken, broken])
    expect(connecting.node.connect()).toBe(true)
  })

  test('a delay that no timer of the platform can hold waits all the same', () => {
    // One of more than 2^31 ms fires at once (HTML standard, "timer initialization steps").
    jest.useFakeTimers({ doNotFake: ['queueMicrotask'] })
    const transport = createFakeTransport()
    const node = createWebSocketNode({ transport, reconnect: { next: () => 2 ** 32 } })
    node.connect()
    transport.last.peer.close(1006)
    jest.advanceTimersByTime(60_000)
    expect(node.state.status).toBe('reconnecting')
    expect(transport.connections).toHaveLength(1)
    node.dispose()
    expect(jest.getTimerCount()).toBe(0)
  })
})

describe('a policy that reaches into the node', () => {
  test('connect() inside of it is not the time for it', () => {
    const answers: boolean[] = []
    const stage = createOpenStage({
      reconnect: {
        next(_attempt, _cause, node) {
          answers.push(node.connect())
          return 1
        },
      },
    })
    stage.peer.close(1006)
    expect(answers).toEqual([false])
    expect(stage.node.state.status).toBe('reconnecting')
  })

  test('close() inside of it ends the wait that it answers', () => {
    const stage = createOpenStage({
      reconnect: {
        next(_attempt, _cause, node) {
          node.close()
          return 1
        },
      },
    })
    stage.peer.close(1006)
    expect(stage.node.state).toMatchObject({ status: 'closed', code: 1006 })
    expect(signalsIn(stage.story)).toEqual(['closed(1006)'])
    expect(stage.clock.pending()).toBe(0)
  })

  test.each(['unmount', 'dispose'] as const)('%s() inside of it: nothing more', async (end) => {
    const stage = createOpenStage({
      reconnect: {
        next() {
          stage.driver[end]()
          return 1
        },
      },
    })
    stage.peer.close(1006)
    await Promise.resolve()
    expect(signalsIn(stage.story)).toEqual([])
    expect(stage.node.state).toEqual({ status: 'idle' })
    expect(stage.clock.pending()).toBe(0)
  })
})
