/**
 * @jest-environment node
 *
 * What is emitted, in which order: the table of the specification row by row, on a fake wire and a manual clock, without
 * a reconnect policy and with one.
 *
 * `-> open` is what a subscriber hears, `connected(ws://h/) in open` what a listener hears, and in which state. What
 * fails in the very call of `connect()` is told when that is over, so a subscriber hears of it in the state that is left.
 */
import type { ReconnectPolicy } from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { createStage, type Stage, type TextOptions } from '../support/core/stage.js'
import { watchUncaught } from '../support/core/uncaught.js'

watchUncaught()

/** Retry n in n seconds. */
const persistent: ReconnectPolicy = { next: (attempt) => attempt }

interface Row {
  readonly path: string
  readonly options?: TextOptions
  /** What was done before the story begins. */
  readonly given?: (stage: Stage) => void
  readonly when: (stage: Stage) => void | Promise<void>
  readonly told: readonly string[]
  readonly state: object
  /** With a reconnect policy, where that is another story. */
  readonly toldWithReconnect?: readonly string[]
  readonly stateWithReconnect?: object
}

const connect = ({ node }: Stage) => void node.connect()
const connectAndOpen = (stage: Stage) => {
  stage.node.connect()
  stage.peer.open()
}
/** Until reconnecting, after an attempt that failed. */
const failOnce = (stage: Stage) => {
  stage.node.connect()
  stage.peer.close(1006)
}
const microtasks = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve()
}

