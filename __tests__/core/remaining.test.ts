/**
 * `remaining`: seconds until the present attempt times out or the next retry begins. And the time limits themselves: they
 * count from the beginning, and one that comes late lets waiting events go first.
 */
import { text } from '../../src/core/index.js'
import { withDefaults } from '../../src/core/createWebSocketNode.js'
import { createDriver } from '../../src/core/node.js'
import { createManualClock } from '../support/core/manualClock.js'
import { microtasks } from '../support/core/microtasks.js'
import { createAutoStage, createOpenStage, createStage } from '../support/core/stage.js'
import { usePlatformSockets } from '../support/model/platformSockets.js'

describe('while connecting', () => {
  test('it counts down to the timeout', () => {
    const { node, clock } = createStage()
    node.connect()
    expect(node.remaining).toBe(10)
    clock.advance(7.5)
    expect(node.remaining).toBe(2.5)
  })

  test('over the url function, the handshake and authenticate: one clock', async () => {
    const stage = createStage({ url: () => Promise.resolve('ws://h/'), authenticate: () => new Promise(() => {}) })
    stage.node.connect()
    stage.clock.advance(2)
    expect(stage.node.remaining).toBe(8)
    await microtasks()
    stage.clock.advance(2)
    expect(stage.node.remaining).toBe(6)
    stage.peer.open()
    stage.clock.advance(2)
    expect(stage.node.remaining).toBe(4)
  })

  test('undefined without a limit, and before an attempt in a later task has begun', () => {
    const unlimited = createStage({ connectionTimeout: 0 })
    unlimited.node.connect()
    expect(unlimited.node.remaining).toBeUndefined()

    const deferred = createAutoStage()
    expect(deferred.node.state.status).toBe('connecting')
    expect(deferred.node.remaining).toBeUndefined()
    deferred.clock.runTasks()
    expect(deferred.node.remaining).toBe(10)
  })

  test('a timeout that is shortened or lengthened counts from the beginning of the attempt', () => {
    const stage = createStage({ connectionTimeout: 60 })
    stage.node.connect()
    stage.clock.advance(2)
    stage.configure({ connectionTimeout: 5 })
    expect(stage.node.remaining).toBe(3)
    stage.clock.advance(3)
    expect(stage.node.state).toMatchObject({ status: 'failed', error: { code: 'timeout' } })
  })

  test('one that is over already ends the attempt at once', () => {
    const stage = createStage({ connectionTimeout: 60 })
    stage.node.connect()
    stage.clock.advance(20)
    stage.configure({ connectionTimeout: 5 })
    stage.clock.advance(0)
    expect(stage.node.state.status).toBe('failed')
  })

  test('a closeTimeout that is over already ends the closing at once', () => {
    const stage = createOpenStage({ closeTimeout: 0 })
    stage.node.close()
    stage.clock.advance(20)
    stage.configure({ closeTimeout: 5 })
    stage.clock.advance(0)
    expect(stage.node.state).toMatchObject({ status: 'closed', code: 1006, reason: 'Close timeout' })
  })

  test('a limit that is taken away ends the countdown', () => {
    const stage = createStage()
    stage.node.connect()
    stage.configure({ connectionTimeout: 0 })
    expect(stage.node.remaining).toBeUndefined()
    stage.clock.advance(1000)
    expect(stage.node.state.status).toBe('connecting')
  })
})

describe('in the line for a turn', () => {
  const sockets = usePlatformSockets()

  test('undefined, and the time there does not count', () => {
    const nodes = ['ws://h/1', 'ws://h/2'].map((url) => {
      const clock = createManualClock()
      const driver = createDriver<typeof text>(withDefaults({ url, format: text }), { clock })
      driver.mount()
      driver.node.connect()
      return { driver, clock, node: driver.node }
    })
    const [first, second] = nodes as [(typeof nodes)[0], (typeof nodes)[0]]
    expect(first.node.remaining).toBe(10)
    expect(second.node.remaining).toBeUndefined()
    second.clock.advance(1000)
    expect(second.node.state.status).toBe('connecting')
    sockets.at('ws://h/1').open()
    return microtasks().then(() => {
      expect(second.node.remaining).toBe(10)
      nodes.forEach(({ driver }) => driver.dispose())
    })
  })
})

test('while reconnecting it counts down to the retry', () => {
  const { node, clock, peer } = createOpenStage({ reconnect: { next: () => 4 } })
  peer.close(1006)
  clock.advance(1)
  expect(node.remaining).toBe(3)
})

test('undefined in every other state', () => {
  const stage = createStage()
  expect(stage.node.remaining).toBeUndefined()
  stage.node.connect()
  stage.peer.open()
  expect(stage.node.remaining).toBeUndefined()
  stage.node.close()
  expect(stage.node.remaining).toBeUndefined()
  stage.peer.close(1000)
  expect(stage.node.remaining).toBeUndefined()
})

describe('a limit that comes late was waiting for a busy thread', () => {
  test('an answered handshake that waits behind it is a connection', () => {
    const stage = createStage({ connectionTimeout: 0.4 })
    stage.node.connect()
    stage.clock.stall(0.7)
    stage.clock.advance(0)
    stage.peer.open()
    expect(stage.node.state.status).toBe('open')
  })

  test('where nothing waits, the attempt fails a moment later', () => {
    const stage = createStage({ connectionTimeout: 0.4 })
    stage.node.connect()
    stage.clock.stall(0.7)
    stage.clock.advance(0)
    expect(stage.node.state.status).toBe('connecting')
    stage.clock.advance(0.1)
    expect(stage.node.state).toMatchObject({ status: 'failed', error: { code: 'timeout' } })
  })

  test('an answered close() is closed as the peer said', () => {
    const stage = createOpenStage({ closeTimeout: 0.4 })
    stage.node.close()
    stage.clock.stall(0.7)
    stage.clock.advance(0)
    stage.peer.close(1000)
    expect(stage.node.state).toMatchObject({ status: 'closed', code: 1000 })
  })

  test('an unanswered one is a close timeout a moment later', () => {
    const stage = createOpenStage({ closeTimeout: 0.4 })
    stage.node.close()
    stage.clock.stall(0.7)
    stage.clock.advance(0.1)
    expect(stage.node.state).toMatchObject({ status: 'closed', code: 1006, reason: 'Close timeout' })
  })
})
