/**
 * The steps of a random walk: what users, peers, clocks and pages may do to a node, each with what may come of it.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Signal } from '../../../src/core/index.js'
import * as foresight from './foresight.js'
import type { Before } from './foresight.js'
import type { PacketKind } from './ledgers.js'
import type { PlayedConnection } from './wires.js'
import type { Choice, Deed, Life, Status, World } from './world.js'

/** What a walk needs to know to choose its next step. */
export interface Facts {
  life: Life
  connections: number
  questions: number
}

type Step = fc.AsyncCommand<Facts, World>

interface Plan {
  readonly name: string
  /** Whether the step can be taken. Default: always. */
  readonly can?: (facts: Facts) => boolean
  readonly act: (world: World) => void | Promise<void>
  /** What the node may be afterwards. Default: what it was. */
  readonly foresee?: (before: Before, world: World) => readonly Status[]
}

function step({ name, can = () => true, act, foresee = ({ status }) => [status] }: Plan): Step {
  return {
    check: can,
    async run(facts, world) {
      const before = look(world)
      const allowed = foresee(before, world)
      await world.step(() => act(world))
      if (!world.hasActed) {
        assert.ok(
          allowed.includes(world.status),
          `${name}: from ${before.status} to ${world.status}, not ${allowed.join()}`,
        )
      }
      const atRest = look(world)
      await world.commit()
      if (!world.hasActed) assert.ok(foresight.committed(atRest).includes(world.status), `${name}: ${world.status}`)
      facts.life = world.life
      facts.connections = world.wires.connections.length
      facts.questions = world.questions.length
    },
    toString: () => name,
  }
}

function look({ status, life, choice, override, isKnown, page, wires }: World): Before {
  const { error, onOpen } = wires.next
  return {
    status,
    life,
    choice,
    override,
    isKnown,
    isOnline: page.isOnline,
    next: error ? 'throw' : onOpen ? 'act' : 'wait',
  }
}

const isMounted = ({ life }: Facts) => life === 'mounted'
const hasConnection = ({ connections }: Facts) => connections > 0

// ── The user ────────────────────────────────────────────────────────────────────────────────────────────────────────

const connect = fc.constantFrom(undefined, undefined, 'a', 'b', foresight.NO_HOST).map((host) =>
  step({
    name: `connect(${host ?? ''})`,
    act: (world) => void world.connect(host),
    foresee: (before) =>
      foresight.connected({
        ...before,
        override: host ?? before.override,
        isKnown: before.isKnown || host !== undefined,
      }),
  }),
)

const close = fc.constant(
  step({
    name: 'close()',
    act: (world) => void world.close(),
    foresee: foresight.closed,
  }),
)

const reconnect = fc.constant(
  step({ name: 'reconnect()', act: (world) => void world.reconnect(), foresee: foresight.reconnected }),
)

const send = fc
  .boolean()
  .map((asBytes) => step({ name: asBytes ? 'send(bytes)' : 'send(text)', act: (world) => world.send(asBytes) }))
const receive = fc.constant(step({ name: 'receive()', act: (world) => world.receive() }))
const drain = fc.constant(step({ name: 'drained()', act: (world) => world.drain() }))
const permit = fc
  .boolean()
  .map((isPermitted) => step({ name: `permit(${isPermitted})`, act: (world) => world.permit(isPermitted) }))

const choices: fc.Arbitrary<Partial<Choice>> = fc.oneof(
  fc.record({ host: fc.constantFrom('a', 'b') }),
  fc.record({
    url: fc.constantFrom(
      'none',
      'none',
      'null',
      'null',
      'string',
      'object',
      'function',
      'wandering',
      'late',
      'throwing',
      'bad',
    ),
  }),
  fc.record({ reconnect: fc.constantFrom('none', 'now', 'soon', 'later', 'twice', 'never', 'broken', 'absurd') }),
  fc.record({ mode: fc.constantFrom('none', 'self-ready') }),
  fc.record({ hasHeartbeat: fc.boolean() }),
  fc.record({ sendQueue: fc.constantFrom(0, 1, 3, 10) }),
  fc.record({ sendBufferLimit: fc.constantFrom(0, 5) }),
  fc.record({ receiveLimit: fc.constantFrom(0, 1, 3), flush: fc.constantFrom('burst', 'frame', 'sync') }),
  fc.record({ connectionTimeout: fc.constantFrom(0, 1, 10), closeTimeout: fc.constantFrom(0, 1) }),
)
const configure = choices.map((changes) =>
  step({
    name: `configure(${JSON.stringify(changes)})`,
    act: (world) => world.configure(changes),
    foresee(before, { isKnown, choice }) {
      const url = changes.url ?? choice.url
      const isMoved = url !== choice.url || (changes.host ?? choice.host) !== choice.host
      return foresight.configured(before, isMoved ? url !== 'null' : isKnown, { ...choice, ...changes })
    },
  }),
)

// ── The tree ────────────────────────────────────────────────────────────────────────────────────────────────────────