const rows: readonly Row[] = [
  {
    path: 'opened',
    when: connectAndOpen,
    told: ['-> connecting', '-> open', 'connected(ws://h/) in open'],
    state: { status: 'open', url: 'ws://h/', protocol: '' },
  },
  {
    path: 'opened, with what was queued',
    options: { sendQueue: 10 },
    when(stage) {
      stage.node.on('connected', () => stage.node.send('from connected'))
      stage.node.send('queued 1')
      stage.node.connect()
      stage.node.send('queued 2')
      stage.peer.open()
      expect(stage.wire.sent).toEqual(['queued 1', 'queued 2', 'from connected'])
    },
    told: ['-> connecting', '-> open', 'connected(ws://h/) in open'],
    state: { status: 'open' },
  },
  {
    path: 'refused, rejected, dropped before open',
    given: connect,
    when: ({ peer }) => peer.close(1006),
    told: ['-> failed', 'connectFailed(refused) in failed'],
    state: { status: 'failed', url: 'ws://h/', error: { code: 'refused' } },
    toldWithReconnect: [
      '-> reconnecting',
      'connectFailed(refused) in reconnecting',
      'reconnecting(1, 1) in reconnecting',
    ],
    stateWithReconnect: {
      status: 'reconnecting',
      url: 'ws://h/',
      attempt: 1,
      delay: 1,
      cause: { type: 'failed', error: { code: 'refused' } },
    },
  },
  {
    path: 'connectionTimeout; the late socket is mute',
    options: { connectionTimeout: 3 },
    given: connect,
    when({ clock, peer, wire }) {
      clock.advance(3)
      expect(wire.isAbandoned).toBe(true)
      peer.open()
      peer.deliver('late')
      peer.close(1000)
    },
    told: ['-> failed', 'connectFailed(timeout) in failed'],
    state: { status: 'failed', url: 'ws://h/', error: { code: 'timeout' } },
    toldWithReconnect: [
      '-> reconnecting',
      'connectFailed(timeout) in reconnecting',
      'reconnecting(1, 1) in reconnecting',
    ],
    stateWithReconnect: { status: 'reconnecting', attempt: 1 },
  },
  {
    path: 'connectionTimeout of a url function that never answers',
    options: { url: () => new Promise<string>(() => {}), connectionTimeout: 3 },
    given: connect,
    when({ clock, transport }) {
      clock.advance(3)
      expect(transport.connections).toEqual([])
    },
    told: ['-> failed', 'connectFailed(timeout) in failed'],
    state: { status: 'failed', url: '' },
    toldWithReconnect: [
      '-> reconnecting',
      'connectFailed(timeout) in reconnecting',
      'reconnecting(1, 1) in reconnecting',
    ],
    stateWithReconnect: { status: 'reconnecting', url: '', attempt: 1 },
  },
  {
    path: 'connectionTimeout counts the url function and the handshake together',
    options: { url: () => Promise.resolve('ws://asked/'), connectionTimeout: 3 },
    async when(stage) {
      stage.node.connect()
      stage.clock.advance(2)
      await microtasks()
      expect(stage.wire.request.url).toBe('ws://asked/')
      stage.clock.advance(0.9)
      expect(stage.node.state.status).toBe('connecting')
      stage.clock.advance(0.1)
    },
    told: ['-> connecting', '-> connecting', '-> failed', 'connectFailed(timeout) in failed'],
    state: { status: 'failed', url: 'ws://asked/' },
    toldWithReconnect: [
      '-> connecting',
      '-> connecting',
      '-> reconnecting',
      'connectFailed(timeout) in reconnecting',
      'reconnecting(1, 1) in reconnecting',
    ],
    stateWithReconnect: { status: 'reconnecting' },
  },
  {
    path: 'the url function throws',
    options: {
      url: () => {
        throw new Error('no token')
      },
    },
    when: connect,
    told: ['-> failed', 'connectFailed(url-rejected) in failed'],
    state: { status: 'failed', url: '', error: { cause: new Error('no token') } },
    toldWithReconnect: [
      '-> reconnecting',
      'connectFailed(url-rejected) in reconnecting',
      'reconnecting(1, 1) in reconnecting',
    ],
    stateWithReconnect: { status: 'reconnecting' },
  },
  {
    path: 'the url function rejects',
    options: { url: () => Promise.reject(new Error('no token')) },
    given: connect,
    when: microtasks,
    told: ['-> failed', 'connectFailed(url-rejected) in failed'],
    state: { status: 'failed', url: '' },
    toldWithReconnect: [
      '-> reconnecting',
      'connectFailed(url-rejected) in reconnecting',
      'reconnecting(1, 1) in reconnecting',
    ],
    stateWithReconnect: { status: 'reconnecting' },
  },
  {
    path: 'bad URL: no retry helps',
    options: { host: 'h/x' },
    when: connect,
    told: ['-> failed', 'connectFailed(invalid-url) in failed'],
    state: { status: 'failed', url: '' },
    toldWithReconnect: ['-> failed', 'connectFailed(invalid-url) in failed', 'gaveUp(failed) in failed'],
  },
  {
    path: 'blocked: no retry helps',
    options: {
      transport: createFakeTransport(() => {
        throw new DOMException('an https page may not', 'SecurityError')
      }),
    },
    when: connect,
    told: ['-> failed', 'connectFailed(blocked) in failed'],
    state: { status: 'failed', url: 'ws://h/' },
    toldWithReconnect: ['-> failed', 'connectFailed(blocked) in failed', 'gaveUp(failed) in failed'],
  },
  {
    path: 'close(c, r) while connecting; no connectFailed',
    given: connect,
    when({ node, clock, peer, wire, story }) {
      expect(node.close(4000, 'bye')).toBe(true)
      expect(story).toEqual(['-> closing', 'closing in closing'])
      expect(wire.isAbandoned).toBe(true)
      peer.close(1006)
      clock.runTasks()
    },
    told: ['-> closing', 'closing in closing', '-> closed', 'closed(4000, bye) in closed'],
    state: { status: 'closed', url: 'ws://h/', code: 4000, reason: 'bye', wasClean: false },
  },
  {
    path: 'close() before the url function has answered',
    options: { url: () => new Promise<string>(() => {}) },
    given: connect,
    when({ node, clock }) {
      expect(node.close()).toBe(true)
      clock.runTasks()
    },
    told: ['-> closing', 'closing in closing', '-> closed', 'closed(1000) in closed'],
    state: { status: 'closed', url: '', code: 1000, reason: '', wasClean: false },
  },
  {
    path: "close(c, r) while open, with the peer's code and reason",
    given: connectAndOpen,
    when({ node, peer, wire }) {
      peer.deliver('a', 'b')
      expect(node.close(4000, 'bye')).toBe(true)
      expect(wire.closeCalls).toEqual([[4000, 'bye']])
      peer.close(4001, 'you too')
    },
    told: [
      '-> closing',
      'received(a b) in closing',
      'closing in closing',
      '-> closed',
      'closed(4001, you too) in closed',
    ],
    state: { status: 'closed', url: 'ws://h/', code: 4001, reason: 'you too', wasClean: true },
  },
  {
    path: 'close() while open towards a peer that is gone',
    options: { closeTimeout: 2 },
    given: connectAndOpen,
    when({ node, clock, peer, wire }) {
      node.close()
      clock.advance(2)
      expect(wire.isAbandoned).toBe(true)
      peer.close(1000)
    },
    told: ['-> closing', 'closing in closing', '-> closed', 'closed(1006, Close timeout) in closed'],
    state: { status: 'closed', code: 1006, reason: 'Close timeout', wasClean: false },
  },
  {
    path: 'close() while open: what a slow client still delivers is emitted before closed',
    given: connectAndOpen,
    when({ node, peer }) {
      node.close()
      peer.deliver('late')
      peer.close(1000)
    },
    told: ['-> closing', 'closing in closing', '-> closed', 'received(late) in closed', 'closed(1000) in closed'],
    state: { status: 'closed' },
  },
  {
    path: 'close() while waiting',
    given: ({ driver }) => driver.wait('parent-ready'),
    when: ({ node }) => expect(node.close()).toBe(true),
    told: ['-> idle'],
    state: { status: 'idle' },
  },
  {
    path: "the server's close frame",
    given: connectAndOpen,
    when({ peer }) {
      peer.deliver('a')
      peer.close(1001, 'away')
    },
    told: ['-> closed', 'received(a) in closed', 'closing in closed', 'closed(1001, away) in closed'],
    state: { status: 'closed', url: 'ws://h/', code: 1001, reason: 'away', wasClean: true },
    toldWithReconnect: [
      '-> reconnecting',
      'received(a) in reconnecting',
      'closing in reconnecting',
      'closed(1001, away) in reconnecting',
      'reconnecting(1, 1) in reconnecting',
    ],
    stateWithReconnect: {
      status: 'reconnecting',
      attempt: 1,
      delay: 1,
      cause: { type: 'closed', code: 1001, reason: 'away', wasClean: true },
    },
  },
  {
    path: "the server's close frame without a code",
    given: connectAndOpen,
    when: ({ peer }) => peer.close(1005),
    told: ['-> closed', 'closing in closed', 'closed(1005) in closed'],
    state: { status: 'closed', code: 1005 },
    toldWithReconnect: [
      '-> reconnecting',
      'closing in reconnecting',
      'closed(1005) in reconnecting',
      'reconnecting(1, 1) in reconnecting',
    ],
    stateWithReconnect: { status: 'reconnecting' },
  },
  {
    path: 'connection lost',
    given: connectAndOpen,
    when({ peer }) {
      peer.deliver('a')
      peer.close(1006)
    },
    told: ['-> closed', 'received(a) in closed', 'closed(1006) in closed'],
    state: { status: 'closed', code: 1006, reason: '', wasClean: false },
    toldWithReconnect: [
      '-> reconnecting',
      'received(a) in reconnecting',
      'closed(1006) in reconnecting',
      'reconnecting(1, 1) in reconnecting',
    ],
    stateWithReconnect: { status: 'reconnecting', cause: { type: 'closed', code: 1006, reason: '', wasClean: false } },
  },
  {
    path: 'routing moved while open',
    options: { sendQueue: 10 },
    given: connectAndOpen,
    when(stage) {
      const { clock, wire, peer } = stage
      peer.deliver('a')
      stage.configure({ host: 'new' })
      expect(wire.isAbandoned).toBe(true)
      peer.deliver('late')
      peer.close(1006)
      clock.runTasks()
      stage.peer.open()
    },
    told: [
      'received(a) in open',
      '-> connecting',
      'closing in connecting',
      'closed(1000) in connecting',
      '-> open',
      'connected(ws://new/) in open',
    ],
    state: { status: 'open', url: 'ws://new/' },
  },
  {
    path: 'routing moved while connecting',
    options: { sendQueue: 10 },
    given(stage) {
      stage.node.connect()
      stage.node.send('for h')
    },
    when(stage) {
      const { wire, clock, peer } = stage
      stage.configure({ host: 'new' })
      expect(wire.isAbandoned).toBe(true)
      peer.open()
      clock.runTasks()
      expect(stage.wire.request.url).toBe('ws://new/')
    },
    told: ['-> connecting', 'sendFailed(for h) in connecting'],
    state: { status: 'connecting', url: 'ws://new/', attempt: 0 },
  },
  {
    path: 'authenticate rejects',
    options: { authenticate: () => Promise.reject(new Error('denied')) },
    given: connect,
    async when({ peer, wire }) {
      peer.open()
      await microtasks()
      expect(wire.isAbandoned).toBe(true)
    },
    told: ['-> failed', 'connectFailed(rejected) in failed'],
    state: { status: 'failed', error: { code: 'rejected', cause: new Error('denied') } },
    toldWithReconnect: [
      '-> reconnecting',
      'connectFailed(rejected) in reconnecting',
      'reconnecting(1, 1) in reconnecting',
    ],
    stateWithReconnect: { status: 'reconnecting', attempt: 1 },
  },
  {
    path: 'url becomes null while open',
    given: connectAndOpen,
    when(stage) {
      const { peer, wire } = stage
      peer.deliver('a')
      stage.configure({ url: null })
      expect(wire.isAbandoned).toBe(true)
      peer.deliver('late')
      peer.close(1000)
    },
    told: ['received(a) in open', '-> idle', 'closing in idle', 'closed(1000) in idle'],
    state: { status: 'idle' },
  },
  {
    path: 'url becomes null while connecting',
    given(stage) {
      stage.node.connect()
      stage.node.send('for h')
    },
    when(stage) {
      stage.configure({ url: null })
      stage.peer.open()
    },
    told: ['-> idle', 'sendFailed(for h) in idle'],
    state: { status: 'idle' },
  },
  {
    path: 'url becomes null while closing: the closed that is due is still told',
    given(stage) {
      connectAndOpen(stage)
      stage.node.close()
    },
    when(stage) {
      stage.configure({ url: null })
      expect(stage.node.state.status).toBe('closing')
      stage.peer.deliver('late')
      stage.peer.close(1000)
    },
    told: ['-> idle', 'received(late) in idle', 'closed(1000) in idle'],
    state: { status: 'idle' },
  },
  {
    path: 'reconnect() while open',
    given: connectAndOpen,
    when(stage) {
      const { wire } = stage
      stage.peer.deliver('a')
      expect(stage.node.reconnect()).toBe(true)
      expect(wire.isAbandoned).toBe(true)
      stage.node.send('queued')
      stage.clock.runTasks()
      stage.peer.open()
      expect(stage.wire.sent).toEqual(['queued'])
    },
    told: [
      '-> connecting',
      'received(a) in connecting',
      'closing in connecting',
      'closed(1000) in connecting',
      '-> open',
      'connected(ws://h/) in open',
    ],
    state: { status: 'open' },
  },
  {
    path: 'reconnect() while connecting: the queue stays',
    given(stage) {
      stage.node.connect()
      stage.node.send('kept')
    },
    async when(stage) {
      // What `connect()` has begun in the same task is as new as can be.
      await microtasks()
      const { wire } = stage
      expect(stage.node.reconnect()).toBe(true)
      expect(wire.isAbandoned).toBe(true)
      stage.clock.runTasks()
      expect(stage.transport.liveCount).toBe(1)
      expect(stage.node.queued).toBe(1)
    },
    told: ['-> connecting'],
    state: { status: 'connecting', attempt: 0 },
  },
  {
    path: 'connect() while closing',
    given(stage) {
      connectAndOpen(stage)
      stage.node.close()
    },
    when(stage) {
      expect(stage.node.connect()).toBe(true)
      expect(stage.node.send('for the next')).toBe(true)
      stage.peer.close(1000)
      expect(stage.story).toEqual(['-> connecting', 'closed(1000) in connecting'])
      stage.clock.runTasks()
      stage.peer.open()
      expect(stage.wire.sent).toEqual(['for the next'])
    },
    told: ['-> connecting', 'closed(1000) in connecting', '-> open', 'connected(ws://h/) in open'],
    state: { status: 'open' },
  },
  {
    path: 'unmount while open',
    given: connectAndOpen,
    async when({ driver, peer, wire, story }) {
      peer.deliver('a', 'b')
      driver.unmount()
      expect(story).toEqual(['received(a b) in open'])
      await microtasks()
      expect(wire.isAbandoned).toBe(true)
      peer.deliver('late')
      peer.close(1000)
    },
    told: ['received(a b) in open', '-> idle'],
    state: { status: 'idle' },
  },
  {
    path: 'unmount while connecting',
    options: { sendQueue: 10 },
    given(stage) {
      stage.node.connect()
      stage.node.send('too late')
    },
    async when({ driver, peer }) {
      driver.unmount()
      await microtasks()
      peer.open()
      peer.close(1006)
    },
    told: ['-> idle', 'sendFailed(too late) in idle'],
    state: { status: 'idle' },
  },
  {
    path: 'unmount while closing',
    given: connectAndOpen,
    async when({ node, driver, peer, story }) {
      node.close()
      story.length = 0
      driver.unmount()
      await microtasks()
      peer.close(1000)
    },
    told: ['-> idle'],
    state: { status: 'idle' },
  },
  {
    path: 'unmount in the task of an autoconnect: no handshake',
    given: ({ driver }) => driver.connectSoon(),
    async when({ driver, clock, transport }) {
      driver.unmount()
      await microtasks()
      clock.advance(100)
      expect(transport.connections).toEqual([])
    },
    told: ['-> idle'],
    state: { status: 'idle' },
  },
]

