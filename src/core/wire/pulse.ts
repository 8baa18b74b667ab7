/**
 * Runs the heartbeat of a connection with the latest policy: starts it when the connection opens, replaces it when the policy
 * is another one, and stops it when the connection closes. Errors of a policy are reported and have no other effect.
 */
import { isolate, reportUncaught } from '../emitter.js'
import type { Heart, Heartbeat, HeartbeatPolicy, Wire } from '../types.js'

export interface Pulse {
  /** Starts the heartbeat of a connection that has just opened. */
  start(heart: Heart): void
  /** Takes over the policy if it has changed. */
  renew(): void
  /** Stops the timers; packets that still arrive are passed to the heartbeat. */
  stop(): void
  /** Forgets the connection. */
  end(): void
  /** Whether there is a heartbeat that gets the packets. */
  isThere(): boolean
  /** Returns the packets that are not answers to the heartbeat; all of them if the policy throws. */
  sift(packets: readonly Wire[]): readonly Wire[]
  /** Sends a ping now. */
  probe(): void
  roundTrip(): number | undefined
}

export function createPulse(getPolicy: () => HeartbeatPolicy | null | undefined): Pulse {
  let heart: Heart | undefined
  let policy: HeartbeatPolicy | null | undefined
  let heartbeat: Heartbeat | undefined

  function begin(): void {
    policy = getPolicy()
    isolate(() => {
      heartbeat = heart && policy?.start(heart)
    })
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
        return heartbeat?.hear(packets) ?? packets
      } catch (error) {
        reportUncaught(error)
        return packets
      }
    },
    probe: () => heartbeat?.probe(),
    roundTrip: () => heartbeat?.roundTrip,
  }
}
