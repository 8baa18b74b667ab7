/**
 * Sending: to the wire while the node is open, to the queue while it will be. No message is lost unnoticed. The queue
 * is bounded, in order, and belongs to one destination: what waits for one is never delivered to another.
 */
import type { Clock } from '../clock.js'
import type { Delivery } from '../delivery.js'
import { bytesOf, isBlob } from './encode.js'
import type { Link } from '../wire/link.js'
import type { Settings } from '../options.js'
import { createTimer } from '../timer.js'
import { canQueue } from '../life/transition.js'
import type { Machine } from '../life/machine.js'
import type { Outgoing } from '../types.js'

/** Seconds between checks of what the wire has not taken yet. */
const DRAIN_INTERVAL = 0.05

/** Seconds that messages of a node that is not mounted wait for a mount. */
const LONGEST_WAIT_FOR_MOUNT = 1

/**
 * Why a message is refused: the node is at rest or closing, the connection is just ending, there is nobody to send to
 * (`url` is null), the queue is full or off, the wire has too much to take, or the node was disposed of.
 */
export type Refusal = 'notOpen' | 'ending' | 'noUrl' | 'noQueue' | 'queueFull' | 'bufferFull' | 'disposed'

/** What decides about a message besides the options. */
export interface Circumstances {
  readonly machine: Machine
  /** Or lingering: what waits does not wait for a mount. */
  readonly isMounted: boolean
  readonly isDisposed: boolean
  /** The destination has become null. */
  readonly isWithdrawn: boolean
}

export interface Outbox {
  /** Accepts the message, or says why not. */
  send(message: Outgoing): Refusal | undefined
  /** Hands what waits to a connection that has just opened, until that takes no more; the rest keeps waiting. */
  flush(): void
  /** What waits can't be sent any more; `isQuiet` where that is to be expected. */
  fail(isQuiet?: boolean): void
  /** The node is mounted: what it was sent before is taken. */
  mount(): void
  drained(): Promise<void>
  /** Resolves the promises of `drained` if the connection is gone, or has taken everything. */
  settle(): void
  lastSent(): Outgoing | undefined
  queued(): number
}

export function createOutbox(
  clock: Clock,
  delivery: Delivery,
  tellLost: (messages: readonly Outgoing[], isQuiet: boolean) => void,
  link: Pick<Link, 'send' | 'bufferedAmount'>,
  settings: () => Settings,
  getCircumstances: () => Circumstances,
): Outbox {
  const queue: Outgoing[] = []
  const lost: Outgoing[] = []
  const waiting: (() => void)[] = []
  const drainTimer = createTimer()
  const mountTimer = createTimer()
  let lastSent: Outgoing | undefined

  function fail(isQuiet = false): void {
    mountTimer.stop()
    lost.push(...queue.splice(0))
    tell(isQuiet)
  }

  /** An unmount clears emissions that wait, but no lost message may go with them: `mount` and `fail` emit it again. */
  function tell(isQuiet: boolean): void {
    if (lost.length === 0) return
    delivery.tell(() => {
      if (lost.length > 0) tellLost(lost.splice(0), isQuiet)
    })
  }

  /** The one place that knows why a message is refused. */
  function refuse(message: Outgoing): Refusal | undefined {
    const { sendQueue, sendBufferLimit } = settings()
    const { machine, isMounted, isDisposed, isWithdrawn } = getCircumstances()
    if (machine.state.status === 'open') {
      if (sendBufferLimit > 0 && link.bufferedAmount() > sendBufferLimit) return 'bufferFull'
      return link.send(message) ? undefined : 'ending'
    }
    if (isDisposed) return 'disposed'
    if (isWithdrawn) return 'noUrl'
    if (!canQueue(machine)) return 'notOpen'
    if (queue.length >= sendQueue) return sendQueue === 0 ? 'noQueue' : 'queueFull'
    if (!isMounted && queue.length === 0) mountTimer.start(clock.after(LONGEST_WAIT_FOR_MOUNT, () => fail()))
    queue.push(kept(message))
    return undefined
  }

  function settle(): void {
    drainTimer.stop()
    if (waiting.length === 0) return
    if (link.bufferedAmount() > 0) return drainTimer.start(clock.after(DRAIN_INTERVAL, settle))
    for (const resolve of waiting.splice(0)) resolve()
  }

  return {
    send(message) {
      const refusal = refuse(message)
      if (!refusal) lastSent = message
      return refusal
    },
    flush() {
      let sent = 0
      try {
        while (sent < queue.length && link.send(queue[sent]!, 'queue')) sent++
      } finally {
        queue.splice(0, sent)
      }
    },
    fail,
    mount() {
      mountTimer.stop()
      tell(false)
    },
    drained: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        settle()
      }),
    settle,
    lastSent: () => lastSent,
    queued: () => queue.length,
  }
}

/** The caller may write into its bytes again before they leave. */
export function kept(message: Outgoing): Outgoing {
  return typeof message === 'string' || isBlob(message)
    ? message
    : bytesOf(message, 'a format encodes to bytes').slice()
}