async function play({ options, given, when }: Row, reconnect?: ReconnectPolicy): Promise<Stage> {
  const stage = createStage({ ...options, reconnect })
  given?.(stage)
  stage.story.length = 0
  await when(stage)
  return stage
}

describe.each(rows)('$path', (row) => {
  test('without reconnect', async () => {
    const { story, node } = await play(row)
    expect(story).toEqual(row.told)
    expect(node.state).toMatchObject(row.state)
  })

  test('with reconnect', async () => {
    const { story, node } = await play(row, persistent)
    expect(story).toEqual(row.toldWithReconnect ?? row.told)
    expect(node.state).toMatchObject(row.stateWithReconnect ?? row.state)
  })

  test.each([undefined, persistent])('leaves nothing behind when it is unmounted', async (reconnect) => {
    const { clock, driver, transport, story } = await play(row, reconnect)
    driver.unmount()
    await microtasks()
    expect(clock.pending()).toBe(0)
    expect(transport.liveCount).toBe(0)
    const soFar = [...story]
    for (const { peer } of transport.connections) {
      peer.open()
      peer.deliver('late')
      peer.close(1000)
    }
    clock.advance(1000)
    await microtasks()
    expect(story).toEqual(soFar)
  })
})

/** The rows that begin with a retry ahead. */
const reconnectingRows: readonly (Omit<Row, 'path'> & {
  readonly path: string
  readonly reconnect?: ReconnectPolicy
})[] = [
  {
    path: 'close() while reconnecting after a failure',
    given: failOnce,
    when: ({ node }) => expect(node.close()).toBe(true),
    told: ['-> failed'],
    state: { status: 'failed', error: { code: 'refused' } },
  },
  {
    path: 'close() while reconnecting after a disconnect, with a queue',
    options: { sendQueue: 10 },
    given(stage) {
      connectAndOpen(stage)
      stage.peer.close(1001, 'away')
      stage.node.send('queued')
    },
    when: ({ node }) => expect(node.close()).toBe(true),
    told: ['-> closed', 'sendFailed(queued) in closed'],
    state: { status: 'closed', code: 1001, reason: 'away', wasClean: true },
  },
  {
    path: 'connect() while reconnecting: at once, and the count starts anew',
    given: failOnce,
    when({ node, transport }) {
      expect(node.connect()).toBe(true)
      expect(transport.connections).toHaveLength(2)
    },
    told: ['-> connecting'],
    state: { status: 'connecting', attempt: 0 },
  },
  {
    path: 'routing moved while reconnecting',
    options: { sendQueue: 10 },
    given(stage) {
      failOnce(stage)
      stage.node.send('for h')
    },
    when(stage) {
      stage.configure({ host: 'new' })
      stage.clock.runTasks()
      expect(stage.wire.request.url).toBe('ws://new/')
    },
    told: ['-> connecting', 'sendFailed(for h) in connecting'],
    state: { status: 'connecting', url: 'ws://new/', attempt: 0 },
  },
  {
    path: 'the retry',
    given: failOnce,
    when(stage) {
      stage.clock.advance(1)
      expect(stage.node.state).toEqual({ status: 'connecting', url: 'ws://h/', attempt: 1 })
      stage.peer.open()
    },
    told: ['-> connecting', '-> open', 'connected(ws://h/) in open'],
    state: { status: 'open' },
  },
  {
    path: 'url becomes null while reconnecting',
    given(stage) {
      failOnce(stage)
      stage.node.send('for h')
    },
    when: (stage) => stage.configure({ url: null }),
    told: ['-> idle', 'sendFailed(for h) in idle'],
    state: { status: 'idle' },
  },
  {
    path: 'reconnect() while reconnecting: the queue stays',
    given(stage) {
      failOnce(stage)
      stage.node.send('kept')
    },
    when({ node, clock, transport }) {
      expect(node.reconnect()).toBe(true)
      clock.runTasks()
      expect(transport.connections).toHaveLength(2)
      expect(node.queued).toBe(1)
    },
    told: ['-> connecting'],
    state: { status: 'connecting', attempt: 0 },
  },
  {
    path: 'the policy is taken away while it waits',
    given(stage) {
      failOnce(stage)
      stage.node.send('queued')
    },
    when(stage) {
      stage.configure({ reconnect: null })
      stage.clock.advance(100)
      expect(stage.transport.connections).toHaveLength(1)
    },
    told: ['-> failed', 'sendFailed(queued) in failed', 'gaveUp(failed) in failed'],
    state: { status: 'failed' },
  },
  {
    path: 'gave up after a failure',
    reconnect: { next: (attempt) => (attempt > 1 ? null : 1) },
    options: { sendQueue: 10 },
    given(stage) {
      failOnce(stage)
      stage.node.send('queued')
    },
    when(stage) {
      stage.clock.advance(1)
      stage.peer.close(1006)
    },
    told: [
      '-> connecting',
      '-> failed',
      'connectFailed(refused) in failed',
      'sendFailed(queued) in failed',
      'gaveUp(failed) in failed',
    ],
    state: { status: 'failed' },
  },
  {
    path: 'gave up after a disconnect',
    reconnect: { next: () => null },
    given: connectAndOpen,
    when: ({ peer }) => peer.close(1006),
    told: ['-> closed', 'closed(1006) in closed', 'gaveUp(closed) in closed'],
    state: { status: 'closed' },
  },
  {
    path: 'unmount while reconnecting',
    options: { sendQueue: 10 },
    given(stage) {
      failOnce(stage)
      stage.node.send('queued')
    },
    async when({ driver, clock, transport }) {
      driver.unmount()
      await microtasks()
      clock.advance(100)
      expect(transport.connections).toHaveLength(1)
    },
    told: ['-> idle', 'sendFailed(queued) in idle'],
    state: { status: 'idle' },
  },
]

