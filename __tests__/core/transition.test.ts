/**
 * @jest-environment node
 *
 * The whole transition table: every state times every event, and the paths through it that users see as signals.
 */
import fc from 'fast-check'
import { WebSocketNodeError } from '../../src/core/errors.js'
import type { ConnectedInfo, NodeState } from '../../src/core/index.js'
import { INITIAL, canClose, canConnect, canQueue, transition } from '../../src/core/life/transition.js'
import type { ClosedCause, Command, Machine, NodeEvent } from '../../src/core/life/machine.js'
import { deepFreeze } from '../support/core/deepFreeze.js'

type Status = NodeState['status']
type EventType = NodeEvent['type']

const URL_A = 'ws://a/'
const URL_B = 'ws://b/'
const error = new WebSocketNodeError('refused', 'no connection')
const lateError = new WebSocketNodeError('timeout', 'too late')
const goingAway: ClosedCause = { type: 'closed', code: 1001, reason: 'away', wasClean: true }
const lost: ClosedCause = { type: 'closed', code: 1006, reason: '', wasClean: false }
const connection: ConnectedInfo = { isReconnect: true, downFor: 3 }

/** One machine in each state; the counts are such that a reset shows. */
const machines: { readonly [S in Status]: Machine } = {
  idle: INITIAL,
  waiting: { state: { status: 'waiting', mode: 'parent-ready' }, retries: 0 },
  connecting: { state: { status: 'connecting', url: URL_A, attempt: 2 }, retries: 2 },
  open: { state: { status: 'open', url: URL_A, protocol: 'chat' }, retries: 2 },
  closing: { state: { status: 'closing', url: URL_A }, retries: 2 },
  closed: { state: { status: 'closed', url: URL_A, code: 1001, reason: 'away', wasClean: true }, retries: 0 },
  failed: { state: { status: 'failed', url: URL_A, error }, retries: 0 },
  reconnecting: {
    state: { status: 'reconnecting', url: URL_A, attempt: 3, delay: 4, cause: goingAway },
    retries: 3,
  },
}

/** Closing, with a last word that counts when it is over. */
const closingBefore = (next: NonNullable<Machine['next']>): Machine => ({ ...machines.closing, next })

/** One event of each type; the variants are further down. */
const events: { readonly [E in EventType]: Extract<NodeEvent, { type: E }> } = {
  waitStarted: { type: 'waitStarted', mode: 'owner-ready' },
  waitCancelled: { type: 'waitCancelled' },
  connectRequested: { type: 'connectRequested', url: URL_B, isDeferred: false },
  urlResolved: { type: 'urlResolved', url: URL_B },
  opened: { type: 'opened', protocol: 'new', connection },
  attemptFailed: { type: 'attemptFailed', error: lateError, retry: null, hasPolicy: false },
  disconnected: { type: 'disconnected', cause: goingAway, retry: null, hasPolicy: false },
  closeRequested: { type: 'closeRequested', code: 4000, reason: 'bye' },
  moved: { type: 'moved', url: URL_B },
  refreshed: { type: 'refreshed', url: URL_B },
  withdrawn: { type: 'withdrawn', mode: 'owner-ready' },
  policyRemoved: { type: 'policyRemoved' },
  retryDue: { type: 'retryDue', url: URL_B },
  putAway: { type: 'putAway' },
  unmounted: { type: 'unmounted', keepsQueue: false },
}

// ── The words of the table ──────────────────────────────────────────────────────────────────────────────────────────

/** The same machine object, and no command. */
const same = 'same'
/** The same machine object; what waits and the values may belong to another destination now. */
const checks = 'checks'
interface Next extends Machine {
  readonly commands: readonly Command[]
}
type Cell = typeof same | typeof checks | Next

