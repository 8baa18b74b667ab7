/**
 * A machine that sleeps: `performance.now()` and all timers stand still meanwhile on macOS, iOS, Android and Linux, and
 * go on on Windows (W3C High Resolution Time, issue 115). The connection is as doubtful either way: the event that the
 * page gets afterwards begins a new question, with all its time.
 */
import { ping, type ConnectedInfo } from '../../src/core/index.js'
import { createOpenStage, createStage, type Stage, type TextOptions } from '../support/core/stage.js'
import { useTestPage, type TestPage } from '../support/model/page.js'

const page = useTestPage()
const stages: Stage[] = []
afterEach(() => {
  for (const { driver, clock } of stages.splice(0)) {
    driver.dispose()
    expect(clock.pending()).toBe(0)
  }
})

const HOUR = 3600

/** An open node that asks after 25 s of silence, and gives an answer 10 s. */
function beat(others: TextOptions = {}): Stage {
  const stage = createOpenStage({ flush: 'sync', heartbeat: ping({ message: 'ping' }), ...others })
  stages.push(stage)
  return stage
}

const machines: [string, (stage: Stage) => void][] = [
  ['whose clocks stand still', ({ clock }) => clock.sleep(HOUR)],
  ['whose clocks go on', ({ clock }) => clock.stall(HOUR)],
]

const wakes: [string, (page: TestPage) => void][] = [
  ['visible', (page) => page.show()],
  ['online', (page) => page.goOnline()],
  ['resumed', (page) => page.resume()],
]

describe.each(machines)('on a machine %s', (_, sleep) => {
  test.each(wakes)('a quiet connection is asked at once when the page is %s', (_, wake) => {
    const stage = beat()
    const { clock, wire, node } = stage
    clock.advance(5)
    sleep(stage)
    wake(page)
    expect(wire.sent).toEqual(['ping'])
    clock.advance(9.9)
    expect(node.state.status).toBe('open')
    clock.advance(0.2)
    expect(node.state).toMatchObject({ status: 'closed', reason: 'Heartbeat timeout' })
  })

  test.each(wakes)('one that was asked before has all its time again when the page is %s', (_, wake) => {
    const stage = beat()
    const { clock, wire, peer, node } = stage
    clock.advance(25)
    clock.advance(9)
    sleep(stage)
    wake(page)
    expect(wire.sent).toEqual(['ping', 'ping'])
    clock.advance(9.9)
    expect(node.state.status).toBe('open')
    peer.deliver('here')
    clock.advance(24)
    expect(node.state.status).toBe('open')
  })

  test.each(wakes)('a wait for the next attempt is over when the page is %s', (_, wake) => {
    const infos: ConnectedInfo[] = []
    const stage = beat({ reconnect: { next: () => 30 }, onConnected: (_, info) => infos.push(info) })
    stage.peer.close(1006)
    sleep(stage)
    wake(page)
    stage.clock.runTasks()
    stage.peer.open()
    expect(stage.node.state.status).toBe('open')
    expect(infos.at(-1)!.isReconnect).toBe(true)
    expect(infos.at(-1)!.downFor).toBeCloseTo(HOUR)
  })

  test('an attempt ends within its time', () => {
    const stage = createStage({ connectionTimeout: 10 })
    stages.push(stage)
    stage.node.connect()
    stage.clock.advance(4)
    sleep(stage)
    stage.clock.advance(6.1)
    expect(stage.node.state).toMatchObject({ status: 'failed', error: { code: 'timeout' } })
  })

  test('a lingering connection is asked at once, and given up when nobody answers', () => {
    const stage = beat()
    const { clock, wire, driver, node } = stage
    driver.unmount(300)
    sleep(stage)
    page.show()
    expect(wire.sent).toEqual(['ping'])
    clock.advance(10.1)
    expect(['closed', 'idle']).toContain(node.state.status)
  })
})

test('without any event, a dead connection is found out within the interval and the timeout', () => {
  const { clock, node } = beat()
  clock.advance(5)
  clock.sleep(HOUR)
  clock.advance(20 + 10)
  expect(node.state).toMatchObject({ status: 'closed', reason: 'Heartbeat timeout' })
})

test('a wall clock that is set back gives nobody more time', () => {
  const { clock, wire, node } = beat()
  clock.advance(25)
  clock.sleep(-HOUR)
  clock.advance(6)
  page.show()
  expect(wire.sent).toEqual(['ping', 'ping'])
  clock.advance(4)
  expect(node.state).toMatchObject({ status: 'closed', reason: 'Heartbeat timeout' })
})
