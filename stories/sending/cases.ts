/**
 * Nodes that refuse a message, each for a reason of its own.
 */
import type { NodeState, ReactWebSocketNodeOptions, text } from '../../src/index.js'

export interface RefusedCase {
  readonly what: string
  readonly options: ReactWebSocketNodeOptions<typeof text>
  /** The options, as one writes them. */
  readonly code: string
  /** The state in which the messages are sent. */
  readonly when: NodeState['status']
  /** The last of them is refused, and the others are not. */
  readonly messages: readonly string[]
  /** What a development build says of it. */
  readonly warning: RegExp
}

export const REFUSED: readonly RefusedCase[] = [
  {
    what: 'closed by the server',
    options: { route: '/ws/close?code=4001', autoconnectMode: 'self-ready' },
    code: 'no reconnect policy',
    when: 'closed',
    messages: ['hello'],
    warning: /node\.connect\(\) begins one.* The node is closed/,
  },
  {
    what: 'no queue',
    options: { autoconnectMode: 'self-ready', ready: false, sendQueue: 0 },
    code: 'sendQueue: 0',
    when: 'waiting',
    messages: ['hello'],
    warning: /sendQueue is 0.* The node is waiting/,
  },
  {
    what: 'a full queue',
    options: { autoconnectMode: 'self-ready', ready: false, sendQueue: 1 },
    code: 'sendQueue: 1, and two messages',
    when: 'waiting',
    messages: ['one', 'two'],
    warning: /the queue is full.* The node is waiting/,
  },
  {
    what: 'a wire that is full',
    options: { route: '/ws/deaf', autoconnectMode: 'self-ready', sendBufferLimit: 1000 },
    code: 'sendBufferLimit: 1000, and two messages',
    when: 'open',
    messages: ['large'.repeat(20_000), 'small'],
    warning: /node\.drained\(\).* The node is open/,
  },
]
