/**
 * A heartbeat for connections on which the peer may vanish without a word.
 */
import { deadline, type Cancel } from '../core/clock.js'
import { isolate, reportUncaught } from '../core/emitter.js'
import { checkRange } from '../core/options.js'
import { isThenable } from '../core/show.js'
import type { AnyFormat, Heart, Heartbeat, HeartbeatPolicy, WebSocketNodeHandle, Wire } from '../core/types.js'

export interface PingOptions {
  /** What goes on the wire. */
  message: Wire | ((node: WebSocketNodeHandle<AnyFormat>) => Wire)
  /** Seconds without a packet before one is sent, over 0 to 3,600. Default 25. */
  interval?: number | undefined
  /** Seconds without an answer before the connection is given up, over 0 to 3,600. Default 10. */
  timeout?: number | undefined
  /** Pings every `interval`, also while packets come: for servers that cut off silent clients. Default false. */
  always?: boolean | undefined
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
 * sign of life, and so are bytes that leave: a ping behind an upload is not due to be answered. Silence is measured by
 * the clock: a browser slows the timers of a hidden page, so none is counted. A page that becomes visible, online or
 * resumes asks at once; after a sleep of the machine, with the whole `timeout` for the answer.
 * @throws RangeError for a number out of its range
 */
export function ping({ message, interval = 25, timeout = 10, always = false, isReply }: PingOptions): HeartbeatPolicy {
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
