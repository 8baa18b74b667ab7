/**
 * Requests: one message, one answer, whatever happens to the connection in between.
 */
import { bytes, request, requests, text, type RequestOptions, type WebSocketNodeError } from '../../src/core/index.js'
import { watchOf } from '../../src/core/nodeWatch.js'
import { microtasks } from '../support/core/microtasks.js'
import { createStage, type Stage } from '../support/core/stage.js'
import { watchUncaught } from '../support/core/uncaught.js'
import { ANSWERS, openStage, textTopics } from '../support/topics/stage.js'

const takeUncaught = watchUncaught()

type Options = Partial<RequestOptions<string>>

/** How a promise settled; undefined while it has not. */
function follow(promise: Promise<unknown>) {
  const outcome: { value?: unknown; error?: WebSocketNodeError } = {}
  promise.then(
    (value) => (outcome.value = value),
    (error: WebSocketNodeError) => (outcome.error = error),
  )
  return outcome
}

/** Asks `?id`; the answer begins with `id`. */
function ask({ node }: Pick<Stage, 'node'>, id: string, options: Options = {}) {
  return follow(request(node, `?${id}`, { isReply: (packet: string) => packet.startsWith(id), ...options }))
}

/** What is left of requests on a node. */
function expectNothingLeft({ node, clock }: Pick<Stage, 'node' | 'clock'>) {
  const spy = jest.fn()
  const { add } = watchOf(node)
  add({ heard: spy })()
  clock.runTasks()
  expect(clock.pending('timer')).toBe(0)
}

describe('a request', () => {
  it('is sent, and resolves with the first packet that is its reply, which is emitted as any other', async () => {
    const stage = openStage()
    const heard: string[] = []
    stage.node.on('packet', (packet) => heard.push(packet))
    const outcome = ask(stage, 'a')
    expect(stage.takeSent()).toEqual(['?a'])
    stage.peer.deliver('b', 'a1', 'a2')
    await microtasks()
    expect(outcome).toEqual({ value: 'a1' })
    expect(heard).toEqual(['b', 'a1', 'a2'])
    expectNothingLeft(stage)
  })

  it('is answered by what receive() takes', async () => {
    const stage = openStage({ flush: 'burst' })
    const outcome = ask(stage, 'a')
    stage.peer.deliver('a1')
    stage.node.receive()
    await microtasks()
    expect(outcome).toEqual({ value: 'a1' })
  })

  it('is not answered by what had arrived before it was sent', async () => {
    const stage = openStage({ flush: 'burst' })
    stage.peer.deliver('a old')
    const outcome = ask(stage, 'a')
    stage.peer.deliver('a new')
    stage.clock.advance(1)
    await microtasks()
    expect(outcome).toEqual({ value: 'a new' })
  })

  it('waits for the node to be open, and goes out after the queue and the handlers of connected, in order', async () => {
    const stage = createStage({ flush: 'sync' })
    const outcomes = [ask(stage, 'a'), ask(stage, 'b')]
    stage.node.on('connected', () => {
      stage.node.send('hello')
      ask(stage, 'c')
    })
    stage.node.send('queued')
    stage.node.connect()
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['queued', 'hello', '?a', '?b', '?c'])
    stage.peer.deliver('a', 'b')
    await microtasks()
    expect(outcomes).toEqual([{ value: 'a' }, { value: 'b' }])
  })

  it('narrows its answer, and rejects with what errorOf says', async () => {
    const stage = openStage()
    const outcome = ask(stage, 'a', { errorOf: (packet) => (packet.includes('!') ? packet : undefined) })
    stage.peer.deliver('a!')
    await microtasks()
    expect(outcome.error).toMatchObject({ code: 'rejected', cause: 'a!' })
  })

  it.each([undefined, null, false, 0, ''])('resolves where errorOf gives %j', async (none) => {
    const stage = openStage()
    const outcome = ask(stage, 'a', { errorOf: () => none })
    await microtasks()
    stage.peer.deliver('a')
    await microtasks()
    expect(outcome).toEqual({ value: 'a' })
  })

  it('rejects with what errorOf throws', async () => {
    const stage = openStage()
    const thrown = new Error('mine')
    const outcome = ask(stage, 'a', {
      errorOf() {
        throw thrown
      },
    })
    stage.peer.deliver('a')
    await microtasks()
    expect(outcome.error).toMatchObject({ code: 'rejected', cause: thrown })
  })

  it('whose isReply throws is not answered, and the error is reported', async () => {
    const stage = openStage()
    const outcome = ask(stage, 'a', {
      isReply(packet) {
        if (packet === 'bad') throw new Error('mine')
        return true
      },
    })
    stage.peer.deliver('bad', 'good')
    await microtasks()
    expect(outcome).toEqual({ value: 'good' })
    expect(takeUncaught()).toEqual([new Error('mine')])
  })

  it('copies bytes, which the caller may write into again before they leave', () => {
    const stage = createStage({ flush: 'sync', format: bytes as never })
    const message = new Uint8Array([1])
    void request(stage.node as never, message as never, { isReply: () => true, timeout: 0 })
    message[0] = 2
    stage.node.connect()
    stage.peer.open()
    expect(stage.wire.sent).toEqual([new Uint8Array([1])])
  })

  it('rejects with a TypeError for what the format can not encode, and with a RangeError for a timeout', async () => {
    const stage = openStage()
    const outcomes = [
      follow(request(stage.node, 5 as never, { isReply: () => true })),
      ask(stage, 'a', { timeout: 301 }),
    ]
    await microtasks()
    expect(outcomes[0]!.error).toBeInstanceOf(TypeError)
    expect(String(outcomes[1]!.error)).toBe('RangeError: timeout is in seconds, 0 to 300; got 301')
    expect(stage.takeSent()).toEqual([])
    expectNothingLeft(stage)
  })
})

