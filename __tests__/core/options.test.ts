/**
 * @jest-environment node
 *
 * Bad input: what is out of its range is a RangeError that says what is allowed and what came, and nothing is changed.
 */
import { createWebSocketNode, text, type WebSocketNodeOptions } from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { createOpenStage, createStage, type Stage, type TextOptions } from '../support/core/stage.js'
import { storyOf } from '../support/core/story.js'
import { watchUncaught } from '../support/core/uncaught.js'

watchUncaught()

const seconds = (name: string) => `${name} is in seconds, 0 to 300; got `
const packets = 'receiveLimit is in whole packets, 0 to 128; got '
const messages = 'sendQueue is in whole messages, 0 to 10000; got '
const bytes = 'sendBufferLimit is in whole bytes, 0 to 9007199254740991; got '

/** Option, value, message. The values are nonsense on purpose. */
const outOfRange: readonly (readonly [option: string, value: unknown, message: string])[] = [
  ['connectionTimeout', 5000, `${seconds('connectionTimeout')}5000`],
  ['connectionTimeout', -1, `${seconds('connectionTimeout')}-1`],
  ['connectionTimeout', 300.001, `${seconds('connectionTimeout')}300.001`],
  ['connectionTimeout', NaN, `${seconds('connectionTimeout')}NaN`],
  ['connectionTimeout', Infinity, `${seconds('connectionTimeout')}Infinity`],
  ['connectionTimeout', '10', `${seconds('connectionTimeout')}"10"`],
  ['connectionTimeout', null, `${seconds('connectionTimeout')}null`],
  ['connectionTimeout', 10n, `${seconds('connectionTimeout')}10`],
  ['connectionTimeout', {}, `${seconds('connectionTimeout')}[object Object]`],
  ['connectionTimeout', Symbol('ten'), `${seconds('connectionTimeout')}Symbol(ten)`],
  ['closeTimeout', 301, `${seconds('closeTimeout')}301`],
  ['closeTimeout', -0.5, `${seconds('closeTimeout')}-0.5`],
  ['closeTimeout', NaN, `${seconds('closeTimeout')}NaN`],
  ['closeTimeout', true, `${seconds('closeTimeout')}true`],
  ['receiveLimit', 129, `${packets}129`],
  ['receiveLimit', -1, `${packets}-1`],
  ['receiveLimit', 1.5, `${packets}1.5`],
  ['receiveLimit', NaN, `${packets}NaN`],
  ['receiveLimit', '5', `${packets}"5"`],
  ['sendQueue', 10_001, `${messages}10001`],
  ['sendQueue', -1, `${messages}-1`],
  ['sendQueue', 0.5, `${messages}0.5`],
  ['sendQueue', true, `${messages}true`],
  ['sendBufferLimit', -1, `${bytes}-1`],
  ['sendBufferLimit', 0.5, `${bytes}0.5`],
  ['sendBufferLimit', Infinity, `${bytes}Infinity`],
  ['flush', 'soon', `flush is 'burst', 'frame', 'sync'; got "soon"`],
  ['flush', 1, `flush is 'burst', 'frame', 'sync'; got 1`],
  ['flush', null, `flush is 'burst', 'frame', 'sync'; got null`],
]

describe.each(outOfRange)('%s: %p', (option, value, message) => {
  const options = { [option]: value } as WebSocketNodeOptions

  test('createWebSocketNode throws', () => {
    expect(() => createWebSocketNode(options)).toThrow(new RangeError(message))
  })

  test('configure throws, and the old options go on', () => {
    const transport = createFakeTransport()
    const node = createWebSocketNode({ host: 'h', useWSS: false, format: text, transport, receiveLimit: 2 })
    node.connect()
    transport.last.peer.open()
    const story = storyOf(node)
    expect(() => node.configure({ ...(options as TextOptions), format: { ...text }, host: 'new' })).toThrow(
      new RangeError(message),
    )
    expect(story).toEqual([])
    expect(node.state).toMatchObject({ status: 'open', url: 'ws://h/' })
    transport.last.peer.deliver('a', 'b')
    expect(story).toEqual(['received(a b) in open'])
    node.dispose()
  })
})

test.each<WebSocketNodeOptions>([
  {},
  { connectionTimeout: 0, closeTimeout: 0, receiveLimit: 0, sendQueue: 0, sendBufferLimit: 0 },
  { connectionTimeout: 300, closeTimeout: 300, receiveLimit: 128, sendQueue: 10_000, sendBufferLimit: 2 ** 53 - 1 },
  { connectionTimeout: 0.25, closeTimeout: 1.5, receiveLimit: 1, flush: 'sync' },
  {
    connectionTimeout: undefined,
    closeTimeout: undefined,
    receiveLimit: undefined,
    sendQueue: undefined,
    sendBufferLimit: undefined,
    flush: undefined,
    format: undefined,
    host: undefined,
    route: undefined,
    useWSS: undefined,
    url: undefined,
    protocols: undefined,
    reconnect: undefined,
    heartbeat: undefined,
    createSocket: undefined,
    onConnected: undefined,
  },
])('%p is fine', (options) => {
  const node = createWebSocketNode(options)
  node.configure(options)
  expect(node.state).toEqual({ status: 'idle' })
  node.dispose()
})

