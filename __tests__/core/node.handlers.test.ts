/**
 * @jest-environment node
 *
 * Handlers: one may call anything, throw, or leave, and every listener still hears the same story in the same order.
 */
import { createOpenStage, createStage, type Stage, type TextOptions } from '../support/core/stage.js'
import { SIGNALS, signalsIn, storyOf } from '../support/core/story.js'
import { watchUncaught } from '../support/core/uncaught.js'

const takeUncaught = watchUncaught()

/** How a node comes to emit each signal; the handler under test acts at its first emission. */
const reach = {
  subscribe: ({ peer }) => peer.open(),
  connected: ({ peer }) => peer.open(),
  connectFailed: ({ peer }) => peer.close(1006),
  received({ peer, clock }) {
    peer.open()
    peer.deliver('a', 'b')
    clock.runTasks()
  },
  closing({ peer }) {
    peer.open()
    peer.close(1001)
  },
  closed({ peer }) {
    peer.open()
    peer.close(1001)
  },
  receiveFailed({ peer, clock }) {
    peer.open()
    peer.deliver(new Uint8Array([255]), 'a')
    clock.runTasks()
  },
  reconnecting({ peer }) {
    peer.open()
    peer.close(1006)
  },
  gaveUp(stage) {
    stage.peer.open()
    stage.configure({ reconnect: { next: () => null } })
    stage.peer.close(1006)
  },
  sendFailed(stage) {
    stage.node.send('for h')
    stage.configure({ host: 'moved' })
  },
} satisfies { readonly [signal: string]: (stage: Stage) => void }

type Reached = keyof typeof reach

/** What the handler does. */
const calls = {
  'connect()': ({ node }) => node.connect(),
  'close()': ({ node }) => node.close(4000, 'x'),
  'send()': ({ node }) => node.send('m'),
  'receive()': ({ node }) => node.receive(),
  'configure({ host })': (stage) => stage.configure({ host: 'new' }),
  'dispose()': ({ driver }) => driver.dispose(),
} satisfies { readonly [call: string]: (stage: Stage) => unknown }

type Call = keyof typeof calls

/** From the call on: what a listener hears that came after the handler, and what the call answered. */
interface Case {
  readonly answer?: unknown
  readonly told: readonly string[]
}

const moved = ['-> connecting', 'closing in connecting', 'closed(1000) in connecting']
const closing = ['-> closing', 'closing in closing']