it('a request without isReply rejects with a TypeError, and sends nothing', async () => {
  const stage = openStage()
  const outcome = follow(request(stage.node, 'a', { isReply: 'id' as never }))
  await microtasks()
  expect(String(outcome.error)).toBe('TypeError: isReply takes (packet) => boolean; got "id"')
  expect(stage.takeSent()).toEqual([])
  expectNothingLeft(stage)
})

describe('a request that is not answered', () => {
  it('times out, 10 seconds after the call by default, the wait included', async () => {
    const stage = createStage({ flush: 'sync' })
    const outcome = ask(stage, 'a')
    stage.clock.advance(9)
    stage.node.connect()
    stage.peer.open()
    stage.clock.advance(0.9)
    await microtasks()
    expect(outcome).toEqual({})
    stage.clock.advance(0.2)
    await microtasks()
    expect(outcome.error).toMatchObject({ code: 'timeout', message: 'no answer within 10 s' })
  })

  it('waits for ever with a timeout of 0', async () => {
    const stage = openStage()
    const outcome = ask(stage, 'a', { timeout: 0 })
    stage.clock.advance(10_000)
    await microtasks()
    expect(outcome).toEqual({})
    expect(stage.clock.pending()).toBe(0)
  })

  it('rejects with an AbortError where the signal of an older browser has no reason', async () => {
    const stage = openStage()
    const signal = { aborted: true, addEventListener() {}, removeEventListener() {} } as unknown as AbortSignal
    const outcome = ask(stage, 'a', { signal })
    await microtasks()
    expect(outcome.error).toMatchObject({ name: 'AbortError' })
  })

  it('rejects with the reason of its signal, also before it is sent', async () => {
    const stage = openStage()
    const controller = new AbortController()
    const outcomes = [
      ask(stage, 'a', { signal: controller.signal }),
      ask(stage, 'b', { signal: AbortSignal.abort('no') }),
    ]
    controller.abort('stop')
    await microtasks()
    expect(outcomes).toEqual([{ error: 'stop' }, { error: 'no' }])
    expect(stage.takeSent()).toEqual(['?a'])
    expectNothingLeft(stage)
  })

  it('rejects when the connection ends, and an answer in the last batch counts', async () => {
    const stage = openStage({ flush: 'burst' })
    const outcomes = [ask(stage, 'a'), ask(stage, 'b')]
    stage.peer.deliver('a1')
    stage.peer.close(1006)
    await microtasks()
    expect(outcomes[0]).toEqual({ value: 'a1' })
    expect(outcomes[1]!.error).toMatchObject({ code: 'disconnected' })
    expectNothingLeft(stage)
  })

  it('rejects at an unmount, after the last batch', async () => {
    const stage = openStage({ flush: 'burst' })
    const outcomes = [ask(stage, 'a'), ask(stage, 'b')]
    stage.peer.deliver('a1')
    stage.driver.unmount()
    await microtasks()
    expect(outcomes[0]).toEqual({ value: 'a1' })
    expect(outcomes[1]!.error).toMatchObject({ code: 'disconnected' })
  })

  it('rejects when a connection that lingers ends, not before', async () => {
    const stage = openStage()
    const outcome = ask(stage, 'a')
    stage.driver.unmount(3)
    await microtasks()
    stage.clock.advance(2)
    await microtasks()
    expect(outcome).toEqual({})
    stage.clock.advance(2)
    await microtasks()
    expect(outcome.error).toMatchObject({ code: 'disconnected' })
  })

  it('is sent again with resend, in the order of the calls, on the next connection', async () => {
    const stage = openStage()
    const outcomes = [ask(stage, 'a', { resend: true }), ask(stage, 'b'), ask(stage, 'c', { resend: true })]
    stage.node.on('closed', () => stage.node.connect())
    stage.peer.close(1006)
    stage.clock.advance(1)
    const late = ask(stage, 'd')
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['?a', '?c', '?d'])
    stage.peer.deliver('a', 'c', 'd')
    await microtasks()
    expect(outcomes.map(({ value }) => value)).toEqual(['a', undefined, 'c'])
    expect(late).toEqual({ value: 'd' })
  })

  it('with resend is disconnected where the next connection is to another destination, or there is none', async () => {
    const stage = openStage()
    const outcome = ask(stage, 'a', { resend: true })
    stage.configure({ host: 'other' })
    await microtasks()
    expect(outcome.error).toMatchObject({ code: 'disconnected' })
    stage.clock.advance(1)
    stage.peer.open()
    const next = ask(stage, 'a', { resend: true })
    stage.peer.close(1006)
    await microtasks()
    expect(next).toEqual({})
    stage.clock.advance(0)
    await microtasks()
    expect(next.error).toMatchObject({ code: 'disconnected' })
  })
})

