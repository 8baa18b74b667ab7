/**
 * Sending: to the wire while the node is open, to the queue while it will be; each message's fate is known. The queue is
 * bounded, in order, and bound to one destination: what waits for one is never delivered to another.
 */
import type { Clock } from './clock.js'
import type { Delivery } from './delivery.js'
import { bytesOf } from './encode.js'
import type { Link } from './link.js'
import type { Settings } from './options.js'
import { createTimer } from './timer.js'
import { canQueue } from './transition.js'
import type { NodeState, Wire } from './types.js'

/** Seconds between looks at what the wire has not taken yet. */
const DRAIN_INTERVAL = 0.05

/** Where queued messages go. */
export interface Destination {
  /** Absolute; `''` while a `url` function has not answered, and for an address that can't be used. */
  readonly url: string
  /** Whether a `url` function gives it: then its query is a matter of each attempt, such as a token. */
  readonly isAsked: boolean
}

export interface Outbox {
  /** Whether the message was accepted. */
  send(message: Wire, state: NodeState): boolean
  /** Hands what waits to a connection that has just opened, until that takes no more; the rest keeps waiting. */
  flush(): void
  /** What waits for another destination than the present one can't be sent any more. */
  rebind(): void
  /** What waits can't be sent any more. */
  fail(): void
  drained(): Promise<void>
  /** Those who wait for `drained` hear when the connection is gone. */
  settle(): void
  lastSent(): Wire | undefined
  queued(): number
}

export function createOutbox(
  clock: Clock,
  delivery: Delivery,
  tellLost: (messages: readonly Wire[]) => void,
  link: Link,
  settings: () => Settings,
  getDestination: () => Destination,
): Outbox {
  const queue: Wire[] = []
  const lost: Wire[] = []
  const waiting: (() => void)[] = []
  const drainTimer = createTimer()
  let bound: Destination | undefined
  let lastSent: Wire | undefined

  /** An unmount clears what is not told yet, but nothing of what is lost: that is told again. */
  function fail(): void {
    lost.push(...queue.splice(0))
    if (lost.length === 0) return
    delivery.tell(() => {
      if (lost.length > 0) tellLost(lost.splice(0))
    })
  }

  function rebind(): void {
    const destination = getDestination()
    const hasMoved = queue.length > 0 && bound !== undefined && !isSameDestination(bound, destination)
    // A function that is being asked again leads to where it led before, until it says otherwise.
    if (queue.length === 0 || hasMoved || !bound?.url || destination.url) bound = destination
    if (hasMoved) fail()
  }

  function accept(message: Wire, state: NodeState): boolean {
    const { sendQueue, sendBufferLimit } = settings()
    if (state.status === 'open') {
      return (sendBufferLimit === 0 || link.bufferedAmount() <= sendBufferLimit) && link.send(message)
    }
    if (!canQueue(state)) return false
    rebind()
    if (queue.length >= sendQueue) return false
    // The caller may write into its bytes again before they leave.
    queue.push(typeof message === 'string' ? message : bytesOf(message, 'a format encodes to').slice())
    return true
  }

  function settle(): void {
    drainTimer.stop()
    if (waiting.length === 0) return
    if (link.bufferedAmount() > 0) return drainTimer.start(clock.after(DRAIN_INTERVAL, settle))
    for (const resolve of waiting.splice(0)) resolve()
  }

  return {
    send(message, state) {
      const isAccepted = accept(message, state)
      if (isAccepted) lastSent = message
      return isAccepted
    },
    flush() {
      let sent = 0
      try {
        while (sent < queue.length && link.send(queue[sent]!)) sent++
      } finally {
        queue.splice(0, sent)
      }
    },
    rebind,
    fail,
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

function isSameDestination(a: Destination, b: Destination): boolean {
  if (!a.isAsked && !b.isAsked) return a.url === b.url
  const isAsked = a.isAsked && b.isAsked
  // What is not known yet may be the same only where the same function is asked.
  if (!a.url || !b.url) return isAsked
  return isAsked ? withoutQuery(a.url) === withoutQuery(b.url) : a.url === b.url
}

function withoutQuery(url: string): string {
  return url.split('?', 1)[0]!
}
