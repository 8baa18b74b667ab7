/**
 * Sends messages if the node is open, and queues them if it is going to be. Every message that is lost is reported. The queue
 * is bounded, keeps the order, and belongs to one destination: its messages are never sent to another one.
 */
import type { Clock } from '../clock.js'
import type { Delivery } from '../delivery.js'
import { reportUncaught } from '../emitter.js'
import { bytesOf, isBlob } from './encode.js'
import type { Link } from '../wire/link.js'
import type { Settings } from '../options.js'
import { createTimer } from '../timer.js'
import { canQueue } from '../life/transition.js'
import type { Machine } from '../life/machine.js'
import type { Outgoing } from '../types.js'

/** Seconds between two checks of `bufferedAmount` for `drained()`. */
const DRAIN_INTERVAL = 0.05

/** Seconds that messages wait for the node to mount. */
const LONGEST_WAIT_FOR_MOUNT = 1

/**
 * Why a message is refused: the node does not connect or is closing, the connection is just ending, `url` is null, the queue
 * is full or off, `sendBufferLimit` is exceeded, or the node was disposed of.
 */
export type Refusal = 'notOpen' | 'ending' | 'noUrl' | 'noQueue' | 'queueFull' | 'bufferFull' | 'disposed'

/** What decides about a message, besides the options. */
export interface Circumstances {
  readonly machine: Machine
  /** Whether the node is mounted or lingers: its messages do not wait for a mount. */
  readonly isMounted: boolean
  readonly isDisposed: boolean
  /** Whether the destination has become null. */
  readonly isWithdrawn: boolean
}

export interface Outbox {
  /** Accepts the message, or returns why not. */
  send(message: Outgoing): Refusal | undefined
  /** Sends the queue on a connection that has just opened. Messages that it does not take stay in the queue. */
  flush(): void
  /** Reports that the queued messages cannot be sent any more; with `isQuiet`, without a warning. */
  fail(isQuiet?: boolean): void
  /** The node has mounted: messages from before stay in the queue. */
  mount(): void
  drained(): Promise<void>
  /** Resolves the promises of `drained` if the connection has ended, or all bytes are on the network. */
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

  /** Sends a queued message. One that the socket throws at is lost, and holds up no other. Returns whether to go on. */
  function offer(message: Outgoing): boolean {
    try {
      return link.send(message, 'queue')
    } catch (error) {
      reportUncaught(error)
      lost.push(message)
      return true
    }
  }

  /** Lost messages whose `sendFailed` an unmount has dropped: `mount` and `fail` emit it again. */
  function tell(isQuiet: boolean): void {
    if (lost.length === 0) return
    delivery.tell(() => {
      if (lost.length > 0) tellLost(lost.splice(0), isQuiet)
    })
  }

  /** Returns why a message is refused, or undefined if it is accepted. */
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
      while (sent < queue.length && offer(queue[sent]!)) sent++
      queue.splice(0, sent)
      tell(false)
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

/** Copies bytes for the queue: the caller may change them before they are sent. */
export function kept(message: Outgoing): Outgoing {
  return typeof message === 'string' || isBlob(message)
    ? message
    : bytesOf(message, 'a format encodes to bytes').slice()
}