const to = (state: NodeState, retries: number, ...commands: Command[]): Next => ({ state, retries, commands })
const emit = (signal: string, ...args: unknown[]) => ({ type: 'emit', signal, args }) as unknown as Command
const retryLater = (delay: number): Command => ({ type: 'retryLater', delay })
const begin = (attempt: number, when: 'now' | 'soon'): Command => ({
  type: 'beginAttempt',
  attempt,
  isDeferred: when === 'soon',
})
const abandon: Command = { type: 'abandon' }
const flush: Command = { type: 'flush' }
const flushQueue: Command = { type: 'flushQueue' }
const endReading: Command = { type: 'endReading' }
const checkDestination: Command = { type: 'checkDestination' }
const failQueue: Command = { type: 'failQueue' }

const idle: NodeState = { status: 'idle' }
const connectingToB: NodeState = { status: 'connecting', url: URL_B, attempt: 0 }
const awayFromA: NodeState = { status: 'closed', url: URL_A, code: 1001, reason: 'away', wasClean: true }

const waitingForOwner: NodeState = { status: 'waiting', mode: 'owner-ready' }
const waitsForOwner = to(waitingForOwner, 0)
/** Out of a state without a connection to none at all. */
const withdraws = to(waitingForOwner, 0, abandon, checkDestination)
/** The connection is closed already, in good order. */
const farewell = [emit('closing'), emit('closed', 1000, '')]
const connectsNow = to(connectingToB, 0, checkDestination, begin(0, 'now'))
const unmountsAtRest = to(idle, 0, abandon, flush, failQueue)
/** Until the page comes back: no timer ends the wait. */
const isPutAway = (attempt: number): NodeState => ({
  status: 'reconnecting',
  url: URL_A,
  attempt,
  delay: 0,
  cause: { type: 'closed', code: 1000, reason: '', wasClean: true },
})

const nothingInAnyState: { readonly [E in EventType]: Cell } = {
  waitStarted: same,
  waitCancelled: same,
  connectRequested: same,
  urlResolved: same,
  opened: same,
  attemptFailed: same,
  disconnected: same,
  closeRequested: same,
  moved: checks,
  refreshed: checks,
  withdrawn: withdraws,
  policyRemoved: same,
  retryDue: same,
  putAway: same,
  unmounted: unmountsAtRest,
}

