/**
 * Walks a plan: a node on a fake wire and a manual clock, with a judge who hears everything.
 */
import type {
  Flush,
  Format,
  ReconnectPolicy,
  UrlOption,
  WebSocketNodeOptions,
  Wire,
} from '../../../../src/core/index.js'
import { withDefaults } from '../../../../src/core/createWebSocketNode.js'
import { createDriver } from '../../../../src/core/node.js'
import { createFakeTransport, type FakeConnection } from '../fakeTransport.js'
import { createManualClock } from '../manualClock.js'
import { SIGNALS } from '../story.js'
import { createJudge, isRefused } from './judge.js'
import type { Address, Plan, Reaction, Step } from './steps.js'

/** Packets are numbered; what begins with an exclamation mark is refused. */
const numbered: Format<string, string, string> = {
  name: 'numbered',
  decode(wire: Wire) {
    if (isRefused(wire)) throw new TypeError(`no ${String(wire)}`)
    return String(wire)
  },
  join: (packets) => packets.join(' '),
  encode: (message) => message,
}

interface Question {
  readonly state: object
  resolve(url: string): void
  reject(error: Error): void
  isSettled: boolean
}

/** What a connection is to the walk, beside what it is to the node. */
interface Line {
  readonly connection: FakeConnection
  /** The node's state when the handshake began. */
  readonly state: object
  isOpen: boolean
  isClosed: boolean
}

const TIMEOUT = 10

