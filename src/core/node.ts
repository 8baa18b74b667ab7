/**
 * The driver: it takes events through the transition and carries out what that commands, with a link to the wire, an
 * inbox and an outbox. It alone starts a node's timers.
 *
 * An event runs to completion before the next, and users are told of it afterwards (see `delivery.ts`).
 */
import { platformClock, type Clock } from './clock.js'
import { createDelivery } from './delivery.js'
import { addressOf, isSameRouting, routingKey, urlFunctionOf, type Override, type Routing } from './destination.js'
import { createListeners, isolate, reportUncaught } from './emitter.js'
import { encodeJson, encodeMessage, encodeText } from './encode.js'
import { CLOSE_CODE, WebSocketNodeError } from './errors.js'
import { createInbox } from './inbox.js'
import { createLink } from './link.js'
import { checkClose, checkOptions, DEFAULTS, show } from './options.js'
import { createOutbox } from './outbox.js'
import { isOffline, watchPage } from './page.js'
import type { Destination } from './queue.js'
import { createReadiness } from './readiness.js'
import { createSignals } from './signals.js'
import { createTimers } from './timers.js'
import { canClose, canConnect, INITIAL, transition } from './transition.js'
import type { ClosedCause, Command, NodeEvent, Retry, TimerName } from './transition.js'
import { createWork } from './work.js'
import type {
  AnyFormat,
  AutoconnectMode,
  DisconnectCause,
  NodeState,
  WebSocketNodeHandle,
  WebSocketNodeOptions,
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
  /** Begins the node's life, or goes on with one that lingers: then what was kept for it is emitted. */
  mount(): void
  /**
   * Emits what has arrived, and leaves no connection, timer, frame or listener behind.
   * @param linger seconds that a connection goes on in silence before that. Default 0
   */
  unmount(linger?: number): void
  /** A mounted node is ready while it is permitted, as it is from the start. */
  permit(isPermitted: boolean): void
  /** Whether it lingers, and would do for a node with these options. */
  lingersFor(
    options: Routing & Pick<WebSocketNodeOptions, 'protocols'> & { readonly format: { readonly name: string } },
  ): boolean
  /** Waits, as the autoconnect mode says. */
  wait(mode: AutoconnectMode): void
  cancelWait(): void
  /** Connects in a later task, so that an unmount in this one leaves the network alone. */
  connectSoon(): void
}

/** Seconds open that prove a connection stable, where the policy doesn't say. */
const STABLE_AFTER = 5

/** Packets that are kept for a node that lingers. */
const MOST_KEPT = 10_000

/**
 * Makes a node that is not mounted yet.
 * @throws RangeError for an option that is out of its range
 */