/** Only what happens is listed: what a row leaves out changes nothing. */
const table: { readonly [S in Status]: { readonly [E in EventType]: Cell } } = {
  idle: {
    ...nothingInAnyState,
    waitStarted: waitsForOwner,
    connectRequested: connectsNow,
  },
  waiting: {
    ...nothingInAnyState,
    waitStarted: waitsForOwner,
    waitCancelled: to(idle, 0),
    connectRequested: connectsNow,
    closeRequested: to(idle, 0),
  },
  connecting: {
    ...nothingInAnyState,
    urlResolved: to({ status: 'connecting', url: URL_B, attempt: 2 }, 2, checkDestination, {
      type: 'openSocket',
      url: URL_B,
    }),
    opened: to({ status: 'open', url: URL_A, protocol: 'new' }, 2, flushQueue, emit('connected', URL_A, connection)),
    attemptFailed: to(
      { status: 'failed', url: URL_A, error: lateError },
      0,
      abandon,
      emit('connectFailed', lateError),
      failQueue,
    ),
    closeRequested: to(
      { status: 'closing', url: URL_A },
      0,
      { type: 'closeSocket', code: 4000, reason: 'bye' },
      emit('closing'),
    ),
    moved: to(connectingToB, 0, abandon, checkDestination, begin(0, 'soon')),
    refreshed: to({ status: 'connecting', url: URL_B, attempt: 2 }, 2, checkDestination, {
      type: 'reopenSocket',
      url: URL_B,
    }),
    putAway: to(isPutAway(2), 2, abandon),
    unmounted: to(idle, 0, abandon, flush, failQueue),
  },
  open: {
    ...nothingInAnyState,
    disconnected: to(
      awayFromA,
      0,
      abandon,
      flush,
      endReading,
      emit('closing'),
      emit('closed', 1001, 'away'),
      failQueue,
    ),
    closeRequested: to(
      { status: 'closing', url: URL_A },
      0,
      flush,
      { type: 'closeSocket', code: 4000, reason: 'bye' },
      emit('closing'),
    ),
    moved: to(connectingToB, 0, abandon, flush, checkDestination, ...farewell, begin(0, 'soon')),
    withdrawn: to(waitingForOwner, 0, abandon, flush, checkDestination, ...farewell),
    putAway: to(isPutAway(0), 0, abandon, flush, endReading, ...farewell),
  },
  closing: {
    ...nothingInAnyState,
    connectRequested: {
      ...closingBefore({ type: 'connect', url: URL_B }),
      commands: [failQueue, checkDestination],
    },
    disconnected: to(awayFromA, 0, abandon, flush, endReading, emit('closed', 1001, 'away'), failQueue),
    withdrawn: { ...closingBefore({ type: 'withdraw', mode: 'owner-ready' }), commands: [checkDestination] },
    unmounted: to(idle, 0, abandon, flush, failQueue),
  },
  closed: { ...nothingInAnyState, waitStarted: waitsForOwner, connectRequested: connectsNow },
  failed: { ...nothingInAnyState, waitStarted: waitsForOwner, connectRequested: connectsNow },
  reconnecting: {
    ...nothingInAnyState,
    connectRequested: to(connectingToB, 0, checkDestination, begin(0, 'now')),
    closeRequested: to(awayFromA, 0, abandon, failQueue),
    policyRemoved: to(awayFromA, 0, abandon, failQueue, emit('gaveUp', goingAway)),
    moved: to(connectingToB, 0, abandon, checkDestination, begin(0, 'soon')),
    retryDue: to({ status: 'connecting', url: URL_B, attempt: 3 }, 3, begin(3, 'now')),
    putAway: to({ ...isPutAway(3), cause: goingAway } as NodeState, 3, abandon),
    unmounted: to(idle, 0, abandon, flush, failQueue),
  },
}

const statuses = Object.keys(machines) as Status[]
const eventTypes = Object.keys(events) as EventType[]

function expectCell(machine: Machine, event: NodeEvent, cell: Cell): void {
  const [next, commands] = transition(machine, event)
  if (cell === same || cell === checks) {
    expect(next).toBe(machine)
    expect(commands).toEqual(cell === same ? [] : [checkDestination])
  } else {
    expect({ ...next, commands }).toEqual(cell)
  }
}

describe.each(statuses)('in %s', (status) => {
  test.each(eventTypes)('%s', (type) => expectCell(machines[status], events[type], table[status][type]))

  test(`connect() ${table[status].connectRequested === same ? 'is refused' : 'counts'}`, () => {
    expect(canConnect(machines[status].state)).toBe(table[status].connectRequested !== same)
  })

  test(`close() ${table[status].closeRequested === same ? 'is refused' : 'ends something'}`, () => {
    expect(canClose(machines[status])).toBe(table[status].closeRequested !== same)
  })

  const queues = ['idle', 'waiting', 'connecting', 'reconnecting'].includes(status)
  test(`a message ${queues ? 'may wait' : 'does not wait'}`, () => expect(canQueue(machines[status])).toBe(queues))
})

// ── What a cell depends on besides the state and the type of the event ──────────────────────────────────────────────

const retry = { attempt: 3, delay: 4 }
const reconnects = (cause: NonNullable<Extract<NodeState, { status: 'reconnecting' }>['cause']>): NodeState => ({
  status: 'reconnecting',
  url: URL_A,
  attempt: 3,
  delay: 4,
  cause,
})

const retriesAfterFailure: Machine = { state: reconnects({ type: 'failed', error }), retries: 3 }

const asking: Machine = { state: { status: 'connecting', url: '', attempt: 2 }, retries: 2 }
const closingThenB = closingBefore({ type: 'connect', url: URL_B })
const closingThenNothing = closingBefore({ type: 'withdraw', mode: 'owner-ready' })
const remounted: NodeEvent = { type: 'unmounted', keepsQueue: true }

