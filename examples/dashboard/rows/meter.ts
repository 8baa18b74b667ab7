// Counts what the page does in a second: packets that came, rows that were rendered, frames that were drawn, and how
// long the longest of them took.

export interface Reading {
  /** Packets since the page was opened. */
  readonly total: number
  readonly packets: number
  readonly rendered: number
  readonly frames: number
  /** Milliseconds. */
  readonly longest: number
}

export function createMeter() {
  const listeners = new Set<() => void>()
  let reading: Reading = { total: 0, packets: 0, rendered: 0, frames: 0, longest: 0 }
  let [total, packets, rendered, frames, longest] = [0, 0, 0, 0, 0]
  let request = 0
  let lastFrame = 0
  let lastReading = 0

  function frame(now: number) {
    frames += 1
    longest = Math.max(longest, now - lastFrame)
    lastFrame = now
    if (now - lastReading >= 1000) {
      reading = { total, packets, rendered, frames, longest: Math.round(longest) }
      packets = rendered = frames = longest = 0
      lastReading = now
      for (const listener of listeners) listener()
    }
    request = requestAnimationFrame(frame)
  }

  return {
    hear() {
      total += 1
      packets += 1
    },
    render() {
      rendered += 1
    },
    get: () => reading,
    /** Runs while somebody listens. */
    subscribe(listener: () => void) {
      if (listeners.size === 0) {
        lastFrame = lastReading = performance.now()
        request = requestAnimationFrame(frame)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) cancelAnimationFrame(request)
      }
    },
  }
}

export type Meter = ReturnType<typeof createMeter>
