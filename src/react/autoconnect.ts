/**
 * Autoconnect: a mounted node connects by itself when it is ready, and the source that its mode names is ready too.
 */
import type { NodeDriver } from '../core/node.js'
import type { AnyFormat, AutoconnectMode, AutoconnectReference } from '../core/types.js'
import { pageShown } from '../core/life/page.js'
import { sourceOf } from './readySources.js'

/**
 * Connects, or begins to wait. Returns a function that ends the wait.
 * @param reference what the mode waits for besides the node itself; null or undefined for nothing
 */
export function autoconnect<F extends AnyFormat>(
  driver: NodeDriver<F>,
  mode: AutoconnectMode,
  reference: AutoconnectReference | null | undefined,
): (() => void) | undefined {
  const { node } = driver
  if (mode === 'none') return void driver.cancelWait()
  // Without a url there is nothing to wait for: the change of options that brings one calls this again.
  if (!driver.hasUrl()) return void driver.wait(mode)

  const target = reference ? sourceOf(reference) : node
  const isReady = () => node.ready && target.ready && driver.hasUrl() && pageShown.ready
  if (isReady()) return void driver.connectSoon()

  const stops: (() => void)[] = []
  const stop = () => stops.splice(0).forEach((stopOne) => stopOne())
  const look = () => {
    // The user may have connected or closed the node meanwhile.
    if (node.state.status !== 'waiting') stop()
    else if (isReady()) driver.connectSoon()
  }
  driver.wait(mode)
  stops.push(node.onReady(look), pageShown.onReady(look))
  if (target !== node) stops.push(target.onReady(look))
  stops.push(node.subscribe(look))
  // A listener of the state `waiting` may have made the sources ready already, or closed the node.
  look()
  return stop
}