type Variant = readonly [name: string, from: Machine, event: NodeEvent, cell: Cell]

const variants: readonly Variant[] = [
  [
    'an attempt that fails with a retry ahead waits for it',
    machines.connecting,
    { ...events.attemptFailed, retry },
    to(
      reconnects({ type: 'failed', error: lateError }),
      3,
      abandon,
      emit('connectFailed', lateError),
      retryLater(4),
      emit('reconnecting', 3, 4),
    ),
  ],
  [
    'a retry without a delay still waits for its timer',
    machines.connecting,
    { ...events.attemptFailed, retry: { attempt: 1, delay: 0 } },
    to(
      { status: 'reconnecting', url: URL_A, attempt: 1, delay: 0, cause: { type: 'failed', error: lateError } },
      1,
      abandon,
      emit('connectFailed', lateError),
      retryLater(0),
      emit('reconnecting', 1, 0),
    ),
  ],
  [
    "the peer's close frame with a retry ahead",
    machines.open,
    { ...events.disconnected, retry },
    to(
      reconnects(goingAway),
      3,
      abandon,
      flush,
      endReading,
      emit('closing'),
      emit('closed', 1001, 'away'),
      retryLater(4),
      emit('reconnecting', 3, 4),
    ),
  ],
  [
    'a lost connection has no orderly shutdown',
    machines.open,
    { ...events.disconnected, cause: lost },
    to(
      { status: 'closed', url: URL_A, code: 1006, reason: '', wasClean: false },
      0,
      abandon,
      flush,
      endReading,
      emit('closed', 1006, ''),
      failQueue,
    ),
  ],
  [
    'a lost connection with a retry ahead',
    machines.open,
    { ...events.disconnected, cause: lost, retry },
    to(
      reconnects(lost),
      3,
      abandon,
      flush,
      endReading,
      emit('closed', 1006, ''),
      retryLater(4),
      emit('reconnecting', 3, 4),
    ),
  ],
  [
    'what the user closed is not retried',
    machines.closing,
    { ...events.disconnected, retry, hasPolicy: true },
    to(awayFromA, 0, abandon, flush, endReading, emit('closed', 1001, 'away'), failQueue),
  ],
  [
    'an autoconnect begins in a later task',
    machines.waiting,
    { ...events.connectRequested, isDeferred: true },
    to(connectingToB, 0, checkDestination, begin(0, 'soon')),
  ],
  [
    'an address that is not known yet',
    machines.idle,
    { ...events.connectRequested, url: '' },
    to({ status: 'connecting', url: '', attempt: 0 }, 0, checkDestination, begin(0, 'now')),
  ],
  [
    'close() while reconnecting after a failure ends in failed',
    retriesAfterFailure,
    events.closeRequested,
    to({ status: 'failed', url: URL_A, error }, 0, abandon, failQueue),
  ],
  [
    'an attempt that fails for good under a policy gives up, last of all',
    machines.connecting,
    { ...events.attemptFailed, hasPolicy: true },
    to(
      { status: 'failed', url: URL_A, error: lateError },
      0,
      abandon,
      emit('connectFailed', lateError),
      failQueue,
      emit('gaveUp', { type: 'failed', error: lateError }),
    ),
  ],
  [
    'a connection that ends for good under a policy gives up, last of all',
    machines.open,
    { ...events.disconnected, hasPolicy: true },
    to(
      awayFromA,
      0,
      abandon,
      flush,
      endReading,
      emit('closing'),
      emit('closed', 1001, 'away'),
      failQueue,
      emit('gaveUp', goingAway),
    ),
  ],
  [
    'a policy that is taken away while it waits after a failure gives up in failed',
    retriesAfterFailure,
    events.policyRemoved,
    to({ status: 'failed', url: URL_A, error }, 0, abandon, failQueue, emit('gaveUp', { type: 'failed', error })),
  ],
  [
    'a null url in mode none leads to idle',
    machines.connecting,
    { type: 'withdrawn', mode: 'none' },
    to(idle, 0, abandon, checkDestination),
  ],
  [
    'a null url while waiting for the same changes no state',
    { state: waitingForOwner, retries: 0 },
    events.withdrawn,
    to(waitingForOwner, 0, abandon, checkDestination),
  ],
  ['a refresh before the address is known waits for the answer', asking, events.refreshed, checks],
  [
    'a refresh of an address that is asked for goes on at the one that was answered',
    machines.connecting,
    { type: 'refreshed', url: '' },
    to(machines.connecting.state, 2, checkDestination, { type: 'reopenSocket', url: URL_A }),
  ],
  ['an unmount that is taken back keeps what waits', machines.open, remounted, to(idle, 0, abandon, flush)],

  // The last word that was spoken while closing.
  [
    'connect() while closing: the attempt begins when that is over',
    closingThenB,
    events.disconnected,
    to(connectingToB, 0, abandon, flush, endReading, emit('closed', 1001, 'away'), begin(0, 'soon')),
  ],
  [
    'connect() again while closing keeps what waits for it, and goes to the latest address',
    closingBefore({ type: 'connect', url: URL_A }),
    events.connectRequested,
    { ...closingThenB, commands: [checkDestination] },
  ],
  [
    'close() takes the connect() back, and what waits for it ends',
    closingThenB,
    events.closeRequested,
    { ...machines.closing, commands: [failQueue] },
  ],
  [
    'a move while a connect() waits leads it elsewhere',
    closingBefore({ type: 'connect', url: URL_A }),
    events.moved,
    { ...closingThenB, commands: [checkDestination] },
  ],
  [
    'a null url forgets the connect()',
    closingThenB,
    events.withdrawn,
    { ...closingThenNothing, commands: [checkDestination] },
  ],
  [
    'a null url while closing: closed is told in waiting',
    closingThenNothing,
    events.disconnected,
    to(waitingForOwner, 0, abandon, flush, endReading, emit('closed', 1001, 'away')),
  ],
  [
    'a null url while closing, in mode none: closed is told in idle',
    closingBefore({ type: 'withdraw', mode: 'none' }),
    events.disconnected,
    to(idle, 0, abandon, flush, endReading, emit('closed', 1001, 'away')),
  ],
  [
    'connect() after a null url, while it still closes',
    closingThenNothing,
    events.connectRequested,
    { ...closingThenB, commands: [failQueue, checkDestination] },
  ],
  [
    'close() after a null url, while it still closes: the node does not wait for a url',
    closingThenNothing,
    events.closeRequested,
    { ...closingBefore({ type: 'withdraw', mode: 'none' }), commands: [] },
  ],
  ['a move after a null url counts for the next attempt', closingThenNothing, events.moved, checks],
  ['an unmount forgets the last word', closingThenB, events.unmounted, to(idle, 0, abandon, flush, failQueue)],
]