const cases: { readonly [R in Reached]: { readonly [C in Call]: Case } } = {
  subscribe: {
    'connect()': { answer: false, told: ['connected(ws://h/) in open'] },
    'close()': { answer: true, told: ['connected(ws://h/) in closing', ...closing] },
    'send()': { answer: true, told: ['connected(ws://h/) in open'] },
    'receive()': { told: ['connected(ws://h/) in open'] },
    'configure({ host })': { told: ['connected(ws://h/) in connecting', ...moved] },
    'dispose()': { told: ['-> idle'] },
  },
  connected: {
    'connect()': { answer: false, told: ['connected(ws://h/) in open'] },
    'close()': { answer: true, told: ['connected(ws://h/) in closing', ...closing] },
    'send()': { answer: true, told: ['connected(ws://h/) in open'] },
    'receive()': { told: ['connected(ws://h/) in open'] },
    'configure({ host })': { told: ['connected(ws://h/) in connecting', ...moved] },
    'dispose()': { told: ['-> idle'] },
  },
  connectFailed: {
    // No retry is coming any more: `reconnecting` would be untrue.
    'connect()': { answer: true, told: ['connectFailed(refused) in connecting', '-> connecting'] },
    'close()': { answer: true, told: ['connectFailed(refused) in failed', '-> failed'] },
    'send()': {
      answer: true,
      told: ['connectFailed(refused) in reconnecting', 'reconnecting(1, 1) in reconnecting'],
    },
    'receive()': { told: ['connectFailed(refused) in reconnecting', 'reconnecting(1, 1) in reconnecting'] },
    'configure({ host })': { told: ['connectFailed(refused) in connecting', '-> connecting'] },
    'dispose()': { told: ['-> idle'] },
  },
  received: {
    'connect()': { answer: false, told: ['received(a b) in open'] },
    'close()': { answer: true, told: ['received(a b) in closing', ...closing] },
    'send()': { answer: true, told: ['received(a b) in open'] },
    'receive()': { told: ['received(a b) in open'] },
    'configure({ host })': { told: ['received(a b) in connecting', ...moved] },
    'dispose()': { told: ['-> idle'] },
  },
  closing: {
    'connect()': { answer: true, told: ['closing in connecting', 'closed(1001) in connecting', '-> connecting'] },
    'close()': { answer: true, told: ['closing in closed', 'closed(1001) in closed', '-> closed'] },
    'send()': {
      answer: true,
      told: ['closing in reconnecting', 'closed(1001) in reconnecting', 'reconnecting(1, 1) in reconnecting'],
    },
    'receive()': {
      told: ['closing in reconnecting', 'closed(1001) in reconnecting', 'reconnecting(1, 1) in reconnecting'],
    },
    'configure({ host })': { told: ['closing in connecting', 'closed(1001) in connecting', '-> connecting'] },
    'dispose()': { told: ['-> idle'] },
  },
  closed: {
    'connect()': { answer: true, told: ['closed(1001) in connecting', '-> connecting'] },
    'close()': { answer: true, told: ['closed(1001) in closed', '-> closed'] },
    'send()': { answer: true, told: ['closed(1001) in reconnecting', 'reconnecting(1, 1) in reconnecting'] },
    'receive()': { told: ['closed(1001) in reconnecting', 'reconnecting(1, 1) in reconnecting'] },
    'configure({ host })': { told: ['closed(1001) in connecting', '-> connecting'] },
    'dispose()': { told: ['-> idle'] },
  },
  receiveFailed: {
    'connect()': { answer: false, told: ['receiveFailed(255) in open'] },
    'close()': { answer: true, told: ['receiveFailed(255) in closing', ...closing] },
    'send()': { answer: true, told: ['receiveFailed(255) in open'] },
    'receive()': { told: ['receiveFailed(255) in open'] },
    'configure({ host })': { told: ['receiveFailed(255) in connecting', ...moved] },
    'dispose()': { told: ['-> idle'] },
  },
  reconnecting: {
    'connect()': { answer: true, told: ['reconnecting(1, 1) in connecting', '-> connecting'] },
    'close()': { answer: true, told: ['reconnecting(1, 1) in closed', '-> closed'] },
    'send()': { answer: true, told: ['reconnecting(1, 1) in reconnecting'] },
    'receive()': { told: ['reconnecting(1, 1) in reconnecting'] },
    'configure({ host })': { told: ['reconnecting(1, 1) in connecting', '-> connecting'] },
    'dispose()': { told: ['-> idle'] },
  },
  gaveUp: {
    'connect()': { answer: true, told: ['gaveUp(closed) in connecting', '-> connecting'] },
    'close()': { answer: false, told: ['gaveUp(closed) in closed'] },
    'send()': { answer: false, told: ['gaveUp(closed) in closed'] },
    'receive()': { told: ['gaveUp(closed) in closed'] },
    'configure({ host })': { told: ['gaveUp(closed) in closed'] },
    'dispose()': { told: ['-> idle'] },
  },
  sendFailed: {
    'connect()': { answer: false, told: ['sendFailed(for h) in connecting'] },
    'close()': { answer: true, told: ['sendFailed(for h) in closing', ...closing] },
    'send()': { answer: true, told: ['sendFailed(for h) in connecting'] },
    'receive()': { told: ['sendFailed(for h) in connecting'] },
    'configure({ host })': { told: ['sendFailed(for h) in connecting', '-> connecting'] },
    'dispose()': { told: ['-> idle'] },
  },
}

const rows = Object.entries(cases).flatMap(([signal, row]) =>
  Object.entries(row).map(([call, expected]) => ({ signal: signal as Reached, call: call as Call, ...expected })),
)

function optionOf(signal: Reached, handler: () => void): TextOptions {
  return signal === 'subscribe' ? {} : { [`on${signal[0]!.toUpperCase()}${signal.slice(1)}`]: handler }
}

