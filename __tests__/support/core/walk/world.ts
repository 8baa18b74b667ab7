/**
 * Walks a plan: a node on a fake wire and a manual clock, with a judge who hears everything.
 */
import type {
  Exchange,
  HeartbeatPolicy,
  NodeState,
  ReconnectPolicy,
  Signal,
  WebSocketNodeOptions,
} from '../../../../src/core/index.js'
import { withDefaults } from '../../../../src/core/createWebSocketNode.js'
import { createDriver, tapOf } from '../../../../src/core/node.js'
import { createFakeTransport, type FakeConnection } from '../fakeTransport.js'
import { createManualClock, type ManualClock } from '../manualClock.js'
import { SIGNALS } from '../story.js'
import { ASKED, createDestinations, routingOf } from './destinations.js'
import { numbered, streamed, type Numbered } from './format.js'
import { createJudge } from './judge.js'
import type { Choice, Plan, Reaction, Step } from './steps.js'
import { createTalk, TOO_LATE, type Talk } from './talks.js'

/** A promise that the walk settles. */
interface Question {
  settle(kind: 'fine' | 'nonsense' | 'reject'): void
  isSettled: boolean
}

/** What a connection is to the walk, beside what it is to the node. */
interface Line {
  readonly connection: FakeConnection
  /** The node's state when the handshake began. */
  readonly state: NodeState
  /** The number of its destination. */
  readonly destination: number
  /** What `authenticate` does on it: the option as it was when the attempt began. */
  readonly authentication: Choice['authentication']
  talk: Talk | undefined
  isOpen: boolean
  isClosed: boolean
}

/** How things were before a step. */
interface Before {
  readonly state: NodeState
  readonly choice: Choice
  readonly number: number
  readonly url: string | undefined
  readonly isClosedByUser: boolean
}

const TIMEOUT = 10