test.each(variants)('%s', (_name, from, event, cell) => expectCell(from, event, cell))

test.each<NodeEvent>([
  { type: 'urlResolved', url: URL_A },
  { type: 'refreshed', url: URL_A },
])('an address that was known before is not a change of state: $type', (event) => {
  const [next, [, command]] = transition(machines.connecting, event)
  expect(next.state).toBe(machines.connecting.state)
  expect(command).toMatchObject({ url: URL_A })
})

test('a null url while waiting for the same is not a change of state', () => {
  const [next] = transition(machines.waiting, { type: 'withdrawn', mode: 'parent-ready' })
  expect(next.state).toBe(machines.waiting.state)
})

test.each<readonly [string, Machine, boolean]>([
  ['connect()', closingThenB, true],
  ['a null url', closingThenNothing, false],
])('%s while closing: whether close() ends something and a message may wait is %s', (_word, machine, expected) => {
  expect(canClose(machine)).toBe(expected)
  expect(canQueue(machine)).toBe(expected)
  expect(canConnect(machine.state)).toBe(true)
})

test('an unknown event is an error, not a silence', () => {
  expect(() => transition(INITIAL, { type: 'exploded' } as never)).toThrow(
    new TypeError('unknown event {"type":"exploded"}'),
  )
})

// ── Pure and total ──────────────────────────────────────────────────────────────────────────────────────────────────