test.each(rows)('$call in $signal', ({ signal, call, answer, told }) => {
  let isDone = false
  let answered: unknown
  const handler = () => {
    if (isDone || (signal === 'subscribe' && stage.node.state.status !== 'open')) return
    isDone = true
    stage.story.length = 0
    answered = calls[call](stage)
  }
  const stage = createStage({ reconnect: { next: () => 1 }, sendQueue: 10, ...optionOf(signal, handler) })
  if (signal === 'subscribe') stage.node.subscribe(handler)
  const secondStory = storyOf(stage.node)
  stage.node.connect()
  reach[signal](stage)
  expect(isDone).toBe(true)
  expect(stage.story).toEqual(told)
  expect(answered).toEqual(answer)
  // A listener that came later heard nothing else.
  expect(secondStory.slice(-told.length)).toEqual(told)

  stage.driver.dispose()
  expect(stage.clock.pending()).toBe(0)
  expect(stage.transport.liveCount).toBe(0)
})

test('packets that are due are emitted before what a handler causes, though a limit splits them', () => {
  const stage = createStage({ receiveLimit: 2, onReceived: () => stage.node.close() })
  stage.node.connect()
  stage.peer.open()
  stage.story.length = 0
  stage.peer.deliver('a', 'b', 'c', 'd', 'e')
  stage.peer.close(1000)
  expect(signalsIn(stage.story)).toEqual(['received(a b)', 'received(c d)', 'received(e)', 'closing', 'closed(1000)'])
})

test('what a handler sends and receives goes through at once, not after the handler', () => {
  const seen: unknown[] = []
  const stage = createStage({
    receiveLimit: 1,
    onReceived(data) {
      seen.push(data, stage.node.receive(), stage.node.receivedCount, stage.node.lastReceived)
      stage.node.send('thanks')
      expect(stage.wire.sent).toEqual(['thanks'])
    },
  })
  stage.node.connect()
  stage.peer.open()
  stage.peer.deliver('a', 'b', 'c')
  expect(seen).toEqual([['a'], ['b', 'c'], 2, ['b', 'c']])
  expect(signalsIn(stage.story)).toEqual(['connected(ws://h/)', 'received(a)'])
})

test('a story of many causes is told to all in one order', () => {
  const stage = createStage({
    reconnect: { next: () => 1 },
    onConnected: () => stage.node.close(),
    onClosing: () => stage.node.send('refused'),
    onClosed: () => stage.node.connect('other'),
  })
  const second = storyOf(stage.node)
  stage.node.connect()
  stage.peer.open()
  stage.peer.close(1000)
  stage.clock.runTasks()
  stage.peer.close(1006)
  expect(signalsIn(stage.story)).toEqual([
    'connected(ws://h/)',
    'closing',
    'closed(1000)',
    'connectFailed(refused)',
    'reconnecting(1, 1)',
  ])
  expect(second).toEqual(stage.story)
})

test('receive() in receiveFailed takes what comes after the batch that is told', () => {
  const taken: unknown[] = []
  const stage = createOpenStage({ receiveLimit: 2, onReceiveFailed: () => taken.push(stage.node.receive()) })
  stage.peer.deliver(new Uint8Array([255]), 'a', 'b')
  expect(stage.story).toEqual(['received(a) in open', 'receiveFailed(255) in open'])
  expect(taken).toEqual([['b']])
})

test('a refused packet that receive() took is told, though the handler disposes', () => {
  const stage = createOpenStage({
    receiveLimit: 1,
    onReceived() {
      stage.node.receive()
      stage.driver.dispose()
    },
  })
  stage.peer.deliver('a', new Uint8Array([255]))
  expect(stage.story).toEqual(['-> idle', 'receiveFailed(255) in idle'])
})

test('disposing twice is disposing once', () => {
  const stage = createStage({ onReceived: () => stage.driver.dispose() })
  stage.node.connect()
  stage.peer.open()
  stage.peer.deliver('a')
  stage.story.length = 0
  stage.driver.dispose()
  stage.driver.dispose()
  expect(stage.story).toEqual(['-> idle', 'received(a) in idle'])
})

