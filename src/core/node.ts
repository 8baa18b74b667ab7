/**
 * The driver: the only code that carries out what the transition commands. It owns the connection and the timers of one
 * node, and throws away what an older generation of the connection still says.
 *
 * An event runs to completion before the next, and users are told of it afterwards (see `delivery.ts`).
 */
import { platformClock, type Clock } from './clock.js'
import { createDelivery } from './delivery.js'
import { absoluteUrl, addressOf, isSameRouting, protocolList, urlFunctionOf, type Override } from './destination.js'
import { encodeJson, encodeMessage, encodeText } from './encode.js'
import { createListeners, isolate, reportUncaught } from './emitter.js'
import { CLOSE_CODE, WebSocketNodeError, type WebSocketNodeErrorCode } from './errors.js'
import { createInbox } from './inbox.js'
import { checkClose, checkOptions, DEFAULTS, show } from './options.js'
import { createReadiness } from './readiness.js'
import { createSignals } from './signals.js'
import { createTimers } from './timers.js'
import { canClose, canConnect, INITIAL, transition } from './transition.js'
import type { ClosedCause, Command, NodeEvent, Retry, TimerName } from './transition.js'
import { platformTransport } from './transport.js'
import type {
  AnyFormat,
  AutoconnectMode,
  Connection,
  DisconnectCause,
  NodeState,
  WebSocketNodeHandle,
  WebSocketNodeOptions,
  Wire,
} from './types.js'

/** Something that a developer should hear of; the React binding turns it into words, in development. */
export interface Warning {
  readonly type: 'connectIgnored'
  readonly status: NodeState['status'] | 'unmounted'
}

/** What surrounds a node. */
export interface Environment {
  readonly clock?: Clock
  readonly warn?: (warning: Warning) => void
}

/** Which format is the default is the decision of whoever makes a driver. */
export type DriverOptions<F extends AnyFormat> = WebSocketNodeOptions<F> & { readonly format: F }

/** A node, and what its owner drives it with. */
export interface NodeDriver<F extends AnyFormat> {
  readonly node: WebSocketNodeHandle<F>
  /** Replaces all options. */
  configure(options: DriverOptions<F>): void
  mount(): void
  /** Emits what has arrived, and leaves no connection, timer or frame behind. */
  unmount(): void
  /** A mounted node is ready while it is permitted, as it is from the start. */
  permit(isPermitted: boolean): void
  /** Waits, as the autoconnect mode says. */
  wait(mode: AutoconnectMode): void
  cancelWait(): void
  /** Connects in a later task, so that an unmount in this one leaves the network alone. */
  connectSoon(): void
}

/**
 * Makes a node that is not mounted yet.
 * @throws RangeError for an option that is out of its range
 */
