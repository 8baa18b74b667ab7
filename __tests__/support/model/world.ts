/**
 * The world of a random walk: one node, its wire, its clock and its page, and everything that is known about them
 * without asking the node. What users are told is checked as they are told it; the rest after each step.
 */
import assert from 'node:assert/strict'
import {
  ping,
  type AutoconnectMode,
  type Format,
  type DisconnectCause,
  type HeartbeatPolicy,
  type NodeState,
  type ReconnectPolicy,
  type Signal,
  type WebSocketNodeOptions,
  type Wire,
} from '../../../src/core/index.js'
import type { Cancel } from '../../../src/core/clock.js'
import { withDefaults } from '../../../src/core/createWebSocketNode.js'
import { createDriver, type NodeDriver } from '../../../src/core/node.js'
import { createManualClock, type ManualClock } from '../core/manualClock.js'
import { createGrammar } from './grammar.js'
import { createMessageLedger, createPacketLedger, type PacketKind } from './ledgers.js'
import type { TestPage } from './page.js'
import { createWires, type PlayedConnection, type Wires } from './wires.js'

/** Text and bytes as they are; what begins with `bad` is refused. */
export const walked: Format<string, string, Wire> = {
  name: 'walked',
  decode(wire) {
    if (typeof wire !== 'string' || wire.startsWith('bad')) throw new RangeError('bad')
    return wire
  },
  join: (packets) => packets.join('+'),
  encode: (message) => message,
}

export type Options = WebSocketNodeOptions<typeof walked>
export type Status = NodeState['status']

/** What a walk chooses of the options; the rest is the world's. */
export interface Choice {
  readonly host: string
  readonly url: UrlChoice
  readonly reconnect: ReconnectChoice
  readonly mode: AutoconnectMode
  readonly hasHeartbeat: boolean
  readonly sendQueue: number
  readonly sendBufferLimit: number
  readonly receiveLimit: number
  readonly flush: 'burst' | 'frame' | 'sync'
  readonly connectionTimeout: number
  readonly closeTimeout: number
}
export type UrlChoice = 'none' | 'null' | 'string' | 'object' | 'function' | 'wandering' | 'late' | 'throwing' | 'bad'
export type ReconnectChoice = 'none' | 'now' | 'soon' | 'later' | 'twice' | 'never' | 'broken' | 'absurd'

/** What a handler does when it is told something, once. */
export type Deed = (world: World) => void

/** In which part of its life the node is. */
export type Life = 'mounted' | 'lingering' | 'ended'

export interface World {
  readonly clock: ManualClock
  readonly page: TestPage
  readonly wires: Wires
  readonly driver: NodeDriver<typeof walked>
  readonly status: Status
  readonly life: Life
  readonly choice: Choice
  /** What `connect(host)` said, where it still holds. */
  readonly override: string | undefined
  /** What handlers of the walk throw. */
  readonly broken: Error
  /** Whether a handler did something in this step: then its outcome is not foreseen. */
  readonly hasActed: boolean
  /** What is to be done when a signal, or a change of state, is told next. */
  readonly deeds: Map<Signal | 'state' | 'policy' | 'url', Deed>
  /** Answers to url functions that are awaited. */
  readonly questions: ((answer: string | Error) => void)[]
  /** Whether there is somewhere to connect to. */
  readonly isKnown: boolean
  /** Whether an attempt follows the closing that is going on. */
  readonly isConnectNext: boolean
  connect(host?: string): boolean
  reconnect(): boolean
  close(): boolean
  send(asBytes: boolean): void
  receive(): void
  configure(changes: Partial<Choice>): void
  mount(): void
  unmount(linger: number): void
  drain(): void
  permit(isPermitted: boolean): void
  /** Time goes on; promises have their turn between tasks. */
  advance(seconds: number): Promise<void>
  deliver(connection: PlayedConnection, kinds: readonly PacketKind[]): void
  open(connection: PlayedConnection): void
  closeWire(connection: PlayedConnection, code: number): void
  /** One step of the walk; afterwards everything has to be as it should. */
  step(act: () => void | Promise<void>): Promise<void>
  /** Connects by itself, where it is to: as a component does after each commit. */
  commit(): Promise<void>
  /** The last step: nothing may be left. */
  finish(): Promise<void>
}