const mount = fc.constant(
  step({
    name: 'mount()',
    can: (facts) => !isMounted(facts),
    act: (world) => world.mount(),
    foresee: foresight.mounted,
  }),
)
const unmount = fc.constantFrom(0, 0, 4).map((linger) =>
  step({
    name: `unmount(${linger})`,
    can: ({ life }) => life !== 'ended',
    act: (world) => world.unmount(linger),
    foresee: (before) => foresight.unmounted(before, linger),
  }),
)
const wait = fc.constant(
  step({
    name: 'wait()',
    can: isMounted,
    act: ({ driver }) => driver.wait('parent-ready'),
    foresee: foresight.waited,
  }),
)
const cancelWait = fc.constant(
  step({
    name: 'cancelWait()',
    can: isMounted,
    act: ({ driver }) => driver.cancelWait(),
    foresee: ({ status }) => [status === 'waiting' ? 'idle' : status],
  }),
)
const connectSoon = fc.constant(
  step({
    name: 'connectSoon()',
    can: isMounted,
    // As a component does, which waits for the end of a closing.
    act: ({ driver, isKnown, status }) => (isKnown && status !== 'closing' ? driver.connectSoon() : undefined),
    foresee: (before) => [foresight.mayConnect(before) ? 'connecting' : before.status],
  }),
)

// ── The peer ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Mostly the newest connection, which is the one that may be live; now and then one that is long gone. */
const which = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(20) })
const pick = ({ wires: { connections } }: World, back: number): PlayedConnection =>
  connections[connections.length - 1 - (back % connections.length)]!
const kinds = fc.array(fc.constantFrom<PacketKind>('good', 'good', 'good', 'bad', 'pong'), { maxLength: 5 })

const open = which.map((back) =>
  step({
    name: `peer ${back}: open`,
    can: hasConnection,
    act(world) {
      const connection = pick(world, back)
      // Once, while it is live; what is gone may say anything.
      if (!connection.isLive || !connection.isOpened) world.open(connection)
    },
    foresee(before, world) {
      const { isLive, isOpened } = pick(world, back)
      return foresight.opened(before, isLive && !isOpened)
    },
  }),
)
const deliver = fc.tuple(which, kinds).map(([back, some]) =>
  step({
    name: `peer ${back}: deliver ${some.join()}`,
    can: hasConnection,
    act(world) {
      const connection = pick(world, back)
      if (!connection.isLive || connection.isOpened) world.deliver(connection, some)
    },
  }),
)
const closePeer = fc.tuple(which, fc.constantFrom(1000, 1001, 1006, 1011)).map(([back, code]) =>
  step({
    name: `peer ${back}: close ${code}`,
    can: hasConnection,
    act: (world) => world.closeWire(pick(world, back), code),
    foresee: (before, world) => foresight.disconnected(before, pick(world, back).isLive),
  }),
)
const answer = fc
  .constantFrom<string | Error>('ws://e/?t=1', 'ws://e/?t=2', 'ws://f/', new Error('no token'))
  .map((words) =>
    step({
      name: `answer ${String(words)}`,
      can: ({ questions }) => questions > 0,
      act: ({ questions }) => questions.shift()!(words),
      foresee: (before) => foresight.answered(before, typeof words === 'string'),
    }),
  )
const prepare = fc
  .constantFrom<[string, (world: World) => Partial<World['wires']['next']>]>(
    ['throws', () => ({ error: Object.assign(new Error('blocked'), { name: 'SecurityError' }) })],
    ['takes 1', () => ({ room: 1 })],
    ['takes none', () => ({ room: 0 })],
    ['opens at once', (world) => ({ onOpen: world.open })],
    [
      'opens and speaks at once',
      (world) => ({
        onOpen(connection) {
          world.open(connection)
          world.deliver(connection, ['good', 'good'])
        },
      }),
    ],
    [
      'opens, speaks and closes at once',
      (world) => ({
        onOpen(connection) {
          world.open(connection)
          world.deliver(connection, ['good'])
          world.closeWire(connection, 1001)
        },
      }),
    ],
    ['fails at once', (world) => ({ onOpen: (connection) => world.closeWire(connection, 1006) })],
  )
  .map(([name, next]) =>
    step({ name: `the next connection ${name}`, act: (world) => void Object.assign(world.wires.next, next(world)) }),
  )
const buffer = fc
  .constantFrom(0, 3, 9)
  .map((bytes) => step({ name: `${bytes} bytes buffered`, act: ({ wires }) => void (wires.buffered = bytes) }))

// ── Time and the page ───────────────────────────────────────────────────────────────────────────────────────────────

const runTasks = fc.constant(
  step({ name: 'tasks', act: ({ clock }) => clock.runTasks(), foresee: foresight.continued }),
)
const advance = fc
  .constantFrom(0, 0.001, 0.02, 0.3, 1, 3, 15)
  .map((seconds) => step({ name: `${seconds} s`, act: (world) => world.advance(seconds), foresee: foresight.aged }))