describe('a request that can not be sent', () => {
  const notSent = { error: { code: 'not-sent' } }

  it('rejects where the node is closed or has failed, a task later', async () => {
    const stage = openStage()
    stage.node.close()
    const outcome = ask(stage, 'a')
    stage.clock.advance(1)
    await microtasks()
    expect(outcome).toEqual({})
    stage.peer.close(1000)
    stage.clock.advance(0)
    await microtasks()
    expect(outcome).toMatchObject(notSent)
    const second = ask(stage, 'b')
    stage.node.connect()
    stage.clock.advance(0)
    await microtasks()
    expect(second).toEqual({})
    stage.peer.close(1006)
    stage.clock.advance(0)
    await microtasks()
    expect(second).toMatchObject(notSent)
    expectNothingLeft(stage)
  })

  it('waits over a failure that is retried', async () => {
    const stage = createStage({ flush: 'sync', reconnect: { next: () => 1 } })
    stage.node.connect()
    const outcome = ask(stage, 'a')
    stage.peer.close(1006)
    stage.clock.advance(1)
    stage.peer.open()
    stage.peer.deliver('a')
    await microtasks()
    expect(outcome).toEqual({ value: 'a' })
  })

  it('waits over an unmount that is followed by a mount in the same task', async () => {
    const stage = createStage({ flush: 'sync' }, undefined, 'self-ready')
    const outcome = ask(stage, 'a')
    stage.driver.unmount()
    stage.driver.mount()
    stage.commit()
    stage.clock.advance(0)
    stage.peer.open()
    stage.peer.deliver('a')
    await microtasks()
    expect(outcome).toEqual({ value: 'a' })
  })

  it('rejects where the node is not mounted', async () => {
    const stage = createStage({ flush: 'sync' })
    const outcome = ask(stage, 'a')
    stage.driver.unmount()
    await microtasks()
    stage.clock.advance(0)
    await microtasks()
    expect(outcome).toMatchObject(notSent)
  })

  it('rejects where the node moves, or its url becomes null', async () => {
    const stage = createStage({ flush: 'sync' })
    stage.node.connect()
    const outcome = ask(stage, 'a')
    stage.configure({ host: 'other' })
    stage.clock.advance(0)
    await microtasks()
    expect(outcome).toMatchObject(notSent)
    const second = ask(stage, 'b')
    stage.configure({ url: null })
    const third = ask(stage, 'c')
    stage.clock.advance(0)
    await microtasks()
    expect([second, third]).toMatchObject([notSent, notSent])
    expectNothingLeft(stage)
  })

  it('waits for the first url', () => {
    const stage = createStage({ flush: 'sync', url: null, host: undefined, useWSS: undefined })
    const outcome = ask(stage, 'a')
    stage.clock.advance(1)
    stage.configure({ url: 'ws://h/' })
    stage.node.connect()
    stage.peer.open()
    expect(stage.wire.sent).toEqual(['?a'])
    expect(outcome).toEqual({})
  })

  it('rejects where the message is refused', async () => {
    const stage = openStage({ sendBufferLimit: 1 })
    Object.assign(stage.wire, { bufferedAmount: 5 })
    const outcome = ask(stage, 'a')
    await microtasks()
    expect(outcome).toMatchObject(notSent)
  })
})

