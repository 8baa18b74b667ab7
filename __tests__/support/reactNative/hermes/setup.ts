/**
 * The globals that React Native 0.72 adds to Hermes, as far as the package touches them; timers on a clock that jumps to
 * the next one, since the command line's have no delays; and a `WebSocket` with a script.
 */
import { AbortController } from 'abort-controller/dist/abort-controller'
import { URL } from 'react-native-0.72/Libraries/Blob/URL'

interface Shell {
  print(line: string): void
  setTimeout(task: () => void): void
}
const { print, setTimeout: queueTask } = globalThis as unknown as Shell

/** Prints a line. */
export const say = print

// ── Time ────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Timer {
  readonly id: number
  readonly due: number
  readonly callback: () => void
}

const timers: Timer[] = []
let now = 0
let lastId = 0

function runNext(): void {
  timers.sort((a, b) => a.due - b.due || a.id - b.id)
  const timer = timers.shift()
  if (!timer) return
  now = Math.max(now, timer.due)
  timer.callback()
  queueTask(runNext)
}

/** In so many milliseconds. */
export function later(callback: () => void, delay = 0): number {
  if (timers.length === 0) queueTask(runNext)
  timers.push({ callback, due: now + delay, id: ++lastId })
  return lastId
}

function cancel(id: number): void {
  const index = timers.findIndex((timer) => timer.id === id)
  if (index >= 0) timers.splice(index, 1)
}

// ── The network ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the server does with a new socket. */
export type Script = (socket: ScriptedSocket, url: string, protocols: unknown) => void

let script: Script = () => {}

export class ScriptedSocket {
  readyState = 0
  onopen?: (event: object) => void
  onmessage?: (event: { readonly data: unknown }) => void
  onclose?: (event: { readonly code: number; readonly reason: string }) => void

  constructor(url: string, protocols: unknown) {
    script(this, url, protocols)
  }

  send(data: string | Uint8Array): void {
    say(`server got ${typeof data === 'string' ? data : [...data].join()}`)
  }

  close(code: number, reason = ''): void {
    say(`server got close ${code} ${reason}`)
    this.end(code, reason)
  }

  open(): void {
    this.readyState = 1
    this.onopen?.({ type: 'open' })
  }

  deliver(data: unknown): void {
    this.onmessage?.({ data })
  }

  end(code: number, reason: string): void {
    if (this.readyState === 3) return
    this.readyState = 3
    later(() => this.onclose?.({ code, reason }), 1)
  }
}

/** Puts all of it in place. */
export function install(server: Script): void {
  script = server
  // Waits between retries are the same in each run.
  Math.random = () => 0.5
  Object.assign(globalThis, {
    window: globalThis,
    URL,
    AbortController,
    performance: { now: () => now },
    queueMicrotask: (callback: () => void) => void Promise.resolve().then(callback),
    requestAnimationFrame: (callback: () => void) => later(callback, 16),
    cancelAnimationFrame: cancel,
    setTimeout: later,
    clearTimeout: cancel,
    WebSocket: ScriptedSocket,
  })
}