describe('the latest handlers count', () => {
  test('of options that were configured', () => {
    const heard: string[] = []
    const stage = createStage({ onConnected: () => heard.push('old') })
    stage.configure({ onConnected: () => heard.push('new') })
    stage.node.connect()
    stage.peer.open()
    expect(heard).toEqual(['new'])
  })

  test('an option comes before listeners, whenever it came', () => {
    const heard: string[] = []
    const stage = createStage()
    stage.node.on('connected', () => heard.push('first listener'))
    stage.node.on('connected', () => heard.push('second listener'))
    stage.configure({ onConnected: () => heard.push('option') })
    stage.node.connect()
    stage.peer.open()
    expect(heard).toEqual(['option', 'first listener', 'second listener'])
  })
})

describe('a listener that throws', () => {
  test.each(SIGNALS)('in %s stops neither the others nor the node, and is reported', (signal) => {
    const thrown = new Error(`thrown in ${signal}`)
    const fail = () => {
      throw thrown
    }
    const quiet = createStage({ reconnect: { next: () => 1 }, sendQueue: 10 })
    const loud = createStage({ reconnect: { next: () => 1 }, sendQueue: 10, ...optionOf(signal, fail) })
    loud.node.on(signal, fail)
    const after = storyOf(loud.node)
    for (const stage of [quiet, loud]) {
      stage.node.connect()
      reach[signal](stage)
    }
    expect(loud.story).toEqual(quiet.story)
    expect(after).toEqual(quiet.story)
    expect(loud.node.state).toEqual(quiet.node.state)
    expect(takeUncaught()).toEqual([thrown, thrown])
  })

  test('in subscribe, too', () => {
    const stage = createStage()
    stage.node.subscribe(() => {
      throw new Error('thrown in subscribe')
    })
    const after = storyOf(stage.node)
    stage.node.connect()
    stage.peer.open()
    expect(after).toEqual(['-> connecting', '-> open', 'connected(ws://h/) in open'])
    expect(takeUncaught()).toHaveLength(2)
  })
})

describe('a listener that was removed', () => {
  test('is not called, not even by the emission that is going on', () => {
    const heard: string[] = []
    const { node, peer, clock } = createOpenStage()
    node.on('received', () => {
      heard.push('first')
      removeSecond()
    })
    const removeSecond = node.on('received', () => heard.push('second'))
    const removeThird = node.on('received', () => heard.push('third'))
    peer.deliver('a')
    clock.advance(1)
    removeThird()
    removeThird()
    peer.deliver('b')
    clock.advance(1)
    expect(heard).toEqual(['first', 'third', 'first'])
  })

  test('one that is added by a handler is called from the next emission on', () => {
    const heard: string[] = []
    const { node, peer, clock } = createOpenStage()
    node.on('received', (data) => {
      heard.push(`first ${data[0]}`)
      if (data[0] === 'a') node.on('received', (later) => heard.push(`added ${later[0]}`))
    })
    peer.deliver('a')
    clock.advance(1)
    peer.deliver('b')
    clock.advance(1)
    expect(heard).toEqual(['first a', 'first b', 'added b'])
  })

  test('a subscriber that left is not told', () => {
    const { node } = createStage()
    const listener = jest.fn()
    node.subscribe(listener)()
    node.connect()
    expect(listener).not.toHaveBeenCalled()
  })
})

