/**
 * A heartbeat of one's own is user code in the middle of the node's work: it may end the connection that it watches, be
 * answered at once, or speak when its connection is long gone.
 */
import { ping, type Heart, type HeartbeatPolicy, type Transport } from '../../src/core/index.js'
import { createOpenStage, createStage } from '../support/core/stage.js'
import { microtasks } from '../support/core/microtasks.js'
import { watchUncaught } from '../support/core/uncaught.js'

const takeUncaught = watchUncaught()

describe('a heartbeat that ends the connection with a packet', () => {
  test('by disposing: nothing is told later, nothing is left', () => {
    const stage = createOpenStage({
      heartbeat: ping({ message: 'ping', isReply: (wire) => (wire === 'bye' && stage.driver.dispose(), false) }),
    })
    stage.peer.deliver('a', 'bye')
    expect(stage.clock.pending()).toBe(0)
    const told = stage.story.length
    stage.clock.advance(1)
    expect(stage.story.slice(told)).toEqual([])
  })
  test('by closing: what arrived is emitted before closing', () => {
    const stage = createOpenStage({
      heartbeat: ping({ message: 'ping', isReply: (wire) => (wire === 'bye' && stage.node.close(), false) }),
    })
    stage.peer.deliver('a', 'bye')
    stage.clock.advance(0.1)
    expect(stage.story).toEqual(['-> closing', 'received(a bye) in closing', 'closing in closing'])
  })
  test('by giving up: what arrived is emitted before closed', () => {
    const heartbeat: HeartbeatPolicy = {
      start: (heart) => ({
        hear(packets) {
          if (packets.includes('bad')) heart.giveUp()
          return packets
        },
        probe() {},
        renew: () => false,
        stop() {},
      }),
    }
    const stage = createOpenStage({ heartbeat })
    stage.peer.deliver('a', 'bad')
    stage.clock.advance(0.1)
    expect(stage.story).toEqual(['-> closed', 'received(a bad) in closed', 'closed(1006, Heartbeat timeout) in closed'])
  })
})

describe('a heartbeat that is configured while the node is open', () => {
  const made = (log: string[], act: (heart: Heart) => void): HeartbeatPolicy => ({
    start(heart) {
      log.push('start')
      act(heart)
      return {
        hear: (packets) => packets.filter((packet) => packet !== 'pong'),
        probe() {},
        renew: () => false,
        stop: () => void log.push('stop'),
      }
    },
  })
  test.each<[string, (heart: Heart) => unknown]>([
    ['gives up', (heart) => heart.giveUp()],
    ['closes', (heart) => heart.node().close()],
  ])('and %s as it starts, is stopped', (_name, act) => {
    const log: string[] = []
    const stage = createOpenStage()
    stage.configure({ heartbeat: made(log, act) })
    expect(log).toEqual(['start', 'stop'])
  })
  test('hears the answer to a ping of its start, which is not emitted', () => {
    const transport: Transport = {
      open(_request, events) {
        events.opened('')
        return {
          bufferedAmount: 0,
          send: (message) => (message === 'ping' && events.received(['pong']), true),
          close() {},
          abandon() {},
        }
      },
    }
    const stage = createStage({ transport, flush: 'sync' })
    stage.node.connect()
    stage.story.length = 0
    stage.configure({ heartbeat: made([], (heart) => heart.send('ping')) })
    expect(stage.story).toEqual([])
  })
})

test('a heart whose connection is gone sends nothing over the next one', () => {
  const hearts: Heart[] = []
  const heartbeat: HeartbeatPolicy = {
    start(heart) {
      hearts.push(heart)
      return { hear: (packets) => packets, probe() {}, renew: () => true, stop() {} }
    },
  }
  const stage = createOpenStage({ heartbeat })
  stage.configure({ host: 'other' })
  stage.clock.advance(0)
  stage.peer.open()
  hearts[0]!.send('a token for h')
  expect(stage.wire.request.url).toBe('ws://other/')
  expect(stage.wire.sent).toEqual([])
})

test('a heartbeat that throws as it starts costs no packet that authenticate left over', async () => {
  const stage = createStage({
    heartbeat: {
      start() {
        throw new Error('no heart')
      },
    },
    authenticate: async ({ next }) => void (await next()),
  })
  stage.node.connect()
  stage.peer.open()
  stage.peer.deliver('welcome', 'a', 'b')
  await microtasks()
  stage.clock.advance(0.1)
  expect(stage.story).toContain('received(a b) in open')
  expect(takeUncaught().map(String)).toEqual(['Error: no heart'])
})