describe('a request on a topic', () => {
  it('reads it meanwhile, waits until it is subscribed, and asks only its packets', async () => {
    const { node, clock, peer, takeSent } = openStage()
    const room = textTopics(ANSWERS).of(node, 'A')
    const isReply = jest.fn((packet: string) => packet === 'A yes')
    const outcome = follow(request(room, 'hello', { isReply }))
    clock.runTasks()
    expect(takeSent()).toEqual(['sub A'])
    peer.deliver('+A')
    expect(takeSent()).toEqual(['hello'])
    peer.deliver('B yes', 'A no', 'A yes')
    await microtasks()
    expect(outcome).toEqual({ value: 'A yes' })
    expect(isReply).toHaveBeenCalledTimes(2)
    clock.runTasks()
    expect(takeSent()).toEqual(['unsub A'])
  })

  it('is rejected with the topic, with the packet as cause', async () => {
    const { node, clock, peer } = openStage()
    const room = textTopics(ANSWERS).of(node, 'A')
    const outcome = follow(request(room, 'hello', { isReply: () => true }))
    clock.runTasks()
    peer.deliver('-A:no')
    await microtasks()
    expect(outcome.error).toMatchObject({ code: 'rejected', cause: '-A:no' })
  })

  it.each([
    ['moves', { host: 'other' }],
    ['is without a url', { url: null }],
  ])('rejects where a node that is idle %s', async (_what, change) => {
    const stage = createStage({ flush: 'sync' })
    const room = textTopics().of(stage.node, 'A')
    const outcome = follow(request(room, 'hello', { isReply: () => true, timeout: 0 }))
    stage.clock.advance(0)
    stage.configure(change)
    stage.clock.advance(0)
    await microtasks()
    expect(outcome).toMatchObject({ error: { code: 'not-sent' } })
    stage.clock.advance(0)
    expectNothingLeft(stage)
  })

  it('is not answered by what had arrived before, also within a batch', async () => {
    const { node, clock, peer } = openStage({ flush: 'burst' })
    const room = textTopics().of(node, 'A')
    room.on('packet', () => {})
    clock.advance(1)
    peer.deliver('B 0', 'A old')
    const outcome = follow(request(room, 'hello', { isReply: () => true }))
    peer.deliver('B 1', 'A new')
    clock.advance(1)
    await microtasks()
    expect(outcome).toEqual({ value: 'A new' })
  })

  it('is disconnected with the node, after its last batch', async () => {
    const { node, clock, peer } = openStage({ flush: 'burst' })
    const room = textTopics().of(node, 'A')
    const outcomes = ['A 1', 'A 2'].map((reply) =>
      follow(request(room, 'hello', { isReply: (packet) => packet === reply })),
    )
    clock.advance(1)
    peer.deliver('A 1')
    peer.close(1006)
    await microtasks()
    expect(outcomes[0]).toEqual({ value: 'A 1' })
    expect(outcomes[1]!.error).toMatchObject({ code: 'disconnected' })
  })
})