/** Gives back what was found. */
export async function walk(plan: Plan): Promise<readonly string[]> {
  const clock = createManualClock()
  const lines: Line[] = []
  const questions: Question[] = []
  const reactions = [...plan.reactions]
  let address = plan.address
  let protocols: readonly string[] = []
  let reception: { flush: Flush; receiveLimit: number } = { flush: 'burst', receiveLimit: 0 }
  let override: string | undefined
  let lastBegin = 0
  let packetCount = 0
  let messageCount = 0

  const transport = createFakeTransport(() => {
    if (transport.liveCount > 0) judge.violate('a second connection was opened')
    lastBegin = clock.now()
  })
  const watched = {
    open(...args: Parameters<typeof transport.open>) {
      const connection = transport.open(...args) as FakeConnection
      lines.push({ connection, state: node.state, isOpen: false, isClosed: false })
      return connection
    },
  }

  const policies: { readonly [P in Plan['policy']]: ReconnectPolicy | undefined } = {
    none: undefined,
    always: { next: () => 1 },
    soon: { next: () => 0.3, stableAfter: 0 },
    twice: { next: (attempt) => (attempt > 2 ? null : attempt) },
    'closes the node': {
      next() {
        // The attempt has failed already: what this ends is the wait that the answer begins.
        node.close(4000)
        return 1
      },
    },
  }

  // ── The url function ────────────────────────────────────────────────────────────────────────────────────────────

  function ask(): ReturnType<Exclude<UrlOption, string | URL>> {
    lastBegin = clock.now()
    const { state } = node
    switch (address) {
      case 'answers later':
        return new Promise((resolve, reject) => questions.push({ state, resolve, reject, isSettled: false }))
      case 'answers nonsense':
        return 5 as never
      case 'throws':
        judge.failed('url-rejected')
        throw new Error('no token')
      case 'closes the node':
        close(4001)
        return 'ws://asked/'
      case 'moves the node':
        configure({ address: 'host b' })
        return 'ws://asked/'
      default:
        return 'ws://asked/'
    }
  }

  const hosts: { readonly [A in Address]?: string } = { 'host a': 'a', 'host b': 'b', 'bad host': 'bad/host' }

  function options(): WebSocketNodeOptions<typeof numbered> {
    const host = hosts[address]
    const handlers = Object.fromEntries(
      SIGNALS.map((signal) => [
        `on${signal[0]!.toUpperCase()}${signal.slice(1)}`,
        (...args: never) => {
          judge.hear(signal, args)
          react()
        },
      ]),
    )
    return {
      ...handlers,
      ...reception,
      host,
      useWSS: false,
      url: host === undefined ? ask : undefined,
      protocols,
      format: numbered,
      sendQueue: plan.sendQueue,
      connectionTimeout: TIMEOUT,
      reconnect: policies[plan.policy],
      transport: watched,
    }
  }

  /** Where a message that is accepted now belongs; undefined where only the url function knows. */
  function boundFor(): string | undefined {
    if (override !== undefined) return `ws://${override}/`
    const host = hosts[address]
    return host === undefined ? undefined : `ws://${host}/`
  }

  // ── What users do ───────────────────────────────────────────────────────────────────────────────────────────────

  function configure(change: { address?: Address; protocols?: readonly string[]; reception?: typeof reception }): void {
    const before = hosts[address]
    address = change.address ?? address
    protocols = change.protocols ?? protocols
    reception = change.reception ?? reception
    if (hosts[address] !== before) override = undefined
    lastBegin = clock.now()
    driver.configure(withDefaults(options()))
  }

  function close(code: number): void {
    const { status } = node.state
    judge.closedByUser(status)
    const expected = ['waiting', 'connecting', 'open', 'reconnecting'].includes(status)
    const answer = node.close(code)
    if (answer !== expected) judge.violate(`close() in ${status} answered ${answer}`)
  }

  function connect(host?: string): void {
    const { status } = node.state
    lastBegin = clock.now()
    const before = override
    if (host !== undefined) override = host
    const expected = isMounted && !['connecting', 'open', 'closing'].includes(status)
    const answer = node.connect(host)
    if (!answer) override = before
    if (answer !== expected) judge.violate(`connect() in ${status} answered ${answer}`)
  }

  function send(): void {
    const message = `m${++messageCount}`
    const { status } = node.state
    const bound = status === 'open' ? undefined : boundFor()
    if (node.send(message)) judge.accepted(message, bound)
  }

  let isMounted = true
  function mount(): void {
    isMounted = true
    judge.mounted()
    driver.mount()
  }
  function unmount(linger: number): void {
    isMounted = false
    judge.unmounted(linger)
    driver.unmount(linger)
  }

  function react(): void {
    const reaction: Reaction | undefined = reactions.shift()
    switch (reaction) {
      case 'connect':
        return connect()
      case 'close':
        return close(4002)
      case 'send':
        return send()
      case 'receive':
        return judge.take(node.receive)
      case 'move':
        return configure({ address: address === 'host a' ? 'host b' : 'host a' })
      case 'unmount':
        return unmount(0)
      case 'mount':
        return mount()
      case 'throw':
        throw MISCHIEF
    }
  }

  // ── What the world does ─────────────────────────────────────────────────────────────────────────────────────────

  function take(step: Step): void {
    switch (step.do) {
      case 'connect':
        return connect(step.host)
      case 'connectSoon':
        lastBegin = clock.now()
        return isMounted ? driver.connectSoon() : undefined
      case 'wait':
        return isMounted ? driver.wait('owner-ready') : undefined
      case 'cancelWait':
        return driver.cancelWait()
      case 'mount':
        return mount()
      case 'unmount':
        return unmount(step.linger)
      case 'send':
        return send()
      case 'receive':
        return judge.take(node.receive)
      case 'close':
        return close(step.code)
      case 'address':
      case 'protocols':
        return configure(step)
      case 'reception':
        return configure({ reception: step })
      case 'answer':
        return answer(questions.filter(({ isSettled }) => !isSettled).at(-1 - step.which), step.answer)
      case 'advance':
        judge.resumed()
        return clock.advance(step.seconds)
      default: {
        const line = lines.at(-1 - step.which)
        if (line) speak(line, step)
      }
    }
  }

  function answer(question: Question | undefined, kind: 'fine' | 'nonsense' | 'reject'): void {
    if (!question) return
    question.isSettled = true
    if (kind === 'fine') return question.resolve('ws://asked/later')
    if (kind === 'nonsense') return question.resolve('ftp://nowhere/')
    if (node.state === question.state) judge.failed('url-rejected')
    question.reject(new Error('no token'))
  }

  /** The peer of a live connection speaks as the seam allows; that of an abandoned one says anything. */
  function speak(line: Line, step: Extract<Step, { which: number }>): void {
    const { connection } = line
    const isHeard = connection.isLive
    if (isHeard && !line.isOpen && node.state !== line.state) judge.violate('a handshake goes on that nobody waits for')
    switch (step.do) {
      case 'peerOpen':
        if (isHeard && line.isOpen) return
        if (isHeard) judge.opened(connection.request.url)
        line.isOpen = true
        return connection.peer.open()
      case 'peerDeliver': {
        if (isHeard && !line.isOpen) return
        const wires = step.packets.map((isFine) => `${isFine ? '' : '!'}${++packetCount}`)
        if (isHeard) judge.arrived(wires)
        return connection.peer.deliver(...wires)
      }
      case 'peerClose':
        // A live connection that was closed has said its last word.
        if (line.isClosed && !connection.isAbandoned) return
        line.isClosed = true
        if (isHeard && !line.isOpen) judge.failed('refused')
        return connection.peer.close(step.code)
    }
  }

  async function settle(): Promise<void> {
    for (let i = 0; i < 4; i++) await Promise.resolve()
    if (transport.liveCount > 1) judge.violate(`${transport.liveCount} live connections`)
    if (node.state.status === 'connecting' && clock.now() - lastBegin > TIMEOUT) judge.violate('no timeout')
    const sent = transport.connections.map(({ request, sent: messages }) => ({ url: request.url, messages }))
    judge.atRest(sent, node.queued)
  }

  // ── The walk ────────────────────────────────────────────────────────────────────────────────────────────────────

  const reportError = globalThis.reportError
  globalThis.reportError = (error) => {
    if (error !== MISCHIEF) judge.violate(`uncaught: ${String(error)}`)
  }
  const driver = createDriver(withDefaults(options()), { clock })
  const { node } = driver
  const judge = createJudge(() => node.state)
  let told = 0
  node.subscribe(() => {
    told++
    react()
  })
  try {
    driver.mount()
    await settle()
    for (const step of plan.steps) {
      take(step)
      await settle()
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
    await settle()
    if (node.state.status !== 'idle') judge.violate(`unmounted in ${node.state.status}`)
    if (clock.pending() > 0) judge.violate(`${clock.pending()} left on the clock`)
    if (transport.liveCount > 0) judge.violate('a connection is left')
    if (node.queued > 0) judge.violate('messages still wait')
    const toldUntilNow = told
    for (const { connection } of lines) {
      connection.peer.open()
      connection.peer.deliver('late')
      connection.peer.close(1006)
    }
    for (const question of questions) question.resolve('ws://late/')
    await settle()
    clock.advance(1000)
    await settle()
    if (told !== toldUntilNow) judge.violate('a subscriber was told after the end')
    if (transport.connections.length > lines.length) judge.violate('a connection was opened after the end')
  }
}

const MISCHIEF = new Error('thrown by a handler, on purpose')
