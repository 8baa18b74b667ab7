/**
 * Sending: to the wire while the node is open, to the queue while it will be; each message's fate is known.
 */
import type { Clock } from './clock.js'
import type { Delivery } from './delivery.js'
import type { Link } from './link.js'
import { createQueue, type Destination } from './queue.js'
import { createTimer } from './timer.js'
import { canQueue } from './transition.js'
import type { NodeState, Wire } from './types.js'

/** Seconds between looks at what the wire has not taken yet. */
const DRAIN_INTERVAL = 0.05

export interface OutboxSettings {
  readonly sendQueue: number
  readonly sendBufferLimit: number
}

export interface Outbox {
  /** Whether the message was accepted. */
  send(message: Wire, state: NodeState): boolean
  /** Hands what waits to a connection that has just opened. */
  flush(): void
  /** What waits for another destination than the present one can't be sent any more. */
  rebind(): void
  /** What waits can't be sent any more. */
  fail(): void
  drained(): Promise<void>
  /** Those who wait for `drained` hear when the connection is gone. */
  settle(): void
  readonly lastSent: Wire | undefined
  readonly queued: number
}

export function createOutbox(
  clock: Clock,
  delivery: Delivery,
  tellLost: (messages: readonly Wire[]) => void,
  link: Link,
  settings: () => OutboxSettings,
  destination: () => Destination,
): Outbox {
  const queue = createQueue()
  const drainTimer = createTimer()
  const waiting: (() => void)[] = []
  const lost: Wire[] = []
  let lastSent: Wire | undefined

  /** An unmount clears what is not told yet, but nothing of what is lost: that is told again. */
  function tell(messages: readonly Wire[]): void {
    lost.push(...messages)
    if (lost.length === 0) return
    delivery.add(() => {
      if (lost.length > 0) tellLost(lost.splice(0))
    })
  }

  function accept(message: Wire, state: NodeState): boolean {
    const { sendQueue, sendBufferLimit } = settings()
    if (state.status === 'open') {
      return (sendBufferLimit === 0 || link.bufferedAmount <= sendBufferLimit) && link.send(message)
    }
    if (!canQueue(state)) return false
    tell(queue.bind(destination()))
    return queue.push(message, sendQueue)
  }

  function settle(): void {
    drainTimer.stop()
    if (waiting.length === 0) return
    if (link.bufferedAmount > 0) return drainTimer.start(clock.after(DRAIN_INTERVAL, settle))
    for (const resolve of waiting.splice(0)) resolve()
  }

  return {
    send(message, state) {
      const isAccepted = accept(message, state)
      if (isAccepted) lastSent = message
      return isAccepted
    },
    flush: () => queue.flush(link.send),
    rebind: () => tell(queue.bind(destination())),
    fail: () => tell(queue.takeAll()),
    drained: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        settle()
      }),
    settle,
    get lastSent() {
      return lastSent
    },
    get queued() {
      return queue.size
    },
  }
}
