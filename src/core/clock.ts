/**
 * Time, tasks and frames behind one seam, so that everything above it is tested without sleeping.
 *
 * The platform's functions are looked up when they are called: importing this file touches nothing.
 */

import { isolate } from './emitter.js'

/** Cancels a scheduled callback. Has no effect if the callback has run. */
export type Cancel = () => void

/** Seconds by which a timer may come late without a sign that the thread was busy. */
const LATE = 0.05

/** Seconds that events which waited for a busy thread get at most to arrive: other processes bring them. */
const LONGEST_WAIT = 0.1

/** Seconds after which a page without frames goes on without them. */
const LONGEST_FRAME = 0.1

/** Milliseconds; a longer timeout overflows, and is none (HTML standard, `setTimeout`). */
const LONGEST_TIMEOUT = 2 ** 31 - 1

/**
 * Time and scheduling for heartbeats, so that tests can replace both. All times are in seconds.
 */
export interface Clock {
  /** Returns the time since an arbitrary moment. It never goes back. */
  now(): number
  /** Returns the time of the wall clock, which goes on while the machine sleeps. */
  wall(): number
  /** Calls `callback` once, after `seconds`. It may be late: browsers slow down the timers of a hidden page. */
  after(seconds: number, callback: () => void): Cancel
  /** Calls `callback` in a later task, as soon as possible; not slowed down in a hidden page. */
  task(callback: () => void): Cancel
  /** Calls `callback` after all timers of 0 seconds that are set in the present task. */
  soon(callback: () => void): Cancel
  /** Calls `callback` with the next animation frame; in a later task where there are none, as in a hidden page. */
  frame(callback: () => void): Cancel
  /** Calls `callback` after a short time of `seconds`; in a hidden page, which slows down timers, in a later task. */
  moment(callback: () => void, seconds: number): Cancel
}

/** The platform's clock. */
export const platformClock: Clock = {
  now: () => performance.now() / 1000,
  wall: () => Date.now() / 1000,
  after,
  task,
  soon,
  frame: (callback) => whileVisible(callback, nextFrame),
  moment: (callback, seconds) => whileVisible(callback, (run) => after(seconds, run)),
}

/** In a microtask: a promise's, since fake timers fake `queueMicrotask` too, and nobody runs those. */
export function inMicrotask(callback: () => void): void {
  void Promise.resolve().then(callback)
}

function after(seconds: number, callback: () => void): Cancel {
  const id = setTimeout(callback, Math.min(seconds * 1000, LONGEST_TIMEOUT))
  return () => clearTimeout(id)
}

/** Twice a timer of 0: what is set at the same time as the first runs before the second. */
function soon(callback: () => void): Cancel {
  if (typeof document !== 'undefined' && document.hidden) return task(callback)
  let cancel = after(0, () => {
    cancel = after(0, callback)
  })
  return () => cancel()
}

/**
 * Ends something after `seconds`. A timer that comes late was waiting for a busy thread, and so were events that may
 * decide otherwise: they get their turn first.
 */
export function deadline(clock: Clock, seconds: number, callback: () => void): Cancel {
  const due = clock.now() + seconds
  let cancel = clock.after(seconds, () => {
    const late = clock.now() - due
    if (late <= LATE) callback()
    else cancel = clock.after(Math.min(late, LONGEST_WAIT), callback)
  })
  return () => cancel()
}

/** A frame that is not rendered, such as an iframe out of view, gets no animation frames, and is not hidden. */
function nextFrame(callback: () => void): Cancel {
  if (typeof requestAnimationFrame === 'undefined') return after(1 / 60, callback)
  const run = () => {
    stop()
    callback()
  }
  const id = requestAnimationFrame(run)
  const stopTimer = after(LONGEST_FRAME, run)
  const stop = () => {
    cancelAnimationFrame(id)
    stopTimer()
  }
  return stop
}

/** Calls back as `request` schedules it, but in a task if the page is hidden, or gets hidden meanwhile. */
function whileVisible(callback: () => void, request: (run: () => void) => Cancel): Cancel {
  if (typeof document === 'undefined') return request(callback)
  if (document.hidden) return task(callback)
  const stop = () => {
    cancel()
    document.removeEventListener('visibilitychange', hide)
  }
  const hide = () => {
    stop()
    cancel = task(callback)
  }
  let cancel = request(() => {
    stop()
    callback()
  })
  document.addEventListener('visibilitychange', hide)
  return stop
}

/** Where the messages of the page's one channel are posted; null where there is none to use. */
let port: MessagePort | null | undefined

/** What is due with the next message: one carries all that is posted before it arrives. */
const posted = new Set<() => void>()
let stopTimer: Cancel | undefined

/** Browsers slow a hidden page's timers, and not its messages. */
function task(callback: () => void): Cancel {
  if (port === undefined) port = openChannel()
  if (!port) return after(0, callback)
  const run = () => callback()
  if (posted.size === 0) post(port)
  posted.add(run)
  return () => void posted.delete(run)
}

/** Where there is no window, nothing is hidden. */
function openChannel(): MessagePort | null {
  if (typeof window === 'undefined') return null
  // Next's build for the edge warns of the bare name.
  const { MessageChannel } = globalThis
  if (typeof MessageChannel === 'undefined') return null
  const { port1, port2 } = new MessageChannel()
  // Node's, beside a simulated page: it would keep the process alive, and there nobody slows timers.
  if ('unref' in port1) return null
  port1.onmessage = runPosted
  return port2
}

/** A timer as well, for tests whose time is their own; whichever comes first. */
function post(to: MessagePort): void {
  to.postMessage(null)
  stopTimer = after(0, runPosted)
}

function runPosted(): void {
  stopTimer?.()
  for (const run of [...posted]) if (posted.delete(run)) isolate(run)
  // These were posted meanwhile.
  if (posted.size > 0 && port) post(port)
}
