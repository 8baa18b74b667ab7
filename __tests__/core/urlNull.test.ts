/**
 * @jest-environment node
 *
 * `url: null`: there is no destination now. The node lets go of what it has, and connects when a url comes.
 */
import { createAutoStage, createOpenStage, createStage, type Stage } from '../support/core/stage.js'
import { microtasks } from '../support/core/microtasks.js'
import { signalsIn } from '../support/core/story.js'
import { watchUncaught } from '../support/core/uncaught.js'

watchUncaught()

const URL_A = 'ws://a/'
const URL_B = 'ws://b/'

/** An open node that connects by itself. */
function openAuto(): Stage {
  const stage = createAutoStage({ url: URL_A })
  stage.clock.runTasks()
  stage.peer.open()
  stage.story.length = 0
  return stage
}

/** One that has no url from the beginning. */
const unknown = () => createAutoStage({ url: null })

const opened = (stage: Stage) => stage.transport.connections.map(({ request }) => request.url)

describe('url becomes null', () => {
  test('what is open closes in good order, and the node waits', () => {
    const stage = openAuto()
    const { wire, peer } = stage
    peer.deliver('a')
    stage.configure({ url: null })
    expect(stage.story).toEqual(['received(a) in open', '-> waiting', 'closing in waiting', 'closed(1000) in waiting'])
    expect(stage.node.state).toEqual({ status: 'waiting', mode: 'self-ready' })
    expect(wire.isAbandoned).toBe(true)
  })

  test('in mode none the node is idle', () => {
    const stage = createOpenStage({ url: URL_A })
    stage.configure({ url: null })
    expect(stage.node.state).toEqual({ status: 'idle' })
  })

  const connecting = ({ clock }: Stage) => clock.runTasks()
  const waiting = ({ clock, driver, node }: Stage) => {
    node.close()
    clock.runTasks()
    driver.wait('owner-ready')
  }
  const others: readonly (readonly [status: string, get: (stage: Stage) => void])[] = [
    ['connecting', connecting],
    [
      'reconnecting',
      (stage) => {
        connecting(stage)
        stage.peer.close(1006)
      },
    ],
    ['waiting', waiting],
    [
      'idle',
      (stage) => {
        waiting(stage)
        stage.node.close()
      },
    ],
  ]

  test.each(others)('in %s: the queue ends in sendFailed, and there is no other signal', (status, get) => {
    const stage = createAutoStage({ url: URL_A, reconnect: { next: () => 1 } })
    get(stage)
    expect(stage.node.state.status).toBe(status)
    stage.node.send('for a')
    stage.story.length = 0
    stage.configure({ url: null })
    expect(signalsIn(stage.story)).toEqual(['sendFailed(for a)'])
    expect(stage.node.state).toEqual({ status: 'waiting', mode: 'self-ready' })
    stage.clock.advance(100)
    expect(stage.transport.liveCount).toBe(0)
    expect(stage.clock.pending()).toBe(0)
  })

  test.each([1000, 1006])('at rest after %i: no signal', (code) => {
    const stage = openAuto()
    stage.peer.close(code)
    stage.story.length = 0
    stage.configure({ url: null })
    expect(stage.story).toEqual(['-> waiting'])
  })

  test('while closing: that is finished first, and told in waiting', () => {
    const stage = openAuto()
    stage.node.close(4000, 'bye')
    stage.story.length = 0
    stage.configure({ url: null })
    expect(stage.node.state.status).toBe('closing')
    stage.peer.close(4000, 'bye')
    expect(stage.story).toEqual(['-> waiting', 'closed(4000, bye) in waiting'])
  })

  test('what a url function still answers opens nothing', async () => {
    let answer!: (url: string) => void
    const stage = createAutoStage({ url: () => new Promise<string>((resolve) => (answer = resolve)) })
    stage.clock.runTasks()
    stage.configure({ url: null })
    answer(URL_A)
    await microtasks()
    stage.clock.runTasks()
    expect(opened(stage)).toEqual([])
  })

  test('the values start again', () => {
    const stage = openAuto()
    stage.peer.deliver('secret')
    stage.clock.runTasks()
    expect(stage.node.lastReceived).toEqual(['secret'])
    stage.configure({ url: null })
    expect([stage.node.lastReceived, stage.node.receivedCount]).toEqual([undefined, 0])
  })
})

