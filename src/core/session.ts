/**
 * The session of a node. It passes events to the transition and carries out the commands, with a link to the wire, an inbox
 * and an outbox. A lingering session changes hands: the node that mounts next takes it over from the one that created it.
 *
 * An event is handled completely before the next one, and its signals are emitted afterwards (see `delivery.ts`).
 */
import type { Address } from './wire/address.js'
import { createAwayTime } from './life/awayTime.js'
import type { Clock } from './clock.js'
import { createDelivery } from './delivery.js'
import { createDestination, isSameUser, type Place } from './life/destination.js'
import { isolate } from './emitter.js'
import { createIntent } from './life/intent.js'
import { createInbox, type Inbox, type Voice } from './reception/inbox.js'
import { createLife, type Life } from './life/life.js'
import { createLink, type Link } from './wire/link.js'
import type { Settings } from './options.js'
import { createOutbox, type Outbox } from './sending/outbox.js'
import type { Slot } from './probe.js'
import { isOffline } from './life/lifecycle.js'
import { createRetries, type Retries } from './life/retries.js'
import type { NodeSignals } from './signals.js'
import { INITIAL, isAtRest, transition } from './life/transition.js'
import type { ClosedCause, Command, Machine, NodeEvent } from './life/machine.js'
import type { AnyFormat, AutoconnectMode, Outgoing, WebSocketNodeHandle, WebSocketNodeOptions } from './types.js'
import type { NodeConnection } from './watch.js'

/** Checked options with their defaults filled in. */
export type DriverOptions<F extends AnyFormat> = WebSocketNodeOptions<F> &
  Settings & { readonly format: F; readonly autoconnectMode: AutoconnectMode }

/** The node that a session emits signals for. */
export interface Audience<F extends AnyFormat> {
  readonly node: WebSocketNodeHandle<F>
  readonly signals: Pick<
    NodeSignals<F>,
    'emit' | 'emitBatch' | 'silence' | 'resetTaps' | 'hasListeners' | 'watch' | 'isWatched' | 'notify'
  >
  /** The state has changed. */
  tellState(): void
  /** Sends an encoded message, by the rules of the node's `send`. */
  send(message: Outgoing): boolean
  /** A promise of `whenOpen` suspends the component that would mount the node. */
  waitsForItself(): void
  /** Messages are lost without an unmount, and `sendFailed` has no listener. */
  lostInSilence(messages: readonly Outgoing[]): void
}

/** The options that a node must share to take over a lingering connection. */
export type Purpose = Place &
  Pick<WebSocketNodeOptions<never>, 'authenticate'> & { readonly format: { readonly name: string } }

export interface Session<F extends AnyFormat> {
  readonly slot: Slot
  readonly life: Life
  readonly clock: Clock
  audience(): Audience<F>
  options(): DriverOptions<F>
  /** The options whose handlers are called now. */
  handlers(): DriverOptions<F>
  machine(): Machine
  readonly retries: Pick<Retries, 'waited'>
  readonly inbox: Inbox<F>
  readonly outbox: Outbox
  readonly link: Pick<Link, 'send' | 'sentCount' | 'bufferedAmount' | 'roundTrip'>
  /** The connection that is open or closing. */
  connection(): NodeConnection | undefined
  /** The same connection, as the watchers of topics and requests know it. */
  toldConnection(): NodeConnection | undefined
  /** An object that stands for the destination: another destination has another object. */
  destination(): object
  /** Whether the destination has become null. */
  isWithdrawn(): boolean
  /** Seconds until the attempt times out or the next retry begins. */
  remaining(): number | undefined
  configure(options: DriverOptions<F>): void
  dispatch(event: NodeEvent): void
  /** Whether `connect` with these arguments has an address to connect to; if not, why. */
  whyNotConnect(host: string | undefined, route: string | undefined): 'noUrl' | 'routeWithUrl' | undefined
  /** Connects, to this host and route if they are given. */
  connect(host: string | undefined, route: string | undefined, isDeferred: boolean): void
  /** Abandons the connection or attempt for a new attempt. */
  reconnect(): void
  close(code: number, reason: string): void
  /** Whether the node has to connect by itself now. The answer is true once only. */
  takeDue(): boolean
  hasUrl(): boolean
  /** Emits for another node from now on, beginning with the state. */
  attach(audience: Audience<F>): void
  /** Whether the session lingers, and a node with these options may take it over. */
  lingersFor(purpose: Purpose): boolean
}

