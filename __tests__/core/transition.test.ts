/**
 * @jest-environment node
 *
 * The whole transition table: every state times every event, and the paths through it that users see as signals.
 */
import fc from 'fast-check'
import { WebSocketNodeError } from '../../src/core/errors.js'
import type { NodeState } from '../../src/core/index.js'
import {
  INITIAL,
  canClose,
  canConnect,
  transition,
  type ClosedCause,
  type Command,
  type Machine,
  type NodeEvent,
} from '../../src/core/transition.js'
import { deepFreeze } from '../support/core/deepFreeze.js'

type Status = NodeState['status']
type EventType = NodeEvent['type']

const URL_A = 'ws://a/'
const URL_B = 'ws://b/'
const error = new WebSocketNodeError('refused', 'no connection')
const lateError = new WebSocketNodeError('timeout', 'too late')
const goingAway: ClosedCause = { type: 'closed', code: 1001, reason: 'away', wasClean: true }
const lost: ClosedCause = { type: 'closed', code: 1006, reason: '', wasClean: false }

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

/** One event of each type; the variants are further down. */
const events: { readonly [E in EventType]: Extract<NodeEvent, { type: E }> } = {
  waitStarted: { type: 'waitStarted', mode: 'owner-ready' },
  waitCancelled: { type: 'waitCancelled' },
  connectRequested: { type: 'connectRequested', url: URL_B, isDeferred: false },
  urlResolved: { type: 'urlResolved', url: URL_B },
  opened: { type: 'opened', protocol: 'new' },
  attemptFailed: { type: 'attemptFailed', error: lateError, retry: null },
  disconnected: { type: 'disconnected', cause: goingAway, retry: null },
  closeRequested: { type: 'closeRequested', code: 4000, reason: 'bye' },
  moved: { type: 'moved', url: URL_B },
  retryDue: { type: 'retryDue', url: URL_B },
  putAway: { type: 'putAway' },
  unmounted: { type: 'unmounted' },
}

// ── The words of the table ──────────────────────────────────────────────────────────────────────────────────────────

/** The same machine object, and no command. */
const same = 'same'
/** The same machine object; only the queue is bound anew, as it is to wherever the next attempt leads. */
const rebinds = 'rebinds'
interface Next {
  readonly state: NodeState
  readonly retries: number
  readonly commands: readonly Command[]
}
type Cell = typeof same | typeof rebinds | Next

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
const rebindQueue: Command = { type: 'rebindQueue' }
const failQueue: Command = { type: 'failQueue' }

const idle: NodeState = { status: 'idle' }
const connectingToB: NodeState = { status: 'connecting', url: URL_B, attempt: 0 }
const awayFromA: NodeState = { status: 'closed', url: URL_A, code: 1001, reason: 'away', wasClean: true }

const waitsForOwner = to({ status: 'waiting', mode: 'owner-ready' }, 0)
const connectsNow = to(connectingToB, 0, rebindQueue, begin(0, 'now'))
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
  moved: rebinds,
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
    urlResolved: to({ status: 'connecting', url: URL_B, attempt: 2 }, 2, rebindQueue, {
      type: 'openSocket',
      url: URL_B,
    }),
    opened: to({ status: 'open', url: URL_A, protocol: 'new' }, 2, flushQueue, emit('connected', URL_A)),
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
      abandon,
      { type: 'closeSocket', code: 4000, reason: 'bye' },
      emit('closing'),
    ),
    moved: to(connectingToB, 0, abandon, rebindQueue, begin(0, 'soon')),
    putAway: to(isPutAway(2), 2, abandon),
    unmounted: to(idle, 0, abandon, flush, failQueue),
  },
  open: {
    ...nothingInAnyState,
    disconnected: to(awayFromA, 0, abandon, flush, emit('closing'), emit('closed', 1001, 'away'), failQueue),
    closeRequested: to(
      { status: 'closing', url: URL_A },
      0,
      flush,
      { type: 'closeSocket', code: 4000, reason: 'bye' },
      emit('closing'),
    ),
    moved: to(
      connectingToB,
      0,
      abandon,
      flush,
      rebindQueue,
      emit('closing'),
      emit('closed', 1000, ''),
      begin(0, 'soon'),
    ),
    putAway: to(isPutAway(0), 0, abandon, flush, emit('closing'), emit('closed', 1000, '')),
  },
  closing: {
    ...nothingInAnyState,
    disconnected: to(awayFromA, 0, abandon, flush, emit('closed', 1001, 'away'), failQueue),
    unmounted: to(idle, 0, abandon, flush, failQueue),
  },
  closed: { ...nothingInAnyState, waitStarted: waitsForOwner, connectRequested: connectsNow },
  failed: { ...nothingInAnyState, waitStarted: waitsForOwner, connectRequested: connectsNow },
  reconnecting: {
    ...nothingInAnyState,
    connectRequested: to(connectingToB, 0, rebindQueue, begin(0, 'now')),
    closeRequested: to(awayFromA, 0, abandon, failQueue),
    moved: to(connectingToB, 0, abandon, rebindQueue, begin(0, 'soon')),
    retryDue: to({ status: 'connecting', url: URL_B, attempt: 3 }, 3, begin(3, 'now')),
    putAway: to({ ...isPutAway(3), cause: goingAway } as NodeState, 3, abandon),
    unmounted: to(idle, 0, abandon, flush, failQueue),
  },
}

