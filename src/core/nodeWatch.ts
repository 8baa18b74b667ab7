/**
 * The watch of a node, over its session: made when somebody first asks for it.
 */
import type { Clock } from './clock.js'
import { encodeMessage } from './sending/encode.js'
import type { Session } from './session.js'
import type { AnyFormat, Outgoing, WebSocketNodeHandle } from './types.js'
import type { NodeWatch, Watchers } from './watch.js'

/**
 * @param send sends as the node's `send` does
 * @param warnUnmounted says in development that a promise of `whenOpen` keeps the node from mounting
 */
export function createWatch<F extends AnyFormat>(
  node: WebSocketNodeHandle<F>,
  clock: Clock,
  watchers: Watchers<F>,
  session: () => Session<F>,
  send: (message: Outgoing) => boolean,
  warnUnmounted: () => void,
): NodeWatch<F> {
  const isOpen = () => session().machine().state.status === 'open'
  return {
    node,
    clock,
    add: watchers.add,
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
    warnUnmounted,
    sendPast: (message) => isOpen() && session().link.send(message),
  }
}
