/**
 * A heartbeat for connections on which the peer may vanish without a word.
 */
import { deadline, type Cancel } from '../core/clock.js'
import { isolate, reportUncaught } from '../core/emitter.js'
import { checkRange } from '../core/options.js'
import { isThenable } from '../core/show.js'
import type { AnyFormat, Heart, Heartbeat, HeartbeatPolicy, WebSocketNodeHandle, Wire } from '../core/types.js'

/** The options of `ping`. */
export interface PingOptions {
  /** The ping: a string or bytes, sent without the format; or a function that returns it. */
  message: Wire | ((node: WebSocketNodeHandle<AnyFormat>) => Wire)
  /**
   * Seconds without a packet before a ping is sent, 0.001 to 3,600.
   *
   * @defaultValue `25`
   */
  interval?: number | undefined
  /**
   * Seconds that the server has for an answer before the connection is ended, 0.001 to 3,600.
   *
   * @defaultValue `10`
   */
  timeout?: number | undefined
  /**
   * Whether to ping every `interval` also while packets arrive: for servers that disconnect silent clients.
   *
   * @defaultValue `false`
   */
  always?: boolean | undefined
  /**
   * Returns whether a packet is the answer to a ping. It is called before the format decodes the packet. An answer is neither
   * emitted nor counted.
   *
   * @defaultValue none: every packet is a sign of life, and all of them are emitted
   */
  isReply?: ((wire: Wire) => boolean) | undefined
}

/** A policy with its numbers, so that a running heartbeat can take over those of a later render. */
interface PingPolicy extends HeartbeatPolicy, Required<Omit<PingOptions, 'isReply'>> {
  readonly isReply: PingOptions['isReply']
}

const RANGE = { unit: 'seconds', min: 0.001, max: 3600 }

/**
 * Creates a heartbeat policy: it sends a ping after `interval` seconds without a packet, and ends the connection with 1006
 * after `timeout` more seconds. Browsers cannot send the ping frames of RFC 6455 §5.5.2, so the ping is a message of the
 * server's protocol.
 *
 * Any packet is a sign of life. Bytes that leave are one too: while an upload is in progress, the ping waits behind it. The
 * time is measured by the clock, since browsers slow down the timers of a hidden page. When the page becomes visible or
 * online, or resumes, a ping is sent at once; after the machine slept, the server has the whole `timeout` to answer.
 *
 * @param options the message and the times
 * @throws RangeError for a number out of its range, TypeError without a message
 *
 * @example
 * ```ts
 * import { createWebSocketNode, ping, text } from 'react-websocket-node'
 *
 * createWebSocketNode({ format: text, heartbeat: ping({ message: 'ping', isReply: (packet) => packet === 'pong' }) })
 * ```
 */
export function ping({ message, interval = 25, timeout = 10, always = false, isReply }: PingOptions): HeartbeatPolicy {
  if ((message as Wire | undefined) === undefined)
    throw new TypeError("ping takes a message: ping({ message: 'ping' })")
  checkRange('interval', interval, RANGE)
  checkRange('timeout', timeout, RANGE)
  const policy: PingPolicy = { message, interval, timeout, always, isReply, start }
  return policy
}

function start(this: PingPolicy, heart: Heart): Heartbeat {
  let { message, interval, timeout, always, isReply } = this
  const { clock } = heart
  /** When the peer, or with `always` this side, was last heard. */
  let lastSign = clock.now()
  /** When the peer was asked for a sign that has not come yet. */
  let askedAt: number | undefined
  /** The same by the wall clock, the only one that goes on everywhere while the machine sleeps. */
  let askedAtWall = 0
  /** When the ping was sent that has no answer yet. */
  let pingedAt: number | undefined
  /** What the wire had not taken at the last check. */
  let buffered = 0
  let cancel: Cancel | undefined

  function check(): void {
    const now = clock.now()
    const bufferedNow = heart.bufferedAmount()
    // While bytes leave, the ping is still behind them.
    if (askedAt !== undefined && bufferedNow < buffered) askFrom(now)
    buffered = bufferedNow
    const isAsked = askedAt !== undefined
    const left = (askedAt ?? lastSign) + (isAsked ? timeout : interval) - now
    if (left > 0) checkAfter(left, isAsked)
    else if (isAsked) heart.giveUp()
    else probe()
  }

  /** An answer that came in time may wait behind a timer that comes late; a question has nothing to wait for. */
  function checkAfter(seconds: number, isAsked: boolean): void {
    cancel?.()
    cancel = isAsked ? deadline(clock, seconds, check) : clock.after(seconds, check)
  }

  /** The time for an answer counts from now. */
  function askFrom(now: number): number {
    askedAtWall = clock.wall()
    return (askedAt = now)
  }

  function probe(): void {
    const now = clock.now()
    // A second ping gives the peer no more time for the first, unless no check ran when that time was over.
    const isFresh = askedAt === undefined || Math.max(now - askedAt, clock.wall() - askedAtWall) >= timeout
    const due = (isFresh ? askFrom(now) : askedAt!) + timeout
    lastSign = pingedAt = now
    checkAfter(due - now, true)
    // Without the ping's own bytes, which leave in any case: only what is ahead of it delays the answer.
    buffered = heart.bufferedAmount()
    isolate(() => heart.send(typeof message === 'function' ? message(heart.node()) : message))
  }

  function isAnswer(packet: Wire): boolean {
    const answer: unknown = isReply?.(packet)
    if (!isThenable(answer)) return Boolean(answer)
    // It would take every packet away.
    reportUncaught(new TypeError('isReply answers true or false at once; it gave a promise'))
    return false
  }

  check()
  const heartbeat = {
    roundTrip: undefined as number | undefined,
    hear(packets: readonly Wire[]) {
      const now = clock.now()
      const others = isReply ? packets.filter((packet) => !isAnswer(packet)) : packets
      if (pingedAt !== undefined && (!isReply || others.length < packets.length)) {
        heartbeat.roundTrip = now - pingedAt
        pingedAt = undefined
      }
      if (!always) lastSign = now
      if (askedAt !== undefined) {
        askedAt = undefined
        check()
      }
      return others
    },
    probe,
    renew(latest: HeartbeatPolicy) {
      if (latest.start !== start) return false
      ;({ message, interval, timeout, always, isReply } = latest as PingPolicy)
      check()
      return true
    },
    stop() {
      cancel?.()
      askedAt = undefined
    },
  }
  return heartbeat
}