describe('timeouts', () => {
  test('connectionTimeout is 10 seconds', () => {
    const { node, clock } = createStage()
    node.connect()
    clock.advance(9.99)
    expect(node.state.status).toBe('connecting')
    clock.advance(0.01)
    expect(node.state).toMatchObject({
      status: 'failed',
      error: { code: 'timeout', message: 'no connection to ws://h/ within 10 s' },
    })
  })

  test('connectionTimeout 0 waits for ever', () => {
    const stage = createStage({ connectionTimeout: 0 })
    stage.node.connect()
    expect(stage.clock.pending()).toBe(0)
    stage.clock.advance(1e6)
    stage.peer.open()
    expect(stage.node.state.status).toBe('open')
  })

  test('closeTimeout is 2 seconds', () => {
    const { node, clock } = createOpenStage()
    node.close()
    clock.advance(1.99)
    expect(node.state.status).toBe('closing')
    clock.advance(0.01)
    expect(node.state).toMatchObject({ status: 'closed', code: 1006, reason: 'Close timeout' })
  })

  test('closeTimeout 0 waits for ever', () => {
    const { node, clock, peer } = createOpenStage({ closeTimeout: 0 })
    node.close()
    expect(clock.pending()).toBe(0)
    clock.advance(1e6)
    peer.close(1000)
    expect(node.state).toMatchObject({ status: 'closed', code: 1000 })
  })
})

/** A node in each state that it can be in. */
const states: { readonly [status: string]: () => Stage } = {
  idle: () => createStage(),
  waiting() {
    const stage = createStage()
    stage.driver.wait('custom')
    return stage
  },
  connecting() {
    const stage = createStage()
    stage.node.connect()
    return stage
  },
  open: () => createOpenStage(),
  closing() {
    const stage = createOpenStage()
    stage.node.close()
    return stage
  },
  closed() {
    const stage = createOpenStage()
    stage.peer.close(1000)
    return stage
  },
  failed() {
    const stage = createStage()
    stage.node.connect()
    stage.peer.close(1006)
    return stage
  },
  reconnecting() {
    const stage = createStage({ reconnect: { next: () => 1 } })
    stage.node.connect()
    stage.peer.close(1006)
    return stage
  },
}

