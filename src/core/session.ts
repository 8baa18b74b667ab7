/**
 * A node's session: it takes events through the transition and carries out what that commands, with a link to the wire,
 * an inbox and an outbox. It may change its audience: a connection that lingers is handed from the node that made it to
 * the next one.
 *
 * An event runs to completion before the next, and the audience is told of it afterwards (see `delivery.ts`).
 */
import type { Clock } from './clock.js'
import { createDelivery } from './delivery.js'
import { locate, protocolKey, routingKey, type Address, type Routing } from './destination.js'
import { isolate, reportUncaught } from './emitter.js'
import { createInbox, type Inbox } from './inbox.js'
import { createLink, type Link } from './link.js'
import { show, type Settings } from './options.js'
import { createOutbox, type Destination, type Outbox } from './outbox.js'
import { isOffline, watchPage } from './page.js'
import type { NodeSignals } from './signals.js'
import { createTimer } from './timer.js'
import { canConnect, INITIAL, transition } from './transition.js'
import type { ClosedCause, Command, NodeEvent, Retry } from './transition.js'
import type { AnyFormat, DisconnectCause, NodeState, WebSocketNodeHandle, WebSocketNodeOptions } from './types.js'

/** Options that are checked, with their defaults filled in. */
export type DriverOptions<F extends AnyFormat> = WebSocketNodeOptions<F> & Settings & { readonly format: F }

/** The node that a session speaks for. */
export interface Audience<F extends AnyFormat> {
  readonly node: WebSocketNodeHandle<F>
  readonly signals: Pick<NodeSignals<F>, 'emit' | 'emitBatch' | 'isAwaited' | 'silence'>
  /** The state has changed. */
  tellState(): void
}

/** The routing and format that a lingering connection is kept for. */
export type Purpose = Routing & Pick<WebSocketNodeOptions, 'protocols'> & { readonly format: { readonly name: string } }

export interface Session<F extends AnyFormat> {
  options(): DriverOptions<F>
  state(): NodeState
  readonly inbox: Inbox<F>
  readonly outbox: Outbox
  readonly link: Pick<Link, 'sentCount' | 'bufferedAmount'>
  isLingering(): boolean
  configure(options: DriverOptions<F>): void
  dispatch(event: NodeEvent): void
  /** Connects, from now on to these where they are given. */
  connect(host: string | undefined, route: string | undefined, isDeferred: boolean): void
  /** Goes on, and tells what was kept in a later task. */
  enter(): void
  /** Ends, or lingers for so many seconds in silence first; `over` is called when there is no more to linger for. */
  leave(linger: number, over: () => void): void
  /** Speaks for another node from now on, beginning with the state. */
  attach(audience: Audience<F>): void
  /** Whether it lingers, and would do for a node with these options. */
  lingersFor(purpose: Purpose): boolean
}

/** Seconds open that prove a connection stable, where the policy doesn't say. */
const STABLE_AFTER = 5

/** Packets that are kept for a node that lingers. */
const MOST_KEPT = 10_000