describe('a url comes', () => {
  test('a node that connects by itself connects as at a mount: attempt 0, in a later task', () => {
    const stage = openAuto()
    stage.configure({ url: null })
    stage.configure({ url: URL_B })
    expect(opened(stage)).toEqual([URL_A])
    expect(stage.node.state).toEqual({ status: 'connecting', url: URL_B, attempt: 0 })
    stage.clock.runTasks()
    expect(opened(stage)).toEqual([URL_A, URL_B])
  })

  test('the same url is a connection anew, and no reconnect', () => {
    const stage = openAuto()
    const connected = jest.fn()
    stage.node.on('connected', connected)
    stage.configure({ url: null })
    stage.configure({ url: URL_A })
    stage.clock.runTasks()
    stage.peer.open()
    expect(connected.mock.calls).toEqual([[URL_A, { isReconnect: false, downFor: undefined }]])
  })

  test('in mode none nothing connects', () => {
    const stage = createOpenStage({ url: URL_A })
    stage.configure({ url: null })
    stage.configure({ url: URL_B })
    stage.clock.advance(100)
    expect(stage.node.state.status).toBe('idle')
    expect(opened(stage)).toEqual([URL_A])
    expect(stage.node.connect()).toBe(true)
    expect(opened(stage)).toEqual([URL_A, URL_B])
  })

  test('an earlier close() is forgotten', () => {
    const stage = openAuto()
    stage.node.close()
    stage.peer.close(1000)
    stage.configure({ url: null })
    stage.configure({ url: URL_B })
    stage.clock.runTasks()
    expect(opened(stage)).toEqual([URL_A, URL_B])
  })

  test('a close() in progress is finished first', () => {
    const stage = openAuto()
    stage.node.close()
    stage.configure({ url: null })
    stage.configure({ url: URL_B })
    expect(stage.node.state.status).toBe('closing')
    stage.peer.close(1000)
    stage.commit()
    stage.clock.runTasks()
    expect(opened(stage)).toEqual([URL_A, URL_B])
    expect(signalsIn(stage.story)).toEqual(['closing', 'closed(1000)'])
  })

  test('a close() while it was null stands until connect()', () => {
    const stage = openAuto()
    stage.configure({ url: null })
    expect(stage.node.close()).toBe(true)
    stage.configure({ url: URL_B })
    stage.clock.advance(100)
    expect(stage.node.state.status).toBe('idle')
    expect(opened(stage)).toEqual([URL_A])
    expect(stage.node.connect()).toBe(true)
    expect(opened(stage)).toEqual([URL_A, URL_B])
  })

  test('… also where the connection was still closing', () => {
    const stage = openAuto()
    stage.node.close()
    stage.configure({ url: null })
    stage.node.close()
    stage.peer.close(1000)
    expect(stage.node.state).toEqual({ status: 'idle' })
    stage.configure({ url: URL_B })
    stage.clock.advance(100)
    expect(opened(stage)).toEqual([URL_A])
  })

  test('… or until the node mounts again', async () => {
    const stage = openAuto()
    stage.configure({ url: null })
    stage.node.close()
    stage.configure({ url: URL_B })
    stage.driver.unmount()
    await microtasks()
    stage.driver.mount()
    stage.commit()
    stage.clock.runTasks()
    expect(opened(stage)).toEqual([URL_A, URL_B])
  })
})

describe('send()', () => {
  test('before the first destination queues for that one', () => {
    const stage = unknown()
    expect(stage.node.send('early')).toBe(true)
    stage.configure({ url: URL_A })
    stage.clock.runTasks()
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['early'])
    expect(signalsIn(stage.story)).toEqual([`connected(${URL_A})`])
  })

  test('after a destination has become null is refused', () => {
    const stage = openAuto()
    stage.configure({ url: null })
    expect(stage.node.send('after the logout')).toBe(false)
    expect(stage.warnings).toEqual([{ type: 'sendRefused', why: 'noUrl', status: 'waiting' }])
    stage.configure({ url: URL_B })
    stage.clock.runTasks()
    stage.peer.open()
    expect(stage.wire.sent).toEqual([])
  })

  test('queues again for the next destination after a remount', async () => {
    const stage = openAuto()
    stage.configure({ url: null })
    stage.driver.unmount()
    await microtasks()
    stage.driver.mount()
    expect(stage.node.send('of the next life')).toBe(true)
  })
})

describe('connect() while the url is null', () => {
  test('answers false, and says so', () => {
    const stage = unknown()
    expect(stage.node.connect()).toBe(false)
    expect(stage.node.state).toEqual({ status: 'waiting', mode: 'self-ready' })
    expect(stage.warnings).toEqual([{ type: 'connectIgnored', why: 'noUrl' }])
  })

  test('with a host connects', () => {
    const stage = unknown()
    expect(stage.node.connect('other', '/x')).toBe(true)
    expect(opened(stage)).toEqual(['ws://other/x'])
  })

  test('with a route alone is refused: the host would not be known', () => {
    const stage = unknown()
    expect(stage.node.connect(undefined, '/x')).toBe(false)
    expect(stage.warnings).toEqual([{ type: 'connectIgnored', why: 'routeWithUrl' }])
    expect(opened(stage)).toEqual([])
  })

  test('reconnect() answers false, too', () => {
    expect(unknown().node.reconnect()).toBe(false)
  })
})

test.each(['ws://a/', () => 'ws://a/'])('connect() with a route alone is refused under the url %p', (url) => {
  const stage = createStage({ url })
  expect(stage.node.connect(undefined, '/b')).toBe(false)
  expect(stage.warnings).toEqual([{ type: 'connectIgnored', why: 'routeWithUrl' }])
  expect(opened(stage)).toEqual([])
})