export function createDriver<F extends AnyFormat>(
  initialOptions: DriverOptions<F>,
  { clock = platformClock, warn }: Environment = {},
): NodeDriver<F> {
  let options = initialOptions
  let routing = routingKey(options)
  let settings = settingsOf(options)
  let override: Override | undefined
  let place: unknown
  let machine = INITIAL
  let isLingering = false
  let leavePage: (() => void) | undefined

  const timers = createTimers<TimerName | 'settle' | 'linger'>()
  const stateListeners = createListeners<[]>()
  const readiness = createReadiness()
  const delivery = createDelivery()
  const work = createWork(delivery)
  const signals = createSignals<F>(() => options)
  const inbox = createInbox<F>(clock, delivery, signals, () => settings)
  const link = createLink(
    clock,
    () => options,
    () => override,
    () => node,
    work,
    {
      resolved: (url) => step({ type: 'urlResolved', url }),
      queued: () => timers.stop('connection'),
      proceeded: (seconds) =>
        startTimer('connection', settings.connectionTimeout && settings.connectionTimeout - seconds),
      opened: (protocol) => step({ type: 'opened', protocol }),
      received(packets) {
        inbox.push(packets)
        if (isLingering && inbox.size > MOST_KEPT) end()
      },
      failed: fail,
      closed: (code, reason, wasClean) => disconnect({ type: 'closed', code, reason, wasClean }),
      silent: () => lose('Heartbeat timeout'),
    },
  )
  const outbox = createOutbox(clock, delivery, signals, link, () => settings, destination)

  // ── Events ──────────────────────────────────────────────────────────────────────────────────────────────────────

  function dispatch(event: NodeEvent): void {
    work.run(() => step(event))
  }

  /** For what runs as work already. */
  function step(event: NodeEvent): void {
    const [next, commands] = transition(machine, event, settings)
    if (next.state !== machine.state) delivery.add(stateListeners.emit)
    machine = next
    for (const command of commands) isolate(() => carryOut(command))
  }

  function timeOut(timer: TimerName): void {
    timers.stop(timer)
    switch (timer) {
      case 'connection':
        return fail(
          new WebSocketNodeError('timeout', `no connection to ${urlNow()} within ${settings.connectionTimeout} s`),
        )
      case 'close':
        return lose('Close timeout')
      case 'retry':
        return retry()
    }
  }

  /** Offline, no attempt is spent: coming online ends the wait. */
  function retry(): void {
    if (!isOffline()) dispatch({ type: 'retryDue', url: urlAhead() })
  }

  function wakeUp(): void {
    retry()
    link.probe()
  }

  /** The connection is given up on, whatever the browser still makes of it. */
  function lose(reason: string): void {
    disconnect({ type: 'closed', code: CLOSE_CODE.ABNORMAL, reason, wasClean: false })
  }

  function disconnect(cause: ClosedCause): void {
    const { status } = machine.state
    if (status === 'connecting') {
      const message = `no connection to ${urlNow()}: it can't be reached, or it rejected the handshake`
      return fail(new WebSocketNodeError('refused', message, { cause }))
    }
    const retry = status === 'open' ? askForRetry(cause) : null
    step({ type: 'disconnected', cause, retry })
  }

  function fail(error: WebSocketNodeError): void {
    const isFinal = error.code === 'invalid-url' || error.code === 'blocked'
    const retry = isFinal ? null : askForRetry({ type: 'failed', error })
    step({ type: 'attemptFailed', error, retry })
  }

  function askForRetry(cause: DisconnectCause): Retry | null {
    const { reconnect } = options
    if (!reconnect) return null
    const wasStable = cause.type === 'closed' && link.uptime >= (reconnect.stableAfter ?? STABLE_AFTER)
    const attempt = (wasStable ? 0 : machine.retries) + 1
    try {
      const delay = reconnect.next(attempt, cause, node)
      if (delay === null) return null
      if (typeof delay === 'number' && delay >= 0 && delay < Infinity) return { attempt, delay }
      throw new RangeError(`a reconnect policy answers with seconds, 0 or more, or null; got ${show(delay)}`)
    } catch (error) {
      reportUncaught(error)
      return null
    }
  }

  // ── Commands ────────────────────────────────────────────────────────────────────────────────────────────────────

  function carryOut(command: Command): void {
    switch (command.type) {
      case 'beginAttempt':
        return link.begin(command.attempt, command.isDeferred)
      case 'openSocket':
        return link.open(command.url)
      case 'closeSocket':
        return link.close(command.code, command.reason)
      case 'abandon':
        timers.stop('settle')
        link.abandon()
        return outbox.settle()
      case 'settleClose':
        return timers.start(
          'settle',
          clock.task(() => dispatch({ type: 'disconnected', cause: command.cause, retry: null })),
        )
      case 'startTimer':
        return startTimer(command.timer, command.seconds)
      case 'stopTimer':
        return timers.stop(command.timer)
      case 'flush':
        return inbox.flush()
      case 'startHeartbeat':
        return link.startHeartbeat()
      case 'flushQueue':
        return outbox.flush()
      case 'rebindQueue':
        return outbox.rebind()
      case 'failQueue':
        return outbox.fail()
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

  function startTimer(timer: TimerName, seconds: number): void {
    // No timeout is none; no delay is one.
    if (seconds === 0 && timer !== 'retry') return
    timers.start(
      timer,
      clock.after(seconds, () => work.run(() => timeOut(timer))),
    )
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

  function destination(): Destination {
    const isAsked = urlFunctionOf(options, override) !== undefined
    return { url: isAsked && 'url' in machine.state ? machine.state.url : urlAhead(), isAsked }
  }

  /** What has to change for a connection to move. A function is never compared. */
  function placeAhead(): unknown {
    return urlFunctionOf(options, override) ? 'asked' : urlAhead()
  }

  function configure(next: DriverOptions<F>): void {
    const nextSettings = settingsOf(next)
    const nextRouting = routingKey(next)
    const hasNewProtocols = nextRouting.protocols !== routing.protocols
    const hasNewRouting = !isSameRouting(nextRouting, routing)
    const heartbeatBefore = options.heartbeat
    const placeBefore = place
    options = next
    settings = nextSettings
    routing = nextRouting
    if (hasNewRouting) {
      override = undefined
      place = placeAhead()
    }
    if (hasNewProtocols || place !== placeBefore) {
      dispatch({ type: 'moved', url: urlAhead() })
      work.run(outbox.rebind)
    }
    if (machine.state.status === 'open') link.renewHeartbeat(heartbeatBefore)
  }

  // ── Life ────────────────────────────────────────────────────────────────────────────────────────────────────────

  function mount(): void {
    timers.stop('linger')
    isLingering = false
    leavePage ??= watchPage({ wokeUp: wakeUp, putAway: () => dispatch({ type: 'putAway' }), cameBack: retry })
    place ??= placeAhead()
    readiness.mount()
    delivery.resume()
  }

  function unmount(linger = 0): void {
    if (!readiness.isMounted && !isLingering) return
    readiness.unmount()
    // An attempt that has not begun is nothing to keep.
    if (linger === 0 || canConnect(machine.state) || link.isDeferred) return end()
    isLingering = true
    delivery.pause()
    timers.start('linger', clock.after(linger, end))
  }

  function end(): void {
    isLingering = false
    timers.stop('linger')
    leavePage?.()
    leavePage = undefined
    // After the work that is going on, so that nothing of it is told any more.
    work.run(() => {
      const before = machine.state
      signals.silence()
      const wasCleared = delivery.clear()
      delivery.resume()
      step({ type: 'unmounted' })
      if (wasCleared && machine.state === before) delivery.add(stateListeners.emit)
    })
  }

  // ── The node ────────────────────────────────────────────────────────────────────────────────────────────────────

  const send = (message: Parameters<typeof outbox.send>[0]) =>
    (readiness.isMounted || isLingering) && outbox.send(message, machine.state)

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
      return outbox.lastSent
    },
    get sentCount() {
      return link.sentCount
    },
    get bufferedAmount() {
      return link.bufferedAmount
    },
    get queued() {
      return outbox.queued
    },
    connect(host, route) {
      if (!readiness.isMounted || !canConnect(machine.state)) {
        warn?.({ type: 'connectIgnored', status: readiness.isMounted ? machine.state.status : 'unmounted' })
        return false
      }
      if (host !== undefined || route !== undefined) {
        override = {
          host: host === undefined ? override?.host : host,
          route: route === undefined ? override?.route : route,
        }
        place = placeAhead()
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
    send: (message) => send(encodeMessage(settings.format, message)),
    sendString: (text) => send(encodeText(text)),
    sendJson: (value) => send(encodeJson(value)),
    drained: outbox.drained,
    receive: inbox.receive,
    on: signals.on,
    subscribe: stateListeners.add,
    onReady: readiness.onReady,
  }

  return {
    node,
    configure,
    mount,
    unmount,
    permit: readiness.permit,
    lingersFor: (other) =>
      isLingering && isSameRouting(routing, routingKey(other)) && options.format.name === other.format.name,
    wait: (mode) => dispatch({ type: 'waitStarted', mode }),
    cancelWait: () => dispatch({ type: 'waitCancelled' }),
    connectSoon: () => dispatch({ type: 'connectRequested', url: urlAhead(), isDeferred: true }),
  }
}

/** The options that count while a node runs, checked and with their defaults. */
function settingsOf<F extends AnyFormat>(options: DriverOptions<F>) {
  checkOptions(options)
  return {
    format: options.format,
    receiveLimit: options.receiveLimit ?? DEFAULTS.receiveLimit,
    flush: options.flush ?? DEFAULTS.flush,
    sendQueue: options.sendQueue ?? DEFAULTS.sendQueue,
    sendBufferLimit: options.sendBufferLimit ?? DEFAULTS.sendBufferLimit,
    connectionTimeout: options.connectionTimeout ?? DEFAULTS.connectionTimeout,
    closeTimeout: options.closeTimeout ?? DEFAULTS.closeTimeout,
  }
}