describe('pure', () => {
  const cells: readonly (readonly [name: string, machine: Machine, event: NodeEvent])[] = [
    ...statuses.flatMap((status) =>
      eventTypes.map((type) => [`${status}, ${type}`, machines[status], events[type]] as const),
    ),
    ...variants.map(([name, from, event]) => [name, from, event] as const),
  ]

  test.each(cells)('%s: changes no input, and answers the same again', (_name, givenMachine, givenEvent) => {
    const machine = deepFreeze(structuredClone(givenMachine))
    const event = deepFreeze(structuredClone(givenEvent))
    const first = transition(machine, event)
    const second = transition(structuredClone(machine), structuredClone(event))
    expect(second).toEqual(first)
  })
})

describe('total', () => {
  const anyEvent: fc.Arbitrary<NodeEvent> = fc.oneof(
    ...Object.values(events).map((event) => fc.constant<NodeEvent>(event)),
    fc.constant<NodeEvent>({ ...events.connectRequested, isDeferred: true }),
    fc.constant<NodeEvent>({ ...events.attemptFailed, retry }),
    fc.constant<NodeEvent>({ ...events.disconnected, retry }),
    fc.constant<NodeEvent>({ ...events.disconnected, cause: lost, retry }),
    fc.constant<NodeEvent>({ ...events.disconnected, cause: lost }),
    fc.constant<NodeEvent>({ ...events.disconnected, hasPolicy: true }),
    fc.constant<NodeEvent>({ ...events.attemptFailed, hasPolicy: true }),
    fc.constant<NodeEvent>({ ...events.withdrawn, mode: 'none' }),
    fc.constant<NodeEvent>({ ...events.refreshed, url: '' }),
    fc.constant<NodeEvent>(remounted),
  )

  /** What is asked of the clock: each of these belongs to one status, and ends with it. */
  const timedBy: { readonly [C in Command['type']]?: Status } = {
    beginAttempt: 'connecting',
    closeSocket: 'closing',
    retryLater: 'reconnecting',
  }

  test('along any sequence of events what runs against the clock belongs to the state, and each of these has one', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (sequence) => {
        let machine = INITIAL
        for (const event of sequence) {
          const [next, commands] = transition(deepFreeze(machine), event)
          const { status } = next.state
          const timed = commands.flatMap(({ type }) => timedBy[type] ?? [])
          const isEntered = status !== machine.state.status && Object.values(timedBy).includes(status)
          // What waits for the page to come back waits without a timer.
          const isTimed = isEntered && event.type !== 'putAway'
          if (timed.length > 0 || isTimed) expect(timed).toEqual([status])
          machine = next
          expect(machine.retries).toBeGreaterThanOrEqual(0)
          if (machine.next) expect(status).toBe('closing')
        }
      }),
      { numRuns: 2000 },
    )
  })
})

// ── Paths: what is emitted, in which order ──────────────────────────────────────────────────────────────────────────

const opened: NodeEvent = { type: 'opened', protocol: '', connection }
const resolved: NodeEvent = { type: 'urlResolved', url: URL_A }
const close: NodeEvent = { type: 'closeRequested', code: 1000, reason: '' }
const closedByUser: NodeEvent = {
  type: 'disconnected',
  cause: { type: 'closed', code: 1000, reason: '', wasClean: true },
  retry: null,
  hasPolicy: false,
}
const first = { attempt: 1, delay: 1 }
type Policy = 'none' | 'retries' | 'gives up'
const answer = (policy: Policy) => ({ retry: policy === 'retries' ? first : null, hasPolicy: policy !== 'none' })
const fails = (policy: Policy = 'none'): NodeEvent => ({ type: 'attemptFailed', error, ...answer(policy) })
const drops = (cause: ClosedCause, policy: Policy = 'none'): NodeEvent => ({
  type: 'disconnected',
  cause,
  ...answer(policy),
})

