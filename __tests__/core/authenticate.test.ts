/**
 * @jest-environment node
 *
 * `authenticate`: what the server's protocol wants first, on each new connection, before the app hears or says anything.
 */
import { backoff, json, ping, type Exchange } from '../../src/core/index.js'
import { createStage, type Stage, type TextFormat, type TextOptions } from '../support/core/stage.js'
import { microtasks } from '../support/core/microtasks.js'
import { signalsIn } from '../support/core/story.js'
import { watchUncaught } from '../support/core/uncaught.js'

const takeUncaught = watchUncaught()

type TextExchange = Exchange<TextFormat>

interface AuthStage extends Stage {
  /** The exchange of the newest attempt. */
  readonly exchange: TextExchange
  /** How many attempts authenticated. */
  readonly count: number
  accept(): Promise<void>
  reject(error: unknown): Promise<void>
}

/** The socket is open, and `authenticate` runs until the test says so. */
function authenticating(options: TextOptions = {}): AuthStage {
  const exchanges: TextExchange[] = []
  let settle: { accept(): void; reject(error: unknown): void }
  const stage = createStage({
    authenticate(exchange) {
      exchanges.push(exchange)
      return new Promise<void>((accept, reject) => (settle = { accept, reject }))
    },
    ...options,
  })
  stage.node.connect()
  stage.peer.open('chat')
  const own = {
    get exchange() {
      return exchanges.at(-1)!
    },
    get count() {
      return exchanges.length
    },
    accept() {
      settle.accept()
      return microtasks()
    },
    reject(error: unknown) {
      settle.reject(error)
      return microtasks()
    },
  }
  return Object.create(stage, Object.getOwnPropertyDescriptors(own)) as AuthStage
}

describe('until it has resolved', () => {
  test('the node is connecting, and nothing else is sent: no queue, no ping, no message of the app', async () => {
    const stage = authenticating({ heartbeat: ping({ message: 'ping', interval: 1 }), connectionTimeout: 60 })
    expect(stage.node.state).toEqual({ status: 'connecting', url: 'ws://h/', attempt: 0 })
    stage.node.send('queued')
    stage.exchange.send('token')
    stage.clock.advance(30)
    expect(stage.wire.sent).toEqual(['token'])
    await stage.accept()
    expect(stage.wire.sent).toEqual(['token', 'queued'])
    expect(stage.node.state).toEqual({ status: 'open', url: 'ws://h/', protocol: 'chat' })
    expect(signalsIn(stage.story)).toEqual(['connected(ws://h/)'])
  })

  test('receive() gives undefined, and pending is 0', () => {
    const stage = authenticating()
    stage.peer.deliver('a', 'b')
    expect(stage.node.receive()).toBeUndefined()
    expect(stage.node.pending).toBe(0)
    stage.clock.advance(1)
    expect(signalsIn(stage.story)).toEqual([])
  })

  test('it knows where it is, and which subprotocol was chosen', () => {
    const { exchange } = authenticating()
    expect([exchange.url, exchange.protocol, exchange.signal.aborted]).toEqual(['ws://h/', 'chat', false])
  })

  test('what it sends is no message of the app: neither lastSent nor counted', async () => {
    const stage = authenticating()
    stage.exchange.send('token')
    await stage.accept()
    expect([stage.node.lastSent, stage.node.sentCount]).toEqual([undefined, 0])
  })

  test('send() throws what the format can’t encode', () => {
    const { exchange } = authenticating()
    expect(() => exchange.send(5 as never)).toThrow(TypeError)
  })
})

describe('it answers', () => {
  test('without a promise: connected, in a microtask', async () => {
    const stage = createStage({ authenticate: ({ send }) => send('token') })
    stage.node.connect()
    stage.peer.open()
    await microtasks()
    expect(stage.wire.sent).toEqual(['token'])
    expect(stage.node.state.status).toBe('open')
  })

  test('every attempt authenticates', async () => {
    const stage = authenticating({ reconnect: { next: () => 1 } })
    await stage.accept()
    stage.peer.close(1006)
    stage.clock.advance(1)
    stage.peer.open()
    expect(stage.count).toBe(2)
    expect(stage.node.state.status).toBe('connecting')
  })

  test('a changed function counts from the next attempt', async () => {
    const stage = authenticating({ reconnect: { next: () => 1 } })
    const other = jest.fn()
    stage.configure({ authenticate: other })
    await stage.accept()
    expect(other).not.toHaveBeenCalled()
    stage.peer.close(1006)
    stage.clock.advance(1)
    stage.peer.open()
    expect(other).toHaveBeenCalledTimes(1)
    await microtasks()
  })
})

