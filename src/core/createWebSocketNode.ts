/**
 * A node without React: created, configured and disposed of by hand.
 */
import { bytes } from '../formats/bytes.js'
import { createDriver, type DriverOptions } from './node.js'
import { checkKinds, settingsOf } from './options.js'
import type { AnyFormat, AutoconnectMode, CoreNode, WebSocketNodeOptions } from './types.js'

/**
 * Creates a node without React: in a script, a store, or a test. It connects when `connect()` is called, and lives until
 * `dispose()`. In a component use `useWebSocketNode`.
 *
 * @param options the options of the node, with its handlers
 * @throws RangeError for a number out of its range, TypeError for a value of the wrong type. A wrong address throws nothing:
 * the attempt fails with `connectFailed`.
 *
 * @example
 * ```ts
 * import { createWebSocketNode, text } from 'react-websocket-node/core'
 *
 * const node = createWebSocketNode({
 *   url: 'wss://chat.example/room',
 *   format: text,
 *   onPacket: (words) => console.log(words),
 * })
 * node.connect()
 * node.send('hello')
 * ```
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
 * Returns the options with their defaults filled in.
 * @throws RangeError for a number out of its range, TypeError for a value of the wrong type
 */
export function withDefaults<F extends AnyFormat>(
  options: WebSocketNodeOptions<F>,
  autoconnectMode: AutoconnectMode = 'none',
): DriverOptions<F> {
  checkKinds(options)
  // Not `{ ...options, more }`: V8 before version 12 gives each object that grows after a spread a hidden class of its own.
  return Object.assign({}, options, settingsOf(options), {
    format: options.format ?? (bytes as AnyFormat as F),
    autoconnectMode,
  })
}
