/**
 * Runs in the page: what is under way in it, counted where it is asked for, and how to wait for a condition.
 */
import { CONDITION_SECONDS } from '../../patience'

// Taken before anything is counted: the waits of a test are none of the node's.
const later = window.setTimeout.bind(window)

/** Resolves once `condition` holds; or when patience is over, so that the test can say what was there instead. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + CONDITION_SECONDS * 1000
  while (!condition() && performance.now() < deadline) await new Promise((resolve) => later(resolve, 5))
}

/** Leaves the page no time for anything else. */
export function keepBusy(seconds: number): void {
  const end = performance.now() + seconds * 1000
  while (performance.now() < end);
}

/** Bytes on the heap of scripts, garbage and all; exact where the browser was started with `--enable-precise-memory-info`. */
export function heapSize(): number {
  return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize
}

/** What the page has asked the browser for, since `countWork`. */
export interface Work {
  /** Timers that wait. */
  timers: number
  /** Timers that have run. */
  timersRun: number
  /** Frames that are waited for. */
  frames: number
  /** Message channels that were ever made. */
  channels: number
  /** Messages in them that have not arrived. */
  messages: number
  /** Sockets that were ever made. */
  sockets: number
  /** Packets that have arrived at them. */
  packets: number
}

/** The count. */
export const work: Work = { timers: 0, timersRun: 0, frames: 0, channels: 0, messages: 0, sockets: 0, packets: 0 }

/** Counts from now on, all that is asked for through the globals. */
export function countWork(): void {
  countTimers()
  countFrames()
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      work.sockets += 1
      this.addEventListener('message', () => (work.packets += 1))
    }
  }
  window.MessageChannel = class extends MessageChannel {
    constructor() {
      super()
      work.channels += 1
      const post = this.port2.postMessage.bind(this.port2)
      this.port2.postMessage = (message: unknown) => {
        work.messages += 1
        post(message)
      }
      this.port1.addEventListener('message', () => (work.messages -= 1))
    }
  }
}

function countTimers(): void {
  const { setTimeout, clearTimeout, setInterval, clearInterval } = window
  const waiting = new Set<unknown>()
  const count = (): void => void (work.timers = waiting.size)
  const stopWith =
    (stop: (id?: number) => void) =>
    (id?: number): void => {
      waiting.delete(id)
      count()
      stop.call(window, id)
    }
  window.setTimeout = ((callback: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) => {
    const id = setTimeout(() => {
      waiting.delete(id)
      work.timersRun += 1
      count()
      callback(...args)
    }, delay)
    waiting.add(id)
    count()
    return id
  }) as typeof window.setTimeout
  window.setInterval = ((callback: () => void, delay?: number) => {
    const id = setInterval(() => {
      work.timersRun += 1
      callback()
    }, delay)
    waiting.add(id)
    count()
    return id
  }) as typeof window.setInterval
  window.clearTimeout = stopWith(clearTimeout) as typeof window.clearTimeout
  window.clearInterval = stopWith(clearInterval) as typeof window.clearInterval
}

function countFrames(): void {
  const { requestAnimationFrame, cancelAnimationFrame } = window
  const waiting = new Set<number>()
  const count = (): void => void (work.frames = waiting.size)
  window.requestAnimationFrame = (callback) => {
    const id = requestAnimationFrame((time) => {
      waiting.delete(id)
      count()
      callback(time)
    })
    waiting.add(id)
    count()
    return id
  }
  window.cancelAnimationFrame = (id) => {
    waiting.delete(id)
    count()
    cancelAnimationFrame(id)
  }
}
