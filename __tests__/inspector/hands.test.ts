/**
 * @jest-environment node
 *
 * Hands do to an app what the real fault would do: each test plays the same life twice, once with the fault at the peer,
 * once with the hand, and the node tells the same.
 */
import { ping } from '../../src/core/index.js'
import { createInspection } from '../../src/inspector/inspection.js'
import type { Hands, Inspection, Status } from '../../src/inspector/model.js'
import { createStage, type Stage, type TextOptions } from '../support/core/stage.js'

const NEVER = { next: () => null }
const SOON = { next: () => 1 }

let inspections: Inspection[] = []
beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  for (const inspection of inspections) inspection.stop()
  inspections = []
  jest.useRealTimers()
})

interface Scene {
  readonly stage: Stage
  readonly hands: Hands
  readonly inspection: Inspection
}

function createScene(options: TextOptions = {}): Scene {
  const stage = createStage(options)
  const inspection = createInspection({ nodes: [stage.node] })
  inspections.push(inspection)
  const hands = inspection.hands(inspection.items()[0]!.id)!
  return { stage, hands, inspection }
}

/** The connection is open, and was told. */
function open({ stage }: Pick<Scene, 'stage'>): void {
  stage.node.connect()
  stage.peer.open()
}

const ping1 = ping({ message: 'ping', interval: 1, timeout: 1, isReply: (wire: unknown) => wire === 'pong' })

const FAULTS: readonly (readonly [
  name: string,
  options: TextOptions,
  fault: (stage: Stage) => void,
  hand: (scene: Scene) => void,
])[] = [
  ['cut', {}, ({ peer }) => peer.close(1006), ({ hands }) => hands.cut()],
  ['cut, with a policy', { reconnect: SOON }, ({ peer }) => peer.close(1006), ({ hands }) => hands.cut()],
  ['closed', { reconnect: NEVER }, ({ peer }) => peer.close(1006), ({ hands }) => hands.force('closed')],
  ['receive', {}, ({ peer }) => peer.deliver('a'), ({ hands }) => void hands.receive('a', 'text')],
  ['send', {}, ({ node }) => void node.send('a'), ({ hands }) => void hands.send('a', 'text')],
  ['close', {}, ({ node }) => void node.close(3000, 'x'), ({ hands }) => void hands.close(3000, 'x')],
  [
    'closing',
    {},
    (stage) => stage.node.close(),
    ({ stage, hands }) => {
      hands.force('closing')
      stage.peer.close(1000)
    },
  ],
  [
    'drop what comes: the heartbeat finds out',
    { heartbeat: ping1 },
    () => {},
    ({ stage, hands }) => {
      hands.setPassage('in', 'drop')
      stage.peer.deliver('pong')
    },
  ],
]

test.each(FAULTS)('%s tells what the fault tells', (_name, options, fault, hand) => {
  const real = createStage(options)
  open({ stage: real })
  fault(real)
  real.clock.advance(20)
  const scene = createScene(options)
  open(scene)
  hand(scene)
  scene.stage.clock.advance(20)
  expect(scene.stage.story).toEqual(real.story)
  expect(scene.stage.story.length).toBeGreaterThan(2)
})

const ATTEMPTS: readonly (readonly [
  name: string,
  options: TextOptions,
  fault: (stage: Stage) => void,
  hand: (scene: Scene) => void,
])[] = [
  [
    'connecting: a handshake that hangs',
    {},
    () => {},
    ({ stage, hands }) => (hands.force('connecting'), stage.peer.open()),
  ],
  ['failed', {}, ({ peer }) => peer.close(1006), ({ hands }) => hands.force('failed')],
  ['failed, with a policy', { reconnect: NEVER }, ({ peer }) => peer.close(1006), ({ hands }) => hands.force('failed')],
  [
    'an answer in the handshake that is held',
    {},
    () => {},
    ({ stage, hands }) => (hands.setPassage('in', 'hold'), stage.peer.close(1006)),
  ],
]

test.each(ATTEMPTS)('%s tells what the fault tells', (_name, options, fault, hand) => {
  const real = createStage(options)
  real.node.connect()
  fault(real)
  real.clock.advance(20)
  const scene = createScene(options)
  scene.stage.node.connect()
  hand(scene)
  scene.stage.clock.advance(20)
  expect(scene.stage.story).toEqual(real.story)
})

test('failed begins an attempt where there is none, and no server hears more of it', () => {
  const { stage, hands } = createScene()
  hands.force('failed')
  expect(stage.node.state.status).toBe('failed')
  expect(stage.transport.liveCount).toBe(0)
})