/** Gives back what was found. */
export async function walk(plan: Plan, watch: (node: object) => void = () => {}): Promise<readonly string[]> {
  const manual = createManualClock()
  const clock = inPieces(manual, beginPiece)
  const lines: Line[] = []
  const questions: Question[] = []
  const reactions = [...plan.reactions]
  const destinations = createDestinations(plan.choice)
  /** The last options of each destination, by its number. */
  const versions = new Map<number, number>()
  /** Destinations that a connection was open to. */
  const visited = new Set<number>()
  const intended = new Map<string, number>()
  const connectionOf = new Map<string, number>()
  let choice = plan.choice
  let version = 0
  let lastBegin = 0
  let packetCount = 0
  let messageCount = 0
  let isMounted = true
  /** Whether the options are being replaced. */
  let isConfiguring = false
  let isDiscarding = false
  /** A change of the options that the node has not made yet. */
  let pending: (() => void) | undefined
  /** Whether user code did something in this step: then what comes of the step is not foreseen. */
  let hasReacted = false
  /** Whether an attempt follows the closing that is going on. */
  let isConnectNext = false
  /** Whether the user's last word was `close()`. */
  let isClosedByUser = false
  let handshakes = 0
  let unmounts = 0
  /** What the tap has heard since the values began. */
  let shown: readonly string[] = []

  /** A task, or a microtask. */
  function beginPiece(): void {
    handshakes = 0
  }

  const live = () => lines.find(({ connection }) => connection.isLive)

  // ── The wire ────────────────────────────────────────────────────────────────────────────────────────────────────

  const transport = createFakeTransport(({ url, protocols }) => {
    if (transport.liveCount > 0) judge.violate('a second connection was opened')
    if (++handshakes > 1) judge.violate('two handshakes begin in one piece of work')
    learn(url)
    if (!destinations.isKnown) judge.violate('a handshake, though there is no address')
    const isMeant = destinations.isAsked ? url.startsWith(ASKED) : url === destinations.url
    if (!isMeant) judge.violate(`a handshake with ${url}, not ${destinations.url}`)
    const { state } = node
    if (state.status !== 'connecting' || state.url !== url) judge.violate(`a handshake with ${url} in ${state.status}`)
    const offered = { none: '', p: 'p', 'p and q': 'p,q', 'at once': 'asked', later: 'asked', throws: 'asked' }
    if (protocols.join() !== offered[choice.protocols]) judge.violate(`a handshake that offers ${protocols.join()}`)
    lastBegin = clock.now()
  })
  const watched = {
    open(...args: Parameters<typeof transport.open>) {
      const connection = transport.open(...args) as FakeConnection
      const line: Line = {
        connection,
        state: node.state,
        destination: destinations.number,
        authentication: choice.authentication,
        talk: undefined,
        isOpen: false,
        isClosed: false,
      }
      lines.push(line)
      return Object.create(connection, { send: { value: (message: string) => take(line, message) } }) as FakeConnection
    },
  }

  function take(line: Line, message: string): boolean {
    if (message === TOO_LATE) judge.violate('authenticate sent something after the end')
    const destination = intended.get(message)
    if (destination !== undefined) {
      if (line.authentication !== 'none' && !line.talk?.isDone)
        judge.violate(`${message} is sent before authenticate has resolved`)
      if (destination !== line.destination) judge.violate(`${message} for ${destination} went to ${line.destination}`)
    }
    return line.connection.send(message)
  }

  /** A heartbeat that is there for its start only: that is when a connection becomes the app's. */
  const witness: HeartbeatPolicy = {
    start() {
      const line = live()
      if (line?.talk) establish(line, line.talk)
      return { hear: (packets) => packets, probe() {}, renew: () => true, stop() {} }
    },
  }

  function establish(line: Line, talk: Talk): void {
    if (!talk.isDone) judge.violate('a connection is established before authenticate has resolved')
    open(line)
    judge.arrived(talk.rest(), line.destination)
  }

  function open(line: Line): void {
    judge.opened(line.connection.request.url, visited.has(line.destination))
    visited.add(line.destination)
  }

  /** What the `url` function has answered, which the node knows first. */
  function learn(url?: string): void {
    const { state } = node
    const isAnswered = (state.status === 'connecting' || state.status === 'open') && state.url !== ''
    if (destinations.isAsked && (url !== undefined || isAnswered))
      destinations.answer(url ?? (state as { url: string }).url)
    versions.set(destinations.number, versions.get(destinations.number) ?? version)
  }

  // ── The user's functions ────────────────────────────────────────────────────────────────────────────────────────

  /** A promise of an attempt, that the walk settles. */
  function question<T>(answers: { fine: T; nonsense: T }): Promise<T> {
    const { state } = node
    const before = lines.length
    return new Promise((resolve, reject) => {
      const question: Question = {
        isSettled: false,
        settle(kind) {
          if (kind !== 'reject') return resolve(answers[kind])
          // A change of the options may have left the attempt as it is: its time runs, and nothing was asked or opened since.
          const isLatest = questions.at(-1) === question && lines.length === before && node.remaining !== undefined
          const isAwaited = node.state === state || (node.state.status === 'connecting' && isLatest)
          if (isAwaited) judge.failed('url-rejected')
          reject(new Error('no token'))
        },
      }
      questions.push(question)
    })
  }

  function ask(): never {
    lastBegin = clock.now()
    switch (choice.address) {
      case 'answers later':
        return question({ fine: `${ASKED}later?t=${packetCount}`, nonsense: 'ftp://nowhere/' }) as never
      case 'answers nonsense':
        return 5 as never
      case 'throws':
        judge.failed('url-rejected')
        throw new Error('no token')
      case 'closes the node':
        close(4001)
        return ASKED as never
      case 'moves the node':
        configure({ address: 'host b' })
        return ASKED as never
      default:
        return `${ASKED}?t=${packetCount}` as never
    }
  }

  function offer(): string[] | Promise<string[]> {
    lastBegin = clock.now()
    switch (choice.protocols) {
      case 'later':
        return question({ fine: ['asked'], nonsense: 5 as never })
      case 'throws':
        judge.failed('url-rejected')
        throw new Error('no token')
      default:
        return ['asked']
    }
  }

  const policies: { readonly [P in Choice['policy']]: ReconnectPolicy | undefined } = {
    none: undefined,
    always: { next: () => 1 },
    soon: { next: () => 0.3, stableAfter: 0 },
    twice: { next: (attempt) => (attempt > 2 ? null : attempt) },
    never: { next: () => null },
    'closes the node': {
      next() {
        // The attempt has failed already: what this ends is the wait that the answer begins.
        hasReacted = isClosedByUser = true
        node.close(4000)
        return 1
      },
    },
    'takes itself away': {
      next() {
        hasReacted = true
        configure({ policy: 'none' })
        return 1
      },
    },
  }

  function authenticate(exchange: Exchange<Numbered>): Promise<void> | void {
    const line = live()
    if (!line || line.talk || line.authentication === 'none') return judge.violate('authenticate is asked for nothing')
    const talk = createTalk(line.authentication, exchange, {
      violate: judge.violate,
      refused: (wire) => judge.arrived([wire], line.destination),
      failed() {
        if (line.connection.isLive && !exchange.signal.aborted) judge.failed('rejected')
      },
      ask: () => new Promise((resolve) => questions.push({ isSettled: false, settle: () => resolve() })),
      close() {
        hasReacted = true
        close(4003)
      },
      reconnect() {
        hasReacted = true
        reconnect()
      },
    })
    line.talk = talk
    return talk.begin()
  }

  const format = plan.isStream
    ? streamed({
        nextConnection: () => lines.length,
        connectionOf: (packet) => connectionOf.get(packet),
        violate: (what) => judge.violate(what),
      })
    : numbered
  function options(): WebSocketNodeOptions<Numbered> {
    const mine = version
    const handlers = Object.fromEntries(
      [...SIGNALS, 'packet' as const].map((signal) => [
        `on${signal[0]!.toUpperCase()}${signal.slice(1)}`,
        (...args: never) => hear(mine, signal, args),
      ]),
    )
    const { address, name, protocols, policy, authentication, flush, receiveLimit } = choice
    const lists = { none: undefined, p: ['p'], 'p and q': ['p', 'q'] }
    return {
      ...handlers,
      ...routingOf(address, ask),
      useWSS: false,
      flush,
      receiveLimit,
      destination: name,
      protocols: protocols in lists ? lists[protocols as keyof typeof lists] : offer,
      format,
      sendQueue: plan.sendQueue,
      connectionTimeout: TIMEOUT,
      reconnect: policies[policy],
      authenticate: authentication === 'none' ? undefined : authenticate,
      heartbeat: authentication === 'none' && (live()?.authentication ?? 'none') === 'none' ? undefined : witness,
      transport: watched,
    }
  }

  // ── What is told ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Something is told. */
  function listen(isOfThePast: boolean): void {
    // A change of the destination tells first what was kept.
    if (isConfiguring && judge.life === 'resuming') judge.resumed()
    else if (!isOfThePast && !isDiscarding) applyPending()
    learn()
  }

  function hear(mine: number, signal: Signal, args: never): void {
    listen(['packet', 'received', 'receiveFailed'].includes(signal))
    judge.hear(signal, args)
    if (signal === 'received') {
      const [, batch] = args as readonly [string, readonly string[]]
      for (const packet of batch) {
        const destination = judge.packets.destinationOf(packet)!
        // Those who asked for it, until the last moment: the options that leave it are not told of it.
        if (versions.get(destination) !== mine) judge.violate(`${packet} of ${destination} is told to options ${mine}`)
      }
    }
    react()
  }

  function checkValues(what: string, packets: readonly string[], expected = destinations.number): void {
    for (const packet of packets) {
      const destination = judge.packets.destinationOf(packet)
      if (destination !== expected) judge.violate(`${what} ${packet} of destination ${destination} in ${expected}`)
    }
  }

  function applyPending(): void {
    const apply = pending
    pending = undefined
    apply?.()
  }

  // ── What users do ───────────────────────────────────────────────────────────────────────────────────────────────

  function configure(change: Partial<Choice>): void {
    judge.note(`[configure ${JSON.stringify(change)}]`)
    learn()
    const next = { ...choice, ...change }
    const mine = ++version
    choice = next
    lastBegin = clock.now()
    let isOther = false
    // What has arrived is told first; a handler that configures the node again then has the last word.
    const apply = () => {
      const before = destinations.number
      destinations.configure(next)
      isOther = destinations.number !== before
      versions.set(destinations.number, mine)
      if (!destinations.isKnown) isConnectNext = isClosedByUser = false
    }
    pending = apply
    // What is told of the end of a lingering is told before.
    isDiscarding = judge.life === 'lingering'
    isConfiguring = true
    driver.configure(withDefaults(options(), choice.mode))
    isConfiguring = false
    isDiscarding = false
    if (pending === apply) applyPending()
    if (isOther && judge.life === 'lingering') judge.violate('a lingering connection leads somewhere else, and goes on')
  }

  function close(code: number): void {
    const { status } = node.state
    judge.note(`[close in ${status}]`)
    isClosedByUser = true
    const isTakenBack = status === 'closing' && isConnectNext
    if (!isTakenBack) judge.closedByUser(status)
    isConnectNext = false
    const expected = ['waiting', 'connecting', 'open', 'reconnecting'].includes(status) || isTakenBack
    const answer = node.close(code)
    // Between an unmount and its microtask there is nobody left to speak for.
    if (answer !== expected && judge.life !== 'ending') judge.violate(`close() in ${status} answered ${answer}`)
    if (status === 'reconnecting') judge.restedByUser(node.state)
  }

  function connect(host?: string): void {
    learn()
    const { status } = node.state
    judge.note(`[connect ${String(host)} in ${status}]`)
    const expected =
      isMounted && !['connecting', 'open'].includes(status) && (host !== undefined || destinations.isKnown)
    if (expected) {
      lastBegin = clock.now()
      if (host !== undefined) destinations.override(host)
      isConnectNext = status === 'closing'
      learn()
    }
    if (expected) isClosedByUser = false
    const answer = node.connect(host)
    if (answer !== expected) judge.violate(`connect(${String(host)}) in ${status} answered ${answer}`)
  }

  function reconnect(): void {
    const { status } = node.state
    if (!['connecting', 'open', 'reconnecting'].includes(status) || !isMounted) {
      const expected = isMounted && destinations.isKnown
      if (expected) isConnectNext = status === 'closing'
      if (expected) {
        lastBegin = clock.now()
        isClosedByUser = false
      }
      const answer = node.reconnect()
      if (answer !== expected) judge.violate(`reconnect() in ${status} answered ${answer}`)
      return
    }
    lastBegin = clock.now()
    judge.note(`[reconnect in ${status}]`)
    isClosedByUser = false
    if (!node.reconnect()) judge.violate(`reconnect() in ${status} answered false`)
  }

  function connectSoon(): void {
    if (!isMounted || !driver.hasUrl() || node.state.status === 'closing') return
    lastBegin = clock.now()
    driver.connectSoon()
  }

  function send(): void {
    learn()
    const message = `m${++messageCount}`
    const { status } = node.state
    intended.set(message, destinations.number)
    const isTaker =
      ['idle', 'waiting', 'connecting', 'reconnecting'].includes(status) || (status === 'closing' && isConnectNext)
    const expected = status === 'open' || (isTaker && !destinations.isWithdrawn && node.queued < plan.sendQueue)
    const answer = node.send(message)
    if (answer) judge.accepted(message)
    if (answer !== expected) judge.violate(`send(${message}) in ${status} answered ${answer}`)
  }

  function receive(): void {
    learn()
    const { number } = destinations
    judge.take(() => {
      const data = node.receive()
      if (data !== undefined) checkValues('receive() gave', data.split(' '), number)
      return data
    })
  }

  function mount(): void {
    if (!isMounted) isConnectNext = false
    isMounted = true
    isClosedByUser = false
    destinations.mount()
    judge.mounted()
    driver.mount()
  }
  function unmount(linger: number): void {
    isMounted = false
    judge.unmounted(linger)
    let isLeaving = true
    const mine = ++unmounts
    driver.unmount(linger, () => {
      if (mine !== unmounts) return
      if (isConfiguring && !isLeaving) judge.discarded()
      judge.stoppedLingering()
    })
    isLeaving = false
  }

  function react(): void {
    const reaction: Reaction = reactions.shift() ?? 'none'
    if (reaction === 'none') return
    hasReacted = true
    judge.note(`[react: ${reaction}]`)
    act(reaction)
  }

  function act(reaction: Reaction): void {
    switch (reaction) {
      case 'connect':
        return connect()
      case 'connect elsewhere':
        return connect('x')
      case 'reconnect':
        return reconnect()
      case 'close':
        return close(4002)
      case 'send':
        return send()
      case 'receive':
        return receive()
      case 'move':
        return configure({ address: choice.address === 'host a' ? 'host b' : 'host a' })
      case 'rename':
        return configure({ name: choice.name === 'n' ? undefined : 'n' })
      case 'withdraw':
        return configure({ address: 'nowhere' })
      case 'unmount':
        return unmount(0)
      case 'mount':
        return mount()
      case 'throw':
        throw MISCHIEF
      case 'none':
    }
  }

  /** What the hook does after each commit. */
  function runEffect(): void {
    if (!isMounted || !driver.takeDue()) return
    if (choice.mode === 'none') driver.cancelWait()
    else if (driver.hasUrl()) connectSoon()
    else driver.wait(choice.mode)
  }

  // ── What the world does ─────────────────────────────────────────────────────────────────────────────────────────

  function perform(step: Step): void | Promise<void> {
    switch (step.do) {
      case 'connect':
        return connect(step.host)
      case 'reconnect':
        return reconnect()
      case 'connectSoon':
        return connectSoon()
      case 'wait':
        return isMounted ? driver.wait('owner-ready') : undefined
      case 'cancelWait':
        return driver.cancelWait()
      case 'mount':
        return mount()
      case 'leave':
        unmount(0)
        return act(step.then)
      case 'remount':
        unmount(0)
        return mount()
      case 'unmount':
        return unmount(step.linger)
      case 'send':
        return send()
      case 'receive':
        return receive()
      case 'close':
        return close(step.code)
      case 'configure':
        return configure(step.change)
      case 'answer': {
        const asked = questions.filter(({ isSettled }) => !isSettled).at(-1 - step.which)
        if (!asked) return
        asked.isSettled = true
        return asked.settle(step.answer)
      }
      case 'advance':
        judge.resumed()
        return advance(step.seconds)
      default: {
        const line = lines.at(-1 - step.which)
        if (line) speak(line, step)
      }
    }
  }

  /** Promises have their turn between tasks. */
  async function advance(seconds: number): Promise<void> {
    const end = manual.now() + seconds
    while (manual.runNext(end)) await settle(3)
    manual.advance(end - manual.now())
  }

  /** The peer of a live connection speaks as the seam allows; that of an abandoned one says anything. */
  function speak(line: Line, step: Extract<Step, { which: number; do: `peer${string}` }>): void {
    const { connection, talk } = line
    const isHeard = connection.isLive
    if (isHeard && !line.isOpen && node.state !== line.state) judge.violate('a handshake goes on that nobody waits for')
    switch (step.do) {
      case 'peerOpen':
        if (isHeard && line.isOpen) return
        if (isHeard && line.authentication === 'none') open(line)
        line.isOpen = true
        return connection.peer.open()
      case 'peerDeliver': {
        if (isHeard && !line.isOpen) return
        const wires = step.packets.map((isFine) => `${isFine ? '' : '!'}${++packetCount}`)
        for (const wire of wires) connectionOf.set(wire, lines.indexOf(line))
        if (isHeard && talk && node.state.status === 'connecting') talk.hear(wires)
        else if (isHeard) judge.arrived(wires, line.destination)
        return connection.peer.deliver(...wires)
      }
      case 'peerClose':
        // A live connection that was closed has said its last word.
        if (line.isClosed && !connection.isAbandoned) return
        line.isClosed = true
        if (isHeard && node.state.status === 'connecting') judge.failed('refused')
        return connection.peer.close(step.code)
    }
  }

  async function settle(turns = 8): Promise<void> {
    for (let turn = 0; turn < turns; turn++) {
      beginPiece()
      await Promise.resolve()
    }
  }

  function check(isGivingUpDue: boolean): void {
    learn()
    const { status } = node.state
    if (status !== 'closing') isConnectNext = false
    if (status === 'open' && live()?.destination !== destinations.number) judge.violate('open to another destination')
    if (transport.liveCount > 1) judge.violate(`${transport.liveCount} live connections`)
    if (status === 'connecting' && clock.now() - lastBegin > TIMEOUT) judge.violate('no timeout')
    if (isMounted && !destinations.isKnown && !['idle', 'waiting', 'closing'].includes(status)) {
      judge.violate(`${status} without an address`)
    }
    for (const { connection, talk } of lines) {
      if (talk && !connection.isLive && !talk.isDone && !talk.signal.aborted)
        judge.violate('a talk goes on after its end')
    }
    const sent = lines.flatMap(({ connection }) =>
      connection.sent.map(String).filter((message) => intended.has(message)),
    )
    judge.atRest(sent, node.queued, isGivingUpDue)
    checkValues('lastReceived is', node.lastReceived?.split(' ') ?? [])
    checkValues('the tap keeps', tap.last?.packets ?? [])
    checkValues('the tap shows', shown)
  }

  /** What a change of the options does to a node that nobody else moved. */
  function checkConfigured(before: Before, moved: NodeState): void {
    const { status } = before.state
    const isOther = destinations.number !== before.number
    const isAtRest = status === 'failed' || status === 'closed'
    const isWelcome = choice.mode !== 'none' && destinations.isKnown && !before.isClosedByUser
    if (isAtRest && isOther && isWelcome && node.state.status !== 'connecting') {
      judge.violate(`${node.state.status} after a move while ${status}`)
    }
    if (isAtRest && destinations.isKnown && moved !== before.state)
      judge.violate(`a move while ${status} begins at once`)
    if (status !== 'reconnecting') return
    const isFreshToken =
      before.url !== destinations.url && [before.url, destinations.url].every((url) => url?.includes('?t='))
    const isOnlyToken = isFreshToken && choice.name === before.choice.name
    if (isOnlyToken && moved !== before.state) judge.violate('a fresh token ends the wait')
    if (before.choice.policy !== 'none' && choice.policy === 'none' && moved.status === 'reconnecting') {
      judge.violate('a wait goes on without a policy')
    }
  }

  async function takeStep(step: Step): Promise<void> {
    const before = { state: node.state, choice, number: destinations.number, url: destinations.url, isClosedByUser }
    hasReacted = false
    beginPiece()
    await perform(step)
    await settle()
    const hasPolicy = before.choice.policy !== 'none' && choice.policy !== 'none'
    check(hasPolicy && !hasReacted && node.state !== before.state)
    const moved = node.state
    runEffect()
    await settle()
    check(false)
    if (step.do === 'configure' && judge.life === 'mounted' && !hasReacted) checkConfigured(before, moved)
    for (const { connection, talk } of lines) {
      if (talk && (talk.isDone || !connection.isLive)) talk.speakTooLate()
    }
    await settle()
  }

  // ── The walk ────────────────────────────────────────────────────────────────────────────────────────────────────

  const reportError = globalThis.reportError
  globalThis.reportError = (error) => {
    if (error !== MISCHIEF) judge.violate(`uncaught: ${String(error)}`)
  }
  const driver = createDriver<Numbered>(withDefaults(options(), choice.mode), { clock })
  const { node } = driver
  watch(node)
  const tap = tapOf<Numbered>(node)
  const judge = createJudge(() => node.state)
  let told = 0
  node.subscribe(() => {
    told++
    listen(false)
    judge.hearState()
    react()
  })
  tap.add((batch) => {
    learn()
    shown = batch?.packets ?? []
    checkValues('the tap hears', shown)
  })
  try {
    driver.mount()
    runEffect()
    await settle()
    for (const step of plan.steps) {
      await takeStep(step)
      if (judge.violations.length > 0) return judge.violations
    }
    await leave()
  } finally {
    globalThis.reportError = reportError
  }
  return judge.violations

  /** The end: nothing is left, and whatever still comes reaches nobody. */
  async function leave(): Promise<void> {
    reactions.length = 0
    unmount(0)
    if (plan.steps.length % 2 === 0) await settle()
    driver.dispose()
    await settle()
    check(false)
    if (node.state.status !== 'idle') judge.violate(`unmounted in ${node.state.status}`)
    if (manual.pending() > 0) judge.violate(`${manual.pending()} left on the clock`)
    if (transport.liveCount > 0) judge.violate('a connection is left')
    if (node.queued > 0) judge.violate('messages still wait')
    if (node.send('m0')) judge.violate('a disposed node takes a message')
    const toldUntilNow = told
    for (const { connection } of lines) {
      connection.peer.open()
      connection.peer.deliver('late')
      connection.peer.close(1006)
    }
    for (const { settle: settleQuestion } of questions) settleQuestion('fine')
    await settle()
    manual.advance(1000)
    await settle()
    if (told !== toldUntilNow) judge.violate('a subscriber was told after the end')
    if (transport.connections.length > lines.length) judge.violate('a connection was opened after the end')
  }
}

/** A clock that says when a piece of work begins. */
function inPieces(clock: ManualClock, beginPiece: () => void): ManualClock {
  const begin = (callback: () => void) => () => {
    beginPiece()
    callback()
  }
  return {
    ...clock,
    after: (seconds, callback) => clock.after(seconds, begin(callback)),
    task: (callback) => clock.task(begin(callback)),
    soon: (callback) => clock.soon(begin(callback)),
    frame: (callback) => clock.frame(begin(callback)),
    moment: (callback, seconds) => clock.moment(begin(callback), seconds),
  }
}

const MISCHIEF = new Error('thrown by a handler, on purpose')