test.each(reconnectingRows)('$path', async (row) => {
  const { story, node, clock, driver, transport } = await play(row, row.reconnect ?? persistent)
  expect(story).toEqual(row.told)
  expect(node.state).toMatchObject(row.state)
  driver.unmount()
  await microtasks()
  expect(clock.pending()).toBe(0)
  expect(transport.liveCount).toBe(0)
})

describe('close() in any other state answers false and tells nothing', () => {
  const others: readonly [string, (stage: Stage) => void][] = [
    ['idle', () => {}],
    [
      'closing',
      (stage) => {
        connectAndOpen(stage)
        stage.node.close()
      },
    ],
    [
      'closed',
      (stage) => {
        connectAndOpen(stage)
        stage.peer.close(1000)
      },
    ],
    ['failed', failOnce],
  ]
  test.each(others)('%s', (status, given) => {
    const stage = createStage()
    given(stage)
    const { state } = stage.node
    expect(state.status).toBe(status)
    stage.story.length = 0
    expect(stage.node.close(4000, 'again')).toBe(false)
    expect(stage.node.state).toBe(state)
    expect(stage.story).toEqual([])
  })
})

describe('connect() answers true when an attempt begins', () => {
  const from: readonly [status: string, answer: boolean, given: (stage: Stage) => void, reconnect?: ReconnectPolicy][] =
    [
      ['idle', true, () => {}],
      ['waiting', true, ({ driver }) => driver.wait('root-ready')],
      ['connecting', false, connect],
      ['open', false, connectAndOpen],
      [
        'closed',
        true,
        (stage) => {
          connectAndOpen(stage)
          stage.peer.close(1000)
        },
      ],
      ['failed', true, failOnce],
    ]
  test.each(from)('%s: %s', (status, answer, given) => {
    const stage = createStage()
    given(stage)
    expect(stage.node.state.status).toBe(status)
    const opened = stage.transport.connections.length
    expect(stage.node.connect()).toBe(answer)
    expect(stage.transport.connections.length - opened).toBe(answer ? 1 : 0)
    expect(stage.warnings).toEqual(answer ? [] : [{ type: 'connectIgnored', why: status }])
  })

  test('unmounted: false, and a warning', () => {
    const { driver, node, transport, warnings } = createStage()
    driver.unmount()
    expect(node.connect()).toBe(false)
    expect(node.state.status).toBe('idle')
    expect(transport.connections).toEqual([])
    expect(warnings).toEqual([{ type: 'connectIgnored', why: 'unmounted' }])
  })
})