describe.each(Object.entries(states))('in %s', (status, create) => {
  const badCloses: readonly (readonly [code: unknown, reason: string | undefined, message: string])[] = [
    [999, '', 'a close code is 1000, or 3000 to 4999; got 999'],
    [1001, '', 'a close code is 1000, or 3000 to 4999; got 1001'],
    [1005, '', 'a close code is 1000, or 3000 to 4999; got 1005'],
    [1006, '', 'a close code is 1000, or 3000 to 4999; got 1006'],
    [2999, '', 'a close code is 1000, or 3000 to 4999; got 2999'],
    [5000, '', 'a close code is 1000, or 3000 to 4999; got 5000'],
    [3000.5, '', 'a close code is 1000, or 3000 to 4999; got 3000.5'],
    [NaN, '', 'a close code is 1000, or 3000 to 4999; got NaN'],
    ['1000', '', 'a close code is 1000, or 3000 to 4999; got "1000"'],
    [null, '', 'a close code is 1000, or 3000 to 4999; got null'],
    [1000, 'x'.repeat(124), 'a close reason is at most 123 bytes of UTF-8; got 124'],
    [4000, 'é'.repeat(62), 'a close reason is at most 123 bytes of UTF-8; got 124'],
    [4000, '€'.repeat(42), 'a close reason is at most 123 bytes of UTF-8; got 126'],
    [4000, '😀'.repeat(31), 'a close reason is at most 123 bytes of UTF-8; got 124'],
    // A surrogate without its pair goes out as U+FFFD, which takes three bytes.
    [4000, '\ud83d'.repeat(42), 'a close reason is at most 123 bytes of UTF-8; got 126'],
  ]

  test.each(badCloses)('close(%p, %p) throws, and changes nothing', (code, reason, message) => {
    const stage = create()
    const { state } = stage.node
    expect(state.status).toBe(status)
    stage.story.length = 0
    expect(() => stage.node.close(code as number, reason)).toThrow(new RangeError(message))
    expect(stage.node.state).toBe(state)
    expect(stage.story).toEqual([])
    for (const { closeCalls, isAbandoned } of stage.transport.connections.slice(-1)) {
      expect(closeCalls).toHaveLength(status === 'closing' ? 1 : 0)
      expect(isAbandoned).toBe(['closed', 'failed', 'reconnecting'].includes(status))
    }
  })

  test.each([
    [null, 'null'],
    [5, '5'],
    [new Error('bye'), '[object Error]'],
  ])('close(1000, %p) is a TypeError', (reason, words) => {
    const close = () => create().node.close(1000, reason as unknown as string)
    expect(close).toThrow(new TypeError(`a close reason takes a string; got ${words}`))
  })

  test.each([
    [1000, 'x'.repeat(123)],
    [3000, 'é'.repeat(61)],
    [4999, '€'.repeat(41)],
    [4000, '😀'.repeat(30)],
    [undefined, undefined],
  ])('close(%p, %p) is fine', (code, reason) => {
    expect(create().node.close(code, reason)).toBe(['waiting', 'connecting', 'open', 'reconnecting'].includes(status))
  })

  const cyclic: { self?: unknown } = {}
  cyclic.self = cyclic

  const badMessages: readonly (readonly [string, (stage: Stage) => boolean])[] = [
    ['send(5), as text', ({ node }) => node.send(5 as never)],
    ['send(undefined), as text', ({ node }) => node.send(undefined as never)],
    ['sendString(bytes)', ({ node }) => node.sendString(new Uint8Array(1) as never)],
    ['sendString(undefined)', ({ node }) => node.sendString(undefined as never)],
    ['sendJson(undefined)', ({ node }) => node.sendJson(undefined)],
    ['sendJson(a function)', ({ node }) => node.sendJson(() => {})],
    ['sendJson(a symbol)', ({ node }) => node.sendJson(Symbol('x'))],
    ['sendJson(a big integer)', ({ node }) => node.sendJson({ n: 1n })],
    ['sendJson(a cycle)', ({ node }) => node.sendJson(cyclic)],
    [
      'sendJson(what throws in toJSON)',
      ({ node }) =>
        node.sendJson({
          toJSON() {
            throw new Error('not now')
          },
        }),
    ],
  ]

  test.each(badMessages)('%s is a TypeError, and nothing is sent', (_name, send) => {
    const stage = create()
    expect(() => send(stage)).toThrow(TypeError)
    expect(stage.node.lastSent).toBeUndefined()
    expect(stage.transport.connections.flatMap(({ sent }) => sent)).toEqual([])
    expect(stage.node.state.status).toBe(status)
  })

  test(`send answers ${status === 'open'} without a queue`, () => {
    const stage = create()
    stage.configure({ sendQueue: 0 })
    expect(stage.node.send('m')).toBe(status === 'open')
    expect(stage.node.sendString('m')).toBe(status === 'open')
    expect(stage.node.sendJson({ m: 1 })).toBe(status === 'open')
    expect(stage.node.lastSent).toBe(status === 'open' ? '{"m":1}' : undefined)
  })
})

describe('what a format may encode to', () => {
  const encodings: readonly (readonly [string, unknown, boolean])[] = [
    ['a string', 'text', true],
    ['no characters', '', true],
    ['bytes', new Uint8Array([1, 2]), true],
    ['no bytes', new Uint8Array(), true],
    ['a Blob', new Blob(['x']), true],
    ['a Blob without a tag, as React Native’s', Object.create(Blob.prototype, { [Symbol.toStringTag]: {} }), true],
    ['a number', 5, false],
    ['nothing', undefined, false],
    ['an object', {}, false],
    ['a promise', Promise.resolve('late'), false],
  ]
  test.each(encodings)('%s', (_name, wire, isFine) => {
    const format = {
      name: 'odd',
      decode: String,
      join: (all: readonly string[]) => all,
      encode: () => wire as string,
    }
    const stage = createOpenStage({ format: format })
    if (isFine) {
      expect(stage.node.send('m')).toBe(true)
      expect(stage.wire.sent).toEqual([wire])
      expect(stage.node.lastSent).toBe(wire)
    } else {
      expect(() => stage.node.send('m')).toThrow(/^the format odd must encode to a string, bytes or a Blob; got /)
      expect(stage.wire.sent).toEqual([])
    }
  })

  test.each<readonly [string, unknown, string]>([
    ['an error', new Error('no'), "the format picky can't encode this: no"],
    ['a TypeError', new TypeError('never'), 'never'],
    ['a string', 'nope', 'the format picky can\'t encode this: "nope"'],
    ['something without words', Object.create(null), "the format picky can't encode this: [object Object]"],
  ])('one that throws %s: a TypeError with that cause', (_name, thrown, message) => {
    const format = {
      name: 'picky',
      decode: String,
      join: (all: readonly string[]) => all,
      encode() {
        throw thrown
      },
    }
    const { node, wire } = createOpenStage({ format: format })
    expect(() => node.send('m')).toThrow(new TypeError(message, thrown instanceof TypeError ? {} : { cause: thrown }))
    expect(wire.sent).toEqual([])
  })
})