export function createDriver<F extends AnyFormat>(
  initialOptions: DriverOptions<F>,
  { clock = platformClock, warn }: Environment = {},
): NodeDriver<F> {
  let options = initialOptions
  let settings = settingsOf(options)
  let override: Override | undefined
  let machine = INITIAL
  let lastSent: Wire | undefined

  let connection: Connection | undefined
  let openedAt = 0
  /** Counts attempts and their ends: what belongs to an older one is thrown away. */
  let generation = 0

  const timers = createTimers<TimerName | 'attempt' | 'settle'>()
  const stateListeners = createListeners<[]>()
  const readiness = createReadiness()
  const delivery = createDelivery()
  const signals = createSignals<F>(() => options)
  const inbox = createInbox<F>(clock, delivery, signals, () => settings)

  // ── Events ──────────────────────────────────────────────────────────────────────────────────────────────────────

  const events: NodeEvent[] = []
  let isStepping = false

  function dispatch(event: NodeEvent): void {
    events.push(event)
    if (isStepping) return
    isStepping = true
    delivery.hold(() => {
      for (let next = events.shift(); next; next = events.shift()) step(next)
      isStepping = false
    })
  }

  function step(event: NodeEvent): void {
    const [next, commands] = transition(machine, event, settings)
    if (next.state !== machine.state) delivery.add(stateListeners.emit)
    machine = next
    for (const command of commands) isolate(() => carryOut(command))
  }

  // ── Commands ────────────────────────────────────────────────────────────────────────────────────────────────────

  function carryOut(command: Command): void {
    switch (command.type) {
      case 'beginAttempt':
        if (!command.isDeferred) return beginAttempt(command.attempt)
        return timers.start(
          'attempt',
          clock.task(() => beginAttempt(command.attempt)),
        )
      case 'openSocket':
        return openSocket(command.url)
      case 'closeSocket':
        return connection?.close(command.code, command.reason)
      case 'abandon':
        generation++
        timers.stop('attempt')
        timers.stop('settle')
        connection?.abandon()
        connection = undefined
        return
      case 'settleClose':
        return timers.start(
          'settle',
          clock.task(() => dispatch({ type: 'disconnected', cause: command.cause, retry: null })),
        )
      case 'startTimer':
        if (command.seconds > 0 || command.timer === 'retry') {
          timers.start(command.timer, clock.after(command.seconds, () => timeOut(command.timer)))
        }
        return
      case 'stopTimer':
        return timers.stop(command.timer)
      case 'flush':
        return inbox.flush()
      case 'emit': {
        const { state } = machine
        return delivery.add(() => {
          // A handler of the failure may have connected or closed already: then no retry is coming.
          if (command.signal === 'reconnecting' && machine.state !== state) return
          signals.emit(command.signal, ...command.args)
        })
      }
    }
  }

  function beginAttempt(attempt: number): void {
    const mine = ++generation
    const ask = urlFunctionOf(options, override)
    if (!ask) return resolve(() => addressOf(options, override))

    const accept = (answer: unknown) => {
      if (mine === generation) resolve(() => absoluteUrl(answer))
    }
    const reject = (cause: unknown) => {
      const message = `the url function failed: ${wordsOf(cause)}`
      if (mine === generation) fail(new WebSocketNodeError('url-rejected', message, { cause }))
    }
    let answer: unknown
    try {
      answer = ask(attempt)
    } catch (cause) {
      return reject(cause)
    }
    // A promise is awaited; anything else is known now, and `connect()` is immediate.
    if (answer instanceof Object && 'then' in answer) Promise.resolve(answer).then(accept, reject)
    else accept(answer)
  }

  function resolve(address: () => string): void {
    let url
    try {
      url = address()
    } catch (error) {
      return fail(error as WebSocketNodeError)
    }
    dispatch({ type: 'urlResolved', url })
  }

  function openSocket(url: string): void {
    const mine = generation
    const { transport = platformTransport, protocols, createSocket } = options
    try {
      connection = transport.open(
        { url, protocols: protocolList(protocols), createSocket },
        {
          opened(protocol) {
            if (mine !== generation) return
            openedAt = clock.now()
            dispatch({ type: 'opened', protocol })
          },
          received(packets) {
            if (mine === generation) inbox.push(packets)
          },
          closed(code, reason, wasClean) {
            if (mine === generation) disconnect({ type: 'closed', code, reason, wasClean })
          },
        },
      )
    } catch (cause) {
      // The constructor's SyntaxError is about the URL or the protocols (HTML standard); anything else forbids the try.
      const isSyntax = cause instanceof Object && 'name' in cause && cause.name === 'SyntaxError'
      fail(new WebSocketNodeError(isSyntax ? 'invalid-url' : 'blocked', wordsOf(cause), { cause }))
    }
  }

  function timeOut(timer: TimerName): void {
    timers.stop(timer)
    switch (timer) {
      case 'connection':
        return fail(
          new WebSocketNodeError('timeout', `no connection to ${urlNow()} within ${settings.connectionTimeout} s`),
        )
      case 'close':
        return disconnect({ type: 'closed', code: CLOSE_CODE.ABNORMAL, reason: 'Close timeout', wasClean: false })
      case 'retry':
        return dispatch({ type: 'retryDue', url: urlAhead() })
    }
  }

  function disconnect(cause: ClosedCause): void {
    const { status } = machine.state
    if (status === 'connecting') {
      const message = `no connection to ${urlNow()}: it can't be reached, or it rejected the handshake`
      return fail(new WebSocketNodeError('refused', message, { cause }))
    }
    afterAsking(status === 'open' ? cause : null, retry => dispatch({ type: 'disconnected', cause, retry }))
  }

  function fail(error: WebSocketNodeError): void {
    const isFinal = FINAL_ERRORS.includes(error.code)
    afterAsking(isFinal ? null : { type: 'failed', error }, retry => dispatch({ type: 'attemptFailed', error, retry }))
  }

  /** Asks the reconnect policy, if there is a cause to ask about; it may have ended everything itself. */
  function afterAsking(cause: DisconnectCause | null, go: (retry: Retry | null) => void): void {
    const mine = generation
    const retry = cause && askForRetry(cause)
    if (mine === generation) go(retry)
  }

  function askForRetry(cause: DisconnectCause): Retry | null {
    const { reconnect } = options
    if (!reconnect) return null
    const wasStable = cause.type === 'closed' && clock.now() - openedAt >= (reconnect.stableAfter ?? STABLE_AFTER)
    const attempt = (wasStable ? 0 : machine.retries) + 1
    try {
      const delay = reconnect.next(attempt, cause, node)
      if (delay === null) return null
      if (delay >= 0 && delay < Infinity) return { attempt, delay }
      throw new RangeError(`a reconnect policy answers with seconds, 0 or more, or null; got ${show(delay)}`)
    } catch (error) {
      reportUncaught(error)
      return null
    }
  }

  // ── Destination ─────────────────────────────────────────────────────────────────────────────────────────────────

  function urlNow(): string {
    return ('url' in machine.state && machine.state.url) || 'the url'
  }

  /** The address of the next attempt, as far as it is known without asking or failing. */
  function urlAhead(): string {
    if (urlFunctionOf(options, override)) return ''
    try {
      return addressOf(options, override)
    } catch {
      return ''
    }
  }

  /** What has to change for a connection to move. */
  function destination(): unknown {
    return urlFunctionOf(options, override) ? 'asked' : urlAhead()
  }

  function configure(next: DriverOptions<F>): void {
    const nextSettings = settingsOf(next)
    const hasNewRouting = !isSameRouting(options, next)
    const hasNewProtocols = String(protocolList(next.protocols)) !== String(protocolList(options.protocols))
    const before = hasNewRouting && destination()
    options = next
    settings = nextSettings
    if (hasNewRouting) override = undefined
    if (hasNewProtocols || (hasNewRouting && destination() !== before)) dispatch({ type: 'moved', url: urlAhead() })
  }

  // ── The node ────────────────────────────────────────────────────────────────────────────────────────────────────

  function hand(wire: Wire): boolean {
    if (machine.state.status !== 'open' || !connection?.send(wire)) return false
    lastSent = wire
    return true
  }

  const node: WebSocketNodeHandle<F> = {
    get state() {
      return machine.state
    },
    get ready() {
      return readiness.ready
    },
    get lastReceived() {
      return inbox.lastReceived
    },
    get receivedCount() {
      return inbox.receivedCount
    },
    get lastSent() {
      return lastSent
    },
    get bufferedAmount() {
      return connection?.bufferedAmount ?? 0
    },
    connect(host, route) {
      if (!readiness.isMounted || !canConnect(machine.state)) {
        warn?.({ type: 'connectIgnored', status: readiness.isMounted ? machine.state.status : 'unmounted' })
        return false
      }
      if (host !== undefined || route !== undefined) {
        override = { host: host ?? override?.host, route: route ?? override?.route }
      }
      dispatch({ type: 'connectRequested', url: urlAhead(), isDeferred: false })
      return true
    },
    close(code = CLOSE_CODE.NORMAL, reason = '') {
      checkClose(code, reason)
      const isDue = canClose(machine.state)
      dispatch({ type: 'closeRequested', code, reason })
      return isDue
    },
    send: message => hand(encodeMessage(settings.format, message)),
    sendString: text => hand(encodeText(text)),
    sendJson: value => hand(encodeJson(value)),
    receive: inbox.receive,
    on: signals.on,
    subscribe: stateListeners.add,
    onReady: readiness.onReady,
  }

  return {
    node,
    configure,
    mount: readiness.mount,
    unmount() {
      readiness.unmount()
      delivery.clear()
      dispatch({ type: 'unmounted' })
    },
    permit: readiness.permit,
    wait: mode => dispatch({ type: 'waitStarted', mode }),
    cancelWait: () => dispatch({ type: 'waitCancelled' }),
    connectSoon: () => dispatch({ type: 'connectRequested', url: urlAhead(), isDeferred: true }),
  }
}

/** Seconds open that prove a connection stable, where the policy doesn't say. */
const STABLE_AFTER = 5

/** No retry helps against these. */
const FINAL_ERRORS: readonly WebSocketNodeErrorCode[] = ['invalid-url', 'blocked']

/** The options that count while a node runs, checked and with their defaults. */
function settingsOf<F extends AnyFormat>(options: DriverOptions<F>) {
  checkOptions(options)
  return {
    format: options.format,
    receiveLimit: options.receiveLimit ?? DEFAULTS.receiveLimit,
    flush: options.flush ?? DEFAULTS.flush,
    connectionTimeout: options.connectionTimeout ?? DEFAULTS.connectionTimeout,
    closeTimeout: options.closeTimeout ?? DEFAULTS.closeTimeout,
  }
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