describe('user code inside a step', () => {
  test('a url function that moves the node: the old address is never opened', () => {
    let isFirst = true
    const stage: Stage = createStage({
      url() {
        if (isFirst) {
          isFirst = false
          stage.configure({ url: undefined, host: 'new' })
        }
        return 'ws://old/'
      },
    })
    stage.node.connect()
    stage.clock.runTasks()
    expect(stage.transport.connections.map(({ request }) => request.url)).toEqual(['ws://new/'])
    expect(stage.node.state).toEqual({ status: 'connecting', url: 'ws://new/', attempt: 0 })
  })

  test.each<readonly [string, (stage: Stage) => unknown, string[]]>([
    ['close()', ({ node }) => node.close(), ['closing', 'closed(1000)']],
    ['dispose()', ({ driver }) => driver.dispose(), []],
  ])('a url function that calls %s: nothing is opened', (_call, call, told) => {
    const stage: Stage = createStage({
      url() {
        call(stage)
        return 'ws://old/'
      },
    })
    expect(stage.node.connect()).toBe(true)
    stage.clock.runTasks()
    expect(signalsIn(stage.story)).toEqual(told)
    expect(stage.transport.connections).toEqual([])
    expect(stage.clock.pending()).toBe(0)
  })

  test('a url function that remounts the node: one connection, of the new life', () => {
    let isFirst = true
    const stage: Stage = createStage({
      url() {
        if (!isFirst) return 'ws://second/'
        isFirst = false
        stage.driver.dispose()
        stage.driver.mount()
        stage.driver.connectSoon()
        return 'ws://first/'
      },
    })
    stage.node.connect()
    stage.clock.runTasks()
    expect(stage.transport.connections.map(({ request }) => request.url)).toEqual(['ws://second/'])
  })

  test.each<readonly [string, (stage: Stage) => unknown]>([
    ['close()', ({ node }) => node.close()],
    ['dispose()', ({ driver }) => driver.dispose()],
    ['configure()', (stage) => stage.configure({ host: 'new' })],
  ])('a reconnect policy that calls %s: no retry of the old kind', (call, act) => {
    const stage: Stage = createStage({
      reconnect: {
        next() {
          act(stage)
          return 1
        },
      },
    })
    stage.node.connect()
    stage.peer.open()
    stage.story.length = 0
    stage.peer.close(1006)
    stage.clock.runTasks()
    const told = { 'close()': ['closed(1006)'], 'dispose()': [], 'configure()': ['closed(1006)'] }
    expect(signalsIn(stage.story)).toEqual(told[call as keyof typeof told])
    expect(stage.node.state.status).toBe(
      { 'close()': 'closed', 'dispose()': 'idle', 'configure()': 'connecting' }[call],
    )
  })

  test.each([
    ['answers NaN', () => NaN],
    ['answers a negative delay', () => -1],
    ['answers for ever', () => Infinity],
    ['answers nonsense', () => 'soon' as unknown as number],
    [
      'throws',
      () => {
        throw new RangeError('thrown')
      },
    ],
  ])('a reconnect policy that %s gives up, and is reported', (_what, next) => {
    const stage = createStage({ reconnect: { next } })
    stage.node.connect()
    stage.peer.close(1006)
    expect(stage.node.state.status).toBe('failed')
    expect(takeUncaught()).toEqual([expect.any(RangeError)])
  })

  test('a wire that speaks inside of open() is heard in its order', () => {
    const stage = createStage({
      transport: {
        open(_request, events) {
          events.opened('chat')
          events.received(['a'])
          events.closed(1000, 'done', true)
          return { bufferedAmount: 0, send: () => true, close() {}, abandon() {} }
        },
      },
      flush: 'sync',
    })
    stage.node.connect()
    expect(signalsIn(stage.story)).toEqual(['connected(ws://h/)', 'received(a)', 'closing', 'closed(1000, done)'])
    expect(stage.node.state).toMatchObject({ status: 'closed', code: 1000, reason: 'done' })
  })

  test('a wire that throws when it is abandoned or closed is reported, and the node goes on', () => {
    const stage = createStage({
      closeTimeout: 1,
      transport: {
        open(_request, events) {
          events.opened('')
          return {
            bufferedAmount: 0,
            send: () => true,
            close() {
              throw new Error('close')
            },
            abandon() {
              throw new Error('abandon')
            },
          }
        },
      },
    })
    stage.node.connect()
    stage.node.close()
    stage.clock.advance(1)
    expect(signalsIn(stage.story)).toEqual(['connected(ws://h/)', 'closing', 'closed(1006, Close timeout)'])
    expect(takeUncaught()).toEqual([new Error('close'), new Error('abandon')])
    expect(stage.node.connect()).toBe(true)
    stage.driver.dispose()
    expect(takeUncaught()).toEqual([new Error('abandon')])
    expect(stage.clock.pending()).toBe(0)
  })
})
