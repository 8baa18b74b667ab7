/**
 * @jest-environment node
 *
 * The option `lifecycle`: who says that the app woke up, was put away and came back, and whether it is offline.
 */
import { createWebSocketNode, type Lifecycle, type LifecycleEvents } from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { microtasks } from '../support/core/microtasks.js'
import { createOpenStage, createStage, type TextOptions } from '../support/core/stage.js'
import { signalsIn } from '../support/core/story.js'
import { watchUncaught } from '../support/core/uncaught.js'

const uncaught = watchUncaught()

interface App extends Lifecycle {
  /** The events of each watch, in order. */
  readonly watches: LifecycleEvents[]
  readonly stopped: number
  /** Those of the newest watch. */
  readonly events: LifecycleEvents
  isOnline: boolean
}

function createApp(): App {
  const watches: LifecycleEvents[] = []
  let stopped = 0
  return {
    isOnline: true,
    watches,
    get stopped() {
      return stopped
    },
    get events() {
      return watches.at(-1)!
    },
    watch(events) {
      watches.push(events)
      return () => void stopped++
    },
    isOffline() {
      return !this.isOnline
    },
  }
}

const retrying = (lifecycle: Lifecycle): TextOptions => ({ lifecycle, reconnect: { next: () => 60 } })

describe('watch', () => {
  test('is called once for all nodes of a value, while one of them has a connection or is on its way to one', async () => {
    const lifecycle = createApp()
    const stages = [createStage({ lifecycle }), createStage({ lifecycle })]
    expect(lifecycle.watches).toHaveLength(0)
    for (const { node } of stages) node.connect()
    expect(lifecycle.watches).toHaveLength(1)
    stages[0]!.driver.dispose()
    await microtasks()
    expect(lifecycle.stopped).toBe(0)
    stages[1]!.peer.close(1000)
    await microtasks()
    expect(lifecycle.stopped).toBe(1)
    stages[1]!.node.connect()
    expect(lifecycle.watches).toHaveLength(2)
    stages[1]!.driver.dispose()
    await microtasks()
    expect(lifecycle.stopped).toBe(2)
  })

  test('goes on for a node that comes in the task in which the last one leaves', async () => {
    const lifecycle = createApp()
    const first = createOpenStage({ lifecycle })
    const second = createStage({ lifecycle })
    first.driver.dispose()
    second.node.connect()
    await microtasks()
    expect([lifecycle.watches.length, lifecycle.stopped]).toEqual([1, 0])
    second.driver.dispose()
    await microtasks()
    expect([lifecycle.watches.length, lifecycle.stopped]).toEqual([1, 1])
  })

  test('may call its events before it returns', () => {
    const lifecycle: Lifecycle = { watch: (events) => (events.putAway(), () => {}) }
    const stage = createStage({ lifecycle })
    stage.node.connect()
    expect(stage.node.state.status).toBe('reconnecting')
    stage.driver.dispose()
  })

  test('that throws is reported, and the node goes on without', async () => {
    const lifecycle: Lifecycle = {
      watch() {
        throw new Error('no permission')
      },
    }
    const stage = createOpenStage({ lifecycle })
    expect(stage.node.state.status).toBe('open')
    stage.driver.dispose()
    await microtasks()
    expect(uncaught()).toEqual([new Error('no permission')])
  })

  test('whose stop throws is reported', async () => {
    const lifecycle: Lifecycle = {
      watch: () => () => {
        throw new Error('stopped twice')
      },
    }
    createOpenStage({ lifecycle }).driver.dispose()
    await microtasks()
    expect(uncaught()).toEqual([new Error('stopped twice')])
  })
})

describe('events', () => {
  test('putAway closes in good order, cameBack connects again', () => {
    const lifecycle = createApp()
    const stage = createOpenStage({ lifecycle })
    lifecycle.events.putAway()
    expect(signalsIn(stage.story)).toEqual(['closing', 'closed(1000)'])
    expect(stage.node.state.status).toBe('reconnecting')
    lifecycle.events.cameBack()
    stage.peer.open()
    expect(stage.node.state.status).toBe('open')
    stage.driver.dispose()
  })

  test('wokeUp ends the wait for a retry', () => {
    const lifecycle = createApp()
    const stage = createStage(retrying(lifecycle))
    stage.node.connect()
    stage.peer.close(1006)
    lifecycle.events.wokeUp()
    expect(stage.node.state.status).toBe('connecting')
    stage.driver.dispose()
  })

  test('wokeUp asks an open connection for a sign of life', () => {
    const lifecycle = createApp()
    const probe = jest.fn()
    const heartbeat = {
      start: () => ({ hear: (packets: readonly never[]) => packets, probe, renew: () => true, stop() {} }),
    }
    const stage = createOpenStage({ lifecycle, heartbeat: heartbeat })
    lifecycle.events.wokeUp()
    expect(probe).toHaveBeenCalledTimes(1)
    stage.driver.dispose()
  })

  test.each([
    ['putAway twice', ['putAway', 'putAway', 'cameBack']],
    ['cameBack twice', ['putAway', 'cameBack', 'cameBack']],
    ['cameBack without putAway', ['cameBack']],
    ['wokeUp twice', ['wokeUp', 'wokeUp']],
    ['all of them twice', ['putAway', 'putAway', 'wokeUp', 'wokeUp', 'cameBack', 'cameBack']],
  ] as const)('%s make no attempt more than once, and no signal twice', (_title, names) => {
    const lifecycle = createApp()
    const stage = createOpenStage({ lifecycle })
    for (const name of names) lifecycle.events[name]()
    const isPutAway = names.some((name) => name === 'putAway')
    expect(stage.transport.connections).toHaveLength(isPutAway ? 2 : 1)
    expect(signalsIn(stage.story)).toEqual(isPutAway ? ['closing', 'closed(1000)'] : [])
    stage.driver.dispose()
  })

  test('mean nothing to a node that is at rest', () => {
    const lifecycle = createApp()
    const stage = createStage({ lifecycle })
    stage.node.connect()
    const other = createOpenStage({ lifecycle })
    stage.peer.close(1006)
    expect(stage.node.state.status).toBe('failed')
    for (const name of ['putAway', 'wokeUp', 'cameBack'] as const) lifecycle.events[name]()
    expect(stage.node.state.status).toBe('failed')
    other.driver.dispose()
    stage.driver.dispose()
  })

  test('called after the stop reach nobody, not even nodes that a later watch serves', async () => {
    const lifecycle = createApp()
    createOpenStage({ lifecycle }).driver.dispose()
    await microtasks()
    const stage = createOpenStage({ lifecycle })
    expect(lifecycle.watches).toHaveLength(2)
    lifecycle.watches[0]!.putAway()
    expect(stage.node.state.status).toBe('open')
    lifecycle.watches[1]!.putAway()
    expect(stage.node.state.status).toBe('reconnecting')
    stage.driver.dispose()
  })
})