test('failed refuses an attempt whose url is still asked for as soon as there is a socket', async () => {
  const { stage, hands } = createScene({ url: () => Promise.resolve('ws://h/'), reconnect: SOON })
  stage.node.connect()
  hands.force('failed')
  await Promise.resolve()
  await Promise.resolve()
  stage.peer.open()
  expect(stage.node.state).toMatchObject({ status: 'failed', error: { code: 'refused' } })
})

test('reconnecting: the wait goes on until it is let go, in the order of the retries', () => {
  const { stage, hands } = createScene({ reconnect: SOON })
  open({ stage })
  hands.force('reconnecting')
  stage.clock.advance(60)
  expect(stage.node.state).toMatchObject({ status: 'reconnecting', attempt: 1 })
  expect(hands.forced).toEqual(['reconnecting'])
  hands.releaseAll()
  expect(stage.node.state).toMatchObject({ status: 'connecting', attempt: 1 })
})

test('a wait that is let go before it is over lasts as long as it would', () => {
  const { stage, hands } = createScene({ reconnect: SOON })
  open({ stage })
  hands.force('reconnecting')
  stage.clock.advance(0.5)
  hands.releaseAll()
  expect(stage.node.state.status).toBe('reconnecting')
  stage.clock.advance(0.5)
  expect(stage.node.state.status).toBe('connecting')
})

test('a held handshake opens when it is let go', () => {
  const { stage, hands } = createScene()
  hands.force('connecting')
  stage.peer.open()
  stage.peer.deliver('a')
  expect(stage.story).toEqual(['-> connecting'])
  expect([hands.heldIn, hands.forced]).toEqual([2, ['connecting']])
  hands.force('open')
  stage.clock.advance(0.1)
  expect(stage.story).toEqual(['-> connecting', '-> open', 'connected(ws://h/) in open', 'received(a) in open'])
})

describe('one ordered line a direction', () => {
  test('held packets come in order with the close behind them', () => {
    const { stage, hands } = createScene()
    open({ stage })
    stage.story.length = 0
    hands.setPassage('in', 'hold')
    stage.peer.deliver('a')
    stage.peer.deliver('b')
    stage.peer.close(1000)
    expect([stage.story, hands.heldIn]).toEqual([[], 3])
    hands.releaseAll()
    expect(stage.story).toEqual(['-> closed', 'received(a b) in closed', 'closing in closed', 'closed(1000) in closed'])
  })

  test('delayed packets come after the delay, and behind each other', () => {
    const { stage, hands } = createScene({ flush: 'sync' })
    open({ stage })
    stage.story.length = 0
    hands.setPassage('in', 'delay', 100)
    stage.peer.deliver('a')
    jest.advanceTimersByTime(60)
    stage.peer.deliver('b')
    expect(stage.story).toEqual([])
    jest.advanceTimersByTime(40)
    expect(stage.story).toEqual(['received(a) in open'])
    hands.setPassage('in', 'pass')
    stage.peer.deliver('c')
    expect(stage.story.slice(1)).toEqual(['received(b) in open', 'received(c) in open'])
  })

  test('held messages count as not taken by the wire, and go out in order, before the close frame', () => {
    const { stage, hands } = createScene({ sendBufferLimit: 5 })
    open({ stage })
    hands.setPassage('out', 'hold')
    expect([stage.node.send('123'), stage.node.send('456'), stage.node.send('7')]).toEqual([true, true, false])
    expect([stage.node.bufferedAmount, stage.wire.sent, hands.heldOut]).toEqual([6, [], 2])
    stage.node.close()
    expect(stage.wire.closeCalls).toEqual([])
    hands.releaseAll()
    expect([stage.wire.sent, stage.wire.closeCalls]).toEqual([['123', '456'], [[1000, '']]])
    expect(stage.node.bufferedAmount).toBe(0)
  })

  test('dropped messages are lost whole, and send stays true', () => {
    const { stage, hands } = createScene()
    open({ stage })
    hands.setPassage('out', 'drop')
    expect(stage.node.send('a')).toBe(true)
    hands.setPassage('out', 'pass')
    expect(stage.node.send('b')).toBe(true)
    expect(stage.wire.sent).toEqual(['b'])
  })

  test('what authenticate and the heartbeat send is held, too', () => {
    const { stage, hands } = createScene({ authenticate: ({ send }) => send('login'), heartbeat: ping1 })
    hands.setPassage('out', 'hold')
    stage.node.connect()
    stage.peer.open()
    expect([stage.wire.sent, hands.heldOut]).toEqual([[], 1])
  })
})

