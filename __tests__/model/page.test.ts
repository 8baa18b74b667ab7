/**
 * The page's life: what a node does when it goes offline, is hidden, or is put away into the back/forward cache; and
 * that a page without nodes has no listener of theirs.
 */
import { createStage, type Stage, type TextOptions } from '../support/core/stage.js'
import { signalsIn } from '../support/core/story.js'
import { useTestPage, watchListeners } from '../support/model/page.js'

const page = useTestPage()
const stages: Stage[] = []
afterEach(() => {
  for (const { driver, clock } of stages.splice(0)) {
    driver.dispose()
    expect(clock.pending()).toBe(0)
  }
})

/** What an unmount leaves for a microtask is done. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await Promise.resolve()
}

function create(options: TextOptions = {}): Stage {
  const stage = createStage(options)
  stages.push(stage)
  return stage
}

function open(options: TextOptions = {}): Stage {
  const stage = create(options)
  stage.node.connect()
  stage.peer.open()
  stage.story.length = 0
  return stage
}

/** One that waits for its nth retry, 100 s long. */
function reconnecting(attempt = 1, options: TextOptions = {}): Stage {
  const stage = create({ reconnect: { next: (retry) => (retry < attempt ? 0 : 100) }, ...options })
  stage.node.connect()
  for (let failure = 1; failure <= attempt; failure++) {
    stage.peer.close(1006)
    if (failure < attempt) stage.clock.advance(0)
  }
  expect(stage.node.state).toMatchObject({ status: 'reconnecting', attempt })
  stage.story.length = 0
  return stage
}

const attempts = ({ transport }: Stage) => transport.connections.length

describe('the wait for the next attempt', () => {
  test.each<[string, () => void]>([
    ['the browser comes back online', () => page.goOnline()],
    ['the page becomes visible', () => page.show()],
    ['the page resumes', () => page.resume()],
  ])('ends when %s; the count goes on', (_name, wakeUp) => {
    const stage = reconnecting(3)
    const before = attempts(stage)
    page.hide()
    stage.clock.advance(10)
    expect(attempts(stage)).toBe(before)
    wakeUp()
    expect(stage.node.state).toMatchObject({ status: 'connecting', attempt: 3 })
    expect(attempts(stage)).toBe(before + 1)
    stage.clock.advance(0.1)
    stage.peer.close(1006)
    expect(stage.node.state).toMatchObject({ status: 'reconnecting', attempt: 4 })
  })

  test.each<[string, () => void]>([
    ['the page is hidden', () => page.hide()],
    ['the browser goes offline', () => page.goOffline()],
    ['the page is frozen', () => page.freeze()],
    ['the page is shown for the first time', () => page.comeBack(false)],
    ['the page is left for good', () => page.leave(false)],
  ])('goes on when %s', (_name, go) => {
    const stage = reconnecting()
    go()
    expect(stage.node.state).toMatchObject({ status: 'reconnecting', attempt: 1 })
    expect(attempts(stage)).toBe(1)
    expect(stage.clock.pending('timer')).toBe(1)
  })

  test('offline, no attempt is spent; online, it comes at once', () => {
    const stage = reconnecting(1, { reconnect: { next: () => 1 } })
    page.goOffline()
    stage.clock.advance(29)
    page.hide()
    page.show()
    page.resume()
    expect(stage.node.state).toMatchObject({ status: 'reconnecting', attempt: 1 })
    expect([attempts(stage), stage.node.remaining]).toEqual([1, undefined])
    page.goOnline()
    expect(stage.node.state).toMatchObject({ status: 'connecting', attempt: 1 })
    expect(attempts(stage)).toBe(2)
  })

  test('offline, an attempt is made every 30 s all the same: it counts for nothing, and the policy is not asked', () => {
    const asked: number[] = []
    const next = (attempt: number) => (asked.push(attempt), 1)
    const stage = reconnecting(1, { reconnect: { next } })
    page.goOffline()
    for (let trial = 1; trial <= 3; trial++) {
      stage.clock.advance(29.9)
      expect(attempts(stage)).toBe(trial)
      stage.clock.advance(0.1)
      expect(attempts(stage)).toBe(trial + 1)
      stage.peer.close(1006)
    }
    expect(asked).toEqual([1])
    expect(signalsIn(stage.story).slice(0, 2)).toEqual(['connectFailed(refused)', 'reconnecting(1, 30)'])
    expect(stage.node.state).toMatchObject({ status: 'reconnecting', attempt: 1 })
    page.goOnline()
    stage.peer.close(1006)
    expect(asked).toEqual([1, 2])
  })

  test('a wait of more than 30 s is waited for, offline too', () => {
    const stage = reconnecting()
    page.goOffline()
    stage.clock.advance(99)
    expect(attempts(stage)).toBe(1)
    stage.clock.advance(1)
    expect(attempts(stage)).toBe(2)
  })

  test('online again before the wait is over ends it too, and no timer stays behind', () => {
    const stage = reconnecting()
    page.goOffline()
    stage.clock.advance(50)
    page.goOnline()
    expect([attempts(stage), stage.clock.pending('timer')]).toEqual([2, 1])
    stage.peer.open()
    expect(stage.clock.pending()).toBe(0)
    stage.clock.advance(1000)
    expect(attempts(stage)).toBe(2)
  })

  test('connect() by the user is not asked whether there is a network', () => {
    const stage = create()
    page.goOffline()
    expect(stage.node.connect()).toBe(true)
    expect(attempts(stage)).toBe(1)
  })

  test('one that is closed, failed, waiting or idle is not woken', () => {
    const closed = open()
    closed.node.close()
    closed.peer.close(1000)
    const failed = create()
    failed.node.connect()
    failed.peer.close(1006)
    const waiting = create()
    waiting.driver.wait('parent-ready')
    const all = [closed, failed, waiting, create()]
    const before = all.map(({ node }) => node.state)
    page.goOnline()
    page.show()
    page.resume()
    page.leave(true)
    page.comeBack(true)
    expect(all.map(({ node }) => node.state)).toEqual(before)
    all.forEach(({ node }, index) => expect(node.state).toBe(before[index]))
  })
})

