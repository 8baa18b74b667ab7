/**
 * A node's session: it takes events through the transition and carries out what that commands, with a link to the wire,
 * an inbox and an outbox. It may change its audience: a connection that lingers is handed from the node that made it to
 * the next one.
 *
 * An event runs to completion before the next, and its signals are emitted afterwards (see `delivery.ts`).
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

/** Options that are checked, with their defaults filled in. */
export type DriverOptions<F extends AnyFormat> = WebSocketNodeOptions<F> &
  Settings & { readonly format: F; readonly autoconnectMode: AutoconnectMode }

/** The node that a session speaks for. */
export interface Audience<F extends AnyFormat> {
  readonly node: WebSocketNodeHandle<F>
  readonly signals: Pick<
    NodeSignals<F>,
    'emit' | 'emitBatch' | 'silence' | 'resetTaps' | 'hasListeners' | 'watch' | 'isWatched' | 'notify'
  >
  /** The state has changed. */
  tellState(): void
  /** Sends as the node's `send` does, what its format has encoded. */
  send(message: Outgoing): boolean
  /** A promise of `whenOpen` keeps the node from mounting. */
  waitsForItself(): void
  /** Messages are lost, nobody listens to `sendFailed`, and no unmount explains it. */
  lostInSilence(messages: readonly Outgoing[]): void
}

/** What a lingering connection is kept for. */
export type Purpose = Place &
  Pick<WebSocketNodeOptions<never>, 'authenticate'> & { readonly format: { readonly name: string } }

export interface Session<F extends AnyFormat> {
  readonly slot: Slot
  readonly life: Life
  readonly clock: Clock
  audience(): Audience<F>
  options(): DriverOptions<F>
  /** The options whose handlers are called by what is emitted now. */
  handlers(): DriverOptions<F>
  machine(): Machine
  readonly retries: Pick<Retries, 'waited'>
  readonly inbox: Inbox<F>
  readonly outbox: Outbox
  readonly link: Pick<Link, 'send' | 'sentCount' | 'bufferedAmount' | 'roundTrip'>
  /** The connection that is open or closing. */
  connection(): NodeConnection | undefined
  /** The same, as watchers know it. */
  toldConnection(): NodeConnection | undefined
  /** Another object for another destination. */
  destination(): object
  /** Whether the destination has become null. */
  isWithdrawn(): boolean
  /** Seconds until the attempt times out or the next retry begins. */
  remaining(): number | undefined
  configure(options: DriverOptions<F>): void
  dispatch(event: NodeEvent): void
  /** Whether `connect` with these arguments has somewhere to connect to; else why not. */
  whyNotConnect(host: string | undefined, route: string | undefined): 'noUrl' | 'routeWithUrl' | undefined
  /** Connects, from now on to these where they are given. */
  connect(host: string | undefined, route: string | undefined, isDeferred: boolean): void
  /** Leaves what is under way for a new attempt. */
  reconnect(): void
  close(code: number, reason: string): void
  /** Whether the node is to connect by itself, now; asking takes the answer. */
  takeDue(): boolean
  hasUrl(): boolean
  /** Speaks for another node from now on, beginning with the state. */
  attach(audience: Audience<F>): void
  /** Whether it lingers, and would do for a node with these options. */
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
  /** Whose handlers are called by the batch that is emitted now. */
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

  /** Once for what can be seen, however many steps led there. */
  function tellState(): void {
    if (toldState === machine.state) return
    toldState = machine.state
    audience.tellState()
  }

  /** For watchers. A connection that is over is told after its last batch. */
  function tellChange(now: NodeConnection | undefined): void {
    toldConnection = now
    audience.signals.notify((watcher) => watcher.changed?.())
  }

  function dispatch(event: NodeEvent): void {
    delivery.run(() => step(event))
  }

  /** For what runs as work already. */
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
          // A handler of the failure may have connected or closed already: then no retry is coming, and nobody gave up.
          const isAboutNow = command.signal === 'reconnecting' || command.signal === 'gaveUp'
          if (isAboutNow && machine.state !== state) return
          // What ends between an unmount and its microtask ends in silence.
          if (!life.isMounted() && !life.isLingering()) return
          // It may be told after a move: it is for those who named the destination that it is about.
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

  /** What belongs to one destination ends with it. */
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
      // Packets of the old destination go to the handlers of the old options, in the old state.
      delivery.run(inbox.flush)
    }
    // A handler that was just called has configured the node again: the last word counts.
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

  /** The destination is another one: goes there. */
  function follow(change: 'refreshed' | 'moved', wasWithdrawn: boolean): void {
    const address = destination.address()
    const { isNone, url } = address
    const { status } = machine.state
    if (isNone && life.isMounted()) {
      intent.withdrawn()
      return step({ type: 'withdrawn', mode: options.autoconnectMode })
    }
    // A fresh token after a failure, or one that came with the answer of a function, is no new start.
    const isRefresh = change === 'refreshed' && (status === 'reconnecting' || isForAttempt(address))
    step(isRefresh ? { type: 'refreshed', url } : { type: 'moved', url })
    if (status === 'closed' || status === 'failed' || wasWithdrawn) intent.allowed()
  }

  /** Whether the attempt can go on with this address; one that still asks for its own can't take another. */
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
      // By itself it connects as configured just now; a `URL` may have changed inside since.
      const { url } = isDeferred ? destination.address() : destination.locate()
      // A handler that connects again at once must not keep others from their turn: no loop of failures freezes a page.
      dispatch({ type: 'connectRequested', url, isDeferred: isDeferred || delivery.isTelling() })
    },
    reconnect() {
      intent.connected()
      // What `connect()` has just begun in this task is as new as can be.
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