describe('isOffline', () => {
  test('holds retries back, for 30 s at most', () => {
    const lifecycle = createApp()
    const stage = createStage({ ...retrying(lifecycle), reconnect: { next: () => 1 } })
    stage.node.connect()
    lifecycle.isOnline = false
    stage.peer.close(1006)
    expect(stage.node.remaining).toBeUndefined()
    stage.clock.advance(29)
    expect(stage.transport.connections).toHaveLength(1)
    stage.clock.advance(1)
    expect(stage.transport.connections).toHaveLength(2)
    stage.driver.dispose()
  })

  test('is asked when the app wakes up: offline, it did so in vain', () => {
    const lifecycle = createApp()
    const stage = createStage(retrying(lifecycle))
    stage.node.connect()
    stage.peer.close(1006)
    lifecycle.isOnline = false
    lifecycle.events.wokeUp()
    expect(stage.transport.connections).toHaveLength(1)
    lifecycle.isOnline = true
    lifecycle.events.wokeUp()
    expect(stage.transport.connections).toHaveLength(2)
    stage.driver.dispose()
  })

  test('back from being put away, and offline: an attempt is made after 30 s all the same', () => {
    const lifecycle = createApp()
    const stage = createOpenStage({ lifecycle })
    lifecycle.events.putAway()
    lifecycle.isOnline = false
    lifecycle.events.cameBack()
    stage.clock.advance(20)
    // Again: the wait does not begin anew.
    lifecycle.events.cameBack()
    stage.clock.advance(9)
    expect(stage.transport.connections).toHaveLength(1)
    stage.clock.advance(1)
    expect(stage.transport.connections).toHaveLength(2)
    stage.driver.dispose()
  })

  test.each([undefined, null, 'no'])('an answer %p is none: the app is online', (answer) => {
    const lifecycle: Lifecycle = { watch: () => () => {}, isOffline: () => answer as never }
    const stage = createStage(retrying(lifecycle))
    stage.node.connect()
    stage.peer.close(1006)
    expect(stage.node.remaining).toBe(60)
    stage.driver.dispose()
  })

  test('that throws is reported, and the app is online', () => {
    const lifecycle: Lifecycle = {
      watch: () => () => {},
      isOffline() {
        throw new Error('not linked')
      },
    }
    const stage = createStage(retrying(lifecycle))
    stage.node.connect()
    stage.peer.close(1006)
    expect(stage.node.remaining).toBe(60)
    expect(uncaught()[0]).toEqual(new Error('not linked'))
    stage.driver.dispose()
  })
})

describe('a change of the value', () => {
  test('moves the watch, and neither the connection nor a wait', async () => {
    const [first, second] = [createApp(), createApp()]
    const stage = createOpenStage(retrying(first))
    stage.configure({ lifecycle: second })
    await microtasks()
    expect([first.watches.length, first.stopped, second.watches.length, second.stopped]).toEqual([1, 1, 1, 0])
    expect(stage.transport.connections).toHaveLength(1)
    first.events.putAway()
    expect(stage.node.state.status).toBe('open')
    second.events.putAway()
    expect(stage.node.state.status).toBe('reconnecting')
    stage.driver.dispose()
  })

  test('to none gives it back to the page', async () => {
    const lifecycle = createApp()
    const stage = createOpenStage({ lifecycle })
    stage.configure({ lifecycle: undefined })
    await microtasks()
    expect(lifecycle.stopped).toBe(1)
    stage.driver.dispose()
  })

  test('while at rest counts for the next attempt', () => {
    const [first, second] = [createApp(), createApp()]
    const stage = createStage({ lifecycle: first })
    stage.configure({ lifecycle: second })
    stage.node.connect()
    expect([first.watches.length, second.watches.length]).toEqual([0, 1])
    stage.driver.dispose()
  })
})

test('flush goes by the platform, not by the lifecycle', () => {
  const lifecycle = createApp()
  const stage = createOpenStage({ lifecycle, flush: 'frame' })
  stage.peer.deliver('a')
  lifecycle.events.wokeUp()
  expect(signalsIn(stage.story)).toEqual([])
  stage.clock.advance(0.02)
  expect(signalsIn(stage.story)).toEqual(['received(a)'])
  stage.driver.dispose()
})

test('createWebSocketNode and configure take it', () => {
  const lifecycle = createApp()
  const transport = createFakeTransport()
  const node = createWebSocketNode({ host: 'h', transport, lifecycle })
  node.connect()
  transport.last.peer.open()
  lifecycle.events.putAway()
  expect(node.state.status).toBe('reconnecting')
  node.dispose()
})