describe('a page that is put away into the back/forward cache', () => {
  test('closes an open socket, and comes back with it', () => {
    const stage = open({ flush: 'burst' })
    stage.peer.deliver('last')
    page.leave(true)
    expect(stage.story).toEqual([
      '-> reconnecting',
      'received(last) in reconnecting',
      'closing in reconnecting',
      'closed(1000) in reconnecting',
    ])
    expect(stage.node.state).toEqual({
      status: 'reconnecting',
      url: 'ws://h/',
      attempt: 0,
      delay: 0,
      cause: { type: 'closed', code: 1000, reason: '', wasClean: true },
    })
    expect([stage.transport.liveCount, stage.clock.pending()]).toEqual([0, 0])
    stage.clock.advance(3600)
    expect(attempts(stage)).toBe(1)

    stage.story.length = 0
    page.comeBack(true)
    stage.peer.open()
    expect(stage.story).toEqual(['-> connecting', '-> open', 'connected(ws://h/) in open'])
  })

  test('drops an attempt without a word, and makes it again', () => {
    const stage = create()
    stage.node.connect()
    page.leave(true)
    expect([stage.transport.liveCount, stage.clock.pending()]).toEqual([0, 0])
    page.comeBack(true)
    stage.peer.open()
    expect(signalsIn(stage.story)).toEqual(['connected(ws://h/)'])
    expect(attempts(stage)).toBe(2)
  })

  test('drops one that has not begun', () => {
    const stage = create()
    stage.driver.connectSoon()
    page.leave(true)
    stage.clock.advance(1)
    expect(attempts(stage)).toBe(0)
    page.comeBack(true)
    expect(attempts(stage)).toBe(1)
  })

  test('waits for the next attempt, and makes it when it comes back, whatever was left to wait', () => {
    const stage = reconnecting(2)
    const { cause } = stage.node.state as { cause: unknown }
    page.leave(true)
    expect(stage.node.state).toMatchObject({ status: 'reconnecting', attempt: 2, cause })
    stage.clock.advance(1000)
    expect(attempts(stage)).toBe(2)
    page.comeBack(true)
    expect(stage.node.state).toMatchObject({ status: 'connecting', attempt: 2 })
    expect(attempts(stage)).toBe(3)
  })

  test('keeps the queue', () => {
    const stage = create({ sendQueue: 5 })
    stage.node.connect()
    stage.node.send('a')
    page.leave(true)
    stage.node.send('b')
    page.comeBack(true)
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['a', 'b'])
    expect(signalsIn(stage.story)).toEqual(['connected(ws://h/)'])
  })

  test('comes back offline: no attempt until there is a network', () => {
    const stage = open()
    page.leave(true)
    page.goOffline()
    page.comeBack(true)
    expect([stage.node.state.status, attempts(stage)]).toEqual(['reconnecting', 1])
    page.goOnline()
    expect(attempts(stage)).toBe(2)
  })

  test('close() while it is away is an end, and connect() a beginning', () => {
    const closed = open()
    const connected = open()
    page.leave(true)
    expect(closed.node.close()).toBe(true)
    expect(connected.node.connect()).toBe(true)
    page.comeBack(true)
    expect(closed.node.state).toMatchObject({ status: 'closed', code: 1000, wasClean: true })
    expect([attempts(closed), attempts(connected)]).toEqual([1, 2])
  })

  test('ends a closing handshake no sooner', () => {
    const stage = open()
    stage.node.close(4000, 'bye')
    page.leave(true)
    expect(stage.node.state.status).toBe('closing')
    page.comeBack(true)
    stage.peer.close(4000, 'bye')
    expect(stage.node.state).toMatchObject({ status: 'closed', code: 4000 })
    expect(attempts(stage)).toBe(1)
  })

  test('counts its retries from the start where the connection was open', () => {
    const asked: number[] = []
    const stage = create({
      reconnect: {
        next(attempt) {
          asked.push(attempt)
          return 0
        },
      },
    })
    stage.node.connect()
    stage.peer.close(1006)
    stage.clock.advance(0)
    stage.peer.open()
    page.leave(true)
    page.comeBack(true)
    stage.peer.close(1006)
    expect(asked).toEqual([1, 1])
  })

  test('one that is left for good is left to the browser', () => {
    const stage = open()
    page.leave(false)
    page.comeBack(false)
    expect([stage.story, stage.transport.liveCount]).toEqual([[], 1])
  })

  test('a handler of one node that throws, closes or unmounts another stops nobody', async () => {
    const thrown = new Error('thrown')
    const original = globalThis.reportError
    const reported: unknown[] = []
    globalThis.reportError = (error) => void reported.push(error)
    const first = open({
      onClosed() {
        second.driver.dispose()
        throw thrown
      },
    })
    const second = open()
    const third = open()
    page.leave(true)
    await settled()
    page.comeBack(true)
    globalThis.reportError = original
    expect(reported).toEqual([thrown])
    expect([first, second, third].map(attempts)).toEqual([2, 1, 2])
    expect(signalsIn(second.story)).toEqual([])
  })
})

