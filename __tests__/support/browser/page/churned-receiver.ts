/**
 * Runs in the page: receives while connections come and go, and keeps apart what came on which.
 */
import { backoff, createWebSocketNode, ping, text } from '../../../../src/core/index'
import type { CoreNode, Flush } from '../../../../src/core/index'

export class ChurnedReceiver {
  readonly node: CoreNode<typeof text>
  /** What was emitted, by connections. */
  readonly connections: string[][] = []
  /** The codes of `closed`. */
  readonly closed: number[] = []
  /** Attempts that failed. */
  failures = 0
  /** Packets that were emitted while no connection was told of. */
  strays = 0
  /** Resolves when no connection will follow. */
  readonly end: Promise<void>

  constructor(host: string, options: { flush: Flush; receiveLimit: number }) {
    this.node = createWebSocketNode({
      ...{ host, useWSS: false, format: text, ...options },
      reconnect: backoff({ minDelay: 0.01, maxDelay: 0.02 }),
      heartbeat: ping({ message: 'ping', interval: 0.3, timeout: 1 }),
      onConnected: () => this.connections.push([]),
      onConnectFailed: () => (this.failures += 1),
      onReceived: (_data, packets) => {
        if (this.connections.length === this.closed.length) this.strays += packets.length
        else this.connections.at(-1)!.push(...packets)
      },
      onClosed: (code) => this.closed.push(code),
    })
    this.end = new Promise((resolve) => {
      this.node.subscribe(() => {
        if (this.node.state.status === 'closed') setTimeout(resolve)
      })
    })
    this.node.connect()
  }
}