const pageEvents: readonly [
  name: string,
  act: (world: World) => void,
  foresee?: (before: Before) => readonly Status[],
][] = [
  ['offline', ({ page }) => page.goOffline()],
  ['online', ({ page }) => page.goOnline(), (before) => foresight.wokenUp({ ...before, isOnline: true })],
  ['hidden', ({ page }) => page.hide()],
  ['visible', ({ page }) => page.show(), foresight.wokenUp],
  ['resume', ({ page }) => page.resume(), foresight.wokenUp],
  ['pagehide', ({ page }) => page.leave(true), foresight.putAway],
  ['pageshow', ({ page }) => page.comeBack(true), foresight.wokenUp],
  ['pagehide for good', ({ page }) => page.leave(false)],
]
const pageEvent = fc.constantFrom(...pageEvents).map(([name, act, foresee]) => step({ name, act, foresee }))

// ── Handlers that do something ──────────────────────────────────────────────────────────────────────────────────────

const OCCASIONS: readonly (Signal | 'state')[] = [
  'state',
  'connected',
  'connectFailed',
  'received',
  'closing',
  'closed',
  'receiveFailed',
  'reconnecting',
  'gaveUp',
  'sendFailed',
]
/** What may be done anywhere, also inside of a policy or a url function. */
const PLAIN_DEEDS: readonly [string, Deed][] = [
  ['close()', (world) => void world.close()],
  ['connect()', (world) => void world.connect()],
  ['reconnect()', (world) => void world.reconnect()],
  ['send()', (world) => world.send(false)],
  ['receive()', (world) => world.receive()],
  ['move to a', (world) => world.configure({ host: 'a', url: 'none' })],
  ['move to b', (world) => world.configure({ host: 'b', url: 'none' })],
  ['move to null', (world) => world.configure({ url: 'null' })],
  ['unmount', (world) => world.unmount(0)],
]
const DEEDS: readonly [string, Deed][] = [
  ...PLAIN_DEEDS,
  ['connect(b)', (world) => void world.connect('b')],
  ['unmount(4)', (world) => world.unmount(4)],
  [
    'unmount and mount',
    (world) => {
      world.unmount(0)
      world.mount()
    },
  ],
  [
    'throw',
    (world) => {
      throw world.broken
    },
  ],
  ['drained()', (world) => world.drain()],
]
const plan = fc
  .oneof(
    { weight: 5, arbitrary: fc.tuple(fc.constantFrom(...OCCASIONS), fc.constantFrom(...DEEDS)) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom('policy' as const, 'url' as const), fc.constantFrom(...PLAIN_DEEDS)),
    },
  )
  .map(([occasion, [name, deed]]) =>
    step({ name: `on the next ${occasion}: ${name}`, act: ({ deeds }) => void deeds.set(occasion, deed) }),
  )

/** Gets a mounted node open, whatever it was. */
const goOnline = fc.constant(
  step({
    name: 'connect and open',
    can: isMounted,
    async act(world) {
      world.connect()
      // A peer answers in a later task, and what an unmount leaves is done by then.
      await Promise.resolve()
      const { live } = world.wires
      if (live && !live.isOpened) world.open(live)
    },
    foresee(before) {
      const after = foresight.connected(before)
      return after.includes('connecting') ? [...after, 'open'] : after
    },
  }),
)

/** All steps, by how often they come. */
const WEIGHTS: readonly (readonly [number, fc.Arbitrary<Step>])[] = [
  [6, deliver],
  [5, send],
  [5, advance],
  [4, open],
  [4, closePeer],
  [3, goOnline],
  [3, mount],
  [3, configure],
  [3, plan],
  [3, pageEvent],
  [2, connect],
  [2, connectSoon],
  [1, reconnect],
  [2, answer],
  [2, runTasks],
  [2, prepare],
  [1, unmount],
  [1, receive],
  [1, close],
  [1, wait],
  [1, cancelWait],
  [1, permit],
  [1, buffer],
  [1, drain],
]
export const STEPS: fc.Arbitrary<Step>[] = WEIGHTS.flatMap(([weight, arbitrary]) =>
  Array.from({ length: weight }, () => arbitrary),
)

/** With what a walk begins: mostly with a policy and a queue, for there is more to see then. */
export const FIRST_CHOICES: fc.Arbitrary<Choice> = fc.record({
  host: fc.constantFrom('a', 'b'),
  url: fc.constantFrom('none', 'none', 'none', 'null', 'string', 'function', 'wandering', 'late'),
  reconnect: fc.constantFrom('none', 'now', 'soon', 'soon', 'later', 'twice', 'never'),
  mode: fc.constantFrom('none', 'self-ready'),
  hasHeartbeat: fc.boolean(),
  sendQueue: fc.constantFrom(0, 1, 3, 10),
  sendBufferLimit: fc.constantFrom(0, 0, 5),
  receiveLimit: fc.constantFrom(0, 0, 1, 3),
  flush: fc.constantFrom('burst', 'burst', 'frame', 'sync'),
  connectionTimeout: fc.constantFrom(0, 1, 10),
  closeTimeout: fc.constantFrom(0, 1, 2),
})