describe('requests', () => {
  const rpc = requests(text, {
    message: (body: string, id) => `${id}:${body}`,
    idOf: (packet) => (packet.includes(':') ? packet.split(':')[0] : undefined),
    errorOf: (packet) => (packet.includes('!') ? packet : null),
    resultOf: (packet) => packet.split(':')[1]!,
  })
  const idOf = (message: unknown) => (message as string).split(':')[0]!

  it('find their answers by id, in whatever order they come', async () => {
    const stage = openStage()
    const outcomes = ['a', 'b', 'c'].map((body) => follow(rpc.ask(stage.node, body)))
    await microtasks()
    const ids = stage.takeSent().map(idOf)
    stage.peer.deliver(`${ids[2]}:C`, 'no answer', `${ids[0]}:A!`, `${ids[1]}:B`)
    await microtasks()
    expect(outcomes[0]!.error).toMatchObject({ code: 'rejected', cause: `${ids[0]}:A!` })
    expect(outcomes.slice(1)).toEqual([{ value: 'B' }, { value: 'C' }])
    expectNothingLeft(stage)
  })

  it('have ids of their own over nodes and connections: a late answer is nobody’s', async () => {
    const stage = openStage()
    const first = follow(rpc.ask(stage.node, 'a'))
    await microtasks()
    const [old] = stage.takeSent().map(idOf)
    stage.peer.close(1006)
    stage.open()
    const second = follow(rpc.ask(stage.node, 'a'))
    await microtasks()
    stage.peer.deliver(`${old}:late`)
    await microtasks()
    expect(first.error).toMatchObject({ code: 'disconnected' })
    expect(second).toEqual({})
  })

  it('resolve with the packet where there is no resultOf', async () => {
    const stage = openStage()
    const plain = requests(text, { message: (_body: string, id) => String(id), idOf: (packet) => packet.split(':')[0] })
    const outcome = follow(plain.ask(stage.node, 'a'))
    await microtasks()
    const [id] = stage.takeSent()
    stage.peer.deliver(`${String(id)}:yes`)
    await microtasks()
    expect(outcome).toEqual({ value: `${String(id)}:yes` })
  })

  it('whose idOf throws are not answered, and the error is reported', async () => {
    const stage = openStage()
    const broken = requests(text, {
      message: (_body: string, id) => String(id),
      idOf() {
        throw new Error('mine')
      },
    })
    const outcome = follow(broken.ask(stage.node, 'a'))
    await microtasks()
    stage.peer.deliver('a')
    await microtasks()
    expect(outcome).toEqual({})
    expect(takeUncaught()).toEqual([new Error('mine')])
  })

  it('10,000 in flight are one look-up a packet', async () => {
    const stage = openStage()
    const find = jest.fn((packet: string) => packet)
    const many = requests(text, { message: (_body: string, id) => String(id), idOf: find })
    const outcomes = Array.from({ length: 10_000 }, () => follow(many.ask(stage.node, '', { timeout: 0 })))
    await microtasks()
    const ids = stage.takeSent() as string[]
    expect(ids).toHaveLength(10_000)
    stage.peer.deliver(...ids.toReversed())
    await microtasks()
    expect(find).toHaveBeenCalledTimes(10_000)
    expect(outcomes.map(({ value }) => value)).toEqual(ids)
    expectNothingLeft(stage)
  })
})
