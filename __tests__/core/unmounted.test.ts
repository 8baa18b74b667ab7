/**
 * @jest-environment node
 *
 * Before a mount, between two, and after the last: what is sent then, and when a life ends.
 */
import { text } from '../../src/core/index.js'
import { withDefaults } from '../../src/core/createWebSocketNode.js'
import { createDriver } from '../../src/core/node.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { createManualClock } from '../support/core/manualClock.js'
import { microtasks } from '../support/core/microtasks.js'
import { createOpenStage, createStage } from '../support/core/stage.js'
import { signalsIn, storyOf } from '../support/core/story.js'
import { watchUncaught } from '../support/core/uncaught.js'

watchUncaught()

/** A node that no mount has taken yet. */
function createNew() {
  const [clock, transport] = [createManualClock(), createFakeTransport()]
  const driver = createDriver<typeof text>(withDefaults({ host: 'h', useWSS: false, format: text, transport }), {
    clock,
  })
  const { node } = driver
  return { clock, transport, driver, node, story: storyOf(node) }
}

describe('what is sent before a mount', () => {
  test('waits for it, and goes out in order with what comes after', () => {
    const { clock, transport, driver, node } = createNew()
    expect(node.send('first')).toBe(true)
    clock.advance(0.9)
    driver.mount()
    node.send('second')
    node.connect()
    clock.advance(5)
    transport.last.peer.open()
    expect(transport.last.sent).toEqual(['first', 'second'])
  })

  test('ends in sendFailed when no mount comes within a second', () => {
    const { clock, node, story } = createNew()
    node.send('first')
    clock.advance(0.5)
    node.send('second')
    clock.advance(0.5)
    expect(signalsIn(story)).toEqual(['sendFailed(first second)'])
    expect(node.queued).toBe(0)
    expect(clock.pending()).toBe(0)
  })

  test('connect() answers false', () => {
    expect(createNew().node.connect()).toBe(false)
  })
})

describe('what is sent after an unmount', () => {
  test('waits a second for a mount, and ends in sendFailed, which listeners still hear', async () => {
    const stage = createOpenStage()
    stage.driver.unmount()
    await microtasks()
    stage.story.length = 0
    expect(stage.node.send('anybody there?')).toBe(true)
    stage.clock.advance(1)
    expect(signalsIn(stage.story)).toEqual(['sendFailed(anybody there?)'])
  })

  test('is taken by the next mount', async () => {
    const stage = createOpenStage()
    stage.driver.unmount()
    await microtasks()
    stage.node.send('of an effect of a child')
    stage.driver.mount()
    stage.node.connect()
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['of an effect of a child'])
  })

  test('a disposed node refuses', () => {
    const stage = createOpenStage()
    stage.driver.dispose()
    expect(stage.node.send('m')).toBe(false)
    expect(stage.clock.pending()).toBe(0)
  })
})

describe('an unmount', () => {
  test('emits what has arrived in the clean-up itself; the connection ends in a microtask', async () => {
    const stage = createOpenStage()
    const { wire } = stage
    stage.peer.deliver('a')
    stage.driver.unmount()
    expect(stage.story).toEqual(['received(a) in open'])
    expect(wire.isLive).toBe(true)
    await Promise.resolve()
    expect(wire.isLive).toBe(false)
    expect(stage.story.slice(1)).toEqual(['-> idle'])
  })

  test('a goodbye in the same task still goes out', () => {
    const stage = createOpenStage()
    stage.driver.unmount()
    expect(stage.node.send('bye')).toBe(true)
    expect(stage.wire.sent).toEqual(['bye'])
  })

  test('nothing is told between it and the microtask, whatever the connection does', async () => {
    const stage = createOpenStage({ reconnect: { next: () => 1 } })
    stage.driver.unmount()
    stage.peer.close(1006)
    await microtasks()
    expect(signalsIn(stage.story)).toEqual([])
    expect(stage.node.state).toEqual({ status: 'idle' })
    stage.clock.advance(100)
    expect(stage.transport.connections).toHaveLength(1)
  })

  test('inside a handler: nothing more of the batch, and nothing after it', async () => {
    const heard: string[] = []
    const stage = createOpenStage({ receiveLimit: 1, onReceived: ([packet]) => void (heard.push(packet!), leave()) })
    const leave = () => stage.driver.unmount()
    stage.node.on('received', ([packet]) => heard.push(`listener ${packet}`))
    stage.peer.deliver('a')
    stage.peer.close(1000)
    await microtasks()
    expect(heard).toEqual(['a'])
    expect(signalsIn(stage.story)).toEqual([])
  })
})

describe('a mount in the same task takes the end back', () => {
  test('what waits in the queue stays; the connection is a new one', async () => {
    const stage = createStage()
    stage.node.connect()
    stage.node.send('queued')
    const { wire } = stage
    stage.driver.unmount()
    stage.driver.mount()
    await microtasks()
    expect(wire.isLive).toBe(false)
    expect(signalsIn(stage.story)).toEqual([])
    stage.node.connect()
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['queued'])
  })

  test('in a later task it does not: what waited has ended in sendFailed', async () => {
    const stage = createStage()
    stage.node.connect()
    stage.node.send('queued')
    stage.driver.unmount()
    await microtasks()
    stage.driver.mount()
    expect(signalsIn(stage.story)).toEqual(['sendFailed(queued)'])
    expect(stage.node.queued).toBe(0)
  })
})

describe('dispose()', () => {
  test('ends at once: what has arrived is emitted, and then nothing', () => {
    const stage = createOpenStage()
    stage.peer.deliver('a')
    stage.driver.dispose()
    expect(stage.story).toEqual(['-> idle', 'received(a) in idle'])
    expect(stage.wire.isAbandoned).toBe(true)
    expect(stage.clock.pending()).toBe(0)
  })

  test('what waits ends in sendFailed', () => {
    const stage = createStage()
    stage.node.connect()
    stage.node.send('queued')
    stage.driver.dispose()
    expect(signalsIn(stage.story)).toEqual(['sendFailed(queued)'])
  })
})
