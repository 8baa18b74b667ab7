/**
 * A heartbeat for connections on which the peer may vanish without a word.
 */
import type { Cancel } from '../core/clock.js'
import { isolate } from '../core/emitter.js'
import { checkRange } from '../core/options.js'
import type { AnyFormat, Heart, Heartbeat, HeartbeatPolicy, WebSocketNodeHandle, Wire } from '../core/types.js'

export interface PingOptions {
  /** What goes on the wire. */
  message: Wire | ((node: WebSocketNodeHandle<AnyFormat>) => Wire)
  /** Seconds without a packet before one is sent, over 0 to 3,600. Default 25. */
  interval?: number | undefined
  /** Seconds without an answer before the connection is given up, over 0 to 3,600. Default 10. */
  timeout?: number | undefined
  /** Which packets are answers; asked before the format. They are neither emitted nor counted. Default: none. */
  isReply?: ((wire: Wire) => boolean) | undefined
}

/** A policy that knows its own numbers, so that those of a later one count for a heart that beats already. */
interface PingPolicy extends HeartbeatPolicy, Required<Omit<PingOptions, 'isReply'>> {
  readonly isReply: PingOptions['isReply']
}

const RANGE = { unit: 'seconds', min: 0.001, max: 3600 }

/**
 * Pings a peer that has been silent for `interval`, and gives the connection up after `timeout` more. Any packet is a
 * sign of life. Silence is measured by the clock: a browser slows the timers of a hidden page, so none is counted.
 * @throws RangeError for a number out of its range
 */
export function ping({ message, interval = 25, timeout = 10, isReply }: PingOptions): HeartbeatPolicy {
  checkRange('interval', interval, RANGE)
  checkRange('timeout', timeout, RANGE)
  const policy: PingPolicy = { message, interval, timeout, isReply, start }
  return policy
}

function start(this: PingPolicy, heart: Heart): Heartbeat {
  let { message, interval, timeout, isReply } = this
  const { clock } = heart
  let lastSign = clock.now()
  /** When the peer was asked for a sign that has not come yet. */
  let askedAt: number | undefined
  let cancel: Cancel | undefined

  function look(): void {
    const isAsked = askedAt !== undefined
    const left = (askedAt ?? lastSign) + (isAsked ? timeout : interval) - clock.now()
    if (left > 0) lookAfter(left)
    else if (isAsked) heart.giveUp()
    else probe()
  }

  function lookAfter(seconds: number): void {
    cancel?.()
    cancel = clock.after(seconds, look)
  }

  function probe(): void {
    const now = clock.now()
    // A peer that was asked already gets no more time by being asked again, unless nobody looked when its time was over.
    if (askedAt === undefined || now - askedAt >= timeout) askedAt = now
    lookAfter(askedAt + timeout - now)
    isolate(() => heart.send(typeof message === 'function' ? message(heart.node()) : message))
  }

  look()
  return {
    hear(packets) {
      lastSign = clock.now()
      if (askedAt !== undefined) {
        askedAt = undefined
        look()
      }
      const isAnswer = isReply
      return isAnswer ? packets.filter((packet) => !isAnswer(packet)) : packets
    },
    probe,
    renew(latest) {
      if (latest.start !== start) return false
      ;({ message, interval, timeout, isReply } = latest as PingPolicy)
      look()
      return true
    },
    stop() {
      cancel?.()
      askedAt = undefined
    },
  }
}