/** Commands after which there is a signal, if there is anything to tell. */
const wordsOf: { readonly [C in Command['type']]?: string } = {
  flush: '[received]',
  flushQueue: 'the queue goes out',
  endReading: '[receiveFailed]',
  checkDestination: '[sendFailed]',
  failQueue: '[sendFailed]',
}

type Path = readonly [name: string, from: Status, events: readonly NodeEvent[], told: readonly string[], end: Status]

const paths: readonly Path[] = [
  ['opened', 'connecting', [opened], ['the queue goes out', 'connected'], 'open'],
  ['refused, timed out, rejected', 'connecting', [fails()], ['connectFailed', '[sendFailed]'], 'failed'],
  ['… with a retry', 'connecting', [fails('retries')], ['connectFailed', 'reconnecting'], 'reconnecting'],
  ['… for good', 'connecting', [fails('gives up')], ['connectFailed', '[sendFailed]', 'gaveUp'], 'failed'],
  ['close() while connecting', 'connecting', [close], ['closing'], 'closing'],
  [
    '… and later',
    'connecting',
    [close, closedByUser],
    ['closing', '[received]', '[receiveFailed]', 'closed', '[sendFailed]'],
    'closed',
  ],
  ['close() while open', 'open', [close], ['[received]', 'closing'], 'closing'],
  [
    "… and the peer's answer",
    'open',
    [close, closedByUser],
    ['[received]', 'closing', '[received]', '[receiveFailed]', 'closed', '[sendFailed]'],
    'closed',
  ],
  ['close() twice', 'open', [close, close], ['[received]', 'closing'], 'closing'],
  ['close() while waiting', 'waiting', [close], [], 'idle'],
  ['close() while reconnecting', 'reconnecting', [close], ['[sendFailed]'], 'closed'],
  [
    'close() while reconnecting after a failure',
    'connecting',
    [fails('retries'), close],
    ['connectFailed', 'reconnecting', '[sendFailed]'],
    'failed',
  ],
  ['close() at rest', 'idle', [close], [], 'idle'],
  ['close() after a failure', 'failed', [close], [], 'failed'],
  ['close() after the end', 'closed', [close], [], 'closed'],
  [
    "the server's close frame",
    'open',
    [drops(goingAway)],
    ['[received]', '[receiveFailed]', 'closing', 'closed', '[sendFailed]'],
    'closed',
  ],
  [
    '… with a retry',
    'open',
    [drops(goingAway, 'retries')],
    ['[received]', '[receiveFailed]', 'closing', 'closed', 'reconnecting'],
    'reconnecting',
  ],
  [
    '… for good',
    'open',
    [drops(goingAway, 'gives up')],
    ['[received]', '[receiveFailed]', 'closing', 'closed', '[sendFailed]', 'gaveUp'],
    'closed',
  ],
  ['connection lost', 'open', [drops(lost)], ['[received]', '[receiveFailed]', 'closed', '[sendFailed]'], 'closed'],
  [
    '… with a retry',
    'open',
    [drops(lost, 'retries')],
    ['[received]', '[receiveFailed]', 'closed', 'reconnecting'],
    'reconnecting',
  ],
  [
    'moved, or begun anew, while open',
    'open',
    [events.moved],
    ['[received]', '[sendFailed]', 'closing', 'closed'],
    'connecting',
  ],
  ['moved, or begun anew, while connecting', 'connecting', [events.moved], ['[sendFailed]'], 'connecting'],
  ['moved, or begun anew, while reconnecting', 'reconnecting', [events.moved], ['[sendFailed]'], 'connecting'],
  ['another token while reconnecting', 'reconnecting', [events.refreshed], ['[sendFailed]'], 'reconnecting'],
  ['another token during an attempt', 'connecting', [events.refreshed], ['[sendFailed]'], 'connecting'],
  [
    'url becomes null while open',
    'open',
    [events.withdrawn],
    ['[received]', '[sendFailed]', 'closing', 'closed'],
    'waiting',
  ],
  ['url becomes null while connecting', 'connecting', [events.withdrawn], ['[sendFailed]'], 'waiting'],
  ['url becomes null while reconnecting', 'reconnecting', [events.withdrawn], ['[sendFailed]'], 'waiting'],
  ['url becomes null while failed', 'failed', [events.withdrawn], ['[sendFailed]'], 'waiting'],
  [
    'url becomes null while closing: the closed that is due is still told',
    'closing',
    [events.withdrawn, closedByUser],
    ['[sendFailed]', '[received]', '[receiveFailed]', 'closed'],
    'waiting',
  ],
  [
    'connect() while closing',
    'closing',
    [events.connectRequested, closedByUser],
    ['[sendFailed]', '[sendFailed]', '[received]', '[receiveFailed]', 'closed'],
    'connecting',
  ],
  [
    '… and close(), the last word',
    'closing',
    [events.connectRequested, close, closedByUser],
    ['[sendFailed]', '[sendFailed]', '[sendFailed]', '[received]', '[receiveFailed]', 'closed', '[sendFailed]'],
    'closed',
  ],
  [
    'the policy is taken away while it waits',
    'reconnecting',
    [events.policyRemoved],
    ['[sendFailed]', 'gaveUp'],
    'closed',
  ],
  ['page put away', 'open', [events.putAway], ['[received]', '[receiveFailed]', 'closing', 'closed'], 'reconnecting'],
  ['page put away during an attempt', 'connecting', [events.putAway], [], 'reconnecting'],
  [
    '… and back',
    'open',
    [events.putAway, events.retryDue, resolved, opened],
    ['[received]', '[receiveFailed]', 'closing', 'closed', '[sendFailed]', 'the queue goes out', 'connected'],
    'open',
  ],
  ['unmounted while connecting', 'connecting', [events.unmounted], ['[received]', '[sendFailed]'], 'idle'],
  ['unmounted while open', 'open', [events.unmounted], ['[received]', '[sendFailed]'], 'idle'],
  ['unmounted while closing', 'closing', [events.unmounted], ['[received]', '[sendFailed]'], 'idle'],
  ['unmounted while reconnecting', 'reconnecting', [events.unmounted], ['[received]', '[sendFailed]'], 'idle'],
  ['… and mounted again in the same task', 'reconnecting', [remounted], ['[received]'], 'idle'],
]

