/**
 * A node as its binding drives it: the handle that users hold, its listeners and its readiness, over the session that
 * does the work.
 */
import { platformClock, type Clock } from './clock.js'
import { createListeners } from './emitter.js'
import { encodeJson, encodeMessage, encodeText } from './sending/encode.js'
import { CLOSE_CODE } from './errors.js'
import { checkClose } from './options.js'
import type { Sights } from './probe.js'
import type { Refusal } from './sending/outbox.js'
import { createReadiness, type Readiness } from './life/readiness.js'
import { createSession, type Audience, type DriverOptions, type Purpose, type Session } from './session.js'
import { show } from './show.js'
import { createSignals, type EmittedBatch, type TapListener } from './signals.js'
import { canClose, canConnect } from './life/transition.js'
import type { AnyFormat, AutoconnectMode, Message, NodeState, Outgoing, WebSocketNodeHandle } from './types.js'

export type { DriverOptions } from './session.js'

/** What the value hooks read of a node: batches as they are emitted, and nothing joined that nobody shows. */
export interface Tap<F extends AnyFormat = AnyFormat> {
  /** The tap of the node: what is read of a node and of its topics is shown together. */
  readonly root: Tap<AnyFormat>
  /** The last batch that was emitted, whether anybody listened or not. */
  readonly last: EmittedBatch<F> | undefined
  /** Calls `listener` after those of `received`; with undefined where the values start again. Returns how to stop. */
  add(listener: TapListener<F>): () => void
  /** Emits now what has arrived and waits for its batch to be done. */
  flush(): void
}

/** Where a node or a topic keeps its tap. A key that all copies of the package share, should an app have two. */
export const TAP = Symbol.for('react-websocket-node.tap')

/** @throws TypeError for what is no node of this package */
export function tapOf<F extends AnyFormat>(node: object): Tap<F> {
  const { [TAP]: tap } = node as { readonly [TAP]?: Tap<F> }
  if (!tap) throw new TypeError(`a node comes from this package; got ${show(node)}`)
  return tap
}

/** A warning for developers; the React binding turns it into words, in development. */
export type Warning =
  | {
      readonly type: 'connectIgnored'
      readonly why: 'unmounted' | 'noUrl' | 'routeWithUrl' | NodeState['status']
    }
  | { readonly type: 'sendRefused'; readonly why: Refusal; readonly status: NodeState['status'] }
  | { readonly type: 'queuedWhileIdle' }
  /** `whenOpen` of a node that no mount takes. */
  | { readonly type: 'waitsForItself' }
  | { readonly type: 'sendFailedUnheard'; readonly count: number }

/** What surrounds a node. */
export interface Environment {
  readonly clock?: Clock
  readonly warn?: (node: WebSocketNodeHandle<AnyFormat>, warning: Warning) => void
}

/** Where a node keeps its session. A key that all copies of the package share, should an app have two. */
export const SESSION = Symbol.for('react-websocket-node.session')
const READINESS = Symbol('readiness')

/**
 * The properties of a node that are computed when read. On a prototype, since a node's own getters cost memory; and
 * without private fields, which a proxy around the node could not reach.
 */
class Properties<F extends AnyFormat> {
  readonly [SESSION]: () => Session<F>
  readonly [READINESS]: Readiness

  constructor(session: () => Session<F>, readiness: Readiness) {
    this[SESSION] = session
    this[READINESS] = readiness
  }
  get state() {
    return this[SESSION]().machine().state
  }
  get ready() {
    return this[READINESS].ready
  }
  get lastReceived() {
    return this[SESSION]().inbox.last()?.join()
  }
  get receivedCount() {
    return this[SESSION]().inbox.last()?.packets.length ?? 0
  }
  get lastSent() {
    return this[SESSION]().outbox.lastSent()
  }
  get sentCount() {
    return this[SESSION]().link.sentCount()
  }
  get bufferedAmount() {
    return this[SESSION]().link.bufferedAmount()
  }
  get queued() {
    return this[SESSION]().outbox.queued()
  }
  get pending() {
    return this[SESSION]().inbox.size()
  }
  get remaining() {
    return this[SESSION]().remaining()
  }
  get roundTrip() {
    return this[SESSION]().link.roundTrip()
  }
}

/** A node, and what its owner drives it with. */
export interface NodeDriver<F extends AnyFormat> {
  readonly node: WebSocketNodeHandle<F>
  /** Replaces all options. */
  configure(options: DriverOptions<F>): void
  /** Replaces the options of a node that lingers: the connection ends, if they lead somewhere else. */
  configureLingering(options: DriverOptions<F>): void
  /** Begins the node's life, or goes on with one that lingers: then what was kept for it is emitted. */
  mount(): void
  /**
   * Emits what has arrived, and in a microtask leaves no connection, timer, frame or listener behind.
   * @param linger seconds that a connection goes on in silence before that. Default 0
   * @param over called when it no longer lingers, for whatever reason
   */
  unmount(linger?: number, over?: () => void): void
  /** Ends the node for good, now. */
  dispose(): void
  /** A mounted node is ready while it is permitted, as it is from the start. */
  permit(isPermitted: boolean): void
  /** Takes over the connection of a node that lingers for this one's purpose; to be called before `mount`. */
  adopt(other: Adoptable): void
  /** Whether it lingers, and would do for a node with these options. */
  lingersFor(purpose: Purpose): boolean
  /** Gives its session for another. */
  exchange(session: Session<F>): Session<F>
  /** Whether it is to connect by itself now: since a mount, or since the options allow it. Asking takes the answer. */
  takeDue(): boolean
  /** Whether there is a destination. */
  hasUrl(): boolean
  /** Waits, as the autoconnect mode says. */
  wait(mode: AutoconnectMode): void
  cancelWait(): void
  /** Connects in a later task, so that an unmount in this one or in the next leaves the network alone. */
  connectSoon(): void
}