const SIGNALS: readonly Signal[] = [
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

/** Seconds that a heartbeat waits: short, so that walks get there. */
const HEARTBEAT = { interval: 2, timeout: 1 }

/** @param takeUncaught what was reported as uncaught since the last call */
export function createWorld(firstChoice: Choice, page: TestPage, takeUncaught: () => unknown[]): World {
  const clock = createManualClock()
  const messages = createMessageLedger()
  const packets = createPacketLedger()
  const grammar = createGrammar()
  const deeds: World['deeds'] = new Map()
  const questions: World['questions'] = []
  const broken = new Error('broken by the walk')
  const breaches: unknown[] = []

  let choice = firstChoice
  let override: string | undefined
  let asked = 0
  let isMounted = false
  /** Stops waiting for the task in which what was kept while the node lingered is told. */
  let stopResuming: Cancel | undefined
  let isPermitted = true
  let lingersUntil: number | undefined
  let isStepping = false
  let hasActed = false
  let isReceiving = false
  let toldState: NodeState | undefined
  let drainsWaiting = 0
  /** The newest connection when the node last ended. */
  let lastEnded = 0
  let lastBatch: { readonly data: string; readonly count: number; readonly connection: PlayedConnection } | undefined
  /** How often the destination may have become another one, with which the values start again; and when each connection opened. */
  let moves = 0
  const movesAt = new Map<PlayedConnection, number>()
  /** The state that `gaveUp` was last told in. */
  let gaveUpOn: NodeState | undefined
  /** Whether there was a destination since the mount. */
  let hadOne = choice.url !== 'null'
  let isConnectNext = false
  let isConfiguring = false
  /** Whether the options have changed before the task in which what was kept is told: then it may be told already. */
  let mayTellKept = false
  let unmounts = 0

  const wires = createWires(
    (connection, message) => {
      if (message === 'ping') return
      assert.ok(messages.hand(message, connection.url), "what is sent is the user's")
    },
    (error) => breaches.push(error),
  )

  const driver = createDriver<typeof walked>(withDefaults(optionsOf(choice), choice.mode), { clock })
  const { node } = driver

  // ── What the options are ──────────────────────────────────────────────────────────────────────────────────────────

  function optionsOf({ url, reconnect, hasHeartbeat, mode: _, ...rest }: Choice): Options & { format: typeof walked } {
    return {
      ...rest,
      useWSS: false,
      url: urlOf(url),
      reconnect: policyOf(reconnect),
      heartbeat: hasHeartbeat ? heartbeat() : null,
      transport: wires.transport,
      format: walked,
      onReceived: () => {},
    }
  }

  function heartbeat(): HeartbeatPolicy {
    return ping({
      message: 'ping',
      ...HEARTBEAT,
      isReply: (wire) => typeof wire === 'string' && wire.startsWith('pong'),
    })
  }

  function urlOf(kind: UrlChoice): Options['url'] {
    switch (kind) {
      case 'none':
        return undefined
      case 'null':
        return null
      case 'string':
        return 'ws://c/?q=1'
      case 'object':
        return new URL('ws://c/?q=2')
      case 'bad':
        return 'ws://'
      case 'function':
        return () => (perform('url'), `ws://d/?token=${++asked}`)
      case 'wandering':
        return () => `ws://d/${++asked % 2}`
      case 'late':
        return () =>
          new Promise<string>((resolve, reject) =>
            questions.push((answer) => (typeof answer === 'string' ? resolve(answer) : reject(answer))),
          )
      case 'throwing':
        return () => {
          throw broken
        }
    }
  }

  function policyOf(kind: ReconnectChoice): ReconnectPolicy | undefined {
    if (kind === 'none') return undefined
    const answers: Record<Exclude<ReconnectChoice, 'none'>, (attempt: number) => number | null> = {
      // Not for ever: time would stand still.
      now: (attempt) => (attempt <= 2 ? 0 : 0.5),
      soon: () => 0.5,
      later: () => 20,
      twice: (attempt) => (attempt <= 2 ? 0.5 : null),
      never: () => null,
      absurd: () => NaN,
      broken() {
        throw broken
      },
    }
    return {
      stableAfter: 3,
      next(attempt) {
        perform('policy')
        return answers[kind](attempt)
      },
    }
  }

  const isAsked = () => override === undefined && ['function', 'wandering', 'late', 'throwing'].includes(choice.url)

  const isKnown = () => override !== undefined || choice.url !== 'null'

  function setOverride(host: string): void {
    override = host
    hadOne = true
    moves++
  }

  /** Where messages are meant to go, by the words of the contract. */
  function destination(): string {
    const { state } = node
    if (state.status === 'open') return state.url
    if (isAsked()) return ['connecting', 'open'].includes(state.status) && 'url' in state ? state.url : ''
    if (choice.url === 'null' && override === undefined) return ''
    if (override !== undefined) return `ws://${override}/`
    const urls: Partial<Record<UrlChoice, string>> = { string: 'ws://c/?q=1', object: 'ws://c/?q=2', bad: 'nowhere' }
    return urls[choice.url] ?? `ws://${choice.host}/`
  }

  // ── What users are told ───────────────────────────────────────────────────────────────────────────────────────────

  function life(): Life {
    if (isMounted) return 'mounted'
    if (lingersUntil === undefined) return 'ended'
    if (clock.now() < lingersUntil - 1e-9) return 'lingering'
    end()
    return 'ended'
  }

  function end(): void {
    lingersUntil = undefined
    lastEnded = wires.connections.length
    grammar.end()
  }

  /** What was kept is told before its task: the destination changes. */
  function stopWaiting(): void {
    stopResuming?.()
    stopResuming = undefined
    mayTellKept = false
  }

  function perform(occasion: Signal | 'state' | 'policy' | 'url'): void {
    const deed = deeds.get(occasion)
    if (!deed) return
    deeds.delete(occasion)
    hasActed = true
    deed(world)
  }

  function hear(signal: Signal, args: readonly unknown[]): void {
    const present = life()
    assert.ok(isStepping, `${signal} is told in a step`)
    assert.notEqual(present, 'lingering', `${signal} is kept while the node lingers`)
    if (mayTellKept) stopWaiting()
    assert.equal(stopResuming, undefined, `${signal} is kept until the task after the mount`)
    if (present === 'ended') {
      assert.ok(['received', 'receiveFailed', 'sendFailed'].includes(signal), `${signal} is not told after the end`)
    } else if (signal === 'gaveUp') {
      const { status } = node.state
      assert.ok(status === 'failed' || status === 'closed', `gaveUp is not told in ${status}`)
      assert.equal((args[0] as DisconnectCause).type, status, 'gaveUp tells why the node is at rest')
      assert.notEqual(gaveUpOn, node.state, 'gaveUp is told once')
      gaveUpOn = node.state
      grammar.hear(signal, args)
    } else {
      if (signal === 'closed') {
        const left = packets.waiting(grammar.connection)
        // What `receive()` took is told of by its return, after the failures.
        if (grammar.connection !== undefined && !isReceiving)
          assert.equal(left, 0, 'what arrived is told before its connection is closed')
      }
      grammar.hear(signal, args)
    }
    if (signal === 'received') hearBatch(args[0] as string, args[1] as readonly string[])
    if (signal === 'receiveFailed') packets.take(args[1] as string)
    if (signal === 'sendFailed') messages.fail(args[0] as readonly Wire[])
    perform(signal)
  }

  function hearBatch(data: string, batch: readonly string[]): void {
    assert.ok(batch.length > 0, 'a batch has packets')
    assert.equal(data, batch.join('+'))
    const { receiveLimit, flush } = choice
    if (receiveLimit > 0) assert.ok(batch.length <= receiveLimit, `a batch of ${batch.length} over ${receiveLimit}`)
    if (flush === 'sync') assert.equal(batch.length, 1, 'each packet at once')
    for (const packet of batch) {
      const connection = packets.take(packet)
      const isOfThisLife = life() === 'mounted' && connection > lastEnded
      if (isOfThisLife) assert.equal(connection, grammar.connection, `${packet} is told of its own connection`)
    }
    // What was of another destination is told, and shown to nobody.
    const connection = connectionOf(batch)
    if (node.lastReceived !== data)
      return assert.ok(mayBeLeft(connection), 'what is told is the last that was received')
    note(batch)
    assert.equal(node.receivedCount, batch.length)
  }

  for (const signal of SIGNALS) node.on(signal, (...args: readonly unknown[]) => hear(signal, args))
  node.subscribe(() => {
    assert.notEqual(life(), 'lingering', 'a change of state is kept while the node lingers')
    if (mayTellKept) stopWaiting()
    assert.equal(stopResuming, undefined, 'a change of state is kept until the task after the mount')
    toldState = node.state
    perform('state')
  })

  // ── What has to be so after each step ─────────────────────────────────────────────────────────────────────────────

  function checkErrors(): void {
    for (const error of [...breaches.splice(0), ...takeUncaught()]) {
      const isOfTheWalk = error === broken || (error instanceof RangeError && error.message.endsWith('got NaN'))
      if (!isOfTheWalk) throw error as Error
    }
  }

  function check(): void {
    checkErrors()
    const { status } = node.state
    const { live } = wires
    const present = life()

    if (status === 'open') {
      assert.ok(live?.isOpened, 'an open node has a connection')
      if (live.room > 0) assert.equal(node.queued, 0, 'what can be sent is sent')
    }
    if (status === 'connecting') assert.ok(!live?.isOpened, 'a connecting node has at most a handshake')
    else if (status !== 'open' && status !== 'closing')
      assert.equal(live, undefined, `a node that is ${status} has no connection`)
    if (present === 'ended') assert.ok(status === 'idle', `a node that ended is ${status}`)
    if (present !== 'lingering' && !stopResuming && toldState)
      assert.equal(toldState, node.state, 'subscribers know the state')
    assert.equal(node.ready, isMounted && isPermitted)

    // What failed is told when the kept is.
    if (present === 'lingering' || stopResuming) assert.ok(node.queued <= messages.waiting)
    else if (present === 'mounted') assert.equal(node.queued, messages.waiting, 'every message is somewhere')
    else assert.deepEqual([node.queued, packets.waiting()], [messages.waiting, 0], 'nothing is left after the end')

    checkValues()
    checkClock(present)
  }

  /** The values are those of the last batch, or there are none: they belong to one destination. */
  function checkValues(): void {
    if (node.lastReceived === undefined) {
      assert.equal(node.receivedCount, 0)
      assert.ok(!lastBatch || mayBeLeft(lastBatch.connection), 'the values go on where the destination does')
      lastBatch = undefined
      return
    }
    assert.deepEqual([node.lastReceived, node.receivedCount], [lastBatch?.data, lastBatch?.count])
    const here = destination()
    const path = (url: string) => (isAsked() ? url.split('?')[0] : url)
    if (here !== '')
      assert.equal(path(lastBatch!.connection.url), path(here), 'the values are those of the destination')
  }

  function note(batch: readonly string[]): void {
    lastBatch = { data: batch.join('+'), count: batch.length, connection: connectionOf(batch) }
  }

  const connectionOf = (batch: readonly string[]) => wires.connections[packets.connectionOf(batch.at(-1)!) - 1]!

  /** Whether the node may have left the destination of a connection, perhaps to come back. */
  const mayBeLeft = (connection: PlayedConnection) => isAsked() || movesAt.get(connection) !== moves

  /** Each thing that may be scheduled, once. */
  function checkClock(present: Life): void {
    const { status } = node.state
    const drains = drainsWaiting > 0 ? 1 : 0
    if (drains) assert.ok(wires.live, 'nobody waits for a wire that is gone')
    const heartbeats = status === 'open' && choice.hasHeartbeat ? 1 : 0
    const timeouts = status === 'connecting' || status === 'closing' || status === 'reconnecting' ? 1 : 0
    // What is sent between two mounts waits for a second.
    const mounts = present === 'ended' && node.queued > 0 ? 1 : 0
    const timers = timeouts + heartbeats + drains + mounts + (present === 'lingering' ? 1 : 0)
    assert.ok(clock.pending('timer') <= timers, `${clock.pending('timer')} timers for ${timers} in ${status}`)
    if (heartbeats) assert.ok(clock.pending('timer') >= 1, 'a heart beats')
    const batches = clock.pending('frame') + clock.pending('moment')
    assert.ok(batches <= 1, 'one flush is scheduled')
    // One to tell what was kept, and the walk's own.
    const resuming = stopResuming ? 2 : 0
    assert.ok(clock.pending('task') <= 2 - batches + resuming, 'one flush, and one attempt or end of one')
    if (present === 'ended') assert.equal(clock.pending(), mounts, 'nothing is scheduled after the end')
  }

  const world: World = {
    clock,
    page,
    wires,
    driver,
    deeds,
    questions,
    get status() {
      return node.state.status
    },
    get life() {
      return life()
    },
    get choice() {
      return choice
    },
    broken,
    get override() {
      return override
    },
    get hasActed() {
      return hasActed
    },
    get isKnown() {
      return isKnown()
    },
    get isConnectNext() {
      return isConnectNext && node.state.status === 'closing'
    },
    connect(host) {
      const { status } = node.state
      const isDue = isMounted && !['connecting', 'open'].includes(status) && (host !== undefined || isKnown())
      if (isDue && host !== undefined) setOverride(host)
      if (isDue) isConnectNext = status === 'closing'
      const answer = node.connect(host)
      assert.equal(answer, isDue, `connect(${host ?? ''}) in ${status}`)
      return answer
    },
    reconnect() {
      const { status } = node.state
      const isUnderWay = ['connecting', 'open', 'reconnecting'].includes(status)
      const isDue = isMounted && (isUnderWay || isKnown())
      if (isDue) isConnectNext = status === 'closing'
      const answer = node.reconnect()
      assert.equal(answer, isDue, `reconnect() in ${status}`)
      return answer
    },
    close() {
      const { status } = node.state
      if (status === 'connecting') grammar.closedAttempt()
      const isTakenBack = world.isConnectNext
      isConnectNext = false
      const answer = node.close()
      const isDue = ['waiting', 'connecting', 'open', 'reconnecting'].includes(status) || isTakenBack
      // Between an unmount and its microtask there is nobody left to speak for.
      if (isMounted) assert.equal(answer, isDue, `close() in ${status}`)
      return answer
    },
    send(asBytes) {
      const { state } = node
      const offer = messages.offer(destination(), isAsked(), asBytes)
      const { queued } = node
      const isAccepted = node.send(offer.wire)
      offer.settle(isAccepted)
      const { sendBufferLimit } = choice
      if (state.status === 'open' && sendBufferLimit > 0 && wires.buffered > sendBufferLimit) assert.ok(!isAccepted)
      if (isMounted && choice.url === 'null' && override === undefined && hadOne)
        assert.ok(!isAccepted, 'nobody is there')
      if (state.status === 'open' || !isAccepted) return
      assert.ok(queued < choice.sendQueue, 'a full queue refuses')
      assert.ok(
        ['idle', 'waiting', 'connecting', 'reconnecting'].includes(state.status) || world.isConnectNext || !isMounted,
        `nothing waits in ${state.status}`,
      )
    },
    receive() {
      isReceiving = true
      const data = node.receive()
      isReceiving = false
      if (data === undefined) return
      const batch = data.split('+')
      for (const packet of batch) packets.take(packet)
      note(batch)
    },
    configure(changes) {
      const next = { ...choice, ...changes }
      const isSame = next.url === choice.url && next.host === choice.host
      const isFunction = (kind: UrlChoice) => ['function', 'wandering', 'late', 'throwing'].includes(kind)
      // A function is never compared.
      if (!isSame && !(isFunction(next.url) && isFunction(choice.url) && next.host === choice.host))
        override = undefined
      choice = next
      if (!isSame) moves++
      if (isKnown()) hadOne = true
      else isConnectNext = false
      if (stopResuming) mayTellKept = true
      isConfiguring = true
      driver.configure(withDefaults(optionsOf(next), next.mode))
      isConfiguring = false
    },
    mount() {
      if (life() === 'ended') toldState = node.state
      // What was closing is nothing to go on with.
      if (life() === 'lingering' && node.state.status === 'closing') end()
      if (life() === 'lingering') stopResuming = clock.task(stopWaiting)
      lingersUntil = undefined
      if (!isMounted) isConnectNext = false
      isMounted = true
      hadOne = isKnown()
      driver.mount()
    },
    unmount(linger) {
      const { status } = node.state
      if (life() === 'ended') return driver.unmount(linger)
      isMounted = false
      stopWaiting()
      lingersUntil = undefined
      if (linger === 0) end()
      const mine = ++unmounts
      let isOver = false
      lingersUntil = linger === 0 ? undefined : clock.now() + linger
      driver.unmount(linger, () => {
        if (mine !== unmounts || isMounted || isOver) return
        isOver = true
        // What was kept is for those who asked for another destination.
        if (isConfiguring) packets.drop()
        if (linger > 0) end()
      })
      // An attempt that has not begun is nothing to keep.
      if (linger > 0 && isOver) assert.ok(status !== 'open', `${status} lingers`)
    },
    drain() {
      drainsWaiting++
      void node.drained().then(() => drainsWaiting--)
    },
    permit(next) {
      isPermitted = next
      driver.permit(next)
    },
    open(connection) {
      if (connection.isLive && !connection.isOpened) {
        grammar.opened(connection)
        movesAt.set(connection, moves)
      }
      connection.isOpened = true
      connection.events.opened('')
    },
    deliver(connection, kinds) {
      const isHeard = connection.isLive
      const reply = node.state.status === 'closing' ? 'maybe' : choice.hasHeartbeat ? 'yes' : 'no'
      const wire = kinds.map((kind) => (isHeard ? packets.arrive(connection.id, kind, reply) : `${kind} unheard`))
      connection.events.received(wire)
    },
    closeWire(connection, code) {
      connection.isClosed = true
      connection.events.closed(code, '', code !== 1006)
    },
    async advance(seconds) {
      const end = clock.now() + seconds
      while (clock.runNext(end)) await microtasks()
      clock.advance(end - clock.now())
    },
    async step(act) {
      hasActed = false
      isStepping = true
      await act()
      await microtasks()
      isStepping = false
      check()
    },
    commit: () =>
      world.step(() => {
        if (!isMounted || !driver.takeDue()) return
        if (choice.mode === 'none') driver.cancelWait()
        else if (driver.hasUrl()) driver.connectSoon()
        else driver.wait(choice.mode)
      }),
    async finish() {
      deeds.clear()
      await world.step(() => world.unmount(0))
      await world.step(() => world.advance(1))
      await world.step(() => driver.dispose())
      assert.equal(drainsWaiting, 0, 'nobody waits for a wire that is gone')
      await world.step(() => {
        for (const connection of wires.connections) connection.events.received(['late'])
        clock.advance(1000)
      })
      assert.equal(clock.pending(), 0)
    },
  }

  return world
}

async function microtasks(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await Promise.resolve()
}