export function createSession<F extends AnyFormat>(
  initialOptions: DriverOptions<F>,
  clock: Clock,
  initialAudience: Audience<F>,
): Session<F> {
  let audience = initialAudience
  let options = initialOptions
  let machine = INITIAL
  let toldState = machine.state
  /** The connection of the present attempt, and the one that is open or closing. */
  let attempted: NodeConnection | undefined
  let connection: NodeConnection | undefined
  let toldConnection: NodeConnection | undefined
  /** The options of the present destination. */
  let voice: Voice<F> = { options }
  /** The options whose handlers get the batch that is emitted now. */
  let speaker: Voice<F> | undefined

  const slot: Slot = {}
  const getOptions = () => options
  const destination = createDestination(options)
  const awayTime = createAwayTime(clock)
  const intent = createIntent()
  const delivery = createDelivery()
  const inbox = createInbox<F>(
    clock,
    delivery,
    () => audience.signals,
    getOptions,
    () => voice,
    speakAs,
  )
  const link = createLink<F>(clock, delivery, getOptions, () => audience.node, slot, {
    waited: () => retries.waited(),
    resolved(url) {
      destination.answered(url)
      step({ type: 'urlResolved', url })
    },
    opening() {
      const made: NodeConnection = {
        holder: () => (made === connection ? audience.node : undefined),
      }
      attempted = made
      return inbox.begin(made)
    },
    opened: (protocol) => step({ type: 'opened', protocol, connection: awayTime.opened() }),
    received(packets) {
      inbox.push(packets)
      life.received(inbox.size())
    },
    failed(error) {
      const isFinal = error.code === 'invalid-url' || error.code === 'blocked'
      const retry = isFinal ? null : retries.ask({ type: 'failed', error })
      step({ type: 'attemptFailed', error, retry, hasPolicy: !!options.reconnect })
    },
    closed(code, reason, wasClean) {
      const cause: ClosedCause = { type: 'closed', code, reason, wasClean }
      const retry = machine.state.status === 'open' ? retries.ask(cause) : null
      step({ type: 'disconnected', cause, retry, hasPolicy: !!options.reconnect })
    },
  })
  const retries = createRetries(clock, link, slot, {
    machine: () => machine,
    policy: () => options.reconnect,
    isOffline: () => isOffline(options),
    node: () => audience.node,
    retry: () => dispatch({ type: 'retryDue', url: destination.locate().url }),
  })
  const outbox = createOutbox(clock, delivery, tellLost, link, getOptions, () => ({
    machine,
    isMounted: life.isMounted() || life.isLingering(),
    isDisposed: life.isDisposed(),
    isWithdrawn: destination.isWithdrawn(),
  }))
  const life = createLife(clock, delivery, inbox, {
    machine: () => machine,
    options: getOptions,
    isDeferred: () => link.isDeferred() || machine.next?.type === 'connect',
    step,
    tellState() {
      tellState()
      tellChange(connection)
    },
    silence: () => audience.signals.silence(),
    wokeUp() {
      retries.wokeUp()
      if (machine.state.status === 'open') isolate(link.probe)
    },
    cameBack: retries.wokeUp,
    entered() {
      destination.restart()
      outbox.mount()
      intent.mounted()
      const now = connection
      delivery.tell(() => tellChange(now))
    },
  })

  // ── Events ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Notifies the node of a new state once, however many steps led to it. */
  function tellState(): void {
    if (toldState === machine.state) return
    toldState = machine.state
    audience.tellState()
  }

  /** Notifies the watchers of a new connection. The end of one is reported after its last batch. */
  function tellChange(now: NodeConnection | undefined): void {
    toldConnection = now
    audience.signals.notify((watcher) => watcher.changed?.())
  }

  function dispatch(event: NodeEvent): void {
    delivery.run(() => step(event))
  }

  /** Handles an event inside of a piece of work. */
  function step(event: NodeEvent): void {
    const before = machine.state
    const [next, commands] = transition(machine, event)
    machine = next
    slot.probe?.saw('step', event, machine)
    if (before !== machine.state) {
      const { status } = machine.state
      if (before.status === 'open') awayTime.left()
      if (status === 'open') connection = attempted
      else if (status !== 'closing') connection = undefined
      life.follow()
      delivery.tell(tellState)
    }
    const now = connection
    for (const command of commands) isolate(() => carryOut(command))
    if (before !== machine.state) delivery.tell(() => tellChange(now))
  }

  // ── Commands ────────────────────────────────────────────────────────────────────────────────────────────────────

  function carryOut(command: Command): void {
    switch (command.type) {
      case 'beginAttempt':
        inbox.leave()
        retries.begun()
        return link.begin(command.attempt, destination.address, command.isDeferred)
      case 'openSocket':
        return link.open(command.url)
      case 'reopenSocket':
        return link.reopen(command.url)
      case 'closeSocket':
        link.close(command.code, command.reason)
        return outbox.settle()
      case 'abandon':
        link.abandon()
        return outbox.settle()
      case 'retryLater':
        return retries.wait(command.delay)
      case 'flush':
        return inbox.flush()
      case 'endReading':
        return inbox.end()
      case 'flushQueue':
        return outbox.flush()
      case 'checkDestination':
        return checkDestination()
      case 'failQueue':
        return outbox.fail(!life.isMounted())
      case 'emit': {
        const { state } = machine
        const about = voice
        return delivery.tell(() => {
          // A handler of the failure may have called `connect()` or `close()`: then the policy did not give up.
          const isAboutNow = command.signal === 'reconnecting' || command.signal === 'gaveUp'
          if (isAboutNow && machine.state !== state) return
          // Between an unmount and its microtask nothing is emitted.
          if (!life.isMounted() && !life.isLingering()) return
          // After a move, this signal still belongs to the handlers of the old destination.
          speakAs(about, () => audience.signals.emit(command.signal, ...command.args))
        })
      }
    }
  }

  function tellLost(messages: readonly Outgoing[], isQuiet: boolean): void {
    if (!isQuiet && !audience.signals.hasListeners('sendFailed')) audience.lostInSilence(messages)
    audience.signals.emit('sendFailed', messages)
  }

  // ── Destination ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Ends the queue and the values of the old destination, if it changed. */
  function checkDestination(): void {
    if (!destination.hasChanged()) return
    voice = { options }
    awayTime.forget()
    outbox.fail()
    inbox.forget()
  }

  function speakAs(of: Voice<F>, emit: () => void): void {
    speaker = of
    emit()
    speaker = undefined
  }

  function configure(next: DriverOptions<F>): void {
    if (next === options) return
    slot.probe?.saw('configure', next)
    const before = options
    if (destination.configure(next).change !== 'none') {
      if (life.isLingering()) life.discard()
      life.tellKept()
      // Packets of the old destination go to the old handlers, while the state is still the old one.
      delivery.run(inbox.flush)
    }
    // A handler that was just called has configured the node again: the later options count.
    if (options !== before) return
    const wasWithdrawn = destination.address().isNone === true
    const { change, apply } = destination.configure(next)
    apply()
    options = next
    delivery.run(() => {
      const voiceBefore = voice
      if (change !== 'none') follow(change, wasWithdrawn)
      if (voice === voiceBefore) voice.options = next
      if (before.reconnect && !next.reconnect) step({ type: 'policyRemoved' })
      link.renew()
      life.follow()
    })
    if (before.autoconnectMode === 'none' && next.autoconnectMode !== 'none') intent.allowed()
  }

  /** Moves to another destination. */
  function follow(change: 'refreshed' | 'moved', wasWithdrawn: boolean): void {
    const address = destination.address()
    const { isNone, url } = address
    const { status } = machine.state
    if (isNone && life.isMounted()) {
      intent.withdrawn()
      return step({ type: 'withdrawn', mode: options.autoconnectMode })
    }
    // A new token after a failure, or from a function, does not make the node connect again.
    const isRefresh = change === 'refreshed' && (status === 'reconnecting' || isForAttempt(address))
    step(isRefresh ? { type: 'refreshed', url } : { type: 'moved', url })
    if (status === 'closed' || status === 'failed' || wasWithdrawn) intent.allowed()
  }

  /** Whether the attempt can continue with this address; not while its `url` function has not answered. */
  function isForAttempt({ ask, url }: Address): boolean {
    const { state } = machine
    if (state.status !== 'connecting' || link.asked().size === 0) return false
    return ask ? link.asked().has('url') : url !== '' && state.url !== ''
  }

  return {
    slot,
    retries,
    life,
    clock,
    audience: () => audience,
    options: getOptions,
    handlers: () => (speaker?.options as DriverOptions<F> | undefined) ?? options,
    machine: () => machine,
    inbox,
    outbox,
    link,
    connection: () => connection,
    toldConnection: () => toldConnection,
    destination: () => voice,
    isWithdrawn: destination.isWithdrawn,
    remaining: () => (machine.state.status === 'reconnecting' && isOffline(options) ? undefined : link.remaining()),
    configure,
    dispatch,
    whyNotConnect(host, route) {
      if (host !== undefined) return undefined
      if (route !== undefined && destination.hasUrl()) return 'routeWithUrl'
      return destination.address().isNone ? 'noUrl' : undefined
    },
    connect(host, route, isDeferred) {
      intent.connected()
      if (host !== undefined || route !== undefined) destination.override(host, route)
      // Autoconnect uses the options of this commit; for a call, a `URL` object may have changed inside since then.
      const { url } = isDeferred ? destination.address() : destination.locate()
      // A handler that connects again after each failure must not freeze the page: begin the attempt in a later task.
      dispatch({ type: 'connectRequested', url, isDeferred: isDeferred || delivery.isTelling() })
    },
    reconnect() {
      intent.connected()
      // A first attempt that began in this task is new already: do not replace it.
      if (link.hasJustBegun()) return
      dispatch({ type: 'moved', url: destination.locate().url })
    },
    close(code, reason) {
      intent.closed()
      dispatch({ type: 'closeRequested', code, reason })
    },
    takeDue() {
      return machine.state.status !== 'closing' && intent.take() && isAtRest(machine.state)
    },
    hasUrl: () => !destination.address().isNone,
    attach(next) {
      audience = next
      toldState = machine.state
      audience.tellState()
      tellChange(toldConnection)
    },
    lingersFor(purpose) {
      return (
        life.isLingering() &&
        destination.isFor(purpose) &&
        isSameUser(options.authenticate, purpose.authenticate) &&
        options.format.name === purpose.format.name
      )
    },
  }
}