const statuses = Object.keys(machines) as Status[]
const eventTypes = Object.keys(events) as EventType[]

function expectCell(machine: Machine, event: NodeEvent, cell: Cell): void {
  const [next, commands] = transition(machine, event)
  if (cell === same || cell === rebinds) {
    expect(next).toBe(machine)
    expect(commands).toEqual(cell === same ? [] : [rebindQueue])
  } else {
    expect({ ...next, commands }).toEqual(cell)
  }
}

describe.each(statuses)('in %s', (status) => {
  test.each(eventTypes)('%s', (type) => expectCell(machines[status], events[type], table[status][type]))

  test(`connect() ${table[status].connectRequested === same ? 'is refused' : 'begins an attempt'}`, () => {
    expect(canConnect(machines[status].state)).toBe(table[status].connectRequested !== same)
  })

  test(`close() ${table[status].closeRequested === same ? 'is refused' : 'ends something'}`, () => {
    expect(canClose(machines[status].state)).toBe(table[status].closeRequested !== same)
  })
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
      emit('closed', 1006, ''),
      failQueue,
    ),
  ],
  [
    'a lost connection with a retry ahead',
    machines.open,
    { ...events.disconnected, cause: lost, retry },
    to(reconnects(lost), 3, abandon, flush, emit('closed', 1006, ''), retryLater(4), emit('reconnecting', 3, 4)),
  ],
  [
    'what the user closed is not retried',
    machines.closing,
    { ...events.disconnected, retry },
    to(awayFromA, 0, abandon, flush, emit('closed', 1001, 'away'), failQueue),
  ],
  [
    'an autoconnect begins in a later task',
    machines.waiting,
    { ...events.connectRequested, isDeferred: true },
    to(connectingToB, 0, rebindQueue, begin(0, 'soon')),
  ],
  [
    'an address that is not known yet',
    machines.idle,
    { ...events.connectRequested, url: '' },
    to({ status: 'connecting', url: '', attempt: 0 }, 0, rebindQueue, begin(0, 'now')),
  ],
  [
    'close() while reconnecting after a failure ends in failed',
    retriesAfterFailure,
    events.closeRequested,
    to({ status: 'failed', url: URL_A, error }, 0, abandon, failQueue),
  ],
]

test.each(variants)('%s', (_name, from, event, cell) => expectCell(from, event, cell))

test('an address that was known before is not a change of state', () => {
  const [next, commands] = transition(machines.connecting, { type: 'urlResolved', url: URL_A })
  expect(next.state).toBe(machines.connecting.state)
  expect(commands).toEqual([rebindQueue, { type: 'openSocket', url: URL_A }])
})

test('an unknown event is an error, not a silence', () => {
  expect(() => transition(INITIAL, { type: 'exploded' } as never)).toThrow(
    new TypeError('unknown event {"type":"exploded"}'),
  )
})

// ── Pure and total ──────────────────────────────────────────────────────────────────────────────────────────────────

describe('pure', () => {
  const cells = statuses.flatMap((status) => eventTypes.map((type) => [status, type] as const))

  test.each(cells)('%s, %s: changes no input, and answers the same again', (status, type) => {
    const machine = deepFreeze(structuredClone(machines[status]))
    const event = deepFreeze(structuredClone(events[type]))
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
        }
      }),
      { numRuns: 2000 },
    )
  })
})

// ── Paths: what is emitted, in which order ──────────────────────────────────────────────────────────────────────────