/** A driver, whatever its format's packets are. */
export interface Adoptable extends Pick<NodeDriver<never>, 'lingersFor'> {
  exchange(session: never): unknown
}

/**
 * Makes a node that is not mounted yet.
 */
export function createDriver<F extends AnyFormat>(
  options: DriverOptions<F>,
  { clock = platformClock, warn }: Environment = {},
): NodeDriver<F> {
  const stateListeners = createListeners<[]>()
  const readiness = createReadiness()
  const signals = createSignals<F>(() => session)

  function note(...call: Sights['call']): void {
    session.slot.probe?.saw('call', ...call)
  }

  function send(message: Outgoing): boolean {
    note('send', [message])
    const why = session.outbox.send(message)
    const { status } = session.machine().state
    if (why) warn?.(node, { type: 'sendRefused', why, status })
    else if (status === 'idle' && session.options().autoconnectMode === 'none')
      warn?.(node, { type: 'queuedWhileIdle' })
    return why === undefined
  }

  /** Why `connect` does nothing, if so. */
  function whyNotConnect(host: string | undefined, route: string | undefined) {
    if (!readiness.isMounted) return 'unmounted'
    const { state } = session.machine()
    return canConnect(state) ? session.whyNotConnect(host, route) : state.status
  }

  function connect(host?: string, route?: string): boolean {
    const why = whyNotConnect(host, route)
    note('connect', [host, route])
    if (why) warn?.(node, { type: 'connectIgnored', why })
    else session.connect(host, route, false)
    return why === undefined
  }

  const tap: Tap<F> = {
    get root() {
      return tap as unknown as Tap
    },
    get last() {
      return session.inbox.lastEmitted()
    },
    add: signals.tap,
    flush: () => session.inbox.flush(),
  }

  const node: WebSocketNodeHandle<F> = Object.assign(new Properties(() => session, readiness), {
    [TAP]: tap,
    connect,
    reconnect() {
      if (!readiness.isMounted || !['connecting', 'open', 'reconnecting'].includes(session.machine().state.status)) {
        return connect()
      }
      note('reconnect', [])
      session.reconnect()
      return true
    },
    close(code: number = CLOSE_CODE.NORMAL, reason = '') {
      checkClose(code, reason)
      const isDue = canClose(session.machine())
      session.close(code, reason)
      return isDue
    },
    send: (message: Message<F>) => send(encodeMessage(session.options().format, message)),
    sendString: (text: string) => send(encodeText(text)),
    sendJson: (value: unknown) => send(encodeJson(value)),
    drained: () => session.outbox.drained(),
    receive() {
      note('receive', [])
      return session.inbox.receive()
    },
    on: signals.on,
    subscribe: stateListeners.add,
    onReady: readiness.onReady,
  }) satisfies WebSocketNodeHandle<F> & { readonly [TAP]: Tap<F> }

  const audience: Audience<F> = {
    node,
    signals,
    send,
    waitsForItself: () => warn?.(node, { type: 'waitsForItself' }),
    tellState: stateListeners.emit,
    lostInSilence: ({ length }) => warn?.(node, { type: 'sendFailedUnheard', count: length }),
  }
  let session = createSession(options, clock, audience)

  function exchange(theirs: Session<F>): Session<F> {
    const mine = session
    session = theirs
    session.attach(audience)
    return mine
  }

  return {
    node,
    configure: (next) => session.configure(next),
    configureLingering(next) {
      if (session.life.isLingering()) session.configure(next)
    },
    mount() {
      readiness.mount()
      session.life.enter()
    },
    unmount(linger = 0, over = () => {}) {
      if (!readiness.isMounted && !session.life.isLingering()) return
      readiness.unmount()
      session.life.leave(linger, over)
    },
    dispose() {
      readiness.unmount()
      session.life.dispose()
    },
    permit: readiness.permit,
    adopt(other) {
      const { exchange: exchangeTheirs } = other as unknown as Pick<NodeDriver<F>, 'exchange'>
      const options = session.options()
      exchange(exchangeTheirs(session))
      session.configure(options)
    },
    lingersFor: (purpose) => session.lingersFor(purpose),
    exchange,
    takeDue: () => session.takeDue(),
    hasUrl: () => session.hasUrl(),
    wait: (mode) => session.dispatch({ type: 'waitStarted', mode }),
    cancelWait: () => session.dispatch({ type: 'waitCancelled' }),
    connectSoon: () => session.connect(undefined, undefined, true),
  }
}
