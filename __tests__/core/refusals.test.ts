/**
 * @jest-environment node
 *
 * Why a message is refused: `send` answers false, nothing of the message stays, and the binding hears the reason.
 */
import { text } from '../../src/core/index.js'
import { withDefaults } from '../../src/core/createWebSocketNode.js'
import { createDriver, type NodeDriver } from '../../src/core/node.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { createManualClock } from '../support/core/manualClock.js'
import { microtasks } from '../support/core/microtasks.js'
import { createOpenStage, createStage, type Stage } from '../support/core/stage.js'
import { watchUncaught } from '../support/core/uncaught.js'

watchUncaught()

interface Case {
  readonly why: string
  readonly when: string
  readonly get: () => Stage
}

const cases: readonly Case[] = [
  {
    why: 'notOpen',
    when: 'closing',
    get() {
      const stage = createOpenStage()
      stage.node.close()
      return stage
    },
  },
  {
    why: 'notOpen',
    when: 'closed',
    get() {
      const stage = createOpenStage()
      stage.peer.close(1000)
      return stage
    },
  },
  {
    why: 'notOpen',
    when: 'failed',
    get() {
      const stage = createStage()
      stage.node.connect()
      stage.peer.close(1006)
      return stage
    },
  },
  {
    why: 'ending',
    when: 'open, on a connection that takes no more',
    get() {
      const stage = createOpenStage()
      stage.wire.close(1000, '')
      return stage
    },
  },
  {
    why: 'noUrl',
    when: 'the url has become null',
    get() {
      const stage = createOpenStage()
      stage.configure({ url: null })
      return stage
    },
  },
  { why: 'noQueue', when: 'connecting, without a queue', get: () => createConnecting(0) },
  {
    why: 'queueFull',
    when: 'connecting, with a full queue',
    get() {
      const stage = createConnecting(1)
      stage.node.send('first')
      return stage
    },
  },
  {
    why: 'bufferFull',
    when: 'open, over sendBufferLimit',
    get() {
      const stage = createOpenStage({ sendBufferLimit: 10 })
      Object.assign(stage.wire, { bufferedAmount: 11 })
      return stage
    },
  },
  {
    why: 'disposed',
    when: 'disposed of',
    get() {
      const stage = createStage()
      stage.driver.dispose()
      return stage
    },
  },
]

function createConnecting(sendQueue: number): Stage {
  const stage = createStage({ sendQueue })
  stage.node.connect()
  return stage
}

test.each(cases)('$why: $when', ({ why, get }) => {
  const stage = get()
  const { lastSent, sentCount, queued } = stage.node
  expect(stage.node.send('m')).toBe(false)
  expect(stage.node.sendString('m')).toBe(false)
  expect(stage.node.sendJson('m')).toBe(false)
  expect([stage.node.lastSent, stage.node.sentCount, stage.node.queued]).toEqual([lastSent, sentCount, queued])
  const { status } = stage.node.state
  expect(stage.warnings).toEqual(Array(3).fill({ type: 'sendRefused', why, status }))
})

test('the queue takes 100 messages by default, and the newest is refused', () => {
  const stage = createStage()
  stage.node.connect()
  const messages = Array.from({ length: 101 }, (_, index) => `m${index}`)
  expect(messages.map((message) => stage.node.send(message))).toEqual([...Array<boolean>(100).fill(true), false])
  stage.peer.open()
  expect(stage.wire.sent).toEqual(messages.slice(0, 100))
})

test('at sendBufferLimit itself, send still takes', () => {
  const stage = createOpenStage({ sendBufferLimit: 10 })
  Object.assign(stage.wire, { bufferedAmount: 10 })
  expect(stage.node.send('m')).toBe(true)
})

describe('the binding also hears', () => {
  test('of a message that is queued in idle under the mode none: nobody connects', () => {
    const stage = createStage()
    stage.node.send('m')
    expect(stage.warnings).toEqual([{ type: 'queuedWhileIdle' }])
  })

  test('not under another mode', () => {
    const stage = createStage({ url: null }, undefined, 'self-ready')
    stage.node.send('m')
    expect(stage.warnings).toEqual([])
  })

  describe('of lost messages that nobody listens to', () => {
    const lose = (end: (driver: NodeDriver<typeof text>) => void): unknown[] => {
      const warnings: unknown[] = []
      const options = withDefaults({ host: 'h', format: text, transport: createFakeTransport() })
      const driver = createDriver<typeof text>(options, {
        clock: createManualClock(),
        warn: (_node, warning) => warnings.push(warning),
      })
      driver.mount()
      driver.node.connect()
      driver.node.sendString('a')
      driver.node.sendString('b')
      end(driver)
      return warnings
    }

    test('how many', () => {
      const next = withDefaults({ host: 'new', format: text, transport: createFakeTransport() })
      const moved = lose((driver) => driver.configure(next))
      expect(moved).toEqual([{ type: 'sendFailedUnheard', count: 2 }])
    })

    test('but not at an unmount', async () => {
      const warnings = lose((driver) => driver.unmount())
      await microtasks()
      expect(warnings).toEqual([])
    })

    test('and not where somebody does', () => {
      const stage = createStage()
      stage.node.connect()
      stage.node.send('a')
      stage.configure({ host: 'new' })
      expect(stage.story).toContain('sendFailed(a) in connecting')
      expect(stage.warnings).toEqual([])
    })
  })
})
