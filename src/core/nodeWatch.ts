/**
 * The watch of a node, by which topics, requests and iterations follow its session. It is created when one of them first
 * needs it, and an app without them does not bundle this file.
 */
import { SESSION } from './node.js'
import { encodeMessage } from './sending/encode.js'
import type { Session } from './session.js'
import { shared } from './shared.js'
import { show } from './show.js'
import type { AnyFormat, WebSocketNodeHandle } from './types.js'
import type { NodeWatch, Watch } from './watch.js'

/** The key of a topic's watch. All copies of the package share it: an app may have loaded two. */
export const WATCH = Symbol.for('react-websocket-node.watch')

/** @throws TypeError for what is no node, and no topic, of this package */
export function watchOf<F extends AnyFormat>(node: WebSocketNodeHandle<F>): NodeWatch<F>
export function watchOf<F extends AnyFormat>(source: object): Watch<F>
export function watchOf<F extends AnyFormat>(source: object): Watch<F> {
  const { [WATCH]: watch, [SESSION]: session } = Object(source) as {
    readonly [WATCH]?: Watch<F>
    readonly [SESSION]?: () => Session<F>
  }
  if (watch) return watch
  if (!session) throw new TypeError(`a node comes from this package; got ${show(source)}`)
  // `node` may be a proxy around the handle.
  const { node } = session().audience()
  const watches = shared('nodeWatches', () => new WeakMap<object, unknown>())
  const known = watches.get(node)
  if (known) return known as NodeWatch<F>
  const made: NodeWatch<F> = createWatch(session)
  watches.set(node, made)
  return made
}

function createWatch<F extends AnyFormat>(session: () => Session<F>): NodeWatch<F> {
  const { node, signals, send, waitsForItself } = session().audience()
  const isOpen = () => session().machine().state.status === 'open'
  return {
    node,
    clock: session().clock,
    add: signals.watch,
    connection: () => session().toldConnection(),
    present: () => session().connection(),
    destination: () => session().destination(),
    arrivals: () => session().inbox.arrivals(),
    isReady: () => isOpen() && session().connection() === session().toldConnection(),
    isAtRest() {
      const { life, machine, isWithdrawn } = session()
      const { status } = machine().state
      return !(life.isMounted() || life.isLingering()) || isWithdrawn() || ['closed', 'failed'].includes(status)
    },
    isMounted: () => session().life.isMounted(),
    isLingering: () => session().life.isLingering(),
    isDisposed: () => session().life.isDisposed(),
    rejection: () => undefined,
    format: () => session().options().format,
    encode: (message) => encodeMessage(session().options().format, message),
    send,
    warnUnmounted: waitsForItself,
    sendPast: (message) => isOpen() && session().link.send(message),
  }
}
