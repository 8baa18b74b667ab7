/**
 * The node: the handle for users with its listeners and readiness, and the driver with which the React hook or
 * `createWebSocketNode` mounts and configures it. The session does the work.
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

/** How the value hooks read a node: they get each emitted batch, which is joined only if one of them shows it. */
export interface Tap<F extends AnyFormat = AnyFormat> {
  /** The tap of the node itself: values of a node and of its topics are rendered together. */
  readonly root: Tap<AnyFormat>
  /** The last emitted batch, whether there was a listener or not. */
  readonly last: EmittedBatch<F> | undefined
  /**
   * Calls `listener` with each batch after the listeners of `received`, and with undefined when the values start again. Returns
   * a function that removes the listener.
   */
  add(listener: TapListener<F>): () => void
  /** Emits the packets that have arrived at once, instead of when their batch is complete. */
  flush(): void
}

/** The key of a node's or topic's tap. All copies of the package share it: an app may have loaded two. */
export const TAP = Symbol.for('react-websocket-node.tap')

/** @throws TypeError for what is no node of this package */
export function tapOf<F extends AnyFormat>(node: object): Tap<F> {
  const { [TAP]: tap } = node as { readonly [TAP]?: Tap<F> }
  if (!tap) throw new TypeError(`a node comes from this package; got ${show(node)}`)
  return tap
}

/** A warning for developers. The React binding writes its text, in development only. */
export type Warning =
  | {
      readonly type: 'connectIgnored'
      readonly why: 'unmounted' | 'noUrl' | 'routeWithUrl' | NodeState['status']
    }
  | { readonly type: 'sendRefused'; readonly why: Refusal; readonly status: NodeState['status'] }
  | { readonly type: 'queuedWhileIdle' }
  /** `whenOpen` suspends the component that would mount its node. */
  | { readonly type: 'waitsForItself' }
  | { readonly type: 'sendFailedUnheard'; readonly count: number }

/** What a node needs from its surroundings; tests replace it. */
export interface Environment {
  readonly clock?: Clock
  readonly warn?: (node: WebSocketNodeHandle<AnyFormat>, warning: Warning) => void
}

/** The key of a node's session. All copies of the package share it: an app may have loaded two. */
export const SESSION = Symbol.for('react-websocket-node.session')
const READINESS = Symbol('readiness')

/**
 * The properties of a node that are computed when they are read. They are on a prototype, since getters of each node would
 * cost memory, and use no private fields, since a proxy around a node cannot reach those.
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

/** A class, since V8 gives an object literal with a getter a hidden class of its own, which keeps it alive for long. */
class NodeTap<F extends AnyFormat> implements Tap<F> {
  constructor(
    private readonly session: () => Session<F>,
    readonly add: Tap<F>['add'],
  ) {}

  get root() {
    return this as unknown as Tap
  }
  get last() {
    return this.session().inbox.lastEmitted()
  }
  flush() {
    this.session().inbox.flush()
  }
}

/** A node, with the functions that its owner mounts and configures it with. */
export interface NodeDriver<F extends AnyFormat> {
  readonly node: WebSocketNodeHandle<F>
  /** Replaces all options. */
  configure(options: DriverOptions<F>): void
  /** Replaces the options of a node that lingers: if they have another destination, the connection ends. */
  configureLingering(options: DriverOptions<F>): void
  /** Mounts the node. If its connection lingers, the node goes on with it, and the packets that were kept are emitted. */
  mount(): void
  /**
   * Unmounts the node: emits the packets that have arrived, and in a microtask ends the connection, all timers, frames and
   * listeners.
   * @param linger seconds that the connection stays open before that, without emitting anything; 0 if it is left out
   * @param over called when the connection no longer lingers, whatever the reason is
   */
  unmount(linger?: number, over?: () => void): void
  /** Ends the node for good, at once. */
  dispose(): void
  /** A mounted node is ready while this is true, as it is at first. */
  permit(isPermitted: boolean): void
  /** Takes over the connection of a lingering node. Call it before `mount`. */
  adopt(other: Adoptable): void
  /** Whether the node lingers, and a node with these options may take over its connection. */
  lingersFor(purpose: Purpose): boolean
  /** Exchanges the session of this node for another one, and returns it. */
  exchange(session: Session<F>): Session<F>
  /**
   * Whether the node has to connect by itself now: after a mount, or after a change of options that allows it. The answer is
   * true once only.
   */
  takeDue(): boolean
  /** Whether there is a destination. */
  hasUrl(): boolean
  /** Sets the state `waiting`: the autoconnect mode waits for something. */
  wait(mode: AutoconnectMode): void
  cancelWait(): void
  /** Connects in a later task, so that nothing is sent if the node unmounts in this task or the next one. */
  connectSoon(): void
}

/** A driver of any format. */
export interface Adoptable extends Pick<NodeDriver<never>, 'lingersFor'> {
  exchange(session: never): unknown
}

/** Creates a node that is not mounted yet. */
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

  /** Returns why `connect` has no effect, or undefined if it has. */
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

  const node: WebSocketNodeHandle<F> = Object.assign(new Properties(() => session, readiness), {
    [TAP]: new NodeTap(() => session, signals.tap),
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