const opened: NodeEvent = { type: 'opened', protocol: '' }
const resolved: NodeEvent = { type: 'urlResolved', url: URL_A }
const close: NodeEvent = { type: 'closeRequested', code: 1000, reason: '' }
const closedByUser: NodeEvent = {
  type: 'disconnected',
  cause: { type: 'closed', code: 1000, reason: '', wasClean: true },
  retry: null,
}
const first = { attempt: 1, delay: 1 }
const fails = (withRetry = false): NodeEvent => ({ type: 'attemptFailed', error, retry: withRetry ? first : null })
const drops = (cause: ClosedCause, withRetry = false): NodeEvent => ({
  type: 'disconnected',
  cause,
  retry: withRetry ? first : null,
})

/** Commands after which there is a signal, if there is anything to tell. */
const wordsOf: { readonly [C in Command['type']]?: string } = {
  flush: '[received]',
  flushQueue: 'the queue goes out',
  rebindQueue: '[sendFailed]',
  failQueue: '[sendFailed]',
}

type Path = readonly [name: string, from: Status, events: readonly NodeEvent[], told: readonly string[], end: Status]

const paths: readonly Path[] = [
  ['opened', 'connecting', [opened], ['the queue goes out', 'connected'], 'open'],
  ['refused, timed out, rejected', 'connecting', [fails()], ['connectFailed', '[sendFailed]'], 'failed'],
  ['… with a retry', 'connecting', [fails(true)], ['connectFailed', 'reconnecting'], 'reconnecting'],
  ['close() while connecting', 'connecting', [close], ['closing'], 'closing'],
  ['… and later', 'connecting', [close, closedByUser], ['closing', '[received]', 'closed', '[sendFailed]'], 'closed'],
  ['close() while open', 'open', [close], ['[received]', 'closing'], 'closing'],
  [
    "… and the peer's answer",
    'open',
    [close, closedByUser],
    ['[received]', 'closing', '[received]', 'closed', '[sendFailed]'],
    'closed',
  ],
  ['close() twice', 'open', [close, close], ['[received]', 'closing'], 'closing'],
  ['close() while waiting', 'waiting', [close], [], 'idle'],
  ['close() while reconnecting', 'reconnecting', [close], ['[sendFailed]'], 'closed'],
  [
    'close() while reconnecting after a failure',
    'connecting',
    [fails(true), close],
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
    ['[received]', 'closing', 'closed', '[sendFailed]'],
    'closed',
  ],
  [
    '… with a retry',
    'open',
    [drops(goingAway, true)],
    ['[received]', 'closing', 'closed', 'reconnecting'],
    'reconnecting',
  ],
  ['connection lost', 'open', [drops(lost)], ['[received]', 'closed', '[sendFailed]'], 'closed'],
  ['… with a retry', 'open', [drops(lost, true)], ['[received]', 'closed', 'reconnecting'], 'reconnecting'],
  [
    'routing moved while open',
    'open',
    [events.moved],
    ['[received]', '[sendFailed]', 'closing', 'closed'],
    'connecting',
  ],
  ['routing moved while connecting', 'connecting', [events.moved], ['[sendFailed]'], 'connecting'],
  ['routing moved while reconnecting', 'reconnecting', [events.moved], ['[sendFailed]'], 'connecting'],
  ['page put away', 'open', [events.putAway], ['[received]', 'closing', 'closed'], 'reconnecting'],
  ['page put away during an attempt', 'connecting', [events.putAway], [], 'reconnecting'],
  [
    '… and back',
    'open',
    [events.putAway, events.retryDue, resolved, opened],
    ['[received]', 'closing', 'closed', '[sendFailed]', 'the queue goes out', 'connected'],
    'open',
  ],
  ['unmounted while connecting', 'connecting', [events.unmounted], ['[received]', '[sendFailed]'], 'idle'],
  ['unmounted while open', 'open', [events.unmounted], ['[received]', '[sendFailed]'], 'idle'],
  ['unmounted while closing', 'closing', [events.unmounted], ['[received]', '[sendFailed]'], 'idle'],
  ['unmounted while reconnecting', 'reconnecting', [events.unmounted], ['[received]', '[sendFailed]'], 'idle'],
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
  machine = step(machine, { type: 'attemptFailed', error, retry: { attempt: 1, delay: 1 } })
  machine = step(machine, { type: 'retryDue', url: URL_A })
  expect(machine).toMatchObject({ state: { status: 'connecting', attempt: 1 }, retries: 1 })
  machine = step(machine, opened)
  expect(machine.retries).toBe(1)
  machine = step(machine, { type: 'disconnected', cause: lost, retry: { attempt: 2, delay: 1 } })
  expect(machine).toMatchObject({ state: { status: 'reconnecting', attempt: 2 }, retries: 2 })
  machine = step(machine, events.connectRequested)
  expect(machine).toMatchObject({ state: { status: 'connecting', attempt: 0 }, retries: 0 })
})
