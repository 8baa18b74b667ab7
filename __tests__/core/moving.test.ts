/**
 * Another destination: what moves a connection, what does not, and how long the arguments of `connect` hold.
 */
import { createOpenStage, createStage, type Stage, type TextOptions } from '../support/core/stage.js'
import { signalsIn } from '../support/core/story.js'
import { watchUncaught } from '../support/core/uncaught.js'

watchUncaught()

const once = () => 'ws://asked/'
const anew = () => 'ws://asked/'

interface Change {
  readonly name: string
  readonly from: TextOptions
  readonly to: TextOptions
  /** The address of the next attempt; undefined if nothing moves. */
  readonly moves: string | undefined
  /** Only the query or the protocols are others. */
  readonly isRefresh?: true
}

const changes: readonly Change[] = [
  { name: 'host', from: {}, to: { host: 'new' }, moves: 'ws://new/' },
  { name: 'port', from: {}, to: { host: 'h:81' }, moves: 'ws://h:81/' },
  { name: 'route', from: {}, to: { route: '/new' }, moves: 'ws://h/new' },
  { name: 'query', from: { route: '/?a' }, to: { route: '/?b' }, moves: 'ws://h/?b', isRefresh: true },
  { name: 'useWSS', from: {}, to: { useWSS: true }, moves: 'wss://h/' },
  { name: 'url', from: { url: 'ws://a/' }, to: { url: 'ws://b/' }, moves: 'ws://b/' },
  { name: 'url given', from: {}, to: { url: 'ws://b/' }, moves: 'ws://b/' },
  { name: 'url taken away', from: { url: 'ws://b/' }, to: { url: undefined }, moves: 'ws://h/' },
  { name: 'URL object', from: { url: new URL('ws://a/') }, to: { url: new URL('ws://a/b') }, moves: 'ws://a/b' },
  { name: 'a function instead of a url', from: { url: 'ws://asked/' }, to: { url: once }, moves: 'ws://asked/' },
  { name: 'a url instead of a function', from: { url: once }, to: { url: 'ws://asked/' }, moves: 'ws://asked/' },
  {
    name: 'a function by the name of a url',
    from: { url: once },
    to: { url: 'function' },
    moves: 'ws://localhost/function',
  },
  { name: 'protocols', from: { protocols: 'a' }, to: { protocols: ['a', 'b'] }, moves: 'ws://h/', isRefresh: true },
  {
    name: 'the order of protocols',
    from: { protocols: ['a', 'b'] },
    to: { protocols: ['b', 'a'] },
    moves: 'ws://h/',
    isRefresh: true,
  },
  { name: 'protocols given', from: {}, to: { protocols: ['a'] }, moves: 'ws://h/', isRefresh: true },
  { name: 'an empty protocol', from: {}, to: { protocols: [''] }, moves: 'ws://h/', isRefresh: true },
  {
    name: 'protocols that read alike in a row',
    from: { protocols: ['a,b'] },
    to: { protocols: ['a', 'b'] },
    moves: 'ws://h/',
    isRefresh: true,
  },

  { name: 'nothing', from: {}, to: {}, moves: undefined },
  { name: 'the same host', from: { host: 'h' }, to: { host: 'h' }, moves: undefined },
  { name: 'the same host, written otherwise', from: { host: 'h:80' }, to: { host: 'H' }, moves: undefined },
  { name: 'the same route, with a slash more', from: { route: 'a' }, to: { route: '/a' }, moves: undefined },
  { name: 'host and route under a url', from: { url: 'ws://a/' }, to: { host: 'new', route: 'new' }, moves: undefined },
  { name: 'host under a url function', from: { url: once }, to: { host: 'new' }, moves: undefined },
  { name: 'another function', from: { url: once }, to: { url: anew }, moves: undefined },
  {
    name: 'a URL object of the same href',
    from: { url: new URL('ws://a/') },
    to: { url: new URL('ws://a/') },
    moves: undefined,
  },
  {
    name: 'a string and a URL object of one href',
    from: { url: 'ws://a' },
    to: { url: new URL('ws://a') },
    moves: undefined,
  },
  { name: 'routing and a url that say the same', from: {}, to: { url: 'ws://h/' }, moves: undefined },
  { name: 'protocols of the same content', from: { protocols: ['a'] }, to: { protocols: ['a'] }, moves: undefined },
  {
    name: 'one protocol, with and without a list',
    from: { protocols: 'a' },
    to: { protocols: ['a'] },
    moves: undefined,
  },
  { name: 'no protocols, with and without a list', from: {}, to: { protocols: [] }, moves: undefined },
  {
    name: 'other options',
    from: {},
    to: { receiveLimit: 5, flush: 'sync', connectionTimeout: 3, onClosed() {} },
    moves: undefined,
  },
]

type Act = (stage: Stage) => void

/** States in which a connection moves, and how a node gets there. */
const moving: { readonly [status: string]: Act } = {
  connecting: ({ node }) => void node.connect(),
  open(stage) {
    stage.node.connect()
    stage.peer.open()
  },
  reconnecting(stage) {
    stage.node.connect()
    stage.peer.close(1006)
  },
}