describe('what ends the hands', () => {
  test('holds outlast a reconnect, by the policy and by hand', () => {
    const { stage, hands, inspection } = createScene({ reconnect: SOON })
    open({ stage })
    hands.setPassage('in', 'drop')
    hands.cut()
    stage.clock.advance(2)
    stage.peer.open()
    stage.node.reconnect()
    stage.clock.advance(1)
    stage.peer.open()
    expect([hands.incoming, inspection.isAnythingHeld()]).toEqual(['drop', true])
  })

  test.each<[string, (scene: Scene) => void]>([
    ['a move', ({ stage }) => stage.configure({ host: 'elsewhere' })],
    ['a null url', ({ stage }) => stage.configure({ url: null })],
    ['dispose', ({ stage }) => stage.driver.dispose()],
    ['release all', ({ hands }) => hands.releaseAll()],
    ['the end of the inspection', ({ inspection }) => inspection.stop()],
  ])('%s', (_name, end) => {
    const scene = createScene()
    open(scene)
    scene.hands.setPassage('in', 'hold')
    scene.stage.peer.deliver('a')
    end(scene)
    expect([scene.hands.incoming, scene.hands.heldIn, scene.inspection.isAnythingHeld()]).toEqual(['pass', 0, false])
  })

  test('what a connection that is over had in the line reaches nobody', () => {
    const { stage, hands } = createScene()
    open({ stage })
    hands.setPassage('in', 'hold')
    stage.peer.deliver('a')
    hands.cut()
    stage.story.length = 0
    hands.releaseAll()
    stage.clock.advance(1)
    expect(stage.story).toEqual([])
  })
})

test('a packet by hand feeds next() of authenticate, and counts as life', async () => {
  const { stage, hands } = createScene({ authenticate: async ({ next }) => void (await next()) })
  stage.node.connect()
  stage.peer.open()
  hands.receive('welcome', 'text')
  await jest.advanceTimersByTimeAsync(0)
  expect(stage.node.state.status).toBe('open')
})

test.each<[text: string, as: 'json' | 'hex', wrong: RegExp]>([
  ['{', 'json', /^This is no JSON/],
  ['abc', 'hex', /pairs of the digits/],
  ['zz', 'hex', /pairs of the digits/],
])('%s as %s is refused in a sentence', (text, as, wrong) => {
  const { stage, hands } = createScene()
  open({ stage })
  expect(hands.send(text, as)).toMatch(wrong)
  expect(hands.receive(text, as)).toMatch(wrong)
  expect(stage.wire.sent).toEqual([])
})

test('hex goes out as a binary frame, JSON without its white space', () => {
  const { stage, hands } = createScene()
  open({ stage })
  hands.send('00 ff', 'hex')
  hands.send(' { "a": 1 } ', 'json')
  expect(stage.wire.sent).toEqual([new Uint8Array([0, 255]), '{"a":1}'])
})

test('a message is sent again as it was', () => {
  const { stage, hands, inspection } = createScene()
  inspection.keepMessages(true)
  open({ stage })
  stage.node.send('a')
  expect(hands.sendAgain(inspection.messages()[0]!.id)).toBeUndefined()
  expect(stage.wire.sent).toEqual(['a', 'a'])
  expect(inspection.messages().map(({ source }) => source)).toEqual(['app', 'hand'])
  expect(hands.sendAgain(99)).toMatch(/no longer kept/)
})

test.each<[Status, (scene: Scene) => void, readonly Status[]]>([
  ['idle', () => {}, ['connecting', 'open', 'failed']],
  ['connecting', ({ stage }) => stage.node.connect(), ['connecting', 'failed']],
  ['open', open, ['closing', 'closed', 'reconnecting']],
  ['closing', (scene) => (open(scene), scene.stage.node.close()), ['connecting', 'open', 'closing', 'closed']],
  ['closed', (scene) => (open(scene), scene.hands.force('closed')), ['connecting', 'open', 'failed']],
  ['reconnecting', (scene) => (open(scene), scene.hands.cut()), ['connecting', 'open', 'failed', 'reconnecting']],
])('in %s, what can be forced is what it can come from', (status, come, possible) => {
  const scene = createScene({ reconnect: SOON })
  come(scene)
  expect(scene.stage.node.state.status).toBe(status)
  const all = ['idle', 'waiting', 'connecting', 'open', 'closing', 'closed', 'failed', 'reconnecting'] as const
  expect(all.filter((one) => scene.hands.whyNot(one) === undefined)).toEqual(possible)
  for (const one of all) if (!possible.includes(one)) expect(scene.hands.whyNot(one)).toMatch(/\.$/)
})