export function createSession<F extends AnyFormat>(
  initialOptions: DriverOptions<F>,
  clock: Clock,
  initialAudience: Audience<F>,
): Session<F> {
  let audience = initialAudience
  let options = initialOptions
  /** Where to connect: what the options say, until `connect` says otherwise. */
  let routing: Routing = options
  let address: Address = locate(routing)
  let configured = routingKey(options, address)
  let protocols = protocolKey(options)
  let machine = INITIAL
  let isLingering = false
  let lingerOver = nothing
  let leavePage: (() => void) | undefined

  const lingerTimer = createTimer()
  const delivery = createDelivery()
  const getOptions = () => options
  const inbox = createInbox<F>(clock, delivery, () => audience.signals, getOptions)
  const link = createLink(clock, delivery, getOptions, () => audience.node, {
    waited: retry,
    resolved: (url) => step({ type: 'urlResolved', url }),
    opened: (protocol) => step({ type: 'opened', protocol }),
    received(packets) {
      inbox.push(packets)
      if (isLingering && inbox.size() > MOST_KEPT) end()
    },
    failed(error) {
      const isFinal = error.code === 'invalid-url' || error.code === 'blocked'
      step({ type: 'attemptFailed', error, retry: isFinal ? null : askForRetry({ type: 'failed', error }) })
    },
    closed(code, reason, wasClean) {
      const cause: ClosedCause = { type: 'closed', code, reason, wasClean }
      step({ type: 'disconnected', cause, retry: machine.state.status === 'open' ? askForRetry(cause) : null })
    },
  })
  const outbox = createOutbox(
    clock,
    delivery,
    (messages) => audience.signals.emit('sendFailed', messages),
    link,
    getOptions,
    destination,
  )

  // ── Events ──────────────────────────────────────────────────────────────────────────────────────────────────────

  function tellState(): void {
    audience.tellState()
  }

  function dispatch(event: NodeEvent): void {
    delivery.run(() => step(event))
  }

  /** For what runs as work already. */
  function step(event: NodeEvent): void {
    const [next, commands] = transition(machine, event)
    if (next.state !== machine.state) delivery.tell(tellState)
    machine = next
    for (const command of commands) isolate(() => carryOut(command))
  }

  /** Offline, no attempt is spent: coming online ends the wait. */
  function retry(): void {
    if (machine.state.status === 'reconnecting' && !isOffline()) dispatch({ type: 'retryDue', url: lookAhead() })
  }

  function askForRetry(cause: DisconnectCause): Retry | null {
    const { reconnect } = options
    if (!reconnect) return null
    const wasStable = cause.type === 'closed' && link.uptime() >= (reconnect.stableAfter ?? STABLE_AFTER)
    const attempt = (wasStable ? 0 : machine.retries) + 1
    try {
      const delay = reconnect.next(attempt, cause, audience.node)
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
        return link.begin(command.attempt, () => address, command.isDeferred)
      case 'openSocket':
        return link.open(command.url)
      case 'closeSocket':
        return link.close(command.code, command.reason)
      case 'abandon':
        link.abandon()
        return outbox.settle()
      case 'retryLater':
        return link.wait(command.delay)
      case 'flush':
        return inbox.flush()
      case 'flushQueue':
        return outbox.flush()
      case 'rebindQueue':
        return outbox.rebind()
      case 'failQueue':
        return outbox.fail()
      case 'emit': {
        const { state } = machine
        return delivery.tell(() => {
          // A handler of the failure may have connected or closed already: then no retry is coming.
          if (command.signal === 'reconnecting' && machine.state !== state) return
          audience.signals.emit(command.signal, ...command.args)
        })
      }
    }
  }

  // ── Destination ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** The address of the next attempt, as far as it is known without asking or failing; it begins with this one. */
  function lookAhead(): string {
    address = locate(routing)
    return address.url
  }

  function destination(): Destination {
    const { ask, url } = address
    return { url: ask && 'url' in machine.state ? machine.state.url : url, isAsked: ask !== undefined }
  }

  /** What has to change for a connection to move. A function is never compared. */
  function place(): string {
    return address.ask ? 'asked' : address.url
  }

  function configure(next: DriverOptions<F>): void {
    if (next === options) return
    const placeBefore = place()
    const configuredBefore = configured
    const protocolsBefore = protocols
    const nextAddress = locate(next)
    configured = routingKey(next, nextAddress)
    protocols = protocolKey(next)
    if (routing === options || configured !== configuredBefore) {
      routing = next
      address = nextAddress
    }
    options = next
    if (protocols !== protocolsBefore || place() !== placeBefore) {
      dispatch({ type: 'moved', url: address.url })
    }
    if (machine.state.status === 'open') delivery.run(renewHeartbeat)
  }

  /** As work: a heartbeat may end the connection as it starts, or be answered at once. */
  function renewHeartbeat(): void {
    if (machine.state.status === 'open') link.renewHeartbeat()
  }

  function connect(host: string | undefined, route: string | undefined, isDeferred: boolean): void {
    if (host !== undefined || route !== undefined) {
      const { host: hostBefore, route: routeBefore, useWSS } = routing
      routing = {
        host: host === undefined ? hostBefore : host,
        route: route === undefined ? routeBefore : route,
        useWSS,
      }
    }
    // By itself it connects as configured just now; a `URL` may have changed inside since.
    dispatch({ type: 'connectRequested', url: isDeferred ? address.url : lookAhead(), isDeferred })
  }

  // ── Life ────────────────────────────────────────────────────────────────────────────────────────────────────────

  function enter(): void {
    if (isLingering) {
      // What was closing meanwhile is nothing to go on with.
      if (machine.state.status === 'closing') {
        end()
      } else {
        stopLingering()
        // In a later task: who mounts together with the node is there to hear it.
        lingerTimer.start(clock.task(() => delivery.pause(false)))
      }
    }
    leavePage ??= watchPage({
      wokeUp() {
        retry()
        if (machine.state.status === 'open') isolate(link.probe)
      },
      putAway: () => dispatch({ type: 'putAway' }),
      cameBack: retry,
    })
  }

  function leave(linger: number, over: () => void): void {
    lingerOver = over
    // An attempt that has not begun is nothing to keep.
    if (linger === 0 || canConnect(machine.state) || link.isDeferred()) return end()
    isLingering = true
    delivery.pause(true)
    lingerTimer.start(clock.after(linger, end))
  }

  function stopLingering(): void {
    isLingering = false
    lingerTimer.stop()
    lingerOver()
    lingerOver = nothing
  }

  function end(): void {
    stopLingering()
    leavePage?.()
    leavePage = undefined
    // After the work that is going on, so that nothing of it is told any more.
    delivery.run(() => {
      const before = machine.state
      audience.signals.silence()
      const wasCleared = delivery.clear()
      delivery.pause(false)
      step({ type: 'unmounted' })
      if (wasCleared && machine.state === before) delivery.tell(tellState)
    })
  }

  return {
    options: getOptions,
    state: () => machine.state,
    isLingering: () => isLingering,
    inbox,
    outbox,
    link,
    configure,
    dispatch,
    connect,
    enter,
    leave,
    attach(next) {
      audience = next
      tellState()
    },
    lingersFor(purpose) {
      return (
        isLingering &&
        routing === options &&
        configured === routingKey(purpose, locate(purpose)) &&
        protocols === protocolKey(purpose) &&
        options.format.name === purpose.format.name
      )
    },
  }
}

function nothing(): void {}