describe.each(Object.entries(moving))('in %s', (status, get) => {
  const moved = changes.filter(({ isRefresh }) => status !== 'reconnecting' || !isRefresh)

  test.each(moved)('$name', ({ from, to, moves }) => {
    const stage = createStage({ reconnect: { next: () => 1 }, ...from })
    get(stage)
    const before = stage.wire
    const { state } = stage.node
    expect(state.status).toBe(status)
    stage.configure(to)
    if (moves === undefined) {
      expect(stage.node.state).toBe(state)
      expect(before.isAbandoned).toBe(status === 'reconnecting')
      expect(stage.clock.pending('task')).toBe(0)
      return
    }
    expect(stage.node.state).toMatchObject({ status: 'connecting', attempt: 0 })
    expect(before.isAbandoned).toBe(true)
    // In a later task: an unmount in this one makes no handshake.
    expect(stage.transport.connections).toHaveLength(1)
    stage.clock.runTasks()
    expect(stage.transport.connections).toHaveLength(2)
    expect(stage.wire.request.url).toBe(moves)
    expect(stage.transport.liveCount).toBe(1)
  })
})

test.each(changes.filter(({ isRefresh }) => isRefresh))(
  'in reconnecting, $name: counts for the next attempt, which keeps its number and its wait',
  ({ from, to, moves }) => {
    const stage = createStage({ reconnect: { next: (attempt) => attempt }, ...from })
    stage.node.connect()
    stage.peer.close(1006)
    const { state } = stage.node
    stage.clock.advance(0.5)
    stage.configure(to)
    expect(stage.node.state).toBe(state)
    stage.clock.advance(0.4)
    expect(stage.transport.connections).toHaveLength(1)
    stage.clock.advance(0.1)
    expect(stage.node.state).toMatchObject({ status: 'connecting', attempt: 1 })
    expect(stage.wire.request.url).toBe(moves)
    expect(stage.wire.request.protocols).toEqual([to.protocols ?? []].flat())
  },
)

/** States in which a change counts for the next attempt. */
const resting: { readonly [status: string]: Act } = {
  idle() {},
  waiting: ({ driver }) => driver.wait('owner-ready'),
  closing(stage) {
    stage.node.connect()
    stage.peer.open()
    stage.node.close()
  },
  closed(stage) {
    stage.node.connect()
    stage.peer.open()
    stage.peer.close(1000)
  },
  failed(stage) {
    stage.node.connect()
    stage.peer.close(1006)
  },
}

describe.each(Object.entries(resting))('in %s a change counts for the next attempt', (status, get) => {
  test.each(changes)('$name', ({ from, to, moves }) => {
    const stage = createStage(from)
    get(stage)
    const { state } = stage.node
    expect(state.status).toBe(status)
    const { length } = stage.transport.connections
    stage.configure(to)
    stage.clock.runTasks()
    expect(stage.node.state).toBe(state)
    expect(stage.transport.connections).toHaveLength(length)
    if (status === 'closing') stage.peer.close(1000)
    stage.node.connect()
    if (moves) expect(stage.wire.request.url).toBe(moves)
  })
})

test('a URL object that was changed inside moves, as its href did', () => {
  const url = new URL('ws://a/')
  const stage = createStage({ url })
  stage.node.connect()
  url.pathname = '/b'
  stage.configure({ url })
  stage.clock.runTasks()
  expect(stage.wire.request.url).toBe('ws://a/b')
})

test('a URL object that was changed inside moves, also after the page woke up', () => {
  const url = new URL('ws://a/')
  const stage = createOpenStage({ url })
  url.pathname = '/b'
  window.dispatchEvent(new Event('online'))
  stage.configure({ url })
  stage.clock.runTasks()
  expect(stage.wire.request.url).toBe('ws://a/b')
})

test('a list of protocols that was changed inside moves, as its content did', () => {
  const protocols = ['a']
  const stage = createStage({ protocols })
  stage.node.connect()
  protocols.push('b')
  stage.configure({ protocols })
  stage.clock.runTasks()
  expect(stage.wire.request.protocols).toEqual(['a', 'b'])
})

test('a move to nowhere is a connectFailed', () => {
  const stage = createStage({ reconnect: { next: () => 1 } })
  stage.node.connect()
  stage.peer.open()
  stage.story.length = 0
  stage.configure({ host: 'a/b' })
  stage.clock.runTasks()
  expect(signalsIn(stage.story)).toEqual(['closing', 'closed(1000)', 'connectFailed(invalid-url)', 'gaveUp(failed)'])
  expect(stage.node.state).toMatchObject({ status: 'failed', url: '' })
})

test('the url function of an attempt to come is the latest', () => {
  const stage = createStage()
  stage.driver.connectSoon()
  stage.configure({ url: () => 'ws://before/' })
  stage.configure({ url: () => 'ws://latest/' })
  stage.clock.runTasks()
  expect(stage.transport.connections.map(({ request }) => request.url)).toEqual(['ws://latest/'])
})