test.each(paths)('%s', (_name, from, path, told, end) => {
  let machine = machines[from]
  const commands: Command[] = []
  for (const event of path) {
    const [next, more] = transition(machine, event)
    machine = next
    commands.push(...more)
  }
  expect(
    commands.flatMap((command) => (command.type === 'emit' ? command.signal : (wordsOf[command.type] ?? []))),
  ).toEqual(told)
  expect(machine.state.status).toBe(end)
})

test('the count of retries goes on until a connection proved stable, which the retry itself says', () => {
  const step = (machine: Machine, event: NodeEvent) => transition(machine, event)[0]
  let machine = step(INITIAL, events.connectRequested)
  machine = step(machine, { type: 'attemptFailed', error, retry: first, hasPolicy: true })
  machine = step(machine, { type: 'retryDue', url: URL_A })
  expect(machine).toMatchObject({ state: { status: 'connecting', attempt: 1 }, retries: 1 })
  machine = step(machine, opened)
  expect(machine.retries).toBe(1)
  machine = step(machine, { type: 'disconnected', cause: lost, retry: { attempt: 2, delay: 1 }, hasPolicy: true })
  expect(machine).toMatchObject({ state: { status: 'reconnecting', attempt: 2 }, retries: 2 })
  machine = step(machine, events.connectRequested)
  expect(machine).toMatchObject({ state: { status: 'connecting', attempt: 0 }, retries: 0 })
})