describe('next()', () => {
  test('gives packets in order, whether they came before or come after the call', async () => {
    const { exchange, peer } = authenticating()
    peer.deliver('a', 'b')
    expect(await exchange.next()).toBe('a')
    const [second, third] = [exchange.next(), exchange.next()]
    peer.deliver('c')
    expect(await Promise.all([second, third])).toEqual(['b', 'c'])
  })

  test('what it did not take is emitted after connected, each packet once', async () => {
    const stage = authenticating()
    const packets: string[] = []
    stage.node.on('packet', (packet) => packets.push(packet))
    stage.peer.deliver('welcome', 'news', 'more')
    expect(await stage.exchange.next()).toBe('welcome')
    await stage.accept()
    stage.clock.advance(1)
    expect(signalsIn(stage.story)).toEqual(['connected(ws://h/)', 'received(news more)'])
    expect(packets).toEqual(['news', 'more'])
  })

  test('what the format refuses is receiveFailed, and next() waits on', async () => {
    const stage = authenticating()
    const next = stage.exchange.next()
    stage.peer.deliver(new Uint8Array([255]), 'good')
    expect(await next).toBe('good')
    expect(signalsIn(stage.story)).toEqual(['receiveFailed(255)'])
  })

  test('reads by the format of the connection', async () => {
    const heard: unknown[] = []
    const stage = createStage({
      format: json<{ type: string }>() as never,
      authenticate: async ({ next }: Exchange) => void heard.push(await next()),
    })
    stage.node.connect()
    stage.peer.open()
    stage.peer.deliver('{"type":"welcome"}')
    await microtasks()
    expect(heard).toEqual([{ type: 'welcome' }])
  })

  test('keeps 10,000 packets; one more, and the attempt is rejected', async () => {
    const stage = authenticating()
    stage.peer.deliver(...Array.from({ length: 10_000 }, (_, index) => String(index)))
    expect(stage.node.state.status).toBe('connecting')
    expect(await stage.exchange.next()).toBe('0')
    stage.peer.deliver('10000')
    expect(stage.node.state.status).toBe('connecting')
    stage.peer.deliver('10001')
    expect(stage.node.state).toMatchObject({
      status: 'failed',
      error: { code: 'rejected', cause: expect.any(RangeError) as RangeError },
    })
  })

  test('after it has resolved rejects with an AbortError, and send() does nothing', async () => {
    const stage = authenticating()
    await stage.accept()
    stage.exchange.send('late')
    expect(stage.wire.sent).toEqual([])
    await expect(stage.exchange.next()).rejects.toMatchObject({ name: 'AbortError' })
    expect(stage.exchange.signal.aborted).toBe(false)
  })

  test('that nobody awaits any more is no unhandled rejection', async () => {
    const unhandled = jest.fn()
    process.on('unhandledRejection', unhandled)
    const stage = authenticating()
    void stage.exchange.next()
    stage.node.close()
    void stage.exchange.next()
    // Node tells of unhandled rejections after the microtasks; an immediate comes after that.
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
})

describe('it fails', () => {
  test.each<readonly [string, NonNullable<TextOptions['authenticate']>]>([
    [
      'throws',
      () => {
        throw new Error('denied')
      },
    ],
    ['rejects', () => Promise.reject(new Error('denied'))],
  ])('it %s: connectFailed(rejected), with that as the cause', async (_how, authenticate) => {
    const stage = createStage({ authenticate })
    stage.node.connect()
    stage.peer.open()
    await microtasks()
    expect(signalsIn(stage.story)).toEqual(['connectFailed(rejected)'])
    expect(stage.node.state).toMatchObject({
      status: 'failed',
      error: { code: 'rejected', message: 'authenticate failed: denied', cause: new Error('denied'), close: undefined },
    })
    expect(stage.wire.isAbandoned).toBe(true)
  })

  test('backoff() does not retry a rejected login by default', async () => {
    const stage = authenticating({ reconnect: backoff() })
    await stage.reject(new Error('denied'))
    expect(signalsIn(stage.story)).toEqual(['connectFailed(rejected)', 'gaveUp(failed)'])
  })

  test('what waits in the queue stays for a retry, and ends with the last attempt', async () => {
    const stage = authenticating({ reconnect: { next: (attempt) => (attempt > 1 ? null : 1) } })
    stage.node.send('queued')
    await stage.reject('no')
    expect(stage.node.queued).toBe(1)
    stage.clock.advance(1)
    stage.peer.open()
    await stage.reject('no')
    expect(signalsIn(stage.story)).toEqual([
      'connectFailed(rejected)',
      'reconnecting(1, 1)',
      'connectFailed(rejected)',
      'sendFailed(queued)',
      'gaveUp(failed)',
    ])
  })

  test('it hangs: a timeout that counts from the beginning of the attempt', () => {
    const stage = createStage({ authenticate: () => new Promise<void>(() => {}), connectionTimeout: 3 })
    stage.node.connect()
    stage.clock.advance(2)
    stage.peer.open()
    stage.clock.advance(1)
    expect(stage.node.state).toMatchObject({
      status: 'failed',
      error: { code: 'timeout', message: 'no connection to ws://h/: authenticate did not resolve within 3 s' },
    })
  })

  test('connectionTimeout 0 lets it wait for ever', () => {
    const stage = authenticating({ connectionTimeout: 0 })
    stage.clock.advance(10_000)
    expect(stage.node.state.status).toBe('connecting')
  })

  test('the connection ends meanwhile: refused, with its close', async () => {
    const stage = authenticating()
    stage.peer.close(4401, 'who are you?')
    expect(signalsIn(stage.story)).toEqual(['connectFailed(refused)'])
    expect(stage.node.state).toMatchObject({
      error: { code: 'refused', close: { code: 4401, reason: 'who are you?', wasClean: true } },
    })
    await stage.accept()
    expect(stage.node.state.status).toBe('failed')
  })

  test.each([
    [4401, false],
    [1008, false],
    [1011, true],
    [1006, true],
  ])('backoff() judges a close with %i by the code: retried is %s', (code, isRetried) => {
    const stage = authenticating({ reconnect: backoff() })
    stage.peer.close(code)
    expect(stage.node.state.status).toBe(isRetried ? 'reconnecting' : 'failed')
  })
})

describe('the attempt is over before it has resolved', () => {
  const ends: readonly (readonly [how: string, end: (stage: AuthStage) => unknown])[] = [
    ['close()', ({ node }) => node.close()],
    ['a timeout', ({ clock }) => clock.advance(10)],
    ['the end of the connection', ({ peer }) => peer.close(1006)],
    ['a move', (stage) => stage.configure({ host: 'new' })],
    ['a url that becomes null', (stage) => stage.configure({ url: null })],
    ['reconnect()', async ({ node }) => (await microtasks(), node.reconnect())],
    ['an unmount', ({ driver }) => driver.unmount()],
    ['dispose()', ({ driver }) => driver.dispose()],
    ['its own failure', (stage) => stage.reject(new Error('denied'))],
  ]

  test.each(ends)(
    'by %s: the signal aborts, next() rejects with its reason, send() does nothing',
    async (_how, end) => {
      const stage = authenticating()
      const { exchange, wire } = stage
      const waiting = exchange.next()
      await end(stage)
      await microtasks()
      expect(exchange.signal.aborted).toBe(true)
      expect(exchange.signal.reason).toMatchObject({ name: 'AbortError' })
      await expect(waiting).rejects.toBe(exchange.signal.reason)
      await expect(exchange.next()).rejects.toBe(exchange.signal.reason)
      exchange.send('late')
      expect(wire.sent).toEqual([])
    },
  )

  it('the signal has its reason on a platform whose signals have none', () => {
    const reason = Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'reason')!
    Reflect.deleteProperty(AbortSignal.prototype, 'reason')
    try {
      const { exchange, node } = authenticating()
      const seen: unknown[] = []
      exchange.signal.addEventListener('abort', () => seen.push(exchange.signal.reason))
      node.close()
      expect(seen).toEqual([expect.objectContaining({ name: 'AbortError' })])
    } finally {
      Object.defineProperty(AbortSignal.prototype, 'reason', reason)
    }
  })

  test.each(ends)('by %s: what it answers later has no effect', async (_how, end) => {
    for (const settle of ['accept', 'reject'] as const) {
      const stage = authenticating()
      await end(stage)
      await microtasks()
      const { state } = stage.node
      const soFar = [...stage.story]
      await (settle === 'accept' ? stage.accept() : stage.reject(new Error('late')))
      expect(stage.node.state).toBe(state)
      expect(stage.story).toEqual(soFar)
      stage.driver.dispose()
      expect(stage.clock.pending()).toBe(0)
    }
  })

  test('close(code, reason) reaches the server, and is told as the user said it', () => {
    const stage = authenticating()
    stage.node.close(4000, 'changed my mind')
    expect(stage.wire.closeCalls).toEqual([[4000, 'changed my mind']])
    stage.clock.runTasks()
    expect(signalsIn(stage.story)).toEqual(['closing', 'closed(4000, changed my mind)'])
    expect(stage.wire.isAbandoned).toBe(true)
  })
})

test('a listener that the abort calls and that throws stops nothing', async () => {
  const stage = authenticating()
  stage.exchange.signal.addEventListener('abort', () => stage.node.connect('other'))
  stage.node.close()
  stage.clock.runTasks()
  stage.clock.runTasks()
  await microtasks()
  expect(takeUncaught()).toEqual([])
  expect(stage.node.state).toMatchObject({ status: 'connecting', url: 'ws://other/' })
})
