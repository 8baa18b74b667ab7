/**
 * A node without React: created, configured and disposed of by hand.
 */
import { bytes } from '../formats/bytes.js'
import { createDriver, type DriverOptions } from './node.js'
import { checkKinds, settingsOf } from './options.js'
import type { AnyFormat, AutoconnectMode, CoreNode, WebSocketNodeOptions } from './types.js'

/**
 * Makes a node that is ready at once; it connects when `connect()` is called.
 *
 * @throws RangeError for a number out of its range, TypeError for a value of the wrong kind. What is wrong with a URL never
 * throws: it is a `connectFailed`.
 */
export function createWebSocketNode<F extends AnyFormat = typeof bytes>(
  options: WebSocketNodeOptions<F> = {},
): CoreNode<F> {
  const driver = createDriver(withDefaults(options))
  driver.mount()
  return Object.assign(driver.node, {
    configure: (next: WebSocketNodeOptions<F>) => driver.configure(withDefaults(next)),
    dispose: driver.dispose,
  })
}

/**
 * The options with their defaults filled in.
 * @throws RangeError for a number out of its range, TypeError for a value of the wrong kind
 */
export function withDefaults<F extends AnyFormat>(
  options: WebSocketNodeOptions<F>,
  autoconnectMode: AutoconnectMode = 'none',
): DriverOptions<F> {
  checkKinds(options)
  return {
    ...options,
    ...settingsOf(options),
    format: options.format ?? (bytes as AnyFormat as F),
    autoconnectMode,
  }
}