test('moving again and again leaves one attempt', () => {
  const stage = createStage()
  stage.node.connect()
  for (const host of ['a', 'b', 'c', 'd']) stage.configure({ host })
  stage.clock.runTasks()
  expect(stage.transport.connections.map(({ request }) => request.url)).toEqual(['ws://h/', 'ws://d/'])
  expect(stage.transport.liveCount).toBe(1)
})

describe('the arguments of connect()', () => {
  const connected = (options: TextOptions, ...args: [host?: string, route?: string]) => {
    const stage = createStage(options)
    expect(stage.node.connect(...args)).toBe(true)
    return stage
  }

  test.each<readonly [TextOptions, [string?, string?], string]>([
    [{}, ['other'], 'ws://other/'],
    [{}, ['other:81', 'chat'], 'ws://other:81/chat'],
    [{ route: '/r' }, ['other'], 'ws://other/r'],
    [{ route: '/r' }, [undefined, 'chat'], 'ws://h/chat'],
    [{ useWSS: true }, ['other'], 'wss://other/'],
    [{ url: 'ws://a/' }, ['other', '/x'], 'ws://other/x'],
    [{ url: once }, ['other'], 'ws://other/'],
  ])('with %p, connect(...%p) leads to %s', (options, args, url) => {
    expect(connected(options, ...args).wire.request.url).toBe(url)
  })

  test('hold for later attempts, by connect() and by retries', () => {
    const stage = connected({ reconnect: { next: () => 1 } }, 'other', 'x')
    stage.peer.close(1006)
    stage.clock.advance(1)
    expect(stage.wire.request.url).toBe('ws://other/x')
    stage.peer.open()
    stage.node.close()
    stage.peer.close(1000)
    stage.node.connect()
    expect(stage.wire.request.url).toBe('ws://other/x')
  })

  test('hold over a remount', () => {
    const stage = connected({}, 'other')
    stage.driver.unmount()
    stage.driver.mount()
    stage.node.connect()
    expect(stage.wire.request.url).toBe('ws://other/')
  })

  test('one is kept when the other is given later', () => {
    const stage = connected({}, 'other')
    stage.node.close()
    stage.clock.runTasks()
    stage.node.connect(undefined, 'x')
    expect(stage.wire.request.url).toBe('ws://other/x')
  })

  test.each<readonly [string, TextOptions]>([
    ['protocols', { protocols: ['a'] }],
    ['a limit', { receiveLimit: 3 }],
    ['another url function', { url: anew }],
    ['nothing', {}],
  ])('hold when %s changes', (_name, to) => {
    const stage = connected('url' in to ? { url: once } : {}, 'other')
    stage.configure(to)
    stage.clock.runTasks()
    expect(stage.wire.request.url).toBe('ws://other/')
    expect(stage.node.state).toMatchObject({ status: 'connecting', url: 'ws://other/' })
  })

  test('hold when the url is written otherwise', () => {
    const stage = connected({ url: 'ws://a' }, 'other')
    stage.configure({ url: new URL('ws://a') })
    stage.clock.runTasks()
    expect(stage.transport.connections).toHaveLength(1)
    expect(stage.node.state).toMatchObject({ status: 'connecting', url: 'ws://other/' })
  })

  test.each<readonly [string, TextOptions, TextOptions, string]>([
    ['host', {}, { host: 'new' }, 'ws://new/'],
    ['route', {}, { route: '/new' }, 'ws://h/new'],
    ['useWSS', {}, { useWSS: true }, 'wss://h/'],
    ['url', { url: 'ws://a/' }, { url: 'ws://b/' }, 'ws://b/'],
    ['host, though a url is in force', { url: 'ws://a/' }, { host: 'new' }, 'ws://a/'],
  ])('end when %s changes, and the connection moves', (_name, from, to, url) => {
    const stage = connected(from, 'other', 'x')
    stage.configure(to)
    stage.clock.runTasks()
    expect(stage.wire.request.url).toBe(url)
    expect(stage.transport.liveCount).toBe(1)
  })

  test('a change that leads where they led moves nothing', () => {
    const stage = connected({}, 'other')
    stage.configure({ host: 'other' })
    expect(stage.clock.pending('task')).toBe(0)
    expect(stage.node.state).toMatchObject({ status: 'connecting', url: 'ws://other/' })
    expect(stage.wire.isAbandoned).toBe(false)
  })

  test('of a call that is refused do not count', () => {
    const stage = connected({})
    expect(stage.node.connect('other')).toBe(false)
    stage.peer.close(1006)
    stage.node.connect()
    expect(stage.wire.request.url).toBe('ws://h/')
  })

  test('bad ones are a connectFailed', () => {
    const stage = connected({}, 'evil@host')
    expect(signalsIn(stage.story)).toEqual(['connectFailed(invalid-url)'])
    expect(stage.node.connect('good')).toBe(true)
    expect(stage.wire.request.url).toBe('ws://good/')
  })

  test("end when a url that can't be used becomes another", () => {
    const stage = createStage({ url: 'bad://a' })
    stage.node.connect('h2', '/')
    stage.peer.open()
    stage.configure({ url: 'bad://b' })
    stage.clock.advance(0)
    expect(stage.node.state).toMatchObject({ status: 'failed', error: { code: 'invalid-url' } })
  })
})
