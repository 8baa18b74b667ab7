/**
 * The heartbeat of one connection, by the latest policy: started when it opens, exchanged when the policy is another
 * one, stopped when it closes. A policy that throws stops nothing else.
 */
import { isolate, reportUncaught } from '../emitter.js'
import type { Heart, Heartbeat, HeartbeatPolicy, Wire } from '../types.js'

export interface Pulse {
  /** Begins to watch a connection that has just opened. */
  start(heart: Heart): void
  /** Goes by another policy, should there be one now. */
  renew(): void
  /** Watches no more; what still arrives is heard. */
  stop(): void
  /** Forgets the connection. */
  end(): void
  /** Whether there is a heartbeat that hears. */
  isThere(): boolean
  /** What of these packets is not the heartbeat's; all of it, if the policy throws. */
  sift(packets: readonly Wire[]): readonly Wire[]
  /** Asks the peer for a sign of life. */
  probe(): void
  roundTrip(): number | undefined
}

export function createPulse(getPolicy: () => HeartbeatPolicy | null | undefined): Pulse {
  let heart: Heart | undefined
  let policy: HeartbeatPolicy | null | undefined
  let heartbeat: Heartbeat | undefined

  function begin(): void {
    policy = getPolicy()
    heartbeat = heart && policy?.start(heart)
  }

  function stop(): void {
    heart = undefined
    isolate(() => heartbeat?.stop())
  }

  return {
    start(of) {
      heart = of
      begin()
    },
    renew() {
      const latest = getPolicy()
      if (!heart || latest === policy) return
      if (latest && heartbeat?.renew(latest)) {
        policy = latest
        return
      }
      isolate(() => heartbeat?.stop())
      heartbeat = undefined
      begin()
    },
    stop,
    end() {
      stop()
      heartbeat = undefined
    },
    isThere: () => heartbeat !== undefined,
    sift(packets) {
      try {
        return heartbeat ? heartbeat.hear(packets) : packets
      } catch (error) {
        reportUncaught(error)
        return packets
      }
    },
    probe: () => heartbeat?.probe(),
    roundTrip: () => heartbeat?.roundTrip,
  }
}
