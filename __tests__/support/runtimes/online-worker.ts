/**
 * A worker that a test drives: what it exports is the global `kit` there.
 */
import { createWebSocketNode, text } from 'react-websocket-node/core'
import type { CoreNode } from 'react-websocket-node/core'
import { SignalLog } from '../signal-log'

/** As the workers of Firefox and Safari have it, and Chromium's have not: the event `online` comes. */
export function hearOnline(): void {
  Object.defineProperty(globalThis, 'ononline', { value: null, configurable: true })
}

export let node: CoreNode<typeof text>
export let log: SignalLog

/** Makes a node that waits five minutes before it tries again, and waits until it does. */
export async function start(host: string): Promise<void> {
  node = createWebSocketNode({ host, useWSS: false, format: text, reconnect: { next: () => 300 } })
  log = new SignalLog(node)
  node.connect()
  await log.untilStatus('reconnecting')
}