describe('listeners', () => {
  const ALL = ['document resume', 'document visibilitychange', 'window online', 'window pagehide', 'window pageshow']

  test('one set for all nodes that have a connection or are on their way to one; none keeps the page out of the cache', async () => {
    const listening = watchListeners()
    const [first, second] = [create(), create()]
    expect(listening()).toEqual([])
    first.node.connect()
    second.driver.connectSoon()
    expect(listening()).toEqual(ALL)
    first.driver.unmount()
    first.driver.unmount()
    await settled()
    expect(listening()).toEqual(ALL)
    second.driver.unmount()
    await settled()
    expect(listening()).toEqual([])
    second.driver.mount()
    second.node.connect()
    expect(listening()).toEqual(ALL)
    second.node.close()
    second.clock.runTasks()
    await settled()
    expect([second.node.state.status, listening()]).toEqual(['closed', []])
  })

  test('a node that makes room for the next leaves it the set that is there', async () => {
    const listening = watchListeners()
    const added = jest.spyOn(window, 'addEventListener')
    const [first, second] = [open(), create()]
    const before = added.mock.calls.length
    first.driver.dispose()
    second.node.connect()
    await settled()
    expect(listening()).toEqual(ALL)
    expect(added).toHaveBeenCalledTimes(before)
  })

  test('a node that lingers listens until that is over', async () => {
    const listening = watchListeners()
    const stage = open({ reconnect: { next: () => 100 } })
    stage.driver.unmount(60)
    expect(listening()).toEqual(ALL)
    stage.peer.close(1006)
    page.goOnline()
    expect(attempts(stage)).toBe(2)
    stage.clock.advance(60)
    await Promise.resolve()
    expect(listening()).toEqual([])
  })

  test('a node that was never mounted has none', async () => {
    const listening = watchListeners()
    const { createDriver } = await import('../../src/core/node.js')
    const { withDefaults } = await import('../../src/core/createWebSocketNode.js')
    createDriver(withDefaults({}))
    expect(listening()).toEqual([])
  })
})
